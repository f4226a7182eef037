"""The manifest of an output: by what it was decided, and its counts; what is needed to make it again."""

from __future__ import annotations

import json
from pathlib import Path

from elig.batch.request import Request, Summary
from elig.version import __version__

SCHEMA = "batch/1"


def manifest_path(out: Path) -> Path:
    """Where the manifest of an output stands: beside it."""
    return out.with_name(f"{out.name}.manifest.json")


def manifest(request: Request, summary: Summary) -> str:
    """The manifest as JSON text. It holds no time of day, so that a run on the same input gives the same text."""
    tally = summary.tally
    found = {
        "schema": SCHEMA,
        "engine": __version__,
        "decided_by": summary.engine.value,
        "on": None if request.on is None else request.on.isoformat(),
        "on_column": request.on_column,
        "policy": request.policy,
        "layout": request.layout.value,
        "full": request.full,
        "input": [path.name for path in (request.input, request.members) if path is not None],
        "output": request.output.name,
        "rejected": None if summary.rejected_to is None else summary.rejected_to.name,
        "counts": {
            "read": tally.read,
            "decided": tally.decided,
            "rejected": tally.rejected,
            "referred_to_reference": summary.referred,
            "members": tally.members,
            "members_without_household": tally.strangers,
        },
        "policies": dict(request.program.checked.files),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
