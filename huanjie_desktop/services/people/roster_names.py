"""Adding to a roster by a pasted column of names: who is meant, who must be asked about, and who is not there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.columns import text_of
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.normalise import clean_name
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters

_BETWEEN = re.compile(r"[\n\r、，,；;]+")
_SERIAL = re.compile(r"^[（(]?\d{1,4}[)）]?[.．、\t 　]*")


@dataclass(frozen=True)
class Asked:
    """A name that several have: who they are, in words that tell them apart, by id."""

    name: str
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class NamedPeople:
    """What a list of names means: who is found, who is on the roster already, which names several have, and who is not there.

    `unread` are lines that are no name, `twice` names that stand twice in the list.
    """

    found: Sequence[tuple[str, str]]
    on_it: Sequence[str]
    asked: Sequence[Asked]
    missing: Sequence[str]
    unread: Sequence[str]
    twice: Sequence[str]

    @property
    def words(self) -> str:
        """Return it in sentences."""
        said = [f"可以加入{len(self.found)}人。"]
        said += [f"已在名册里：{'、'.join(self.on_it)}。"] * bool(self.on_it)
        said += [f"同名要选：{'、'.join(each.name for each in self.asked)}。"] * bool(self.asked)
        said += [f"没有这些人：{'、'.join(self.missing)}。"] * bool(self.missing)
        said += [f"写了两次：{'、'.join(self.twice)}。"] * bool(self.twice)
        said += [f"看不出姓名：{'、'.join(self.unread)}。"] * bool(self.unread)
        return "\n".join(said)


def find_named(workspace: Workspace, roster_id: str, text: str) -> NamedPeople:
    """Return whom a text of names means, a name a line or with 、 between; numbers before and what follows a tab are passed over."""
    names, unread, twice = _names_of(text)
    if not names and not unread:
        raise UserError("没有粘贴姓名。", "请把姓名一行一个粘贴进来。")
    by_name: dict[str, list[str]] = {}
    for id_, name in people.people_rows(workspace.store, ("id", "name")):
        by_name.setdefault(name, []).append(id_)
    on_it = {entry.person_id for entry in rosters.list_entries(workspace.store, roster_id)}
    found, there, asked, missing = [], [], [], []
    for name in names:
        ids = by_name.get(name, [])
        others = [id_ for id_ in ids if id_ not in on_it]
        if not ids:
            missing.append(name)
        elif not others:
            there.append(name)
        elif len(ids) == 1:
            found.append((ids[0], name))
        else:
            asked.append(Asked(name, _told(workspace, ids, on_it)))
    return NamedPeople(found, there, asked, missing, unread, twice)


def _names_of(text: str) -> tuple[list[str], list[str], list[str]]:
    names: list[str] = []
    unread: list[str] = []
    twice: list[str] = []
    for line in _BETWEEN.split(text):
        cells = [cell.strip() for cell in _SERIAL.sub("", line.strip()).split("\t")]
        said = next(filter(None, cells), "")
        if not said or said in ("姓名", "姓 名", "姓　名"):
            continue
        try:
            name = clean_name(said)
        except ValueError:
            unread.append(said)
            continue
        (twice if name in names else names).append(name)
    return names, unread, list(dict.fromkeys(twice))


def _told(workspace: Workspace, ids: Sequence[str], on_it: set[str]) -> list[tuple[str, str]]:
    persons = people.people_by_ids(workspace.store, list(ids))
    return [(id_, _words(persons[id_]) + ("（已在名册里）" if id_ in on_it else "")) for id_ in ids]


def _words(person: Person) -> str:
    facts = [fact for fact in (text_of(person.birth), post_with_unit(person) or person.phone) if fact]
    return f"{person.name}（{'，'.join(facts) or '没有填写出生年月、单位'}）"
