"""What a policy claims of its own effect, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CLAIM_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "show.claims": ("关于效果的说法，用 elig prove 证明", "Claims about the effect, for elig prove"),
        "show.claim": ("{title}（{id}）：{text}", "{title} ({id}): {text}"),
        "show.claim_kind": (
            "关于规则效果的说法，由 elig prove 对所有家庭证明或举出反例；审核一户时不作判断",
            "a claim about the effect of the rules, which elig prove proves or refutes for all households; "
            "no household is decided by it",
        ),
        "show.claimed": ("说法：", "Claim:"),
        "claim.loses": ("{change}，“{right}”不会因此变差", "with {change}, {right} never comes out worse"),
        "claim.less": (
            "{change}，“{right}”给的“{grant}”不会因此变少",
            "with {change}, {right} never gives less ({grant})",
        ),
        "claim.both": ("“{first}”和“{second}”不会同时应享", "{first} and {second} are never due at once"),
        "claim.always": ("凡是{condition}的，都应享“{right}”", "{right} is always due where {condition}"),
        "claim.never": ("凡是{condition}的，都不应享“{right}”", "{right} is never due where {condition}"),
        "change.poorer": ("其他不变，收入更低", "a lower income and all else the same"),
        "change.richer": ("其他不变，收入更高", "a higher income and all else the same"),
        "change.older": ("其他不变，年纪更大", "someone older and all else the same"),
        "change.younger": ("其他不变，年纪更小", "someone younger and all else the same"),
        "change.lower": ("其他不变，“{fact}”更低", "a lower value of {fact} and all else the same"),
        "change.higher": ("其他不变，“{fact}”更高", "a higher value of {fact} and all else the same"),
        "change.with": ("其他不变，“{fact}”由否变是", "{fact} true in place of false and all else the same"),
        "change.without": ("其他不变，“{fact}”由是变否", "{fact} false in place of true and all else the same"),
        "change.more": ("其他不变，多一名成员", "one member more and all else the same"),
        "change.fewer": ("其他不变，少一名成员", "one member fewer and all else the same"),
    }
)
