"""Puts the prepared form of the shipped policies into the wheel, made by the engine that goes into it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedPolicies(BuildHookInterface[Any]):
    """Loads and checks the policies while a wheel is built; an editable install keeps them per user instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file and add it beside the policies."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "engine"))
        from elig.prepare.shipped import NAME, prepared

        made = root / "build" / NAME
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(prepared())
        build_data["force_include"][str(made)] = f"elig/_policies/{NAME}"
