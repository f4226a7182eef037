"""Reading into cells gives what the full reader gives, and its errors."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.api import Program
from elig.errors import HouseholdError
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.programs import programs


def same(program: Program, data: str | bytes | dict[str, object]) -> None:
    """Both readers read the same, or refuse for the same."""
    try:
        expected = program.read(data)
    except HouseholdError as error:
        with pytest.raises(HouseholdError) as found:
            program.household(data)
        assert found.value.problems == error.problems
        return
    told = program.household(data)
    assert program.layout.unpack(told) == expected
    assert told == program.layout.pack(expected)


@effort(100)
@given(st.data())
def test_households_of_random_vocabularies(data: st.DataObject) -> None:
    program = data.draw(programs())
    household = data.draw(households(program))
    engine = loaded(program)
    same(engine, dict(household.raw))
    same(engine, json.dumps(household.raw))


HEAD = '"household_id": "a"'


@pytest.mark.parametrize(
    "text",
    [
        "{" + HEAD + ', "members": []}',
        " {" + HEAD + ', "members": []} \n',
        "{" + HEAD + ', "members": [], "members_complete": false}',
        "{" + HEAD + ', "members_complete": true}',
        "{" + HEAD + ', "members_complete": null, "members": null}',
        "{" + HEAD + ', "registered_poor": true, "registered_poor": true}',
        '{"household_id": "a:b", "registered_poor": true}',
        '{"household_id": "a:b", "registered_poor": true, "registered_poor": false}',
        '{"household_id": "乡 1", "members": [{"id": "m1"}]}',
        '{"household_id": ""}',
        '{"household_id": 7}',
        "{" + HEAD + ', "strange": 1}',
        "{" + HEAD + ', "members": [{"id": "a"}, {"id": "a"}]}',
        "{" + HEAD + ', "members": [{"id": "a", "relocation_status": "moved_in"}]}',
        "{" + HEAD + ', "members": [{"id": "a"}, 7]}',
        "{" + HEAD + ', "members": {"id": "a"}}',
        "{" + HEAD + ', "members": [' + ", ".join(f'{{"id": "m{i}"}}' for i in range(51)) + "]}",
        "{" + HEAD + ', "relocation_status": "none"}',
        "{" + HEAD + ', "business_kind": "none", "shop_rent_month": "none"}',
        "{" + HEAD + ', "business_kind": {"one_of": ["none", "online"]}}',
        "{" + HEAD + ', "hukou_kind": "非农业户口"}',
        "{" + HEAD + ', "hukou_kind": ["urban"]}',
        *(
            f'{{{HEAD}, "tax_due_year": {value}}}'
            for value in (
                "0", "-0", "7", "-7", "7.5", "7.50", "7.500", "7.505", "1e2", "1E-2", "1e400", "0.1e1", "1" * 17,
                "100000000", "100000000.01", "1" * 31, "1" * 5000, "NaN", "Infinity", "-Infinity",
                '"7"', '"7.5"', '"7.50"',
                '"07"', '"7."', '".5"', '"1e2"', '"-7.50"', '"٧"', '"７"', '"none"', "true", "null", "[]",
                '{"at_least": 1.5}', '{"at_least": 1, "at_most": 0}', '{"one_of": [1.25, 2]}', '{"one_of": [1.255, 2]}',
                '{"at_least": 1, "at_least": 2}',
            )
        ),
        *(
            f'{{{HEAD}, "startup_loan_count": {value}}}'
            for value in ("1", "1.0", "1.5", '"1"', "true", "21", '{"at_least": 1.5}', '{"one_of": [1.0, 2]}')
        ),
        *(
            f'{{{HEAD}, "business_licence_date": {value}}}'
            for value in (
                '"2020-02-29"', '"2021-02-29"', '"2020-2-9"', '"none"', "20200229", '"２０２０-01-01"', '"1700-01-01"',
            )
        ),
        *(
            f'{{{HEAD}, "members": [{{"id": "a", {facts}}}]}}'
            for facts in (
                '"person_id_no": "52230119800101001X"',
                '"person_id_no": "52230119800101001x", "birth_date": "1980-01-01", "sex": "1"',
                '"person_id_no": "522301198001010011"',
                '"person_id_no": "52230119800101001X", "birth_date": "1980-01-02"',
                '"person_id_no": "52230119800101001X", "sex": "female"',
                '"person_id_no": "52230119800101001X", "sex": {"one_of": ["male", "female"]}',
                '"sex": "0"',
                '"sex": 1',
                '"disability_categories": []',
                '"disability_categories": ["mental", "1"]',
                '"disability_categories": ["mental", 1.5]',
                '"disability_grade": "none"',
                '"disability_grade": {"one_of": ["none", 2]}',
            )
        ),
        "{" + HEAD + ', "members": [{"id": "a", "person_id_no": "52230119800101001x"}, '
        '{"id": "b", "person_id_no": "52230119800101001X"}]}',
        "[]", "7", "", "{", "null", "{" + HEAD + "} x", "{" + HEAD + "}\u00a0", "\ufeff{" + HEAD + "}", "[" * 100_000,
        '{"household_id": "\\ud800"}', '{"household_id": "a", "dest_admin_code": "522301"}',
        '{"household_id": "' + "a" * 1_000_001 + '"}',
    ],
)  # fmt: skip
def test_texts(text: str, shipped: Program) -> None:
    same(shipped, text)
    same(shipped, text.encode("utf-8", "surrogatepass"))


def test_dictionaries_are_not_changed(shipped: Program) -> None:
    given_one: dict[str, object] = {
        "household_id": "a",
        "members": [{"id": "m", "sex": "male"}],
        "registered_poor": True,
    }
    before = json.dumps(given_one)
    same(shipped, given_one)
    assert json.dumps(given_one) == before
    same(shipped, {"household_id": "a", 7: 1})  # type: ignore[dict-item]
    same(shipped, {"household_id": "a", "tax_due_year": 1.5})


@pytest.mark.parametrize(
    ("facts", "member", "retired"),
    [
        ("", "", False),
        (', "dest_admin_code": "522301", "hukou_admin_code": null', ', "party_org_place": "520281"', False),
        (', "dest_admin_code": "522322"', "", True),
        (', "hukou_admin_code": "520221"', ', "party_org_place": "520281"', True),
        (', "dest_admin_code": "522301"', ', "medical_insured_place": "520222"', True),
    ],
)
def test_a_retired_code_is_seen_when_it_is_read(facts: str, member: str, retired: bool, shipped: Program) -> None:
    text = f'{{{HEAD}{facts}, "members": [{{"id": "a"}}, {{"id": "b"{member}}}, {{"id": "c"}}]}}'
    same(shipped, text)
    assert shipped.household(text).retired is retired
