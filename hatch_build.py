"""Puts what a start would otherwise work out each time into the wheel, made by the engine that goes into it."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Prepared(BuildHookInterface[Any]):
    """Makes the prepared form of the policies, and one file of the modules as this Python compiles them.

    An editable install has neither: it keeps policies per user, and compiled modules where Python does.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files and add them beside the policies and the modules."""
        if version == "editable":
            return
        root, self.made = Path(self.root), TemporaryDirectory()
        sys.path.insert(0, str(root / "engine"))
        from elig import bundled, bundling
        from elig.prepare import shipped

        packages = [root / folder for folder in self.build_config.packages]
        self._put(build_data, "elig/_policies", shipped.NAME, shipped.prepared())
        self._put(build_data, "elig", bundled.NAME, bundling.bundle(packages))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the files, which are in the wheel now."""
        if version != "editable":
            self.made.cleanup()

    def _put(self, build_data: dict[str, Any], folder: str, name: str, data: bytes) -> None:
        made = Path(self.made.name, name)
        made.write_bytes(data)
        build_data["force_include"][str(made)] = f"{folder}/{name}"
