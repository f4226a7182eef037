"""The shipped vocabulary is complete: every fact that the research names, each with all that a form needs.

The region that applies is no fact: it follows from the division of the new home. A local standard is a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import elig
from elig.program.model import Enumeration, Fact, Vocabulary
from elig.program.types import BooleanType, EnumType, NumberType, SetType

HOUSEHOLD = """
origin_admin_code dest_admin_code hukou_admin_code hukou_kind town_hukou_finding hukou_transferred_date
relocation_status move_in_date resettlement_site_id site_kind site_population registered_poor registered_poor_kind
escaped_poverty_year monitoring_kind co_moved_not_registered household_size_registered rigid_medical_spend
rigid_education_spend contracted_land_mu land_share_contract forest_land_mu forest_class forest_comp_before_move
homestead_status zero_employment_certified business_licence_date business_kind starting_business business_own_capital
business_employees shop_rent_month shop_owner_kind tax_relief_months_used tax_due_year tax_group_certified
loan_group_certified startup_loan_balance startup_loan_count cadre_assigned info_card_posted long_term_industry
finding_conversion finding_dibao_policy finding_urban_dibao garden_allotted_mu
"""
MEMBERS = """
person_id_no birth_date sex relation marital_status ethnicity death_date lives_together excluded_from_family
independent_living support_duty listed_in_other_household student_status kindergarten_demand labour_capacity
employment_status willing_to_work transfer_employment employed_in_new_district unemployed_registered_date
employment_hardship_certified cannot_work_away caring_duty left_behind_kind holds_public_post public_post_since
lives_on_own_earnings income_lookback_months income_wage income_business_net income_property_net income_transfer_net
income_excluded property_ok assistance_kind converted_from assistance_admin_code assistance_granted_date
assistance_until_date medical_assist_paid_ytd support_obligor_state self_care_level pension_scheme pension_drawing
medical_scheme medical_insured_place disability_cert_no disability_categories disability_grade long_term_care_need
work_injury_care_fee serious_illness_certified party_member party_org_place cared_for_by
"""
OPTIONAL = """
business_kind business_licence_date shop_owner_kind shop_rent_month homestead_status hukou_transferred_date
registered_poor_kind escaped_poverty_year monitoring_kind forest_class
excluded_from_family student_status left_behind_kind assistance_kind
converted_from party_org_place disability_grade disability_cert_no death_date assistance_admin_code
assistance_granted_date assistance_until_date pension_scheme medical_scheme medical_insured_place
unemployed_registered_date public_post_since
"""

CHINESE = re.compile("[一-鿿]")


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[Vocabulary]:
    yield elig.load().regions[0].vocabulary


def _listed(text: str) -> set[str]:
    return set(text.split())


def test_every_fact_that_is_named_is_there_and_no_other(vocabulary: Vocabulary) -> None:
    assert {fact.id for fact in vocabulary.household_facts} == _listed(HOUSEHOLD)
    assert {fact.id for fact in vocabulary.member_facts} == _listed(MEMBERS)


def test_only_some_facts_may_be_known_to_be_absent(vocabulary: Vocabulary) -> None:
    assert {fact.id for fact in vocabulary.facts.values() if fact.optional} == _listed(OPTIONAL)


def test_a_fact_has_both_names_and_says_where_it_is_recorded(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.facts.values():
        assert CHINESE.search(fact.name), fact.id
        _both(fact.label.zh, fact.label.en, fact.id)
        assert fact.recorded_in is not None, fact.id
        _both(fact.recorded_in.zh, fact.recorded_in.en, fact.id)


def test_names_and_labels_of_facts_are_told_apart(vocabulary: Vocabulary) -> None:
    facts = vocabulary.facts.values()
    for words in ([f.name for f in facts], [f.label.zh for f in facts], [f.label.en for f in facts]):
        assert len(words) == len(set(words))


def test_a_number_has_a_range_and_money_a_unit_of_yuan(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.facts.values():
        if isinstance(fact.type, NumberType):
            assert fact.range is not None, fact.id
            if fact.id.startswith(("income_", "rigid_", "tax_due", "startup_loan_balance", "medical_assist")):
                assert fact.type.unit.power("yuan") == (0 if fact.id == "income_lookback_months" else 1), fact.id


def test_a_value_has_both_names_and_every_enumeration_is_used(vocabulary: Vocabulary) -> None:
    for enumeration in vocabulary.enumerations.values():
        for value in enumeration.values:
            assert CHINESE.search(value.name), (enumeration.id, value.id)
            _both(value.label.zh, value.label.en, value.id)
    by_facts = {_enumeration_of(fact) for fact in vocabulary.facts.values()}
    by_rules = {"area", "dibao_method"}
    assert set(vocabulary.enumerations) == (by_facts - {""}) | by_rules


def test_a_truth_value_and_a_set_are_never_absent(vocabulary: Vocabulary) -> None:
    assert not [
        fact.id for fact in vocabulary.facts.values() if isinstance(fact.type, BooleanType | SetType) and fact.optional
    ]


# ---------------------------------------------------------------------- national codes


def _codes(enumeration: Enumeration) -> list[str]:
    return [value.code for value in enumeration.values]


def test_codes_are_those_of_the_standards(vocabulary: Vocabulary) -> None:
    codes = {id: _codes(found) for id, found in vocabulary.enumerations.items() if any(_codes(found))}
    assert codes.keys() | {"gb11643", "gb26341"} == vocabulary.codes.keys()
    assert codes["sex"] == ["1", "2"]
    assert codes["marital_status"] == ["10", "20", "21", "22", "23", "30", "40"]
    assert codes["disability_category"] == [str(number) for number in range(1, 8)]
    assert codes["ethnicity"] == [f"{number:02}" for number in range(1, 57)]
    gone = {*range(3, 10), *range(13, 20), 98}
    assert codes["relation"] == [f"{number:02}" for number in range(1, 100) if number not in gone]


def test_codes_say_where_they_were_read_and_what_is_unknown(vocabulary: Vocabulary) -> None:
    for id, code in vocabulary.codes.items():
        assert code.standard.startswith("GB"), id
        assert any(not citation.background for citation in code.citations), id
        assert all(citation.says is not None for citation in code.citations), id
    told = {id: code.unknown for id, code in vocabulary.codes.items() if code.unknown}
    assert told == {"sex": ("0", "9"), "marital_status": ("90",)}


def _enumeration_of(fact: Fact) -> str:
    return fact.type.enumeration if isinstance(fact.type, EnumType | SetType) else ""


def _both(zh: str, en: str, of: str) -> None:
    assert CHINESE.search(zh) and en and not CHINESE.search(en), of
