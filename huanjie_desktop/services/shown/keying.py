"""Where the next sheet belongs: which category and which pile have room, and what is said at the first key where they have none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from huanjie_desktop.domain.poll import Pile
from huanjie_desktop.domain.tally import Box, Counts, Sheet, total_box
from huanjie_desktop.services.assessment.counting import Tallying


@dataclass(frozen=True)
class Stand:
    """录到哪里: the category (its place, 0 where there are none) and the pile that a sheet is keyed into."""

    category: int = 0
    pile: str = ""


def parted_names(text: str) -> list[str]:
    """Return the names that a text lists, whatever parts them."""
    return [name for name in re.split(r"[、，,；;\s]+", text) if name]


def collected_in(counts: Counts, category_id: str) -> int:
    """Return how many sheets of a category came in."""
    return counts.boxes.get(category_id, Box()).collected


def piles_of(told: Tallying, category: int) -> list[Pile]:
    """Return the piles that sheets of a category may lie in."""
    id_ = told.setup.categories[category].id if told.setup.categories else None
    return [pile for pile in told.piles if pile.category_id in (None, id_)]


def full_words(told: Tallying, counts: Counts, at: Stand) -> str:
    """Return what is said where a sheet has no room in its category or pile, "" where it has."""
    categories = told.setup.categories
    if categories:
        category = categories[at.category]
        if category.issued is not None and collected_in(counts, category.id) >= category.issued:
            return f"{category.code}票发出{category.issued}张，已全部录入，请核对这张票的票类。"
    pile = told.pile(at.pile)
    if pile is not None and pile.most is not None and counts.piles.number(pile.id) >= pile.most:
        return f"{pile.title}已录满{pile.most}张，请核对这张票是哪一把的。"
    return ""


def first_stand(told: Tallying, counts: Counts) -> Stand:
    """Return where keying in begins: the first category and pile with room."""
    return next_stand(told, counts, Stand(0, _open_pile(told, counts, 0, "")))


def stand_in(told: Tallying, counts: Counts, category: int) -> Stand:
    """Return where a sheet of a category goes that was chosen by hand: its first pile with room."""
    return Stand(category, _open_pile(told, counts, category, ""))


def next_stand(told: Tallying, counts: Counts, at: Stand) -> Stand:
    """Return where the next sheet goes: where it went before, or on to the next pile and category with room."""
    number = len(told.setup.categories) or 1
    for step in range(number):
        category = (at.category + step) % number
        pile = _open_pile(told, counts, category, at.pile if step == 0 else "")
        if not full_words(told, counts, Stand(category, pile)):
            return Stand(category, pile)
    return at


def _open_pile(told: Tallying, counts: Counts, category: int, before: str) -> str:
    """Return the first pile of a category with room, from the one before on; the last where none has."""
    piles = piles_of(told, category)
    start = next((at for at, pile in enumerate(piles) if pile.id == before), 0)
    ahead = [*piles[start:], *piles[:start]]
    found = next((each for each in ahead if each.most is None or counts.piles.number(each.id) < each.most), None)
    return found.id if found is not None else ahead[-1].id if ahead else ""


def with_one_more(counts: Counts, sheet: Sheet) -> Counts:
    """Return how many sheets there will be once this one is counted, before the answer comes; marks are left as they are."""
    box = {sheet.category_id or "": Box(1)}
    piles = counts.piles.with_one_more(sheet) if sheet.pile else counts.piles
    return replace(counts, boxes=_added(counts.boxes, box), piles=piles)


def _added(boxes: Mapping[str, Box], more: Mapping[str, Box]) -> dict[str, Box]:
    return {**boxes, **{id_: total_box((boxes.get(id_, Box()), box)) for id_, box in more.items()}}


def stand_words(told: Tallying, counts: Counts, at: Stand) -> str:
    """Return the category and the pile in large: A票　县级领导　第3把 4/10."""
    words = []
    if told.setup.categories:
        category = told.setup.categories[at.category]
        words += [f"{category.code}票　{category.title}".strip()]
    pile = told.pile(at.pile)
    if pile is not None:
        title = pile.title.partition("票")[2] if pile.category_id is not None and told.setup.categories else pile.title
        words += [f"{title} {counts.piles.number(pile.id)}" + (f"/{pile.most}" if pile.most is not None else "")]
    return "　".join(words)
