"""Turns the text of other people's cells into field values; ValueError has a short Chinese reason for a sentence."""

import re
import unicodedata
from collections.abc import Sequence

from huanjie_desktop.domain.names import DOT, is_han

_DOTS = str.maketrans(dict.fromkeys("．.•・‧∙⋅●˙᛫･", DOT))
NOTHING = frozenset({"", "无", "/", "\\", "-", "--", "—", "——", "―", "暂无", "没有", "不详"})
BLANKS = frozenset({"/", "\\", "-", "--", "—", "——", "―", "－"})  # what offices draw into a cell that has nothing
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


def without_invisible(text: str) -> str:
    """Return text half-width and without what cannot be seen; spaces and line ends stay."""
    return unicodedata.normalize("NFKC", clean_text(text))


def number_like(text: str) -> str:
    """Return text in half-width without any spaces, as codes and numbers are kept."""
    return "".join(unicodedata.normalize("NFKC", clean_text(text)).split())


def clean_name(text: str) -> str:
    """Return a name: 林　木 as 林木, full-width letters as plain ones, every kind of dot as ·; digits are refused."""
    text = clean_text(text)
    if text and len(text) <= LONGEST_NAME and all(map(is_han, text)):
        return text  # nearly every name
    plain = "".join(_half_width(char) for char in text)
    plain = re.sub(rf"(?:\s*{DOT}\s*)+", DOT, plain.translate(_DOTS))
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
    if not any(is_han(char) or char.isalpha() for char in name):
        raise ValueError(f"姓名“{name}”里没有字")
    return name


def _half_width(char: str) -> str:
    """Turn a full-width letter or digit into its plain form; Han characters are never touched."""
    return chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char


_SEXES = dict.fromkeys(("男", "1", "m", "male", "man", "♂", "先生", "男士", "男生"), "男")
_SEXES |= dict.fromkeys(("女", "2", "f", "female", "woman", "♀", "女士", "女生", "小姐"), "女")
_CODED_SEX = re.compile(r"(?:([0-9])[.\-、:_]?)?([男女])(?:\(?([0-9])\)?)?")
_EDGES = ".,、;:*()（）-_'\"`‘’“”"


def sex(text: str) -> str:
    """Return 男, 女 or "" for a cell of 男, 男性, 1, M, 1-男 and the like."""
    said = number_like(text).replace("。", ".").lower().removesuffix(".0")
    if said in NOTHING:
        return ""
    bare = re.sub(r"(?<=[男女])(?:性|同志|的)", "", said).strip(_EDGES)
    if bare in _SEXES:
        return _SEXES[bare]
    coded = _CODED_SEX.fullmatch(re.sub(r"(?<=[男女])(?:性|同志)", "", said).rstrip(".,、;"))
    if coded and {code for code in (coded[1], coded[3]) if code} == {"1" if coded[2] == "男" else "2"}:
        return coded[2]
    raise ValueError(f"性别“{said}”认不出，请写男或女")


# Names of GB/T 3304 that offices shorten or write another way; 汉 and 土家 for 汉族 and 土家族 need none.
_ETHNIC_ALIASES = {
    "蒙族": "蒙古族", "维族": "维吾尔族", "哈族": "哈萨克族", "柯族": "柯尔克孜族", "朝族": "朝鲜族", "鲜族": "朝鲜族",
    "乌兹别克族": "乌孜别克族", "崩龙族": "德昂族", "毛难族": "毛南族", "僮族": "壮族", "佧佤族": "佤族", "傜族": "瑶族",
    "彜族": "彝族", "畬族": "畲族", "滿族": "满族", "漢族": "汉族", "壯族": "壮族", "達斡爾族": "达斡尔族",
    "维吾尔": "维吾尔族", "維吾爾族": "维吾尔族", "朝鮮族": "朝鲜族", "台湾高山族": "高山族", "鄂温族": "鄂温克族",
    "汉民族": "汉族", "回民族": "回族", "满民族": "满族", "汉民": "汉族", "回民": "回族", "汉人": "汉族", "穿青": "穿青人",
    "穿青族": "穿青人", "其它": "其他", "布衣族": "布依族", "俄族": "俄罗斯族", "锡族": "锡伯族", "塔吉族": "塔吉克族",
}  # fmt: skip
_LATIN = (
    "Han Mongol Hui Zang Uygur Miao Yi Zhuang Buyei Chosen Man Dong Yao Bai Tujia Hani Kazak Dai Li Lisu Va She Gaoshan Lahu "
    "Sui Dongxiang Naxi Jingpo Kirgiz Tu Daur Mulao Qiang Blang Salar Maonan Gelao Xibe Achang Pumi Tajik Nu Uzbek Russ "
    "Ewenki Deang Bonan Yugur Gin Tatar Derung Oroqen Hezhen Monba Lhoba Jino"
).lower().split()  # fmt: skip
_OF_A_PARENT = re.compile(r"(?:随)?(?:父|母|父亲|母亲|父母|父母双方|父方|母方)")
_CODED_GROUP = re.compile(r"(?:([0-9]{1,2})[.\-、:_]?)?([^0-9()]+?)(?:\(?([0-9]{1,2})\)?)?")


def ethnic_group(text: str, groups: Sequence[str]) -> str:
    """Return the group in the words of `groups`: 汉 as 汉族, and the codes 01 to 56 of GB/T 3304 by their order."""
    said = number_like(text).removesuffix(".0")
    if said in NOTHING:
        return ""
    if said.isdecimal() and 1 <= int(said) <= 56:
        return groups[int(said) - 1]
    bare = said.replace("。", ".").strip(".,、;:*'\"‘’“”")
    note = re.fullmatch(r"([^()]+)\(([^()]*)\)", bare)
    if note and _OF_A_PARENT.fullmatch(note[2]):
        bare = note[1]
    bare = bare[1:-1] if re.fullmatch(r"\([^()]+\)", bare) else bare
    found = _group(bare, groups)
    if not found:
        coded = _CODED_GROUP.fullmatch(bare)
        if coded:
            found = _group(coded[2], groups)
            for code in filter(None, (coded[1], coded[3])):
                if found and (not 1 <= int(code) <= 56 or groups[int(code) - 1] != found):
                    raise ValueError(f"民族“{said}”的代码与文字不一致")
    if not found:
        raise ValueError(f"民族“{said}”不在民族表里")
    return found


def _group(word: str, groups: Sequence[str]) -> str:
    latin = re.fullmatch(r"([^a-z]+?)[(/-]?([a-z]+)\)?", word, re.IGNORECASE)
    if latin:
        found = _group(latin[1], groups)
        return found if found in groups[:56] and _LATIN[groups.index(found)] == latin[2].lower() else ""
    for guess in (word, word + "族", _ETHNIC_ALIASES.get(word, ""), _ETHNIC_ALIASES.get(word + "族", "")):
        if guess in groups:
            return guess
    return ""
