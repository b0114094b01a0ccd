"""The words of heads: their normal form, and the field that they mean."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from huanjie_desktop.catalog.specs import ColumnSpec

_CIRCLED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_MARKS = "*#★☆※●○◆◇■□▲△√:;,.。、_-—~|/\\\"'“”‘’!?^<>《》"
_NUMBER = re.compile(
    r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])\)?[.、,:)]+|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\))"
)
_BRACKETS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉|《[^《》]*》|\{[^{}]*\}|<[^<>]*>"
)
_JOINERS = re.compile(r"[/、,，;；·|+&\\\-—_.。:：*]|(?<=.)(?:以及|及其|及|和|与|或|暨)(?=.)")
_DEMANDS = re.compile(r"(?:必填项?|选填项?|请填写|必须填写|可不填|下拉选择)$|^(?:必填项?|选填项?)")


def normal_head(head: str) -> str:
    """Return a head's words without spaces, marks, numbers before them and joining words, brackets half-width."""
    text = "".join(unicodedata.normalize("NFKC", _CIRCLED.sub("", head)).split())
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc"))
    before = None
    while before != text:
        before = text
        text = _DEMANDS.sub("", _NUMBER.sub("", text.strip(_MARKS)))
    return _JOINERS.sub("", text)


def without_brackets(words: str) -> str:
    """Return a head's words without what stands in brackets: 出生年月(岁) as 出生年月."""
    before = None
    while before != words:
        before, words = words, _BRACKETS.sub("", words)
    return words


class HeadWords:
    """Which field which words mean."""

    def __init__(self, specs: Mapping[str, ColumnSpec]) -> None:
        self._titles: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        for spec in specs.values():
            self._titles.setdefault(normal_head(spec.title), spec.field)
            named = spec.group + (spec.print_title or "") if spec.group else spec.title
            for word in (named, *spec.aliases):
                self._aliases.setdefault(normal_head(word), spec.field)

    @classmethod
    def of(cls, specs: Mapping[str, ColumnSpec]) -> "HeadWords":
        """Return the words of these columns."""
        return _made(tuple(specs.values()))

    def field_of(self, head: str, upper: str = "") -> tuple[str, int]:
        """Return the field and how near the words are: 0 its title, 1 an alias, 2 by a general form; ("", 3) for unknown."""
        words = normal_head(head)
        for said in (words, normal_head(without_brackets(words))):
            if said in self._titles:
                return self._titles[said], 0
            if said in self._aliases:
                return self._aliases[said], 1
        return "", 3


@lru_cache(maxsize=16)
def _made(specs: tuple[ColumnSpec, ...]) -> HeadWords:
    return HeadWords({spec.field: spec for spec in specs})
