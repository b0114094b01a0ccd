"""The heading of a sheet: the lines over its first table that say what list it is."""

import re
from collections.abc import Sequence

from huanjie_desktop.exchange.row_words import (
    is_count,
    is_dated,
    is_delegation,
    is_note,
    is_page,
    is_signed,
    is_signer,
    is_title,
    is_unit,
)

_LONGEST = 60
_SHORTEST = 4
_ANNEX = re.compile(r"(?:附件|附表|附)[一二三四五六七八九十\d]{0,3}(?:[-—之]\d+)?[:：]?")
_BEHIND = re.compile(r"[（(](?:共?计?\d*[人名位]|截[至止]?.*|按.*|以.*为序|排名不分先后)[）)]$")
_SAMPLE = "样表"
_CONGRESS = re.compile(r".*(?:大会|会议|全会|换届)")


def title_of(lines: Sequence[str]) -> str:
    """Return the heading that lines are which stand alone in their rows over a table, "" for none.

    A title that only says 代表名册 takes the line before it, which says of what (中国共产党…代表大会); 附件1, dates, numbers of people
    and who fills it in are no title.
    """
    said = [word for word in map(_plain, lines) if _may_be_title(word)]
    if not said:
        return ""
    at = next((at for at, word in enumerate(said) if is_title(word)), len(said) - 1)
    before = said[at - 1] if at else ""
    joined = before + said[at] if _CONGRESS.fullmatch(before) else said[at]
    return joined if len(joined) <= _LONGEST else said[at][:_LONGEST]


def _plain(text: str) -> str:
    word = "".join(text.split()).strip("《》")
    word = _ANNEX.sub("", word, count=1) if _ANNEX.match(word) else word
    return _BEHIND.sub("", word)


def _may_be_title(word: str) -> bool:
    if (
        len(word) < _SHORTEST
        or len(word) > _LONGEST
        or word.endswith(_SAMPLE)
        or not re.search("[\u4e00-\u9fff]", word)
    ):
        return False
    if is_title(word) or _CONGRESS.fullmatch(word):
        return True
    return not any(
        tells(word) for tells in (is_note, is_signed, is_signer, is_dated, is_count, is_page, is_unit, is_delegation)
    ) and not re.search("[:：；。]", word)
