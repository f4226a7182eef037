"""Deciding the households of a county, a province, the country: files in, files out.

>>> from elig.batch import decide  # decide(program, "households.parquet", "answers.parquet", on=date(2023, 6, 1))
"""

from elig.facade import offers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.batch.request import Engine, Progress, Request, Summary
    from elig.batch.running import decide, run
else:
    __getattr__ = offers(__name__, {"running": "decide run", "request": "Engine Progress Request Summary"})

__all__ = ["Engine", "Progress", "Request", "Summary", "decide", "run"]
