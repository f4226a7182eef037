"""How policies and entitlements are shown in words, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SHOW_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # a policy
        "show.jurisdiction": ("适用区划：{code}", "Jurisdiction: division {code}"),
        "show.stated": ("文件日期：{date}", "Document of {date}"),
        "show.undated": ("原文未注明日期", "Undated document"),
        "show.source": (
            "原文：{document}（摘要 {digest}）",
            "Source: {document} (digest {digest})",
        ),
        "show.entitlements": ("权利", "Entitlements"),
        "show.readings": ("原文的不同读法", "What the text leaves to be read"),
        "show.gaps": ("没有写明或没有查到的", "What is not stated or was not found"),
        "show.parameters": ("标准", "Figures"),
        "show.overview": ("{title}（{id}）：{whom}；{basis}", "{title} ({id}): {whom}; {basis}"),
        "show.reading": ("{asks}？读法：{options}", "{asks}? Readings: {options}"),
        "show.settled": ("。{where}自{date}起读作“{option}”", ". {where} from {date}: “{option}”"),
        "show.not_known": ("没有取得", "not known"),
        "show.by_origin": ("{label}（按迁出地）", "{label} (by the place left)"),
        "show.no_longer": ("不再适用", "no longer holds"),
        "show.value": ("{value}（{where}，自{date}起）", "{value} ({where}, from {date})"),
        # a target for a place
        "show.checks": ("对地方的指标，不是哪一户的权利", "Targets for a place, not for one household"),
        "show.check": ("{title}（{id}）：{measure}，{target}", "{title} ({id}): {measure}, {target}"),
        "show.check_kind": (
            "对地方整体的指标，不是哪一户的权利；审核一户时不作判断",
            "a target for a place as a whole, not for one household; no household is decided by it",
        ),
        "show.target": ("指标：", "Target:"),
        "show.measure": ("按什么计：{text}", "measured as: {text}"),
        "show.counted": ("计的是：{text}", "what is counted: {text}"),
        "show.to_reach": ("应当达到：{text}", "to be reached: {text}"),
        "measure.average": ("平均数", "an average"),
        "measure.share": ("所占的比例", "a share"),
        "measure.coverage": ("每处的数目", "a number at each place"),
        # a search
        "show.hit": ("{policy} {id}：{title}", "{policy} {id}: {title}"),
        # an entitlement
        "show.title": ("{title}（{id}）", "{title} ({id})"),
        "show.also": ("也称：{names}", "also called: {names}"),
        "show.for_each": ("按人", "for each member"),
        "show.for_household": ("按户", "for the household"),
        "basis.promise": ("原文承诺", "a promise of the document"),
        "basis.national": ("国家规定", "a national rule"),
        "basis.discretion": ("酌情安排，可以申请", "at discretion: may be applied for"),
        "basis.reported": ("原文只说做过，没有写条件", "only reported: no criteria are stated"),
        "show.given": ("适用于：", "Reaches:"),
        "show.when": ("条件：", "When:"),
        "show.unless": ("除外：", "Unless:"),
        "show.gives": ("给予：", "Gives:"),
        "show.met_when": ("怎样算已落实：", "In place once:"),
        "show.words": ("其中：", "Where:"),
        "show.open": ("另须注意：", "Note:"),
        "show.sources": ("出处：", "Sources:"),
        "show.all": ("以下各条都要符合：", "all of these:"),
        "show.any": ("以下有一条符合即可：", "any of these:"),
        "show.labelled": ("{label}（{rule}）", "{label} ({rule})"),
        "show.item_unless": ("{rule}，但{unless}的除外", "{rule}, unless {unless}"),
        "show.by_reading": (
            "原文有不同读法：{asks}",
            "the text can be read in several ways: {asks}",
        ),
        "show.option": ("读作“{option}”：{text}", "if “{option}”: {text}"),
        "show.since": ("自{date}起：{text}", "from {date}: {text}"),
        "show.ends": ("自{date}起不再适用", "ends on {date}"),
        "show.grant": ("{what}（{kind}）", "{what} ({kind})"),
        "show.amount": ("数额：{text}", "amount: {text}"),
        "show.lasts": ("期限：{text}", "for: {text}"),
        "show.used": ("已用：{text}", "used: {text}"),
        "show.every_month": ("按月", "each month"),
        "show.every_year": ("按年", "each year"),
        "show.every_once": ("一次性", "once"),
        "show.means": ("“{label}”：{rule}", "“{label}”: {rule}"),
        "kind.cash": ("现金", "cash"),
        "kind.ceiling": ("限额", "ceiling"),
        "kind.loan": ("贷款", "loan"),
        "kind.exemption": ("减免", "exemption"),
        "kind.in_kind": ("服务或实物", "in kind"),
    }
)
