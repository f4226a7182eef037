"""A population in openfisca_core."""

from batch import fisca
from batch.form import Work


def forms() -> dict[str, Work]:
    return fisca.forms("openfisca_core")
