"""PolicyEngine: its core, with the eight rules as variables."""

from peers import fisca
from peers.form import Form


def forms() -> dict[str, Form]:
    return fisca.one("policyengine_core")
