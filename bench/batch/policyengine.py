"""A population in policyengine_core."""

from batch import fisca
from batch.form import Work


def forms(memory: str | None) -> dict[str, Work]:  # it has no limit
    return fisca.forms("policyengine_core")
