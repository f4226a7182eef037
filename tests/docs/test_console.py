"""Every command of the documents is run and prints what they show; `ELIG_UPDATE_GOLDEN=1` records it anew."""

from __future__ import annotations

import os

import pytest

from tests.docs.console import PROMPT, matches, renewed, run, steps
from tests.docs.pages import ROOT, Block, blocks


@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_what_is_shown_is_printed(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, renewals = 0, []
    for step in steps(block.text):
        printed, code = run(step.command, code)
        renewals.extend([PROMPT + step.command, *renewed(step.shown, printed)])
        if not os.environ.get("ELIG_UPDATE_GOLDEN"):
            assert matches(step.shown, printed), f"$ {step.command}\n" + "\n".join(printed)
    if os.environ.get("ELIG_UPDATE_GOLDEN"):
        text = block.page.read_text("utf-8")
        block.page.write_text(text.replace(block.text, "".join(f"{line}\n" for line in renewals)), "utf-8")


def test_there_are_commands() -> None:
    assert blocks("console")
