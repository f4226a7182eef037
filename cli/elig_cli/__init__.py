"""The `elig` command: argument handling and rendering only."""
