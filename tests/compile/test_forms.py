"""Forms that the function writes out itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.corpus import Named, files, placed, program

FORMS = ("tables", "scales", "extremes", "amounts_of", "readings")


@pytest.mark.parametrize("form", FORMS)
def test_no_right_of_these_forms_is_left_to_the_evaluator(form: str) -> None:
    listed = [Named(file, case) for file in files() if Path(file.source.name).stem == form for case in file.cases]
    named = next(one for one in listed if one.case.on is not None and not one.case.pins and not one.case.of_texts)
    found, region = placed(named, program(named.case))
    assert named.case.on is not None
    decider = found.decider(on=named.case.on, policy=region)
    decider(found.household(named.case.household))
    assert not decider.refused()
