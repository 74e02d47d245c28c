"""Sorting Chinese names by sound, because no collation is trusted to do it."""

import re

from pypinyin import lazy_pinyin

LONGEST = 120
# how a character is read when it is a surname; elsewhere pypinyin's usual reading holds
SURNAMES = {
    "万俟": "mo qi", "尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "令狐": "ling hu",
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "盖": "ge", "乐": "yue",
    "任": "ren", "华": "hua", "翟": "zhai", "覃": "qin", "员": "yun", "缪": "miao", "宁": "ning", "葛": "ge",
    "秘": "bi", "种": "chong", "折": "she", "召": "shao", "繁": "po", "祭": "zhai", "朴": "piao",
    "冼": "xian", "卜": "bu", "晁": "chao", "尹": "yin", "燕": "yan", "隗": "wei", "洗": "xian",
    "逄": "pang", "俞": "yu",
}  # fmt: skip


def sort_key(name: str) -> str:
    """zhang san for 张三: syllables apart, so that 西安 stands before 先; surnames as surnames are read.

    Numbers are padded: 第2组 stands before 第10组.
    """
    name = name.strip()
    for length in (2, 1):
        if sound := SURNAMES.get(name[:length]):
            rest = name[length:]
            return " ".join([sound, *_syllables(rest)])[:LONGEST]
    return " ".join(_syllables(name))[:LONGEST]


def _syllables(text: str) -> list[str]:
    sounds = lazy_pinyin(text) if text else []
    return [re.sub(r"\d+", lambda n: n[0].zfill(4), part.strip().lower()) for part in sounds if part.strip()]
