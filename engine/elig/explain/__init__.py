"""Decisions, rules and problems in words, in Chinese and in English; decisions as JSON."""

from elig.facade import offers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.explain.checks_text import check_text
    from elig.explain.claims_text import claim_text
    from elig.explain.find import find_rows, found_text
    from elig.explain.json import decision_schema, to_json
    from elig.explain.open_list import open_text
    from elig.explain.problems import render_problem, render_problems
    from elig.explain.rules_text import entitlement_text, policy_text
    from elig.explain.text import explain
else:
    __getattr__ = offers(
        __name__,
        {
            "checks_text": "check_text",
            "claims_text": "claim_text",
            "find": "find_rows found_text",
            "json": "decision_schema to_json",
            "open_list": "open_text",
            "problems": "render_problem render_problems",
            "rules_text": "entitlement_text policy_text",
            "text": "explain",
        },
    )

__all__ = [
    "check_text",
    "claim_text",
    "decision_schema",
    "entitlement_text",
    "explain",
    "find_rows",
    "found_text",
    "open_text",
    "policy_text",
    "render_problem",
    "render_problems",
    "to_json",
]
