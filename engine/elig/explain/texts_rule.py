"""How values and rules are put into words, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RULE_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # values
        "figure.percent": ("{value}%", "{value}%"),
        "figure.about": ("约 {value}", "about {value}"),
        "figure.open": ("未定", "not known"),
        "figure.at_least": ("至少 {value}", "at least {value}"),
        "figure.at_most": ("至多 {value}", "at most {value}"),
        "figure.from_to": ("{low} 至 {high}", "{low} to {high}"),
        "figure.since": ("{value}或以后", "{value} or later"),
        "figure.until": ("{value}或以前", "{value} or earlier"),
        "figure.days": ("{low}至{high}", "{low} to {high}"),
        "value.true": ("是", "yes"),
        "value.false": ("否", "no"),
        "value.open": ("未知", "not known"),
        "value.unknown": ("未知", "not known"),
        "value.none": ("无", "none"),
        "value.undefined": ("算不出", "undefined"),
        "keyed": ("{label}（{keys}）", "{label} ({keys})"),
        "list.and": ("、", ", "),
        "list.or": ("或", " or "),
        "list.comma": ("，", ", "),
        "list.semicolon": ("；", "; "),
        "sentence": ("{text}。", "{text}."),
        # logic and tests
        "rule.and": ("，且", ", and "),
        "rule.or": ("，或", ", or "),
        "rule.not": ("不属于“{item}”的情形", "not (as a whole): {item}"),
        "rule.not_so": ("“{item}”为否", "not “{item}”"),
        "rule.not_one": ("不是{item}", "not {item}"),
        "rule.not_doing": ("不{item}", "not {item}"),
        "rule.not_having": ("没{item}", "not {item}"),
        "rule.not_yet": ("未{item}", "not {item}"),
        "rule.bracket": ("（{item}）", "({item})"),
        "rule.eq": ("{left}等于 {right}", "{left} is {right}"),
        "rule.ne": ("{left}不等于 {right}", "{left} is not {right}"),
        "rule.lt": ("{left}低于 {right}", "{left} is below {right}"),
        "rule.le": ("{left}不超过 {right}", "{left} is at most {right}"),
        "rule.gt": ("{left}超过 {right}", "{left} is above {right}"),
        "rule.ge": ("{left}不低于 {right}", "{left} is at least {right}"),
        "rule.is": ("{left}为{right}", "{left} is {right}"),
        "rule.is_not": ("{left}不是“{right}”", "{left} is other than “{right}”"),
        "rule.is_none": ("没有{left}", "there is no {left}"),
        "rule.is_not_none": ("有{left}", "there is some {left}"),
        "rule.in": ("{left}为{right}", "{left} is {right}"),
        "rule.in_many": ("{left}为{right}之一", "{left} is one of: {right}"),
        "rule.not_in": ("{left}既不是{right}", "{left} is neither {right}"),
        "rule.not_in_many": ("{left}不是{right}中的任何一种", "{left} is none of: {right}"),
        "list.nor": ("，也不是", " nor "),
        "rule.beside": ("与", " and "),
        "rule.includes": ("{left}包括{right}", "{left} include {right}"),
        "rule.between": (
            "{left}在 {low} 至 {high} 之间（含两端）",
            "{left} is from {low} to {high}",
        ),
        # members
        "rule.any": ("{group}中有人符合：{where}", "someone in the {group}: {where}"),
        "rule.no": ("{group}中没有人符合：{where}", "no one in the {group}: {where}"),
        "rule.every": ("{group}人人符合：{has}", "everyone in the {group}: {has}"),
        "rule.every_where": (
            "{group}中，凡符合“{where}”的，都符合：{has}",
            "everyone in the {group} with “{where}”: {has}",
        ),
        "rule.count": ("{group}人数", "number of people in the {group}"),
        "rule.count_where": (
            "{group}中符合“{where}”的人数",
            "number in the {group} with “{where}”",
        ),
        "rule.sum": ("{group}的{item}合计", "sum of {item} over the {group}"),
        "rule.sum_where": (
            "{group}中符合“{where}”的人，其{item}合计",
            "sum of {item} over those in the {group} with “{where}”",
        ),
        # members beside the one that is spoken of
        "rule.includes_this": ("{left}包括此人", "{left} include that person"),
        "rule.any_other": ("{group}中另有人符合：{where}", "someone else in the {group}: {where}"),
        "rule.no_other": ("{group}中没有其他人符合：{where}", "no one else in the {group}: {where}"),
        "rule.every_other": ("{group}中其他人都符合：{has}", "everyone else in the {group}: {has}"),
        "rule.every_other_where": (
            "{group}中的其他人，凡符合“{where}”的，都符合：{has}",
            "everyone else in the {group} with “{where}”: {has}",
        ),
        "rule.count_other": ("{group}中其他人的人数", "number of other people in the {group}"),
        "rule.count_other_where": (
            "{group}中符合“{where}”的其他人的人数",
            "number of others in the {group} with “{where}”",
        ),
        "rule.sum_other": ("{group}中其他人的{item}合计", "sum of {item} over the others in the {group}"),
        "rule.sum_other_where": (
            "{group}中符合“{where}”的其他人，其{item}合计",
            "sum of {item} over the others in the {group} with “{where}”",
        ),
        # figures
        "rule.if": ("若{condition}，则{yes}；否则{no}", "if {condition}, {yes}; otherwise {no}"),
        "rule.min": ("{items}中较小的", "the smaller of {items}"),
        "rule.max": ("{items}中较大的", "the larger of {items}"),
        "rule.round_half": ("{item}（按 {step} 四舍五入）", "{item}, rounded to {step}"),
        "rule.round_down": ("{item}（按 {step} 向下取整）", "{item}, rounded down to {step}"),
        "rule.round_up": ("{item}（按 {step} 向上取整）", "{item}, rounded up to {step}"),
        "rule.as": ("{item}（折合为{unit}）", "{item} (as {unit})"),
        "rule.otherwise": (
            "{item}（没有的，按 {fallback}）",
            "{item} (or {fallback} where there is none)",
        ),
        "rule.elapsed_year": ("从{start}到{end}的满年数", "full years from {start} to {end}"),
        "rule.elapsed_month": ("从{start}到{end}的满月数", "full months from {start} to {end}"),
        "rule.starts_with": ("{left}以{right}开头", "{left} starts with {right}"),
        "rule.year_of": ("{day}所在年份", "calendar year of {day}"),
        "rule.date_of": ("{year}年{month}月{day}日", "day {day} of month {month} in the year {year}"),
        "rule.entitled": ("应享“{label}”", "entitled to “{label}”"),
        "rule.gap": ("此处未定：{label}", "open: {label}"),
        "rule.by": ("按{label}", "by {label}"),
        "rule.text": ("“{value}”", "“{value}”"),
        "rule.today": ("审核当日", "today"),
    }
)
