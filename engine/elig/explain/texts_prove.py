"""What was proved about a policy, and what was found, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PROVE_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "prove.title": ("{title}：{date}，区划 {place}", "{title}: {date}, division {place}"),
        "prove.claims": ("说法", "Claims"),
        "prove.proved": ("已证明：{text}", "proved: {text}"),
        "prove.vacuous": ("已证明（没有一户符合前提）：{text}", "proved (no household is ever in that case): {text}"),
        "prove.refuted": ("不成立：{text}", "does not hold: {text}"),
        "prove.not_proved": ("没有证明：{text}（{why}）", "not proved: {text} ({why})"),
        "prove.findings": ("发现", "Found"),
        "prove.nothing": ("没有发现。", "Nothing was found."),
        "prove.open": ("没有证明的问题", "Questions that were not proved"),
        "prove.question": ("{about}：{what}（{why}）", "{about}: {what} ({why})"),
        "prove.budget": ("限度内没有得出结果", "no answer within the limit"),
        "prove.why_not_in_force": ("当日不适用：{ids}", "not in force on the day: {ids}"),
        "prove.about.claim": ("说法", "claim"),
        "prove.about.never_due": ("永远不应享", "never due"),
        "prove.about.cannot_matter": ("可有可无的条件", "a part that cannot matter"),
        "prove.about.rows_overlap": ("表格重叠的行", "rows that overlap"),
        "prove.about.given_twice": ("同一样东西给两次", "given twice"),
        "prove.about.floor_below_floor": ("下限低于全国的下限", "a floor below the national one"),
        "prove.about.cliff": ("收入断崖", "an income cliff"),
        "prove.never_due": ("没有一户应享“{right}”", "no household is ever entitled to {right}"),
        "prove.cannot_matter": (
            "{address}：“{part}”可有可无，去掉后任何一户的结果都不变",
            "{address}: “{part}” cannot matter; without it every household is answered the same",
        ),
        "prove.rows_overlap": (
            "“{right}”用到的表格有两行同时符合，取前一行（{address}）",
            "two rows of a table that {right} reads fit at once, and the first is taken ({address})",
        ),
        "prove.given_twice": (
            "“{first}”和“{second}”可以同时应享，给的是同一样东西：{what}",
            "{first} and {second} can be due at once and give the same thing: {what}",
        ),
        "prove.floor_below_floor": (
            "给同一样东西（{what}），本地的“{first}”保证的少于全国的“{second}”",
            "for the same thing ({what}) the region's own {first} assures less than the national {second}",
        ),
        "prove.cliff": (
            "“{right}”：{who}的“{fact}”由 {before} 增到 {after}，每月所得由{end} {was} 降到 {now}，少 {loss}",
            "{right}: where {fact} of {who} rises from {before} to {after}, support a month falls from {end} {was} to "
            "{now}, by {loss}",
        ),
        "prove.largest": (
            "{members} 人的家庭中找到的最大的一处：{text}",
            "the largest that was found in households of {members} members: {text}",
        ),
        "prove.cliff_all": ("各项现金合计", "all cash together"),
        "prove.at_most": ("至多", "at most"),
        "prove.at_least": ("至少", "at least"),
        "prove.whole": ("全家", "the household"),
        "prove.proved_for_all": (
            "对至多 {members} 人的所有家庭证明",
            "proved for all households of up to {members} members",
        ),
        "prove.example": ("例（{members} 人）：", "example ({members} members):"),
        "prove.before": ("变化前", "before"),
        "prove.after": ("变化后", "after"),
        "prove.decided": ("{id}{subject}：{outcome}", "{id}{subject}: {outcome}"),
        "prove.supposed": ("假定的标准：{list}", "figures supposed: {list}"),
        "prove.subject": ("（{subject}）", " ({subject})"),
        "prove.outcome.due": ("应享", "due"),
        "prove.outcome.not_due": ("不应享", "not due"),
        "prove.outcome.undetermined": ("待定", "undetermined"),
        "prove.outcome.not_in_force": ("不适用", "not in force"),
        "prove.bound": (
            "范围：事实都已知、至多 {members} 人的所有家庭；没有数值的标准取规定范围内的任何数值。更大的家庭不在内。",
            "Bound: all households of up to {members} members of whom everything is known; figures that no place has "
            "settled may be anything that the text allows. Nothing is said of larger households.",
        ),
        "prove.solver": (
            "证明：z3 {version}，每次 {rlimit} 步，随机种子 {seeds}，共 {queries} 问；每一例都由审核程序重新算过。",
            "Proof: z3 {version}, {rlimit} steps a try, seeds {seeds}, {queries} queries; the evaluator decided every "
            "example anew.",
        ),
        "prove.assumed": (
            "假定：家庭合乎情理，即以下都不成立：{list}",
            "Assumed: households make sense; none of these hold: {list}",
        ),
        "prove.not_in_force": ("当日不适用，未作检查：{list}", "Not in force on the day, nothing was asked: {list}"),
    }
)
