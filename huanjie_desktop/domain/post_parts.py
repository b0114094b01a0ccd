"""The posts that 现任职务 says one after another: of which unit each is, whether it is held beside another (兼任), and its standing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.units import Unit, UnitPost, UnitTree

HEAD, DEPUTY = "正职", "副职"  # titles of a quota that any post of that standing counts for
_BETWEEN = re.compile(r"[、，,；;\n]+")
_ALSO_BEFORE = re.compile(r"^兼(?:任)?(?!职)")
_ALSO_BEHIND = re.compile(r"[（(]兼(?:任)?[)）]$")
_ALSO_WITHIN = re.compile(r"(?<=[长任记席员官])兼(?:任)?(?=[^职])")
_SHORT_PREFIX = 2  # characters that say of which body of the unit a post is, as before 书记
_GRADE = re.compile(r"[（(][^（）()]*[)）]$")
_HEADS = re.compile(
    r"(?:书记|主任|主席|部长|局长|县长|镇长|乡长|区长|市长|院长|检察长|校长|所长|站长|会长|行长|社长|馆长|台长|组长|政委)$"
)
_DEPUTIES = re.compile(
    r"^(?:常务)?副|副(?:书记|主任|主席|部长|局长|县长|镇长|乡长|院长|检察长|校长|所长|站长|会长|秘书长|组长|政委)"
)


@dataclass(frozen=True, slots=True)
class PostPart:
    """一个职务: `unit` None where no known unit is said; `title` without the unit's name; `also` says that it is held beside another."""

    unit: Unit | None
    title: str
    also: bool = False

    @property
    def standing(self) -> str:
        """Return 正职 or 副职, "" for what is neither."""
        if _DEPUTIES.search(self.title):
            return DEPUTY
        return HEAD if _HEADS.search(self.title) else ""


def read_posts(text: str, tree: UnitTree, unit: str = "") -> tuple[PostPart, ...]:
    """Return the posts of a text in order; one that names no unit is of the unit of the one before it, at first of `unit`."""
    found: list[PostPart] = []
    now = tree.find(unit)
    for piece in _BETWEEN.split(clean_line(text)):
        for at, words in enumerate(_ALSO_WITHIN.split(piece)):
            also = at > 0 or bool(_ALSO_BEFORE.search(words) or _ALSO_BEHIND.search(words))
            title = _GRADE.sub("", _ALSO_BEHIND.sub("", _ALSO_BEFORE.sub("", words.strip()))).strip()
            if not title:
                continue
            named = tree.at_start(title)
            if named is not None and named[1] != title:
                now, title = named[0], title.removeprefix(named[1]).strip()
            found.append(PostPart(now, title, also))
    return tuple(found)


def take_unit(text: str, tree: UnitTree, others: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return the unit's name, as it is written, and the post behind it of what 单位及职务 says; None where no unit stands
    before, or no post behind. `others` are names of units that the tree does not have, the longest first."""
    words = clean_line(text)
    named = tree.at_start(words)
    name = named[1] if named is not None else next((each for each in others if words.startswith(each)), "")
    post = words.removeprefix(name).strip()
    return (name, post) if name and post else None


def rank_of(title: str, order: Sequence[str]) -> int:
    """Return a post's place in the office's list of posts: the longest of the list that ends it; behind all for none."""
    best, place = 0, len(order)
    for at, each in enumerate(order):
        if len(each) > best and title.endswith(each):
            best, place = len(each), at
    return place


def post_key(parts: Sequence[PostPart], tree: UnitTree, order: Sequence[str]) -> tuple[int, int, bool]:
    """Return what people sort by in the order of posts: the unit, within it the highest post, one held beside another behind."""
    keys = [
        (tree.place[part.unit.id] if part.unit else len(tree.placed), rank_of(part.title, order), part.also)
        for part in parts
    ]
    firsts = [key for key, part in zip(keys, parts, strict=True) if not part.also] or keys
    if not firsts:
        return len(tree.placed), len(order), False
    unit = firsts[0][0]  # of whom somebody is, before whatever else he is
    return min(key for key in keys if key[0] == unit)


def fills(part: PostPart, post: UnitPost) -> bool:
    """Tell whether a post that somebody holds is one of a unit's that are counted."""
    if part.unit is None or part.unit.id != post.unit_id:
        return False
    if post.title in (HEAD, DEPUTY):
        return part.standing == post.title
    if part.title == post.title:
        return True
    before = part.title.removesuffix(post.title)
    return part.title.endswith(post.title) and len(before) <= _SHORT_PREFIX and not before.endswith("副")
