"""What names sort and are found by: stroke keys, pinyin, initials; and stroke order for lists of names."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.domain.names import (
    DOT,
    Mode,
    is_han,
    keys_of_ranks,
    split_surname,
    stroke_key,
    stroke_keys,
    uncertain_characters,
)
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


class NameKeyMaker:
    """Makes the keys of many names: what there is to know of a character is looked up once."""

    def __init__(self, tables: NameTables) -> None:
        self._tables = tables
        self._chars: dict[
            str, tuple[str, str, str]
        ] = {}  # rank, reading, the character itself where its place is not sure

    def keys(self, name: str) -> NameKeys:
        """Return the keys of a name."""
        if len(name) < 2 or not all(map(is_han, name)):
            return make_name_keys(name, self._tables)
        ranks, readings, unsure = zip(*map(self._char, name), strict=True)
        size = 2 if len(name) > 2 and name[:2] in self._tables.compound_surnames else 1
        surname = self._tables.surname_readings.get(name[:size])
        syllables = (*surname.split(), *readings[size:]) if surname else readings
        return NameKeys(
            *keys_of_ranks(ranks, len(name) == size + 1),
            pinyin=" ".join(syllables),
            initials="".join([syllable[:1] for syllable in syllables]),
            uncertain="".join(dict.fromkeys(unsure)) if any(unsure) else "",
        )

    def _char(self, char: str) -> tuple[str, str, str]:
        found = self._chars.get(char)
        if found is None:
            strokes = self._tables.strokes
            found = strokes.rank(char), _reader()(char), "" if strokes.known(char) else char
            self._chars[char] = found
        return found


def remake_keys(workspace: Workspace, work: UnitOfWork, chars: Iterable[str]) -> None:
    """Make the keys of everybody anew, within a change, whose name has one of these characters."""
    wanted, maker = set(chars), NameKeyMaker(workspace.names)
    found = [(id_, name) for id_, name in people_rows(workspace.store, ("id", "name")) if wanted & set(name)]
    change_people(work, {}, {id_: maker.keys(name) for id_, name in found})


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
