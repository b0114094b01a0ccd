"""The office's own places for characters in the stroke order, and the people whose names ask for one."""

from collections import Counter
from dataclasses import dataclass

from huanjie_desktop.catalog.own_kinds import STROKE_PLACE, StrokePlace
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.catalogue.entries import delete_entry, put_entry, refuse_problems
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import people_rows


@dataclass(frozen=True)
class PlacedCharacter:
    """A character as the page 姓氏笔画 lists it: `place` None while nobody has placed it; `names` are those who have it.

    `strokes` is what the shipped tables say, None where they do not know the character.
    """

    char: str
    place: StrokePlace | None
    strokes: int | None
    names: tuple[str, ...]


def list_places(workspace: Workspace) -> dict[str, StrokePlace]:
    """Return the characters that the office has placed itself."""
    return {place.id: place for _version, place in workspace.own.entries(STROKE_PLACE)}


def list_characters(workspace: Workspace) -> list[PlacedCharacter]:
    """Return the characters whose place is not sure in somebody's name, the most frequent first, then those placed."""
    places = list_places(workspace)
    people = people_rows(workspace.store, ("name", "uncertain"))
    unsure = Counter(char for _name, uncertain in people for char in uncertain)
    wanted = unsure.keys() | places.keys()
    names = [name for name, _uncertain in people if not wanted.isdisjoint(name)]
    strokes = workspace.own.shipped.names.strokes
    return [
        PlacedCharacter(char, places.get(char), strokes.strokes(char), tuple(name for name in names if char in name))
        for char in (*(char for char, _count in unsure.most_common() if char not in places), *places)
    ]


def place_character(workspace: Workspace, char: str, strokes: int, after: str = "") -> ChangeSet:
    """Set a character's strokes, and the character it comes behind ("" for the last of its count).

    The keys of everybody who has the character are made anew, in the same step. UserError if the place cannot be.
    """
    place = StrokePlace(id=char, strokes=strokes, after=after)
    refuse_problems(workspace, STROKE_PLACE, place)
    with workspace.change(f"设定“{char}”的笔画", Right.CATALOGUE) as work:
        put_entry(workspace, work, STROKE_PLACE, place, char)
    return work.change_set


def restore_character(workspace: Workspace, char: str) -> ChangeSet:
    """Put a character back where the shipped table has it."""
    if char not in list_places(workspace):
        raise UserError(f"“{char}”没有设定过笔画，不用恢复。")
    return delete_entry(workspace, STROKE_PLACE, char)
