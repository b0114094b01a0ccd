"""Reads a name with what lists print beside it: 赵甲（女，回族）."""

import re
from collections.abc import Sequence
from typing import Any

from huanjie_desktop.domain import normalise
from huanjie_desktop.domain.names import DOT, is_han
from huanjie_desktop.domain.parties import party_status
from huanjie_desktop.domain.posts import is_post
from huanjie_desktop.domain.readings import Doubt, Reading

_MARKS = "*＊★☆#＃※✓√"
_BULLETS = _MARKS + "●◆■▲•·"
_NUMBER = re.compile(r"^[(（]?\d{1,3}[)）]?[.．、\s:：)）]+(?=\D)|^[\u2460-\u2473]\s*")
_BRACKETS = re.compile(r"[（(\[【〔]([^（）()\[\]【】〔〕]*)[）)\]】〕]")
_VACANT = re.compile(r"(?:岗位|职位|名额)?(?:空缺|暂缺|待定|缺额|待补|空岗|未定)(?:岗位)?|空|缺")
_VACANT_BEGINS = "空缺暂待岗职名未"
_NO_NAME = re.compile(
    r"[男女无同]|男性|女性|总数|项目|类别|少数民族|党员|非党员|群众|平均|.*(?:以上|以下)|同上|同前|以下空白|以下无正文|此页无正文|此行空白|不详|未知|性别|姓名|人员|人数|备注|说明|统计|占比|比例|"
    r"(?:党委|党支部|党组|支部|副)?书记|(?:副)?(?:镇|乡|县|市|局|部|院|校|所|站|村|组|团|会|社)长|(?:副)?主任|(?:副)?主席|(?:副)?委员|常委|干部|代表"
)
_HIDDEN = re.compile(r"[\u4e00-\u9fff]?某[某甲乙丙丁]{0,2}")
_TITLE = re.compile(r"(同志|先生|女士|老师)$")
_COMPOUND = re.compile(
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|轩辕|端木|长孙|宇文|独孤|南宫|西门|呼延|东郭|闻人|百里|申屠|钟离|"
    "澹台|濮阳|淳于|单于|太叔|万俟|公羊|赫连|拓跋|第五|鲜于|闾丘|司空|亓官|仲孙|完颜|纳兰|爱新觉罗|叶赫那拉|即墨|段干"
)


def read_name(field: str, text: str, groups: Sequence[str]) -> Reading:
    """Return the name, and sex, ethnic group and political status where they stand in brackets behind it."""
    said = normalise.clean_text(text)
    plain = bool(said) and len(said) <= normalise.LONGEST_NAME and all(map(is_han, said))
    if plain and _NO_NAME.fullmatch(said):
        raise ValueError(f"姓名写的是“{said}”，不是人的姓名")
    if plain and _HIDDEN.fullmatch(said):
        return Reading({field: said}, (Doubt("doubt-name", f"姓名“{said}”像是隐去了名字", "照写"),))
    if plain and said[0] not in _VACANT_BEGINS and (len(said) < 4 or not _TITLE.search(said)):
        return Reading({field: said})  # nearly every name
    notes = []
    bare = said.lstrip(_BULLETS + " \u3000").rstrip(_MARKS + " \u3000")
    numbered = _NUMBER.match(bare)
    if numbered:
        notes.append(f"姓名前的编号“{numbered[0].strip()}”没有导入")
        bare = bare[numbered.end() :].strip(_MARKS + " \u3000")
    if _VACANT.fullmatch(re.sub(r"[（()）\[\]【】〔〕\s]", "", bare)):
        raise ValueError(f"姓名写的是“{bare}”，这一行没有人")
    values: dict[str, Any] = {}
    doubts: list[Doubt] = []
    outside = bare
    for note in _BRACKETS.finditer(bare):
        if bare[: note.start()].strip() in ("", *bare[:1]) or _BRACKETS.sub("", bare[note.start() :]).strip(
            _MARKS + "，,、。.；; "
        ):
            raise ValueError(f"姓名“{_shown(said)}”中间有括号，请只写姓名")
        left = _beside(note[1], groups, values)
        if left and is_post(left):
            values["current_post"] = left
            doubts.append(Doubt("doubt-name", f"姓名“{_shown(said)}”里的“{left}”像是职务", f"职务记“{left}”"))
        elif left:
            doubts.append(Doubt("doubt-name", f"姓名“{_shown(said)}”里的“{left}”不是姓名", "不记"))
        outside = outside.replace(note[0], "")
    outside = outside.strip().strip("，,、。；;：:.").strip(_MARKS + " \u3000")
    if _VACANT.fullmatch("".join(outside.split())):
        raise ValueError(f"姓名写的是“{outside}”，这一行没有人")
    outside = _apart(outside, values, doubts)
    title = _TITLE.search(outside)
    if title and len(outside) >= 4:
        doubts.append(Doubt("doubt-name", f"姓名“{_shown(said)}”后面的“{title[0]}”不像姓名", "不记"))
        outside = outside[: title.start()]
    return Reading({field: normalise.clean_name(outside), **values}, tuple(doubts), tuple(notes))


def _shown(said: str) -> str:
    return "".join(said.split()) if DOT not in said else said


def _beside(words: str, groups: Sequence[str], values: dict[str, Any]) -> str:
    """Take sex, ethnic group and political status out of the words in brackets; return those that are something else."""
    left = []
    for piece in re.split(r"[，,、；;\s/]+", words):
        if not piece:
            continue
        if piece in ("女", "男", "女性", "男性"):
            values["sex"] = piece[0]
            continue
        try:
            group = "" if piece.isdigit() else normalise.ethnic_group(piece, groups)
        except ValueError:
            group = ""
        if group:
            values["ethnic_group"] = group
            continue
        try:
            values["political_status"] = party_status(piece).status
        except ValueError:
            left.append(piece)
    return "，".join(left)


def _apart(name: str, values: dict[str, Any], doubts: list[Doubt]) -> str:
    """Look at words set apart by spaces: 林　木 is one name, 林木 女 and 林木 张三 are not."""
    words = name.split()
    if len(words) != 2 or not all(all(map(is_han, word)) for word in words) or len(words[0]) < 2:
        return name
    if words[1] in ("男", "女"):
        values["sex"] = words[1]
        doubts.append(Doubt("doubt-name", f"姓名“{words[0]} {words[1]}”里的“{words[1]}”像是性别", f"性别为{words[1]}"))
        return words[0]
    if len(words[1]) >= 2 and not _COMPOUND.fullmatch(words[0]):
        raise ValueError(f"姓名“{words[0]} {words[1]}”像是写了两个人，请分成两行")
    return name
