"""Worked cases: households with the answers that are expected, written as data."""

from elig.facade import offers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.cases.read import Case, CaseFile, read_case_file
    from elig.cases.run import Report, run_case, run_cases
else:
    __getattr__ = offers(__name__, {"read": "Case CaseFile read_case_file", "run": "Report run_case run_cases"})

__all__ = ["Case", "CaseFile", "Report", "read_case_file", "run_case", "run_cases"]
