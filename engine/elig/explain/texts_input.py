"""What is wrong with a household, in Chinese and in English: what was expected, what was given, what to write.

The place goes before.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

INPUT_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # places
        "input.at": ("{place}：{text}", "{place}: {text}"),
        "input.place.whole": ("整份材料", "the whole input"),
        "input.place.path": ("{path}", "{path}"),
        "input.place.fact": ("“{fact}”（{path}）", "{fact} ({path})"),
        "input.place.part": ("第 {number} 位{part}（{path}）", "{part} {number} ({path})"),
        "input.place.part_fact": (
            "第 {number} 位{part}“{fact}”（{path}）",
            "{part} {number}, {fact} ({path})",
        ),
        # the text
        "input.too_large": (
            "材料太大，不得超过 {limit} 字节。一份材料只写一户，多户请分开。",
            "the input is larger than {limit} bytes. Write one household per input.",
        ),
        "input.not_utf8": (
            "第 {byte} 个字节不是 UTF-8 编码。请把文件另存为 UTF-8。",
            "byte {byte} is not UTF-8. Save the file as UTF-8.",
        ),
        "input.byte_order_mark": (
            "文件开头有字节顺序标记（BOM）。请另存为不带 BOM 的 UTF-8。",
            "the file starts with a byte order mark (BOM). Save it as UTF-8 without BOM.",
        ),
        "input.not_json": (
            "第 {line} 行第 {column} 列读不下去，不是正确的 JSON。请检查这里和前一行：逗号、引号、括号是否缺少或多余。",
            "line {line}, column {column} cannot be read as JSON. Look there and on the line before "
            "for a comma, quote or bracket that is missing or too many.",
        ),
        "input.too_deep": (
            "括号层数超过 {limit} 层。一户的材料只需三层。",
            "brackets are nested more than {limit} deep. A household needs three levels.",
        ),
        "input.duplicate_key": (
            "{given} 写了不止一次。请只留一个。",
            "{given} is written more than once. Keep one of them.",
        ),
        "input.number_too_long": (
            "数字 {given} 太长，最多 {limit} 位。请核对。",
            "the number {given} has more than {limit} digits. Check it.",
        ),
        "input.not_finite": (
            "{given} 不是数。请写数字；不知道就不写这一项。",
            "{given} is not a number. Write a number, or leave the fact out where it is not known.",
        ),
        "input.float": (
            '二进制浮点数 {given} 会丢失数位。请改用 Decimal 或文字，例如 "1200.50"。',
            'the binary float {given} may have lost digits. Give a Decimal, or text such as "1200.50".',
        ),
        # keys and lists
        "input.object": (
            "这里应是一个对象 {{…}}，给的是 {given}。",
            "an object {{…}} is expected here, not {given}.",
        ),
        "input.list": (
            "这里应是一个列表 […]，给的是 {given}。",
            "a list […] is expected here, not {given}.",
        ),
        "input.unknown_key": (
            "没有 {given} 这一项。请对照词汇表改名，或者删去。",
            "there is no fact {given}. Look up its name in the vocabulary, or leave it out.",
        ),
        "input.unknown_key_near": (
            "没有 {given} 这一项。是不是 {nearest}？",
            "there is no fact {given}. Did you mean {nearest}?",
        ),
        "input.unknown_key_outside": (
            "{given} 是全家的事实。请移到 {parts} 之外。",
            "{given} is a fact of the whole household. Move it out of {parts}.",
        ),
        "input.unknown_key_inside": (
            "{given} 是每个成员各自的事实。请移到 {parts} 里面。",
            "{given} is a fact of each member. Move it into {parts}.",
        ),
        "input.too_many_parts": (
            "列了 {given} 个，最多 {limit} 个。一份材料只写一户。",
            "{given} are listed, at most {limit} may be. Write one household per input.",
        ),
        "input.complete_without_list": (
            "说名单已全，却没有 {given}。请写出 {given}，或者写 false。",
            "says that the list is complete, but there is no {given}. Write {given}, or write false.",
        ),
        "input.id_missing": (
            '缺少编号。请写一个编号，例如 "m1"。',
            'the id is missing. Write one, such as "m1".',
        ),
        "input.id": (
            '编号应是不超过 {limit} 个字的文字，不得为空，给的是 {given}。例如 "m1"。',
            'an id is text of 1 to {limit} characters, not {given}. Write, for example, "m1".',
        ),
        "input.same_id": (
            "编号 {given} 与 {other} 重复。请给每人一个不同的编号。",
            "the id {given} is also that of {other}. Give every member an id of their own.",
        ),
        "input.more": (
            "共有 {given} 处问题，只列出前 {limit} 处。请改正后再试。",
            "{given} problems in all; the first {limit} are listed. Mend these and try again.",
        ),
        "input.unreadable": (
            "这里读不出来。请对照格式说明检查。",
            "this cannot be read. Check it against the published schema.",
        ),
        # absence and truth
        "input.none": (
            '"none" 表示确知没有，而这一项总是有的。请写出它的值；不知道就不写这一项。',
            '"none" says that there is none, but there always is one. Write the value, '
            "or leave the fact out where it is not known.",
        ),
        "input.none_boolean": (
            "这一项只有是与否。没有就写 false；不知道就不写这一项。",
            "this is a yes or a no. Write false for no, or leave the fact out where it is not known.",
        ),
        "input.none_set": (
            "一个也没有请写空列表 []；不知道就不写这一项。",
            "write the empty list [] for none of them, or leave the fact out where it is not known.",
        ),
        "input.boolean": (
            "应写 true（是）或 false（否），不加引号，给的是 {given}。不知道就不写这一项。",
            "write true or false without quotes, not {given}; leave the fact out where it is not known.",
        ),
        # numbers
        "input.number": (
            "应是数字，给的是 {given}。请只写数字，不写单位；不知道就不写这一项。",
            "a number is expected, not {given}. Write digits only, without a unit, "
            "or leave the fact out where it is not known.",
        ),
        "input.number_as_text": (
            "应是数字，给的是文字 {given}。请去掉引号。",
            "a number is expected, not the text {given}. Leave out the quotes.",
        ),
        "input.numeral": (
            "应是数字，给的是 {given}。请只写数字和小数点（至多 {places} 位小数），不写单位和千分位，例如 1200。",
            "a number is expected, not {given}. Write digits and a point (at most {places} decimals), "
            "without a unit or separators: 1200.",
        ),
        "input.decimals": (
            "至多 {places} 位小数，给的是 {given}。请核对单位和小数点。",
            "at most {places} decimals, not {given}. Check the unit and the decimal point.",
        ),
        "input.whole": (
            "应是整数，给的是 {given}。",
            "a whole number is expected, not {given}.",
        ),
        "input.range": (
            "应在 {low} 与 {high} 之间，给的是 {given}。请核对单位和位数。",
            "a number between {low} and {high} is expected, not {given}. Check the unit and the digits.",
        ),
        # facts of which a part is known
        "input.range_empty": (
            "在这两端之间没有可能的值（可取 {low} 至 {high}）。请核对 at_least 和 at_most。",
            "no value is possible between these ends ({low} to {high} are). Check at_least and at_most.",
        ),
        "input.partial_key": (
            "部分已知的事实只能写 {keys}，给的是 {given}。",
            "a fact that is known in part has the keys {keys}, not {given}.",
        ),
        "input.partial_key_near": (
            "部分已知的事实只能写 {keys}，给的是 {given}。是不是 {nearest}？",
            "a fact that is known in part has the keys {keys}, not {given}. Did you mean {nearest}?",
        ),
        "input.partial_mixed": (
            "one_of 不能与 at_least、at_most 同写。请只用一种。",
            "one_of cannot stand beside at_least or at_most. Use one of the two.",
        ),
        "input.partial_empty": (
            "花括号里没有写已知的部分。请写 {keys}；完全不知道就不写这一项。",
            "the braces say nothing. Write {keys}, or leave the fact out where nothing is known.",
        ),
        "input.partial_not_available": (
            "这一项还不能只写一部分（{given}）。请写确定的值；不确定就不写这一项。",
            "this fact cannot be given in part ({given}): not available yet. "
            "Write its value, or leave it out while it is not certain.",
        ),
        "input.one_of_empty": (
            "one_of 的列表是空的。请至少写一个可能的值；不知道就不写这一项。",
            "the list of one_of is empty. Write the values that are possible, "
            "or leave the fact out where it is not known.",
        ),
        "input.one_of_too_many": (
            "one_of 列了 {given} 个值，最多 {limit} 个。请改用 at_least 和 at_most，或者不写这一项。",
            "one_of lists {given} values, at most {limit} may be. Use at_least and at_most, or leave the fact out.",
        ),
        # days
        "input.date": (
            '应是日期，写成 "年-月-日"，例如 "1980-02-03"，给的是 {given}。不知道就不写这一项。',
            'a date such as "1980-02-03" is expected, not {given}. Leave the fact out where it is not known.',
        ),
        "input.date_near": (
            '日期的写法不对，给的是 {given}。是不是 "{nearest}"？',
            '{given} is not how a date is written. Did you mean "{nearest}"?',
        ),
        "input.no_such_day": (
            "没有 {given} 这一天。请核对月份和日子。",
            "there is no day {given}. Check the month and the day.",
        ),
        "input.day_range": (
            "日期应在 {low} 与 {high} 之间，给的是 {given}。请核对年份。",
            "a date between {low} and {high} is expected, not {given}. Check the year.",
        ),
        # words
        "input.word": (
            "{given} 不在可选的值之中。可选：{options}。不知道就不写这一项。",
            "{given} is not one of the values. Write one of: {options}; or leave the fact out where it is not known.",
        ),
        "input.word_near": (
            '{given} 不在可选的值之中。是不是 "{nearest}"？可选：{options}。',
            '{given} is not one of the values. Did you mean "{nearest}"? The values: {options}.',
        ),
        "input.code_as_number": (
            '代码是文字，要加引号。请把 {given} 写成 "{nearest}"。',
            'a code is text. Write "{nearest}" with quotes, not {given}.',
        ),
        "input.word_list": (
            '应是列表，例如 ["…", "…"]，给的是 {given}。一个也没有写 []；不知道就不写这一项。',
            'a list such as ["…", "…"] is expected, not {given}. Write [] for none of them, '
            "or leave the fact out where it is not known.",
        ),
        "input.member_list": (
            '应是成员编号的列表，例如 ["m1"]，给的是 {given}。一个也没有写 []；不知道就不写这一项。',
            'a list of the ids of members such as ["m1"] is expected, not {given}. Write [] for none of them, '
            "or leave the fact out where it is not known.",
        ),
        "input.no_such_member": (
            "没有编号为 {given} 的成员。请写名单上成员的编号。",
            "no member has the id {given}. Write the ids of members who are listed.",
        ),
        "input.list_too_long": (
            "列了 {given} 个，最多 {limit} 个。每个值写一次即可。",
            "{given} are listed, at most {limit} may be. Write each value once.",
        ),
        # texts
        "input.text": (
            "应是不超过 {limit} 个字的文字，不得为空，不含控制字符，给的是 {given}。",
            "text of 1 to {limit} characters without control characters is expected, not {given}.",
        ),
        "input.division": (
            '应是六位行政区划代码，加引号，例如 "522301"，给的是 {given}。',
            'a division code of six digits in quotes is expected, such as "522301", not {given}.',
        ),
        # identity numbers, which are masked
        "input.identity_form": (
            "公民身份号码应是 18 位：17 位数字，末位是数字或 X，加引号。给的是 {given}。",
            "an identity number has 18 characters, 17 digits and a digit or X, in quotes; not {given}.",
        ),
        "input.identity_old": (
            "{given} 是 15 位的旧号码，已停用。请按居民身份证写 18 位号码。",
            "{given} is an old number of 15 digits. Write the number of 18 on the identity card.",
        ),
        "input.identity_day": (
            "{given} 第 7 至 14 位不是一个日期。请对照居民身份证核对。",
            "digits 7 to 14 of {given} are no date. Check the number against the identity card.",
        ),
        "input.identity_check": (
            "{given} 的校验位不符，至少有一位写错。请对照居民身份证核对。",
            "the check digit of {given} does not fit: a digit is wrong. Check the number against the identity card.",
        ),
        "input.certificate_form": (
            "残疾人证号应是 18 位公民身份号码加类别（1 至 7）和等级（1 至 4），补发的再加 B 和次数。给的是 {given}。",
            "a certificate number is the identity number of 18, the category (1-7), the grade (1-4), "
            "and for a reissue B and digits; not {given}.",
        ),
        "input.same_identity": (
            "号码 {given} 与 {other} 相同。同一人是否列了两次？",
            "the number {given} also stands at {other}. Is one person listed twice?",
        ),
        "input.identity_birth": (
            "与公民身份号码（{other}）中的出生日期不符。请核对两处。",
            "differs from the date of birth in the identity number ({other}). Check both.",
        ),
        "input.identity_sex": (
            "与公民身份号码（{other}）中的性别不符。请核对两处。",
            "differs from the sex in the identity number ({other}). Check both.",
        ),
        "input.identity_certificate": (
            "前 18 位与公民身份号码（{other}）不符。请核对两处。",
            "the first 18 characters differ from the identity number ({other}). Check both.",
        ),
        "input.certificate_category": (
            "与残疾人证号（{other}）中的残疾类别不符。请核对两处。",
            "differs from the category in the certificate number ({other}). Check both.",
        ),
        "input.certificate_grade": (
            "与残疾人证号（{other}）中的残疾等级不符。请核对两处。",
            "differs from the grade in the certificate number ({other}). Check both.",
        ),
        # for what is found when the household is decided
        "input.makes_no_sense": ("{words}", "{words}"),
        "input.does_not_apply": (
            "按其他各项，不应有“{words}”，却写了值。请核对，或者不写这一项。",
            "by the other facts there is no {words}, but a value is given. Check it, or leave it out.",
        ),
    }
)
