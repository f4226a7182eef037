"""The one table of keywords: their spellings, what is refused, and what is not available yet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from elig.lang.language import Language
from elig.records import Struct


class Keyword(Struct):
    """A reserved word, or several that are one token; `deferred` is refused by name for now."""

    token: str
    en: str
    zh: str
    deferred: bool = False

    def spelling(self, language: Language) -> str:
        """How the keyword is written."""
        return self.zh if language is Language.ZH else self.en


KEYWORDS: tuple[Keyword, ...] = (
    Keyword("AND", "and", "且"),
    Keyword("OR", "or", "或"),
    Keyword("NOT", "not", "非"),
    Keyword("IS", "is", "为"),
    Keyword("IS_NOT", "is not", "不为"),
    Keyword("NONE", "none", "无"),
    Keyword("IN", "in", "属于"),
    Keyword("NOT_IN", "not in", "不属于"),
    Keyword("INCLUDES", "includes", "包含"),
    Keyword("BETWEEN", "between", "介于"),
    Keyword("STARTS_WITH", "starts with", "开头为"),
    Keyword("LT", "<", "低于"),
    Keyword("GE", ">=", "不低于"),
    Keyword("GT", ">", "超过"),
    Keyword("LE", "<=", "不超过"),
    Keyword("IF", "if", "若"),
    Keyword("THEN", "then", "则"),
    Keyword("ELSE", "else", "否则"),
    Keyword("OTHERWISE", "otherwise", "无则"),
    Keyword("ANY", "any", "任一"),
    Keyword("NO", "no", "没有"),
    Keyword("EVERY", "every", "每个"),
    Keyword("HAS", "has", "均"),
    Keyword("WHERE", "where", "其中"),
    Keyword("OTHER", "other", "其他"),
    Keyword("THIS", "this", "本人"),
    Keyword("COUNT", "count", "人数"),
    Keyword("SUM_OF", "sum of", "合计"),
    Keyword("OVER", "over", "取自"),
    Keyword("MIN_OF", "min of", "最小值"),
    Keyword("MAX_OF", "max of", "最大值"),
    Keyword("ROUND", "round", "舍入"),
    Keyword("ROUND_DOWN", "round down", "向下舍入"),
    Keyword("ROUND_UP", "round up", "向上舍入"),
    Keyword("TO", "to", "至"),
    Keyword("AS", "as", "折合"),
    Keyword("PER", "per", "每"),
    Keyword("FOR", "for", "按"),
    Keyword("YEARS_FROM", "years from", "满年数"),
    Keyword("MONTHS_FROM", "months from", "满月数"),
    Keyword("YEAR_OF", "year of", "年份"),
    Keyword("TODAY", "today", "今日"),
    Keyword("ENTITLED_TO", "entitled to", "应享"),
    Keyword("AMOUNT_OF", "amount of", "应享金额"),
    Keyword("UNKNOWN_BECAUSE", "unknown because", "待定"),
    Keyword("TRUE", "true", "真"),
    Keyword("FALSE", "false", "假"),
    Keyword("AT_LEAST", "at least", "至少"),
    Keyword("UP_TO", "up to", "至多"),
)

FUNCTIONS: tuple[Keyword, ...] = (
    Keyword("MIN", "min", "取小"),
    Keyword("MAX", "max", "取大"),
    Keyword("DATE_OF", "date", "日期"),
)
"""Keywords only before `(`; elsewhere they are free as names."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "!=": "NE", "<=": "LE", ">=": "GE", "=": "EQ", "<": "LT", ">": "GT",
        "+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", "%": "PERCENT",
        "(": "LPAR", ")": "RPAR", "{": "LBRACE", "}": "RBRACE", ",": "COMMA",
    }
)  # fmt: skip
"""Signs and their tokens."""

_BOTH = "it leaves open whether both must hold or each counts: write `且` or `或`"
_LIST = "it leaves open whether all are needed or any: write `且` or `或`, and `,` inside `{ }`"
_COUNTS = "it leaves open whether the figure itself counts"
_FROM = f"{_COUNTS}: write `不低于` if it does, `超过` if not"
_DOWN = f"{_COUNTS}: write `不超过` if it does, `低于` if not"

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "和": _BOTH,
        "与": _BOTH,
        "及": _BOTH,
        "、": _LIST,
        "以上": _FROM,
        "以下": _DOWN,
        "以内": _DOWN,
        "并且": "write `且`",
        "同时": "write `且`",
        "或者": "write `或`",
        "不是": "write `不为` before a word, `!=` before a number, a date or text",
        "是": "write `为` before a word, `=` before a number, a date or text",
        "如果": "write `若`",
        "任何": "write `任一` if one is enough, `每个` if all are meant",
        "所有": "write `每个`",
        "大于": "write `超过` or `>`",
        "小于": "write `低于` or `<`",
        "等于": "write `=`",
        "大于等于": "write `不低于` or `>=`",
        "小于等于": "write `不超过` or `<=`",
        "不小于": "write `不低于` or `>=`",
        "不大于": "write `不超过` or `<=`",
        "不等于": "write `!=`",
        "万元": "write the amount out in 元: `30000 元` for 3万元",
    }
)  # fmt: skip
"""Words that look like keywords, each with what it leaves open or what to write."""

REFUSED_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "==": "write `=`", "<>": "write `!=`", "=>": "write `>=`", "=<": "write `<=`",
        "&&": "write `and` or `且`", "||": "write `or` or `或`", "**": "write a product with `*`",
        "&": "write `and` or `且`", "|": "write `or` or `或`", "!": "write `not` or `非`",
        "≥": "write `>=` or `不低于`", "≤": "write `<=` or `不超过`", "≠": "write `!=`",
        "≧": "write `>=` or `不低于`", "≦": "write `<=` or `不超过`",
        "×": "write `*`", "÷": "write `/`", "−": "write `-`", "–": "write `-`", "—": "write `-`",
        "、": REFUSED["、"], "‰": "write the number out: `5 ‰` is `0.5 %`",
    }
)  # fmt: skip
"""Signs that look like operators, each with what to write."""


def _spellings(table: tuple[Keyword, ...]) -> Mapping[str, Keyword]:
    return MappingProxyType({word: row for row in table for word in (row.en, row.zh)})


_BY_SPELLING = _spellings(KEYWORDS)
_FUNCTION_BY_SPELLING = _spellings(FUNCTIONS)
_BY_TOKEN = MappingProxyType({row.token: row for row in KEYWORDS + FUNCTIONS})
_SIGN_BY_TOKEN = MappingProxyType({token: sign for sign, token in SIGNS.items()})
_PAIRS = tuple(row.en.split() for row in KEYWORDS if " " in row.en)
_FOLLOWERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {first: tuple(pair[1] for pair in _PAIRS if pair[0] == first) for first, _ in _PAIRS}
)


def keyword(spelling: str) -> Keyword | None:
    """The keyword that is spelt so in either language.

    >>> keyword("不低于").token
    'GE'
    """
    return _BY_SPELLING.get(spelling)


def function(spelling: str) -> Keyword | None:
    """The function that is spelt so, for a word that stands before `(`."""
    return _FUNCTION_BY_SPELLING.get(spelling)


def followers(word: str) -> tuple[str, ...]:
    """The second words with which a word makes one keyword.

    >>> followers("round")
    ('down', 'up')
    """
    return _FOLLOWERS.get(word, ())


def spelling(token: str, language: Language) -> str:
    """How a token is written; `<` and the like are words in Chinese, `=` and `!=` always signs."""
    row = _BY_TOKEN.get(token)
    return row.spelling(language) if row is not None else _SIGN_BY_TOKEN[token]


def is_reserved(word: str) -> bool:
    """Whether a word cannot be declared as a name."""
    return word in _BY_SPELLING or word in REFUSED
