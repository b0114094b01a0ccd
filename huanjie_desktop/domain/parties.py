"""Reads 政治面貌 and 入党时间: the parties' names and codes, and which date belongs to which party."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from huanjie_desktop.domain.dates import PartialDate, is_one_or_ten, one_or_ten, read_date
from huanjie_desktop.domain.normalise import NOTHING, clean_text
from huanjie_desktop.domain.readings import Doubt

PARTY_MEMBER, PROBATIONER = "中共党员", "中共预备党员"
NO_PARTY = frozenset({"群众", "共青团员"})  # what is no party's name
_COMMUNIST = frozenset({PARTY_MEMBER, PROBATIONER})
_SHORT = {
    "民革": "民革 中国国民党革命委员会 国民党革命委员会",
    "民盟": "民盟 中国民主同盟 民主同盟",
    "民建": "民建 中国民主建国会 民主建国会",
    "民进": "民进 中国民主促进会 民主促进会",
    "农工党": "农工党 农工 中国农工民主党 农工民主党 中国农工党",
    "致公党": "致公党 致公 中国致公党",
    "九三学社": "九三学社 九三 中国九三学社",
    "台盟": "台盟 台湾民主自治同盟 台湾民主同盟",
    "无党派": "无党派 无党派人士 无党派民主人士 无党派爱国人士 无党无派",
    "群众": "群众 群衆 普通群众 一般群众 普通公民 非党 非党员 非党群众 群众普通公民 群众现称普通公民",
    "共青团员": "共青团员 共青团 团员 中国共青团员 中国共产主义青年团 中国共产主义青年团团员 共产主义青年团员 入团",
    PARTY_MEMBER: (
        "中共党员 中国共产党党员 中国共产党员 共产党员 中国共产党 共产党 中共正式党员 正式党员 党员 中共 中共党员正式 党员正式 正式"
    ),
    PROBATIONER: (
        "中共预备党员 预备党员 预备 中国共产党预备党员 中共党员预备 中共党员预备期 预备期 中共预备 候补党员 党员预备期 党员预备 "
        "预备期党员"
    ),
}
_ALIASES = {word: party for party, words in _SHORT.items() for word in words.split()}
_CODES = (
    PARTY_MEMBER, PROBATIONER, "共青团员", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "无党派", "群众",
)  # GB/T 4762, 01 to 13  # fmt: skip
_MEMBERS = ("", "盟员", "会员", "党员", "社员", "成员", "团员", "员", "人士")
_NOT_JOINED = re.compile(
    r"(?:尚|暂|还|从)?(?:未|没有?)(?:加?入)?(?:中共|中国共产党)?(?:过)?党?派?|否|不是|党外|党外(?:人士|干部)|非中共(?:党员)?|未加入(?:任何)?党派"
)
_NO_STATUS = re.compile(r"入?党?积极分子|(?:党员)?发展对象|申请人|入党申请人")
_SEPARATOR = re.compile(r"[;,、|\s+&]+|(?<!\d)/|/(?!\d)|兼(?=\S)|(?<=[员盟建进社])[和及与](?=\S)")
_DATE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九零〇○]{4})(?:\s*年?\s*[./\-·—–年]\s*[\d一二三四五六七八九十]{1,3}(?:\s*月|\s*[./\-·—–]\s*(?=\d))?(?:\s*\d{1,2}(?:\s*日)?)?|\d{4}|\d{2}|年)?月?"
    r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_JOINED = re.compile(r"加入了?|入党|入(?=民|农|致|九|台|中)|参加")
_LATER = re.compile(r"转正|转为?正式|按期")
_CONFIRMED = re.compile(  # when a probationer became a full member
    r"[\s,;、/]*[(（]?\s*(?:(?:按期)?(?:转正|转为?正式(?:党员)?)(?:时间|日期)?[:：于]?\s*DATE|"
    r"DATE\s*(?:按期)?(?:转正|转为?正式(?:党员)?))\s*[)）]?".replace(
        "DATE", r"\d{4}\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[.．/\-]\s*\d{1,2}(?:[.．/\-]\d{1,2}(?!\d))?)"
    )
)
_NOTES = re.compile(r"\(?(?:党龄)?\d{1,2}年\)?$|\(?党龄:?\d{1,2}年?\)?")


@dataclass(frozen=True, slots=True)
class Membership:
    """入党时间 and 政治面貌 of one cell; `left_date` is a date of joining another party, which is no 入党时间."""

    joined: PartialDate | None
    status: str
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


def political_status(text: str) -> str:
    """Return 政治面貌 in the words of the official form; several are joined by ；, dates beside them are not read."""
    return party_status(text).status


@lru_cache(maxsize=1024)
def party_status(text: str, from_number: bool = False) -> Membership:
    """Return what a 政治面貌 cell says: parties, and the date of joining where one stands there too."""
    said = _plain(text)
    if said in NOTHING:
        return Membership(None, "")
    if said.isdecimal() or from_number:
        raise ValueError(f"政治面貌“{said}”是代码，请写成中共党员、群众等文字")
    if _NOT_JOINED.fullmatch(said) and said not in _ALIASES:
        raise ValueError(f"政治面貌“{said}”不明确，请写群众、无党派或党派名称")
    return _confirmed(said, False)


@lru_cache(maxsize=4096)
def party_membership(text: str, *, from_number: bool = False) -> Membership:
    """Return what a 入党时间 cell says: a date, a party's name, or both (200305；民盟).

    A date alone means a member of the Communist Party. Beside another party's name it is the date of joining that one,
    except in the official form, date；party, which means both memberships.
    """
    said = _plain(text)
    if said in NOTHING or (_NOT_JOINED.fullmatch(said) and said not in _ALIASES):
        return Membership(None, "")
    if from_number:
        doubts = (Doubt("doubt-month", one_or_ten(said)),) if is_one_or_ten(said) else ()
        return Membership(read_date(said, from_number=True).date, PARTY_MEMBER, doubts)
    return _confirmed(said, True)


def without_confirmation(text: str) -> tuple[str, str]:
    """Return a cell without the time at which a probationer became a full member (2008.06转正), and that time; "" for none."""
    found = _CONFIRMED.search(text)
    if found is None or not re.search(r"\d{4}|[\u4e00-\u9fff]", _CONFIRMED.sub("", text)):
        return text, ""
    return _CONFIRMED.sub(" ", text).strip(), found[0].strip(" ,;、/()（）")


def _confirmed(said: str, a_date_is_enough: bool) -> Membership:
    """Read a cell without the time of becoming a full member, which is said."""
    rest, later = without_confirmation(said)
    if not later:
        return _read(said, a_date_is_enough)
    found = _read(rest, a_date_is_enough)
    status = found.status.replace(PROBATIONER, PARTY_MEMBER)
    return Membership(found.joined, status, found.doubts, (*found.notes, f"“{later}”没有导入"))


def _plain(text: str) -> str:
    said = unicodedata.normalize("NFKC", clean_text(text)).replace("。", ".").replace("[", "(").replace("]", ")")
    said = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", _gap, said)
    said = re.sub(
        r"(?<=[盟])\s+(?=盟员)|(?<=[革党])\s+(?=党员)|(?<=[建进])\s+(?=会员)|(?<=[社三])\s+(?=社员)", "", said
    )
    said = re.sub(r"(?<=\d)\s+(?=[年月日.])|(?<=[年月.])\s+(?=\d)", "", said)
    return said.strip().strip("'’‘`.,、;:*").strip()


def _gap(match: "re.Match[str]") -> str:
    """Spaces inside a word vanish (群 众), those between words stay."""
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    before, after = match.string[: match.start()], match.string[match.end() :]
    return "" if len(around.split()) == 2 and (len(_tail(before)) == 1 or len(_lead(after)) == 1) else " "


def _tail(words: str) -> str:
    return re.split(r"[\s;,、()]", words)[-1]


def _lead(words: str) -> str:
    return re.split(r"[\s;,、()]", words)[0]


def _read(said: str, a_date_is_enough: bool) -> Membership:
    """Read a cell of 入党时间, or of 政治面貌, in which a date alone is no answer."""
    if _NO_STATUS.search(said):
        raise ValueError(f"“{said}”不是政治面貌，请写群众或共青团员")
    if _LATER.search(said):
        raise ValueError(f"“{said}”里是转正时间，请只写入党时间")
    alone = _alone(said)
    if alone and a_date_is_enough:
        return Membership(alone, PARTY_MEMBER)
    found = [match for match in _DATE.finditer(said) if _is_date(match[0])]
    if len(found) > 1:
        return _of_each(said, found)
    if not found:
        return Membership(None, _joined_words(said, _words(said)))
    at = found[0]
    before, after = said[: at.start()], said[at.end() :]
    joined = read_date(at[0]).date
    words = _words(f"{before};{_NOTES.sub('', after)}", joining=True)
    others = [word for word in words if word not in _COMMUNIST]
    communist = [word for word in words if word in _COMMUNIST]
    if not words and not a_date_is_enough and not re.search("入党|加入", said):
        raise ValueError(f"政治面貌“{said}”是日期，请写中共党员、群众等文字")
    if not others:
        return Membership(joined, communist[0] if communist else PARTY_MEMBER)
    if not before.strip() and re.match(r"\s*;", after):
        if NO_PARTY & set(words):
            raise ValueError(f"“{said}”写了两种政治面貌，请只写一种")
        words = words if communist else [PARTY_MEMBER, *words]  # the official form
        return Membership(joined, "；".join(dict.fromkeys(words)))
    return _beside(said, at, words, joined)


def _beside(said: str, at: "re.Match[str]", words: list[str], joined: PartialDate | None) -> Membership:
    """Return what a date beside other parties means, by the party that it stands at."""
    status = "；".join(dict.fromkeys(words))
    left = said[at.start() : at.end()]
    communist = [word for word in words if word in _COMMUNIST]
    if communist:
        piece = next(part for part in re.split(r"[;、,，\s]+(?![^(]*\))", said) if left.split()[0] in part)
        near = set(_words(piece.replace(left, ";"), joining=True, strict=False))
        if near & _COMMUNIST:
            return Membership(joined, status)
        doubt = f"“{said}”里的时间{left}属于哪个党派不明确"
        return Membership(None, status, (Doubt("doubt-party-date", doubt, "不记入党时间"),))
    if NO_PARTY & set(words) and "共青团员" not in words:
        raise ValueError(f"“{said}”既写了群众，又写了时间，请只写一样")
    note = f"{left.strip()}旁边写的是{status}，不是入党时间，没有导入"
    between = said[at.end() :] if not said[: at.start()].strip() else said[: at.start()]
    if not re.search(r"[\s()、,/]|加入|入|参加", between):
        doubt = f"“{said}”里的{left}可能是入党时间，也可能是加入{status}的时间"
        return Membership(None, status, (Doubt("doubt-party-date", doubt, "不记入党时间"),))
    return Membership(None, status, (), (note,))


def _of_each(said: str, found: "list[re.Match[str]]") -> Membership:
    """Read a cell with several dates: each beside its party, that of the Communist Party is 入党时间."""
    pieces = [piece for piece in re.split(r"[;、,，\s]+(?![^(]*\))", said) if piece]
    joined, words, notes = None, [], []
    for at, piece in enumerate(pieces):
        dates = sum(match[0].strip() in piece for match in found)
        read = _read(piece, True) if dates <= 1 else None
        if read is None or not read.status or (read.joined and joined):
            raise ValueError(f"“{said}”写了两个时间，请只写入党时间")
        if piece[0].isdigit() and piece[-1].isdigit() and (at or not re.match(r"[^;]*;", said)):
            raise ValueError(f"“{said}”写了两个时间，请只写入党时间")
        joined = joined or read.joined
        words.append(read.status)
        notes += [*read.notes, *(f"“{piece}”的时间没有导入" for _ in read.doubts)]
    if len(pieces) < 2:
        raise ValueError(f"“{said}”写了两个时间，请只写入党时间")
    return Membership(joined, "；".join(dict.fromkeys(words)), (), tuple(notes))


def _alone(said: str) -> PartialDate | None:
    """Return the date of a text that is nothing but a date; where it looks like one and is none, ValueError says so."""
    try:
        found = read_date(said)
    except ValueError:
        if re.search(r"[\u4e00-\u9fff]", re.sub(r"[年月日岁]", "", said)):
            return None
        if len(re.findall(r"\d{4}[.\-/年]\d", said)) > 1:
            raise ValueError(f"“{said}”写了两个时间，请只写入党时间") from None
        raise
    return None if found.left else found.date


def _is_date(piece: str) -> bool:
    return read_date(piece).date is not None


def _words(said: str, joining: bool = False, strict: bool = True) -> list[str]:
    """Return the parties that a text without its date names; ValueError for what is none."""
    whole = re.sub(r"[\s()]", "", said)
    if not joining and whole in _ALIASES:
        return [_ALIASES[whole]]
    bare = said
    if joining:
        bare = _JOINED.sub(";", re.sub(r"\(([^()]*)\)", r";\1;", said))
        bare = bare.replace("(", ";").replace(")", ";")
    words = []
    for piece in _SEPARATOR.split(bare):
        piece = re.sub(r"[()]", "", piece).strip(".:-—于")
        if not piece or (joining and piece in ("时间", "年", "月", "日", "派")):
            continue
        try:
            words.append(_party(piece))
        except ValueError:
            if strict:
                raise
    return words


def _joined_words(said: str, words: list[str]) -> str:
    said_both = set(words)
    if ("群众" in said_both and len(said_both) > 1) or said_both >= _COMMUNIST:
        raise ValueError(f"政治面貌“{said}”写了两种，请只写一种")
    return "；".join(dict.fromkeys(words))


def _party(word: str) -> str:
    code, name = re.fullmatch(r"(\d{0,2})[.\-、:_]?(.*)", word).groups()  # type: ignore[union-attr]
    name = re.sub(r"^(?:是|为|系)", "", name)
    name = re.sub(r"(?<=^无党派)[\u4e00-\u9fff]{2}(?=人士$)", "", name)  # whichever 人士 he is of them
    for member in _MEMBERS:
        guess = _ALIASES.get(name.removesuffix(member)) if name.endswith(member) else None
        if guess:
            if code and int(code) != 0 and len(code) == 2 and (int(code) > 13 or _CODES[int(code) - 1] != guess):
                raise ValueError(f"政治面貌“{word}”的代码与文字不一致")
            return guess
    raise ValueError(f"政治面貌“{word}”认不出，请写中共党员、群众或党派名称")


def status_beside(read: str, known: str) -> str:
    """Return the political status of somebody who has `known`, where a cell of 入党时间 says `read` of it.

    A date alone says no more than that he is a member of the Communist Party: what else he is stays.
    """
    parties = [each for each in known.split("；") if each]
    if read != PARTY_MEMBER or not parties:
        return read
    if _COMMUNIST & set(parties):
        return known
    return "；".join([PARTY_MEMBER, *(each for each in parties if each not in NO_PARTY)])
