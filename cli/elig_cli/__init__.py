"""The `elig` command: argument handling and rendering only."""

import elig  # noqa: F401 - finds the modules of the command too
