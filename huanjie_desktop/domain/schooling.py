"""Reads 学历 and 学位: one cell often holds both, and 学历 follows from 全日制 and 在职 where it is not given."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from huanjie_desktop.domain.normalise import NOTHING, clean_line, clean_text

_ALIASES = {
    "本科": "大学",
    "大学本科": "大学",
    "大本": "大学",
    "本科大学": "大学",
    "硕士研究生": "研究生",
    "博士研究生": "研究生",
    "专科": "大专",
    "大学专科": "大专",
    "大专科": "大专",
    "中等专科": "中专",
    "中等专业学校": "中专",
    "高级中学": "高中",
    "普通高中": "高中",
    "初级中学": "初中",
}
_STEMS = (
    "大学本科|硕士研究生|博士研究生|研究生班|研究生|大学普通班|大学专科|大学|本科|大本|大普|大专|专科|高职|中专|中等专科|"
    "中技|中师|技校|职高|高中|初中|小学|文盲|双本科"
)
_KINDS = (
    "(?:全日制|非全日制|在职|省委党校|中央党校|市委党校|县委党校|党校|函授|自考|自学考试|成人|成教|电大|夜大|网络|远程|"
    "统招|普通|同等学力|军校|干校)*"
)
_ENDING = "(?:教育|学历|毕业|文化程度|文化|程度|文凭|水平)*"
_LEVEL = re.compile(f"({_KINDS}(?:{_STEMS})){_ENDING}(?:及以[上下])?")
_DEGREE_WORDS = (
    r"[^\s;；,，、/／()（）+＋|&·]*?(?:学士|硕士|博士)(?:专业)?(?:学位)?(?:[（(]E?M[BP]A[）)])?|双学位|E?MBA|MPA"
)
_DEGREE = re.compile(_DEGREE_WORDS, re.IGNORECASE)
_GLUED = re.compile(rf"({_KINDS}(?:{_STEMS}){_ENDING})[并获、和及]*({_DEGREE_WORDS})", re.IGNORECASE)
_KIND = re.compile(r"(?:(全日制|在职)(?:教育|学历|阶段)*[:：]?)?(.*)")
_SPLIT = re.compile(r"[\n;；,，、/／+＋|&·]+")
_NO_DEGREE = frozenset({"无学位", "无学历", "没有学位", "未获学位", "未授予学位"})
_RANKS = (
    ("博士研究生", 8), ("研究生", 7), ("大学", 6), ("本科", 6), ("大本", 6), ("大普", 6), ("大专", 5), ("专科", 5), ("高职", 5),
    ("中专", 4), ("中技", 4), ("中师", 4), ("技校", 4), ("职高", 4), ("高中", 4), ("初中", 3), ("小学", 2),
)  # fmt: skip
_DEGREE_RANKS = (("博士", 3), ("硕士", 2), ("学士", 1))


def education(text: str) -> str:
    """Return a level of education in the office's words: 大学本科毕业 as 大学; what has no sure equal stays as it is."""
    said = clean_line(text)
    if said in NOTHING or said in _NO_DEGREE:
        return ""
    close = re.sub(r"^\d{2}[.、:\-]?(?=\D)", "", "".join(said.split()))
    if close.isdecimal():
        raise ValueError(f"学历“{said}”是代码，请写成大学、大专等文字")
    match = _LEVEL.fullmatch(close)
    if match is None or close.endswith(("及以上", "及以下")):
        return _ALIASES.get(said, said)
    return _ALIASES.get(match[1], match[1])


@lru_cache(maxsize=1024)
def split_education(text: str) -> tuple[str, str]:
    """Return (level, degree) of a cell that holds both, as 大学 over 工学学士, 大学（工学学士）; either may be ""."""
    levels: list[str] = []
    degrees: list[str] = []
    for piece in _pieces(_unbracketed(clean_text(text))):
        level, degree = _one(piece)
        levels += [level] * bool(level)
        degrees += [degree] * bool(degree)
    return "，".join(dict.fromkeys(levels)), "，".join(dict.fromkeys(degrees))


class TwoKinds(NamedTuple):
    """全日制 and 在职 of one cell, level and degree of each; `told` says that the cell tells which is which, `lines` that it has
    two lines, of which by custom the upper one is 全日制."""

    fulltime: tuple[str, str]
    inservice: tuple[str, str]
    told: bool
    lines: bool


@lru_cache(maxsize=1024)
def two_kinds(text: str) -> TwoKinds | None:
    """Return 全日制 and 在职 of a cell that has both, one below the other or side by side; None where it has not just two levels."""
    found: list[tuple[str, str, str]] = []
    label = ""
    said_all = re.sub(r"[（(](?=全日制|在职)([^（）()]*)[）)]", r"\n\1\n", _unbracketed(clean_text(text)))
    said_all = re.sub(r"(?<=\S)[ \u3000]+(?=全日制|在职)", "\n", said_all)
    for piece in re.split(r"[\n;；,，、/／+＋|]+", said_all):
        said = _KIND.match("".join(piece.split()))
        assert said is not None, "the pattern fits every text"
        label, rest = said[1] or label, said[2]
        if not rest:
            continue
        level, degree = _one(rest)
        if level and (_LEVEL.fullmatch(rest) or _GLUED.fullmatch(rest)):
            found.append((label, level, degree))
        elif degree and not level and found and not found[-1][2]:
            found[-1] = (*found[-1][:2], degree)
        else:
            return None
        label = ""
    if len(found) != 2 or (found[0][0] and found[0][0] == found[1][0]):
        return None
    told = bool(found[0][0] or found[1][0])
    if not told and found[0][1] == found[1][1]:
        return None
    if found[0][0] == "在职" or found[1][0] == "全日制":
        found.reverse()
    (_, *first), (_, *second) = found
    return TwoKinds((first[0], first[1]), (second[0], second[1]), told, "\n" in text)


def _unbracketed(said: str) -> str:
    """Return a text in which brackets around a degree, or around the same level in other words, are taken off."""

    def plain(match: "re.Match[str]") -> str:
        inner, before = match[1].strip(), said[: match.start()].strip()
        if (_DEGREE.fullmatch(inner) and not inner.isascii()) or inner in _NO_DEGREE or inner in NOTHING:
            return f"\n{inner}\n"
        if before and education(inner) == education(before):
            return ""
        return match[0]

    return re.sub(r"[（(]([^（）()]*)[）)]", plain, said)


def _pieces(said: str) -> list[str]:
    """Return what stands apart in a cell; words that were only set wide (大　学) or wrapped stay together."""
    close = "".join(said.split())
    if _LEVEL.fullmatch(close) or _GLUED.fullmatch(close) or (_DEGREE.fullmatch(close) and not _LEVEL.match(close)):
        return [close]
    found: list[str] = []
    for piece in _SPLIT.split(said):
        close = "".join(piece.split())
        words = piece.split()
        if len(words) > 1 and any(_DEGREE.fullmatch(word) or _LEVEL.fullmatch(word) for word in words):
            found += words if not _LEVEL.fullmatch(close) else [close]
        elif close:
            found.append(piece.strip())
    return found


def _one(piece: str) -> tuple[str, str]:
    if piece in _NO_DEGREE or piece in NOTHING:
        return "", ""
    if _LEVEL.fullmatch("".join(piece.split())):
        return education(piece), ""
    glued = _GLUED.fullmatch(piece)
    if glued:
        return education(glued[1]), _degree(glued[2])
    if _DEGREE.fullmatch(piece):
        return "", _degree(piece)
    return education(piece), ""


def _degree(words: str) -> str:
    return re.sub(r"(?<=[士])学位$", "", words)


def highest(levels: Iterable[str], of_degrees: bool = False) -> str:
    """Return the highest of these levels (of degrees), the first among equals; "" where that cannot be told."""
    given = [level for level in levels if level]
    if len(set(given)) == 1:
        return given[0]
    ranks = [
        next((rank for word, rank in (_DEGREE_RANKS if of_degrees else _RANKS) if word in each), 0) for each in given
    ]
    return given[ranks.index(max(ranks))] if given and all(ranks) else ""
