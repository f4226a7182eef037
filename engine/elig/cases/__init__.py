"""Worked cases: households with the answers that are expected, written as data."""

from elig.cases.read import Case, CaseFile, read_case_file
from elig.cases.run import Report, run_case, run_cases

__all__ = ["Case", "CaseFile", "Report", "read_case_file", "run_case", "run_cases"]
