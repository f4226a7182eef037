"""The sentences of an answer, in Chinese and in English; `{name}` is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from elig.explain.phrases_rule import RULE_PHRASES

_ANSWER: dict[str, tuple[str, str]] = {
    # the whole of an answer
    "head.title": ("家庭 {household} 的审核结果", "Decision for household {household}"),
    "head.where": ("审核日期：{date}。安置地：{place}。", "As of {date}. New home: {place}."),
    "head.region": ("依据：{title}。", "Rules: {title}."),
    "head.region_dated": ("依据：{title}（{date}）。", "Rules: {title} (document of {date})."),
    "head.region_undated": (
        "依据：{title}（原文未注明日期）。",
        "Rules: {title} (undated document).",
    ),
    "head.no_region": (
        "没有这个安置地的政策，只按国家规定审核。",
        "No policy covers this place: only the national rules are applied.",
    ),
    "summary.due": ("应享 {count} 项", "due: {count}"),
    "summary.undetermined": ("待定 {count} 项", "undetermined: {count}"),
    "summary.not_due": ("不享受 {count} 项", "not due: {count}"),
    "summary.not_in_force": ("当日不适用 {count} 项", "not in force: {count}"),
    "summary.nothing": ("没有可审核的项目", "nothing to decide"),
    "section.due": ("【应享】", "DUE"),
    "section.undetermined": ("【待定】", "UNDETERMINED"),
    "section.not_due": ("【不享受】", "NOT DUE"),
    "section.not_in_force": ("【当日不适用】", "NOT IN FORCE ON THIS DAY"),
    "section.notes": ("【说明】", "NOTES"),
    "outcome.due": ("应享", "due"),
    "outcome.undetermined": ("待定", "undetermined"),
    "outcome.not_due": ("不享受", "not due"),
    "outcome.not_in_force": ("当日不适用", "not in force"),
    # one entitlement
    "title.whom": ("{title}——{whom}", "{title} — {whom}"),
    "title.group": ("{whom}：", "{whom}:"),
    "title.national": ("{title}（国家规定）", "{title} (national)"),
    "title.discretion": (
        "{title}（可申请，由主管部门酌情）",
        "{title} (may be applied for, at discretion)",
    ),
    "subject.household": ("全家", "the household"),
    "subject.all": ("{whole}全体成员", "{whole}"),
    "subject.related": ("{member}（{relation}）", "{member} ({relation})"),
    "line.gives": ("给予：{text}", "Gives: {text}"),
    "line.if_due": ("如应享：{text}", "If due: {text}"),
    "line.met": ("落实：{text}", "In place: {text}"),
    "line.because": ("理由：{text}", "Why: {text}"),
    "line.amount_waits": ("金额还要看：{text}", "The amount still depends on: {text}"),
    "line.bearer": ("承担：{text}", "Provided by: {text}"),
    "line.source": ("出处：{text}", "Source: {text}"),
    "line.touches": ("原文没有写明：{text}", "Left open by the text: {text}"),
    "line.ask": ("要问：{text}", "Ask for: {text}"),
    "line.from_place": ("要当地提供：{text}", "To be had from the place: {text}"),
    "line.reading": ("要当地明确：{text}", "To be settled by the locality: {text}"),
    "line.gap": ("问了也定不了：{text}", "No answer settles this: {text}"),
    "line.still_open": ("还不能确定：{text}", "Still open: {text}"),
    "line.tree": ("推理：", "Reasoning:"),
    "met.yes": ("应享且已落实。", "due, and in place."),
    "met.no": ("应享尚未落实。", "due, not yet in place."),
    "met.unknown": ("应享，是否落实待核。", "due; whether it is in place is not known."),
    "met.unknown_waits": (
        "应享，是否落实待核，要看{what}。",
        "due; whether it is in place is not known. Ask for: {what}.",
    ),
    "reading.all_agree": (
        "原文有不同读法，各种读法结果相同。",
        "The text can be read in several ways; all agree.",
    ),
    "reading.option": ("  按“{option}”：{outcome}", "  if “{option}”: {outcome}"),
    "gap": ("{label}（{reason}）", "{label} ({reason})"),
    "in_force.since": ("自{date}起施行", "in force from {date}"),
    "in_force.until": ("施行至{date}", "in force until {date}"),
    # what is given
    "grant.cash": ("{amount}", "{amount}"),
    "grant.in_kind": ("{amount}", "{amount}"),
    "grant.exemption": ("{amount}", "{amount}"),
    "grant.ceiling": ("{amount}", "{amount}"),
    "grant.loan": ("贷款额度{amount}", "a loan of {amount}"),
    "grant.once": ("一次性 {amount}", "{amount}, once"),
    "grant.open": ("金额未定", "amount not known"),
    "grant.not_stated": ("原文没有写金额", "the text states no amount"),
    "grant.lasts": ("期限 {time}", "for {time}"),
    "grant.used": ("已用 {amount}", "used: {amount}"),
    "grant.left": ("还剩 {amount}", "left: {amount}"),
    "grant.left_if": ("按“{option}”，还剩 {amount}", "if “{option}”, left: {amount}"),
    "grant.total": ("合计：{amount}", "Together: {amount}"),
    "grant.undefined": (
        "人数可能为零，金额算不出",
        "the head count may be zero, so no amount follows",
    ),
    "grant.by_reading": ("金额随读法而变", "the amount depends on the reading"),
    "grant.clamped": ("算得低于零，按零计", "below zero by the formula, counted as zero"),
    # why
    "reason.point": ("{head}（{evidence}）", "{head} ({evidence})"),
    "reason.fact": ("{label}：{value}", "{label}: {value}"),
    "reason.fact_of": ("{owner} 的{label}：{value}", "{owner}, {label}: {value}"),
    "reason.threshold": ("{label}：{value}，{origin}", "{label}: {value}, {origin}"),
    "reason.no_value": ("{label}：没有取得", "{label}: not known"),
    "reason.since": ("自{date}起", "from {date}"),
    "reason.above": ("高出 {amount}", "above by {amount}"),
    "reason.below": ("相差 {amount}", "below by {amount}"),
    "reason.equal": ("两者相等", "both are equal"),
    "reason.not_excluded": ("没有除外情形（{what}）", "no exclusion applies ({what})"),
    "reason.excluded": ("有除外情形：{what}", "Excluded: {what}"),
    "reason.outside": ("不在适用范围：{what}", "Outside the group that it reaches: {what}"),
    "reason.failed": ("不符合：{what}", "Not met: {what}"),
    "reason.more_ways": (
        "{text}；另有 {count} 条也不符合",
        "{text}; {count} further conditions fail",
    ),
    "reason.more_open": ("{text}；另有 {count} 条", "{text}; {count} more"),
    "reason.and_so_on": ("{text}等", "{text}, and so on"),
    "reason.by_cases": (
        "不论“{fact}”是哪种情形，结果都一样",
        "whatever “{fact}” is, the answer is the same",
    ),
    "clause.given": ("属于适用范围", "the household is of the group that it reaches"),
    "clause.when": ("符合条件", "the conditions hold"),
    "clause.unless": ("有除外情形", "an exclusion applies"),
    "clause.met_when": ("已经落实", "it is in place"),
    "clause.for": ("属于适用对象", "the member is one whom it reaches"),
    "tree.node": ("{value} {head}  [{id}]", "{value} {head}  [{id}]"),
    "tree.true": ("符合", "yes"),
    "tree.false": ("不符合", "no"),
    "tree.open": ("未定", "open"),
    "tree.rule": ("规则：{text}  {place}", "rule: {text}  {place}"),
    # from where
    "source.says": ("{says}——{place}", "{says} — {place}"),
    "source.document": ("文件 {document}", "document {document}"),
    "source.document_dated": ("文件 {document}，{date}", "document {document} of {date}"),
    "source.document_undated": ("文件 {document}，未注明日期", "document {document}, undated"),
    "source.page": ("网页 {page}", "page {page}"),
    "source.seen": ("{date}查阅", "seen {date}"),
    "source.at": ("{place}，{address}", "{place}, {address}"),
    "source.background": (
        "{place}（背景知识，未见于所读网页）",
        "{place} (background, not read on the page)",
    ),
    "source.more": (
        "另有 {count} 处（加 --explain 可看全部）",
        "{count} more (all with --explain)",
    ),
    "source.nation": ("全国", "national"),
    "source.division": ("区划 {code}", "division {code}"),
    # what to ask
    "ask.first": ("先问这几项：", "Ask these first:"),
    "ask.further": ("其余 {count} 项见下。", "{count} further questions below."),
    "ask.recorded": ("{what}，查{where}", "{what}, recorded in: {where}"),
    "ask.waiting": ("{what}。关系到 {count} 项：{which}", "{what}. Waited for by {count}: {which}"),
    "ask.alone": ("{text}；只凭这一项就能定：{which}", "{text}; settles alone: {which}"),
    "ask.and_so_on": ("{text}等", "{text} and more"),
    "ask.of": ("{what}（{whom}）", "{what} ({whom})"),
    "ask.place": ("{what}。查{where}", "{what}. Recorded in: {where}"),
    "ask.from_place": ("当地的{what}", "the local figure: {what}"),
    "ask.members": ("家庭成员是否已全部列出", "whether all members are listed"),
    # remarks on the whole
    "notes.background": (
        "有的依据是背景知识，不是在所引网页上读到的，办理前请核对。",
        "Some sources are background knowledge, not read on the page cited: check before acting.",
    ),
    "notes.bounded": (
        "这几项列出的待问事项可能偏多：{which}。",
        "More may be listed as missing than is needed for: {which}.",
    ),
    "notes.pins": (
        "以下取值是设定的，不是算出的：{which}。",
        "Set by hand, not computed: {which}.",
    ),
    "foot.used": ("所用标准：{what}。", "Figures used: {what}."),
    "foot.not_known": ("没有取得的标准：{what}。", "Figures not known: {what}."),
    "foot.engine": ("引擎 {version}；文件摘要：{files}。", "Engine {version}; files: {files}."),
}

PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType({**RULE_PHRASES, **_ANSWER})


def phrase(key: str, lang: str, **values: str) -> str:
    """A sentence in a language, filled in.

    >>> phrase("ask.of", "en", what="sex", whom="m2")
    'sex (m2)'
    """
    zh, en = PHRASES[key]
    return (en if lang == "en" else zh).format(**values)


def has_phrase(key: str) -> bool:
    """Whether there is a sentence for a key."""
    return key in PHRASES
