"""How the summary of a batch is told, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BATCH_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "batch.title": ("批量审核汇总", "Summary of a batch"),
        "batch.counts": (
            "读入 {read} 户：审核 {decided} 户（{members} 人），拒收 {rejected} 户。",
            "{read} households read: {decided} decided ({members} people), {rejected} rejected.",
        ),
        "batch.on": ("审核日期：{on}", "decided for {on}"),
        "batch.on_column": (
            "审核日期：见每户的“{column}”一列",
            "each household is decided for the day in its column {column}",
        ),
        "batch.rejected": ("拒收原因", "Why households were rejected"),
        "batch.rejection": ("{kind}：{count} 户", "{kind}: {count} households"),
        "batch.region": ("{title}：{count} 户", "{title}: {count} households"),
        "batch.nowhere": ("不在各地政策之内", "Covered by no region"),
        "batch.outcomes": ("结论", "Outcomes"),
        "batch.outcomes_note": (
            "户的权利按户数，成员的权利按人数。",
            "Rights of a household are counted in households, rights of a member in people.",
        ),
        "batch.due": ("应享", "due"),
        "batch.not_due": ("不享受", "not due"),
        "batch.undetermined": ("待定", "undetermined"),
        "batch.not_in_force": ("不在有效期", "not in force"),
        "batch.people": ("惠及人数", "people"),
        "batch.entitlement": ("权利", "entitlement"),
        "batch.line": (
            "{label}（{id}）：应享 {due}，不享受 {not_due}，待定 {undetermined}{rest}",
            "{label} ({id}): {due} due, {not_due} not due, {undetermined} undetermined{rest}",
        ),
        "batch.line_not_in_force": ("，不在有效期 {count}", ", {count} not in force"),
        "batch.line_people": ("，惠及 {count} 人", ", reaching {count} people"),
        "batch.money": ("应享的金额", "Amounts of what is due"),
        "batch.money_note": (
            "原文的下限、上限和确数分开列，每月和每年也分开列，互不相加；没有写明数额的只计数。",
            "Exact amounts, floors and caps stand apart, as do months and years; they are never added to each other. "
            "Where the text states no amount only the number is given.",
        ),
        "batch.kind.cash": ("现金", "cash"),
        "batch.kind.ceiling": ("限额", "ceiling"),
        "batch.kind.loan": ("贷款", "loan"),
        "batch.kind.exemption": ("减免", "exemption"),
        "batch.kind.in_kind": ("实物或服务", "in kind"),
        "batch.every.month": ("每月", "a month"),
        "batch.every.year": ("每年", "a year"),
        "batch.every.once": ("一次", "once"),
        "batch.every.": ("未写明周期", "no period stated"),
        "batch.unit.yuan": ("元", "yuan"),
        "batch.unit.person": ("人", "people"),
        "batch.amount.exact": ("确数 {low}{unit}（{count} 项）", "exactly {low} {unit} ({count} answers)"),
        "batch.amount.at_least": ("至少 {low}{unit}（{count} 项）", "at least {low} {unit} ({count} answers)"),
        "batch.amount.up_to": ("至多 {high}{unit}（{count} 项）", "up to {high} {unit} ({count} answers)"),
        "batch.amount.between": (
            "{low} 至 {high}{unit}（{count} 项）",
            "between {low} and {high} {unit} ({count} answers)",
        ),
        "batch.amount.not_stated": ("没有写明数额（{count} 项）", "no amount stated ({count} answers)"),
        "batch.amount_line": (
            "{label} · {grant}（{kind}，{every}）：{amounts}",
            "{label} · {grant} ({kind}, {every}): {amounts}",
        ),
        "batch.why": ("待定的原因", "Why undetermined"),
        "batch.why_note": (
            "补上这一项，可能使结论明确的答复有多少。一项答复可能同时缺几项。",
            "In how many answers each item is missing; an answer may miss several.",
        ),
        "batch.why_line": ("{what}：{count}", "{what}: {count}"),
        "batch.why_unknown": (
            "没有统计：审核时只要求了结论和金额。",
            "Not counted: only outcomes and amounts were asked for.",
        ),
        "batch.gap": ("原文的空白：{label}", "left open by the text: {label}"),
        "batch.no_fact": ("原文留有裁量或空白，补什么都定不了", "left open by the text, whatever is told"),
        "batch.members_list": ("成员名单是否完整", "whether all members are listed"),
        "batch.fact_of": ("{fact}（成员）", "{fact} (of a member)"),
        "batch.for_keys": ("{what}（{keys}）", "{what} ({keys})"),
        "batch.reading": ("读法：{asks}", "reading: {asks}"),
        "batch.policies": ("所用政策文件", "Policy files used"),
        "chart.due": ("应享", "due"),
        "chart.not_due": ("不享受", "not due"),
        "chart.open": ("待定", "undetermined"),
        "chart.gain": ("受益", "gains"),
        "chart.loss": ("受损", "loses"),
        "chart.both": ("有得有失", "both"),
        "chart.other": ("其他", "other"),
        "batch.chart": ("每项权利的结论", "Outcomes of each entitlement"),
        "batch.share": ("{due} / {total}", "{due} / {total}"),
    }
)
