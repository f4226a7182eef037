"""How differences between policies are told, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DIFF_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "diff.title": ("{old} → {new}", "{old} → {new}"),
        "diff.conclusion.same": (
            "结论：没有不同，没有一户的结果会变。",
            "Conclusion: no difference; no household is decided otherwise.",
        ),
        "diff.conclusion.different": ("结论：有不同。", "Conclusion: they differ."),
        "diff.conclusion.not_proved": (
            "结论：没有发现不同，但有的没有证明。",
            "Conclusion: no difference was found, and something was not proved.",
        ),
        # structure
        "diff.structure": ("一、文字上改了什么", "1. What changed in the text"),
        "diff.nothing": ("没有改动。", "Nothing was changed."),
        "diff.only_harmless": (
            "没有改动规则：只有下面这些无害的改动。",
            "No rule was changed: there are only the harmless changes below.",
        ),
        "diff.counts": ("{part}：{counts}", "{part}: {counts}"),
        "diff.count": ("{status} {number}", "{number} {status}"),
        "diff.part.entitlement": ("权利", "entitlements"),
        "diff.part.parameter": ("标准", "figures"),
        "diff.part.definition": ("定义", "definitions"),
        "diff.part.group": ("成员范围", "groups"),
        "diff.part.reading": ("读法", "readings"),
        "diff.part.gap": ("空白", "gaps"),
        "diff.part.check": ("对地方的指标", "targets for a place"),
        "diff.part.invalid": ("不合情理的家庭", "households that make no sense"),
        "diff.part.fact": ("事实", "facts"),
        "diff.part.enumeration": ("取值", "words of facts"),
        "diff.part.source": ("来源文件", "documents"),
        "diff.part.locality": ("地方", "places"),
        "diff.part.policy": ("政策", "policies"),
        "diff.status.added": ("增加", "added"),
        "diff.status.removed": ("删除", "removed"),
        "diff.status.changed": ("改动", "changed"),
        "diff.status.renamed": ("改名", "renamed"),
        "diff.item": ("{sign} {title}（{id}）：{status}", "{sign} {title} ({id}): {status}"),
        "diff.item_no_id": ("{sign} {title}：{status}", "{sign} {title}: {status}"),
        "diff.was_called": ("原名 {id}", "was called {id}"),
        "diff.rule": ("{address}：", "{address}:"),
        "diff.in_words": ("用文字说：", "in words:"),
        "diff.through": (
            "自己的条件没有改，读到的有改动：{names}",
            "its own rules are as they were; changed is what it reads: {names}",
        ),
        "diff.through_too": ("读到的也有改动：{names}", "changed too is what it reads: {names}"),
        "diff.value": ("{where}自{date}起：{old} → {new}", "{where} from {date}: {old} → {new}"),
        "diff.value_keys": ("{keys}，{where}自{date}起：{old} → {new}", "{keys}, {where} from {date}: {old} → {new}"),
        "diff.value_unset": ("没有取得", "not known"),
        "diff.value_sources": ("原依据：{old}；现依据：{new}", "source before: {old}; source now: {new}"),
        "diff.no_source": ("没有写", "none stated"),
        "diff.field": ("{field}：{old} → {new}", "{field}: {old} → {new}"),
        "diff.field_none": ("（没有）", "(none)"),
        "diff.cite_removed": ("删去的出处：{source}", "source removed: {source}"),
        "diff.cite_added": ("新增的出处：{source}", "source added: {source}"),
        "diff.mark_read": ("读过原页", "read on the page"),
        "diff.mark_background": ("背景知识", "background"),
        "diff.table": ("按{columns}查表：", "by {columns}:"),
        "diff.settled": ("{where}自{date}起读作“{option}”", "{where} from {date}: “{option}”"),
        "diff.type_number": ("数", "number"),
        "diff.type_integer": ("整数", "whole number"),
        # harmless changes
        "diff.harmless": ("无害的改动：{counts}。", "Harmless changes: {counts}."),
        "diff.harmless.wording": ("措辞 {number} 处", "wording {number}"),
        "diff.harmless.label": ("名称 {number} 处", "labels {number}"),
        "diff.harmless.comment": ("注释 {number} 处", "comments {number}"),
        "diff.harmless.order": ("次序 {number} 处", "order {number}"),
        "diff.harmless.spelling": ("写法 {number} 处", "spelling {number}"),
        "diff.harmless.layout": ("排版 {number} 处", "layout {number}"),
        "diff.harmless.renamed": ("改名 {number} 处", "names {number}"),
        "diff.harmless.reworded": ("改写而意思相同 {number} 项", "rewritten with the same meaning {number}"),
    }
)
