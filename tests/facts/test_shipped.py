"""The shipped vocabulary and the example households are read, published and written back."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from elig.errors import Collector
from elig.facts.describe import write_household
from elig.facts.reading import HouseholdReader
from elig.facts.schema import household_schema
from elig.program.load import load_program
from elig.program.model import Vocabulary

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*/*.json"))


@cache
def shipped() -> Vocabulary:
    errors = Collector()
    program = load_program(ROOT / "policies", [], errors)
    assert program is not None, errors.errors
    return program.vocabulary


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_an_example_is_read_and_written_back(file: Path) -> None:
    vocabulary = shipped()
    reader, validator = HouseholdReader(vocabulary), Draft202012Validator(household_schema(vocabulary))
    household = reader.read(file.read_bytes())
    written = write_household(household, vocabulary)
    assert reader.read(written) == household
    validator.validate(json.loads(file.read_bytes()))
    validator.validate(written)


def test_the_schema_of_the_shipped_vocabulary() -> None:
    Draft202012Validator.check_schema(household_schema(shipped()))
