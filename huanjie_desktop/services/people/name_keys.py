"""What names sort and are found by: stroke keys, pinyin, initials; and stroke order for lists of names."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.domain.names import DOT, Mode, is_han, split_surname, stroke_key, stroke_keys, uncertain_characters
from huanjie_desktop.domain.people import NameKeys
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import change_people, people_rows
from huanjie_desktop.store.unit_of_work import UnitOfWork


def make_name_keys(name: str, tables: NameTables) -> NameKeys:
    """Return the keys of a name; the surname has its reading as a surname (单 shan, 仇 qiu)."""
    syllables = _syllables(name, tables)
    surname_key, name_key = stroke_keys(name, tables.strokes, tables.compound_surnames)
    return NameKeys(
        surname_key=surname_key,
        name_key=name_key,
        pinyin=" ".join(syllables),
        initials="".join(syllable[:1] for syllable in syllables),
        uncertain=uncertain_characters(name, tables.strokes),
    )


def remake_keys(workspace: Workspace, work: UnitOfWork, chars: Iterable[str]) -> None:
    """Make the keys of everybody anew, within a change, whose name has one of these characters."""
    wanted, tables = set(chars), workspace.names
    found = [(id_, name) for id_, name in people_rows(workspace.store, ("id", "name")) if wanted & set(name)]
    change_people(work, {}, {id_: make_name_keys(name, tables) for id_, name in found})


def sort_names(names: Iterable[str], mode: Mode, tables: NameTables) -> list[str]:
    """Return names in stroke order; equal names keep their order."""
    table, compounds = tables.strokes, tables.compound_surnames
    return sorted(names, key=lambda name: stroke_key(name, table, mode, compounds))


def _syllables(name: str, tables: NameTables) -> Sequence[str]:
    bare, read = "".join(name.split()), _reader()
    surname, given = split_surname(bare, tables.compound_surnames)
    syllables: list[str] = []
    if surname:
        reading = tables.surname_readings.get(surname)
        syllables += reading.split() if reading else [read(char) for char in surname]
    letters = ""
    for char in given:
        if is_han(char):
            syllables += [letters, read(char)]
            letters = ""
        elif char == DOT:
            syllables.append(letters)
            letters = ""
        else:
            letters += char.lower()
    return [syllable for syllable in [*syllables, letters] if syllable]


@cache
def _reader() -> Callable[[str], str]:
    # pypinyin's tables cost a tenth of a second, so they are imported when the first name is written, not at start-up
    from pypinyin import Style, pinyin

    @cache
    def read(char: str) -> str:
        found = pinyin(char, style=Style.NORMAL, errors="ignore")
        return found[0][0].replace("ü", "v") if found else char

    return read
