"""Cedar permits or denies: it has no amounts and looks into no set, so each member asks for each thing.

Three of the eight answers are put together from what was permitted.
"""

from typing import Any

import cedarpy
from peers.form import Form, Row

POLICIES = """
permit (principal, action == Action::"shop", resource) when { context.relocated && context.runs_business };
permit (principal, action == Action::"post", resource) when {
    context.relocated && context.labour == "weak" && !context.employed && context.age >= 18 && context.age <= 60 };
permit (principal, action == Action::"able", resource) when {
    context.labour != "none" && context.age >= 16 && context.age <= 60 };
permit (principal, action == Action::"employed", resource) when { context.employed };
"""
ACTIONS = ("shop", "post", "able", "employed")
READ = ("age", "labour", "employed", "runs_business")


def forms() -> dict[str, Form]:
    policies, nobody = cedarpy.PolicySet.from_str(POLICIES), cedarpy.Entities.from_json_str("[]")

    def decide(requests: list[Any]) -> Row:
        results = cedarpy.is_authorized_batch(requests, policies, nobody)
        found = dict.fromkeys(ACTIONS, False)
        for request, result in zip(requests, results, strict=True):
            found[request["action"]["id"]] |= result.allowed
        return {
            "shop": found["shop"],
            "post": found["post"],
            "zero_employment": found["able"] and not found["employed"],
        }

    return {"its own requests": Form(decide, _requests, dict, ("shop", "post", "zero_employment"))}


def _requests(row: Row) -> list[Any]:
    return [
        {
            "principal": {"type": "Member", "id": str(index)},
            "action": {"type": "Action", "id": action},
            "resource": {"type": "Household", "id": "h"},
            "context": {"relocated": row["relocated"], **{name: member[name] for name in READ}},
        }
        for index, member in enumerate(row["members"])
        for action in ACTIONS
    ]
