"""How the list of what a place has still to answer is worded, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OPEN_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open.title": ("{place}还要答复的事项", "What {place} has still to answer"),
        "open.on": ("截至{date}。", "As of {date}."),
        "open.rules": ("依据：{titles}。", "Rules: {titles}."),
        "open.no_region": (
            "没有收录这个地方的政策，只列各地共用的国家规定。",
            "No policy of this place is at hand: only the national rules that all share are listed.",
        ),
        "open.summary": (
            "要答复 {count} 项：先答决定能不能享受的 {deciding} 项，再答只影响数额的 {widening} 项。",
            "To be answered: {count}. First the {deciding} that decide an outcome, then the {widening} that only "
            "widen an amount.",
        ),
        "open.nothing": ("没有要答复的事项。", "Nothing is left to answer."),
        "open.part": ("【{title}】", "{title}"),
        "open.deciding": ("一、决定能不能享受", "A. What decides an outcome"),
        "open.widening": ("二、只影响数额", "B. What only widens an amount"),
        "open.gaps": (
            "三、文件没有写明的：问家庭没有用，要由文件或主管部门说明",
            "C. What the rules do not say: no household closes it, a document or the authority does",
        ),
        "open.elsewhere": ("四、不由当地定的数额", "D. Figures that are not for the place to set"),
        "open.answered": ("已有答复", "Answered already"),
        "open.item": ("{number}. {what}", "{number}. {what}"),
        "open.left": ("{what}（作为迁出地）", "{what} (as the place left)"),
        "open.wanted": ("要给出：{text}", "wanted: {text}"),
        "open.wanted_figure": ("数值，单位是{unit}", "a figure in {unit}"),
        "open.wanted_age": ("岁数", "an age in years"),
        "open.wanted_number": ("数值", "a number"),
        "open.wanted_share": ("比例", "a share"),
        "open.wanted_word": ("其中一种：{options}", "one of: {options}"),
        "open.wanted_truth": ("是或否", "yes or no"),
        "open.norm": ("规定：{text}", "the rule says: {text}"),
        "open.options": ("可选的读法：{options}", "readings to choose from: {options}"),
        "open.reason": ("{reason}", "{reason}"),
        "open.decides": ("等它定能不能享受的：{listed}", "outcome waits for it: {listed}"),
        "open.widens": ("只等它定数额的：{listed}", "only the amount waits for it: {listed}"),
        "open.touches": ("提到它的：{listed}", "mention it: {listed}"),
        "open.entitlement": ("{title}（{id}）", "{title} ({id})"),
        "open.figure": ("{label}：{values}", "{label}: {values}"),
        "open.settled": ("{asks}——读作“{option}”（{where}，自{date}起）", "{asks}: “{option}” ({where}, from {date})"),
        "open.source": ("出处：{text}", "source: {text}"),
    }
)
