"""Turns the text of other people's cells into field values; ValueError has a short Chinese reason for a sentence."""

import re
import unicodedata
from collections.abc import Sequence

from huanjie_desktop.domain.dates import PartialDate, parse_partial_date
from huanjie_desktop.domain.names import DOT, is_han

_DOTS = str.maketrans(dict.fromkeys("．.•・‧∙⋅●˙᛫･", DOT))
_SEPARATORS = re.compile(r"(?:[;,、|\s]|(?<!\d)/|/(?!\d))+")
_NOTHING = frozenset({"", "无", "/", "-", "--", "—", "——"})
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
LONGEST_NAME = 40


def clean_text(text: str) -> str:
    """Return text without invisible characters and padding; line ends become \\n, inner spaces stay."""
    if text.isprintable():  # nearly every cell; nothing but padding to take away
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    shown = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cf", "Cc"))
    return "\n".join(line.rstrip() for line in shown.split("\n")).strip()


def clean_line(text: str) -> str:
    """Return text on one line: breaks between Chinese characters vanish, runs of spaces become one."""
    joined = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])", "", clean_text(text))
    return re.sub(r"[ \u3000\n]+", " ", joined)


def number_like(text: str) -> str:
    """Return text in half-width without any spaces, as codes and numbers are kept."""
    return "".join(unicodedata.normalize("NFKC", clean_text(text)).split())


def clean_name(text: str) -> str:
    """Return a name: 林　木 as 林木, full-width letters as plain ones, every kind of dot as ·; digits are refused."""
    text = clean_text(text)
    if text and len(text) <= LONGEST_NAME and all(map(is_han, text)):
        return text  # nearly every name
    plain = "".join(_half_width(char) for char in text)
    plain = re.sub(rf"\s*{DOT}\s*", DOT, plain.translate(_DOTS))
    name = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", plain)
    name = re.sub(r"\s+", " ", name).strip(DOT + " ")
    if not name:
        raise ValueError("没有姓名")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"姓名超过{LONGEST_NAME}个字")
    for char in name:
        if char.isdigit():
            raise ValueError(f"姓名“{name}”里有数字")
        if unicodedata.category(char) == "Co":
            raise ValueError(f"姓名“{name}”里有自造字，请换成标准字库里的字")
        if char == "、":
            raise ValueError(f"姓名“{name}”里有顿号，像是写了两个人")
        if not (is_han(char) or char.isalpha() or char in f"{DOT} '-〇"):
            raise ValueError(f"姓名“{name}”里有“{char}”")
    return name


def _half_width(char: str) -> str:
    """Turn a full-width letter or digit into its plain form; Han characters are never touched."""
    return chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char


_SEXES = {"男": "男", "男性": "男", "1": "男", "m": "男", "male": "男", "♂": "男", "先生": "男"}
_SEXES |= {"女": "女", "女性": "女", "2": "女", "f": "女", "female": "女", "♀": "女", "女士": "女"}


def sex(text: str) -> str:
    """Return 男, 女 or "" for a cell of 男, 男性, 1, M and the like."""
    said = number_like(text).lower().removesuffix(".0")
    if said in _NOTHING:
        return ""
    if said not in _SEXES:
        raise ValueError(f"性别“{said}”认不出，请写男或女")
    return _SEXES[said]


_ETHNIC_ALIASES = {"蒙族": "蒙古族", "维族": "维吾尔族", "乌兹别克族": "乌孜别克族", "崩龙族": "德昂族"}


def ethnic_group(text: str, groups: Sequence[str]) -> str:
    """Return the group in the words of `groups`: 汉 as 汉族, and the codes 01 to 56 of GB/T 3304 by their order."""
    said = number_like(text).removesuffix(".0")
    if said in _NOTHING:
        return ""
    if said.isdecimal() and 1 <= int(said) <= 56:
        return groups[int(said) - 1]
    for guess in (said, said + "族", _ETHNIC_ALIASES.get(said, ""), _ETHNIC_ALIASES.get(said + "族", "")):
        if guess in groups:
            return guess
    raise ValueError(f"民族“{said}”不在民族表里")


_EDUCATION_ALIASES = {
    "本科": "大学",
    "大学本科": "大学",
    "大本": "大学",
    "硕士研究生": "研究生",
    "博士研究生": "研究生",
    "专科": "大专",
    "大学专科": "大专",
    "中等专科": "中专",
    "高级中学": "高中",
    "初级中学": "初中",
}
_DEGREE = re.compile(r".*(学士|硕士|博士)(学位)?")


def education(text: str) -> str:
    """Return a level of education in the office's words: 大学本科 as 大学; what has no sure equal stays as it is."""
    said = clean_line(text)
    return "" if said in _NOTHING else _EDUCATION_ALIASES.get(said, said)


def split_education(text: str) -> tuple[str, str]:
    """Return (level, degree) of a cell that holds both, as 大学 over 工学学士; either may be ""."""
    pieces = [piece for piece in re.split(r"[\n;；,，、/]+", clean_text(text)) if piece.strip()]
    degrees = [piece.strip() for piece in pieces if _DEGREE.fullmatch(piece.strip())]
    levels = [education(piece) for piece in pieces if piece.strip() not in degrees]
    return "，".join(filter(None, levels)), "，".join(degrees)


def id_number(text: str) -> str:
    """Return an ID number as 18 characters with an upper-case X; only its form is refused, see `identity`."""
    said = number_like(text).lstrip("'’‘`").upper()
    if said in _NOTHING:
        return ""
    if _ID_NUMBER.fullmatch(said):
        return said
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", said):
        raise ValueError("身份证号已被表格软件改成科学计数，后几位丢失，请把该列设为文本后重填")
    if re.fullmatch(r"[0-9]{15}", said):
        raise ValueError("身份证号是15位旧号，请换成18位")
    raise ValueError(f"身份证号“{said}”不是17位数字加1位数字或X")


def phone(text: str) -> str:
    """Return telephone numbers joined by ；: a mobile number bare, a landline as 0000-1234567."""
    said = unicodedata.normalize("NFKC", clean_text(text)).strip()
    if said in _NOTHING:
        return ""
    return "；".join(_one_phone(part) for part in re.split(r"[;,、/\n]+", said) if part.strip())


def _one_phone(part: str) -> str:
    bare = re.sub(r"\s", "", part).removesuffix(".0")
    digits = re.sub(r"[-()—–]", "", bare.removeprefix("+86"))
    if re.fullmatch(r"1[0-9]{10}", digits):
        return digits
    if not re.fullmatch(r"[0-9]{3,16}", digits):
        raise ValueError(f"电话“{bare}”认不出")
    return re.sub(r"[()—–]", "-", bare).strip("-").replace("--", "-")


_PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "无党派", "群众", "共青团员")
_PARTY_ALIASES = {party: party for party in _PARTIES} | {
    "中共党员": "中共党员",
    "中国共产党党员": "中共党员",
    "中共正式党员": "中共党员",
    "党员": "中共党员",
    "中共": "中共党员",
    "正式党员": "中共党员",
    "中共预备党员": "中共预备党员",
    "预备党员": "中共预备党员",
    "团员": "共青团员",
    "九三": "九三学社",
    "农工": "农工党",
    "致公": "致公党",
    "无党派人士": "无党派",
    "无党派民主人士": "无党派",
    "非党": "群众",
}
PARTY_MEMBER, PROBATIONER = "中共党员", "中共预备党员"
NO_PARTY = frozenset({"群众", "共青团员"})  # what is no party's name


def political_status(text: str) -> str:
    """Return 政治面貌 in the words of the official form; several are joined by ；."""
    said = clean_line(text)
    if said in _NOTHING:
        return ""
    words = [_party(piece) for piece in _SEPARATORS.split(unicodedata.normalize("NFKC", said)) if piece]
    return "；".join(dict.fromkeys(words))


def _party(word: str) -> str:
    for member in ("", "盟员", "会员", "党员", "社员", "员"):
        guess = word.removesuffix(member)
        if guess in _PARTY_ALIASES:
            return _PARTY_ALIASES[guess]
    raise ValueError(f"政治面貌“{word}”认不出")


def party_membership(text: str, *, from_number: bool = False) -> tuple[PartialDate | None, str]:
    """Return (party date, political status) of a 入党时间 cell: a date, a party's name, or both (200305；民盟).

    A date alone means a member of the Communist Party; beside another party's name it means both memberships.
    """
    said = unicodedata.normalize("NFKC", clean_text(text))
    if said in _NOTHING:
        return None, ""
    said = re.sub(r"[ T]+\d{1,2}:\d{2}(:\d{2})?", "", re.sub(r"(?<=[年月])\s+", "", said))
    joined: PartialDate | None = None
    words: list[str] = []
    for piece in filter(None, _SEPARATORS.split(re.sub(r"[()]", " ", said))):
        if piece[0].isdigit() and "岁" not in piece:
            joined = parse_partial_date(piece, from_number=from_number)
        elif not piece[0].isdigit():
            words.append(_party(piece))
    if joined is not None and not {PARTY_MEMBER, PROBATIONER} & set(words):
        words.insert(0, PARTY_MEMBER)
    return joined, "；".join(dict.fromkeys(words))


def status_beside(read: str, known: str) -> str:
    """Return the political status of somebody who has `known`, where a cell of 入党时间 says `read` of it.

    A date alone says no more than that he is a member of the Communist Party: what else he is stays.
    """
    parties = [each for each in known.split("；") if each]
    if read != PARTY_MEMBER or not parties:
        return read
    if {PARTY_MEMBER, PROBATIONER} & set(parties):
        return known
    return "；".join([PARTY_MEMBER, *(each for each in parties if each not in NO_PARTY)])
