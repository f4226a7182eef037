"""What day it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_SHANGHAI = timezone(timedelta(hours=8))


def today() -> date:
    """Today in Asia/Shanghai, which has kept UTC+8 since 1991."""
    return datetime.now(_SHANGHAI).date()
