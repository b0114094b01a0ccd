"""The office's own places for characters in the stroke order, kept in the workspace."""

import json
from collections.abc import Mapping

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.names import StrokeOverride, is_han
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.people.name_keys import make_name_keys
from huanjie_desktop.services.workspace import STROKE_PLACES, Workspace, read_places
from huanjie_desktop.store.people import change_people, list_people
from huanjie_desktop.store.settings import read_setting, write_setting

MOST_STROKES = 84


def list_overrides(workspace: Workspace) -> Mapping[str, StrokeOverride]:
    """Return the characters that the office has placed itself."""
    return read_places(read_setting(workspace.store, STROKE_PLACES))


def place_character(workspace: Workspace, char: str, strokes: int, after: str = "") -> ChangeSet:
    """Set a character's strokes, and the character it comes behind ("" for the last of its count).

    The keys of everybody who has the character are made anew, in the same step. UserError if the place cannot be.
    """
    if len(char) != 1 or not is_han(char):
        raise UserError(f"“{char}”不是一个汉字。", "请只填一个汉字。")
    if not 1 <= strokes <= MOST_STROKES:
        raise UserError(f"笔画数“{strokes}”不对。", f"请填1到{MOST_STROKES}。")
    if after and workspace.names.strokes.strokes(after) != strokes:
        raise UserError(f"“{after}”不是{strokes}画。", f"“{char}”只能排在同笔画数的字后面。")
    return _store(workspace, {**list_overrides(workspace), char: StrokeOverride(strokes, after)}, char)


def restore_character(workspace: Workspace, char: str) -> ChangeSet:
    """Put a character back where the shipped table has it."""
    left = {other: place for other, place in list_overrides(workspace).items() if other != char}
    return _store(workspace, left, char)


def _store(workspace: Workspace, overrides: Mapping[str, StrokeOverride], char: str) -> ChangeSet:
    text = json.dumps(
        {key: [place.strokes, place.after] for key, place in sorted(overrides.items())}, ensure_ascii=False
    )
    with workspace.change(f"设定“{char}”的笔画", Right.CATALOGUE) as work:
        write_setting(work, workspace.store, STROKE_PLACES, text)
        tables = workspace.names
        keys = {
            person.id: make_name_keys(person.name, tables)
            for person in list_people(workspace.store)
            if char in person.name
        }
        change_people(work, {}, keys)
    return work.change_set
