"""A population in policyengine_core."""

from batch import fisca
from batch.form import Work


def forms() -> dict[str, Work]:
    return fisca.forms("policyengine_core")
