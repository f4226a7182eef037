"""How the meaning of a change and its effect on a population are told, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EFFECT_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # effect
        "diff.effect": ("三、影响到谁，差多少", "3. Who is affected, and by how much"),
        "diff.effect.households": ("比较了 {number} 户。", "Households compared: {number}."),
        "diff.effect.elsewhere": (
            "另有 {number} 户不在这份政策的地方，没有比较。",
            "Households of other places, not compared: {number}.",
        ),
        "diff.effect.refused": (
            "有 {number} 户材料不能用，没有计入：",
            "Households that could not be decided and are not counted: {number}.",
        ),
        "diff.effect.refused_one": ("{household}：{reason}", "{household}: {reason}"),
        "diff.effect.none": ("没有一户的结果不同。", "No household is decided otherwise."),
        "diff.effect.fates": ("受影响的共 {number} 户：{fates}。", "Households affected: {number} ({fates})."),
        "diff.fate.gains": ("受益 {number}", "gain {number}"),
        "diff.fate.loses": ("受损 {number}", "lose {number}"),
        "diff.fate.both": ("有得有失 {number}", "gain and lose {number}"),
        "diff.fate.other": ("其他变化 {number}", "changed otherwise {number}"),
        "diff.fate.gains_head": ("受益", "gain"),
        "diff.fate.loses_head": ("受损", "lose"),
        "diff.fate.both_head": ("有得有失", "both"),
        "diff.fate.other_head": ("其他", "other"),
        "diff.effect.move": (
            "{old} → {new}：{number} {unit}{households}",
            "{old} → {new}: {number} {unit}{households}",
        ),
        "diff.effect.stay": ("{old}（不变）：{number} {unit}", "{old} (as before): {number} {unit}"),
        "diff.effect.unit_household": ("户", "households"),
        "diff.effect.unit_member": ("人次", "members"),
        "diff.effect.more": ("数额增加：{number} 户{households}", "amount rises: {number} households{households}"),
        "diff.effect.less": ("数额减少：{number} 户{households}", "amount falls: {number} households{households}"),
        "diff.effect.listed": ("（{ids}）", " ({ids})"),
        "diff.effect.and_more": ("等 {number} 户", "and {number} more"),
        "diff.outcome.due": ("应享", "due"),
        "diff.outcome.not_due": ("不应享", "not due"),
        "diff.outcome.undetermined": ("待定", "undetermined"),
        "diff.outcome.not_in_force": ("未施行", "not in force"),
        "diff.outcome.absent": ("没有这一项", "no such entitlement"),
        "diff.period.month": ("每月", "each month"),
        "diff.period.year": ("每年", "each year"),
        "diff.period.once": ("一次性", "once"),
        "diff.period.": ("未写明多久一次", "not said how often"),
        "diff.money": ("合计（{kind}，{period}）", "in all ({kind}, {period})"),
        "diff.money.total": ("{name}：{old} → {new}", "{name}: {old} → {new}"),
        "diff.money.span": ("至少 {floor}，至多 {cap}", "at least {floor}, at most {cap}"),
        "diff.money.open": (
            "至少 {floor}，其中 {number} 项上不封顶",
            "at least {floor}, {number} of them without an upper end",
        ),
        "diff.money.won": ("多得：{number} 户，{amount}", "more for {number} households: {amount}"),
        "diff.money.lost": ("少得：{number} 户，{amount}", "less for {number} households: {amount}"),
        "diff.kind.division": ("地方", "place"),
        "diff.kind.size": ("家庭人数", "size of the household"),
        "diff.kind.people": ("{number} 人", "{number}"),
        "diff.kind.any_member": ("有成员：{label}", "a member: {label}"),
        "diff.kind.head": ("按{kind}", "By {kind}"),
        "diff.kind.row": ("{name}：共 {number} 户；{fates}", "{name}: {number} households; {fates}"),
        "diff.kind.untouched": ("没有受影响的", "none affected"),
        "diff.kind.rest": ("其余 {number} 种没有受影响的", "{number} further ones with none affected"),
    }
)
