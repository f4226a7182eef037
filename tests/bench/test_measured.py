"""What `make bench` measures gives equal answers; the figures themselves are asserted of nothing."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def rows(folder: Path, *words: str) -> dict[str, dict[str, object]]:
    """What a run of the bench without peers says, by what was measured."""
    out = folder / "measured.json"
    command = [sys.executable, str(ROOT / "bench" / "run.py"), *words, "--no-peers", "--json", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {row["what"]: row for row in json.loads(out.read_text("utf-8"))["rows"]}


def test_one_household(tmp_path: Path) -> None:
    found = rows(tmp_path, "peers", "--sample", "300")
    for form in ("validated household", "JSON text to JSON text"):
        assert found[f"elig, {form}"]["ratio"], found[f"elig, {form}"]["note"]


def test_many_households(tmp_path: Path) -> None:
    found = rows(tmp_path, "batch", "files", "--households", "300")
    for form in ("elig", "elig batch"):
        for row in (form, f"{form}, 3% of the facts unknown"):
            assert found[row]["ratio"], found[row]["note"]
