"""elig: policy rules written in YAML, checked once, and households decided under them.

>>> from datetime import date
>>> import elig
>>> program = elig.load()
>>> decision = program.check(
...     {
...         "household_id": "example",
...         "dest_admin_code": "522301",
...         "registered_poor": True,
...         "members": [{"id": "m1", "relation": "head", "assistance_kind": "rural_dibao"}],
...     },
...     on=date(2020, 12, 1),
... )
>>> decision["insurance_subsidy"]["m1"].outcome
<Outcome.DUE: 'due'>
>>> decision["insurance_subsidy"]["m1"].grants[0].if_due
Interval(low=Fraction(30, 1), high=None)
>>> [item.path for item in decision["urban_dibao"].missing][:2]
['conversion', 'relocation_status']
"""

from elig.bundled import use
from elig.facade import offers

use(__path__[0])

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.api import Decision, EntitlementView, Program, household_schema, lint, load, run_cases, schema
    from elig.errors import Diagnostic, PolicyError
    from elig.evaluate.decision import GrantResult, Missing, Reason, Result
    from elig.input_errors import EligError, HouseholdError
    from elig.program.verify import Finding, verify_sources
    from elig.values import Applicable, GrantKind, Interval, Met, Outcome
    from elig.version import __version__
else:
    __getattr__ = offers(
        __name__,
        {
            "api": "Decision EntitlementView Program household_schema lint load run_cases schema",
            "errors": "Diagnostic PolicyError",
            "evaluate.decision": "GrantResult Missing Reason Result",
            "input_errors": "EligError HouseholdError",
            "program.verify": "Finding verify_sources",
            "values": "Applicable GrantKind Interval Met Outcome",
            "version": "__version__",
        },
    )

__all__ = [
    "Applicable",
    "Decision",
    "Diagnostic",
    "EligError",
    "EntitlementView",
    "Finding",
    "GrantKind",
    "GrantResult",
    "HouseholdError",
    "Interval",
    "Met",
    "Missing",
    "Outcome",
    "PolicyError",
    "Program",
    "Reason",
    "Result",
    "__version__",
    "household_schema",
    "lint",
    "load",
    "run_cases",
    "schema",
    "verify_sources",
]
