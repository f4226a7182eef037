"""What is told of a household: for each fact SQL over the table `families`, `none` where it is known to be absent."""

from __future__ import annotations

from datetime import date

from elig.batch.population.draws import among, chance, draw, hundredths, pick, tenths, weighed


def household_facts(on: date) -> dict[str, str]:
    """SQL by fact; `NULL` for what is left unknown for everybody."""
    moved = f"DATE '{on}' - CAST(200 + {among('moved', 2200)} AS INTEGER)"
    runs = chance("runs", 0.06)
    kind = pick("business", ["sole_trader", "sole_trader", "sole_trader", "micro_firm", "online"])
    licence = f"""CASE WHEN {chance("licence line", 0.3)} AND len(licences) > 0
        THEN licences[1 + {among("licence", "greatest(1, len(licences))")}]
        ELSE DATE '{on}' - CAST({among("licence days", 2400)} AS INTEGER) END"""
    return {
        "dest_admin_code": f"homes[1 + {among('home', 'len(homes)')}]",
        "origin_admin_code": f"origins[1 + {among('origin', 'len(origins)')}]",
        "relocation_status": weighed(
            "status", [("'moved_in'", 0.97), ("'agreement_signed'", 0.015), ("'not_relocated'", 0.01)], "'withdrawn'"
        ),
        "site_kind": weighed(
            "site",
            [("'urban_concentrated'", 0.8), ("'rural_concentrated'", 0.14), ("'courtyard'", 0.03)],
            "'scattered'",
        ),
        "move_in_date": moved,
        "resettlement_site_id": f"'SITE-' || {among('site id', 68)}",
        "site_population": weighed(
            "site people", [("799", 0.02), ("800", 0.02), ("801", 0.02)], f"150 + {among('site people', 12000)}"
        ),
        "hukou_admin_code": f"CASE WHEN {chance('hukou moved', 0.6)} THEN homes[1 + {among('home', 'len(homes)')}] "
        f"ELSE origins[1 + {among('origin', 'len(origins)')}] END",
        "hukou_kind": weighed("hukou", [("'rural'", 0.5), ("'urban'", 0.2)], "'resident'"),
        "hukou_transferred_date": f"CASE WHEN {chance('hukou moved', 0.6)} "
        f"THEN CAST({moved} + CAST({among('hukou days', 150)} AS INTEGER) AS VARCHAR) ELSE 'none' END",
        "household_size_registered": f"people + CAST({chance('registered one more', 0.05)} AS INTEGER)",
        "town_hukou_finding": chance("town finding", 0.5),
        "registered_poor": chance("registered", "registered"),
        "registered_poor_kind": f"CASE WHEN NOT {chance('registered', 'registered')} THEN 'none' "
        "WHEN on_dibao THEN 'dibao_poor' ELSE 'general_poor' END",
        "escaped_poverty_year": f"CASE WHEN NOT {chance('registered', 'registered')} THEN 'none' "
        f"ELSE CAST(2016 + {among('escaped', 5)} AS VARCHAR) END",
        "monitoring_kind": weighed(
            "monitored", [("'unstable'", 0.02), ("'edge'", 0.015), ("'sudden'", 0.01)], "'none'"
        ),
        "co_moved_not_registered": f"NOT {chance('registered', 'registered')}",
        "rigid_medical_spend": f"CASE WHEN {chance('ill', 0.15)} THEN {hundredths('medical', 6000000)} "
        f"ELSE {hundredths('medical', 200000)} END",
        "rigid_education_spend": f"CASE WHEN kids > 0 THEN {hundredths('education', 1200000)} ELSE 0 END",
        "finding_conversion": chance("finding one", 0.8),
        "finding_dibao_policy": f"on_dibao OR {chance('finding two', 0.05)}",
        "finding_urban_dibao": f"on_dibao AND {chance('finding three', 0.9)}",
        "business_kind": f"CASE WHEN {runs} THEN {kind} ELSE 'none' END",
        "starting_business": f"NOT {runs} AND {chance('starting', 0.03)}",
        "business_licence_date": f"CASE WHEN {runs} THEN CAST({licence} AS VARCHAR) ELSE 'none' END",
        "business_employees": f"CASE WHEN {runs} THEN {among('employees', 7)} ELSE 0 END",
        "business_own_capital": f"CASE WHEN {runs} THEN {hundredths('capital', 20000000)} ELSE 0 END",
        "shop_owner_kind": f"CASE WHEN {runs} THEN {pick('shop', ['site_public', 'private', 'none'])} ELSE 'none' END",
        "shop_rent_month": f"CASE WHEN NOT {runs} THEN 'none' "
        f"WHEN {chance('rent free', 0.3)} THEN '0' ELSE CAST(200 + {among('rent', 2500)} AS VARCHAR) END",
        "tax_due_year": f"CASE WHEN {runs} THEN {hundredths('tax', 2500000)} ELSE 0 END",
        "tax_relief_months_used": f"CASE WHEN {runs} THEN {among('tax months', 37)} ELSE 0 END",
        "tax_group_certified": chance("tax group", 0.3),
        "loan_group_certified": chance("loan group", 0.3),
        "startup_loan_balance": f"CASE WHEN {runs} AND {chance('loan', 0.4)} "
        f"THEN {among('loan sum', 150000)} ELSE 0 END",
        "startup_loan_count": f"CASE WHEN {runs} AND {chance('loan', 0.4)} THEN 1 + {among('loans', 3)} ELSE 0 END",
        "contracted_land_mu": f"CASE WHEN {chance('land', 0.7)} THEN {tenths('land mu', 120)} ELSE 0 END",
        "land_share_contract": f"{chance('land', 0.7)} AND {chance('land share', 0.4)}",
        "forest_land_mu": f"CASE WHEN {chance('forest', 0.4)} THEN {tenths('forest mu', 300)} ELSE 0 END",
        "forest_class": f"CASE WHEN NOT {chance('forest', 0.4)} THEN 'none' "
        f"ELSE {pick('forest class', ['national_forest', 'local_forest', 'commercial_forest'])} END",
        "forest_comp_before_move": f"{chance('forest', 0.4)} AND {chance('forest paid', 0.5)}",
        "homestead_status": weighed(
            "homestead", [("'kept'", 0.1), ("'demolished'", 0.4), ("'reclaimed'", 0.45)], "'none'"
        ),
        "long_term_industry": chance("industry", 0.4),
        "garden_allotted_mu": f"CASE WHEN {chance('garden', 0.15)} THEN 0.1 + {tenths('garden mu', 3)} ELSE 0 END",
        "zero_employment_certified": chance("zero employment", 0.02),
        "cadre_assigned": chance("cadre", 0.95),
        "info_card_posted": chance("info card", 0.93),
        "members_complete": f"{draw('complete')} >= 0",
    }
