"""Lists of names: those who are counted by group, those who hold an office, the groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from huanjie_desktop.documents.blocks import Block, Heading, Labelled, NameGrid, Paragraph, Run, Space, Text, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.fields import FEMALE, MAJORITY
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial, GroupMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.namesakes import told_apart
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.templates import BLANK


@dataclass(frozen=True)
class Names:
    """How a congress's lists name people: with what stands in brackets, and what tells people of one name apart."""

    apart: Mapping[str, str]

    def brackets(self, person: Person) -> str:
        """Return （女，回族，县水利局）: 女 and minorities are named, men and Han are not; the unit of one of several of a name."""
        marks = list(filter(None, (_marks(person), self.apart.get(person.id, ""))))
        return f"（{'，'.join(marks)}）" if marks else ""

    def grid(self, people: Iterable[Person], params: Mapping[str, Any], of: str) -> NameGrid:
        """Return people as a grid of names, who are `of` a group or an office; params: per_line."""
        names = tuple((each.name, self.brackets(each)) for each in people)
        return NameGrid(names, int(params.get("per_line", 4)), of=of)

    def spoken(self, people: Iterable[Person]) -> Text:
        """Return names in running text: spaced, with brackets, parted by two spaces, none of them broken."""
        names = [Run(display_name(person.name) + self.brackets(person), whole=True) for person in people]
        return tuple(run for at, name in enumerate(names) for run in ((Run("　　"), name) if at else (name,)))


def names_of(material: CongressMaterial) -> Names:
    """Return how the lists of a congress name people; all who are on any of them count."""
    others = [group.people for each in material.groups for group in each.others]
    held = [*material.officers.values(), *(each.people for each in material.attending), *others]
    return Names(told_apart([*material.members, *chain.from_iterable(held)], _marks))


def _marks(person: Person) -> str:
    people = person.ethnic_group if person.ethnic_group != MAJORITY else ""
    return "，".join(filter(None, (person.sex if person.sex == FEMALE else "", people)))


def compose_member_names(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the list of those who are counted by group; params: mark, per_line, closing (of how many women)."""
    words = material.words
    blocks: list[Block] = [
        _title(
            material,
            words.member_list,
            params,
            f"共{len(material.members) or BLANK}{words.measure}，{words.order_note}",
        )
    ]
    names = names_of(material)
    for each in (group for group in material.groups if group.members):
        blocks.append(_heading(f"{each.name}{_count(material, each.members)}"))
        blocks.append(names.grid(each.members, params, each.name))
    if material.members and params.get("closing"):
        blocks += [Space(0.5), Paragraph(params["closing"])]
    return tuple(blocks)


def _title(material: CongressMaterial, heading: str, params: Mapping[str, Any], note: str = "") -> Title:
    """Return a list's title, which sheets that go on with it have again, with a note under it."""
    words = f"{heading}{params.get('mark', '')}"
    return Title(f"{material.title}\n{words}", f"（{note}）" if note else "", again=f"{words}（续）")


def _heading(words: str, spared: int = 3, *, whole: bool = False) -> Heading:
    return Heading(1, words, indent=0, spared=spared, whole=whole)


def compose_attending_names(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the list of those who attend without being counted, by capacity; params: heading, mark, per_line."""
    blocks: list[Block] = [_title(material, params["heading"], params, material.words.order_note)]
    names = names_of(material)
    for each in material.attending:
        blocks.append(_heading(f"{each.name}{_count(material, each.people)}"))
        blocks.append(names.grid(each.people, params, each.name))
    return tuple(blocks)


def compose_office_names(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the lists of the congress's offices, with a blank where nobody holds one; params: heading, offices (their ids),
    mark, per_line."""
    blocks: list[Block] = [_title(material, params["heading"], params)]
    offices = [office for office in params["offices"] if office in material.offices]
    names = names_of(material)
    for at, office in enumerate(offices):
        people = material.officers.get(office, ())
        number = label(0, at) if len(offices) > 1 else ""
        if not people:
            blocks += [_heading(f"{number}{material.offices[office]}"), Paragraph(BLANK)]
            continue
        note = f"，{material.words.order_note}" if len(people) > 1 else ""
        count = f"（{len(people)}{material.words.measure}{note}）"
        blocks.append(_heading(f"{number}{material.offices[office]}{count}"))
        blocks.append(names.grid(people, params, material.offices[office]))
    return tuple(blocks)


def compose_groups(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the groups: each one's leaders, members, others, room and liaison; params: per_line."""
    blocks: list[Block] = [_title(material, material.words.group_list, params, material.words.order_note)]
    names = names_of(material)
    for at, each in enumerate(material.groups):
        count = _count(material, each.members) if each.members else ""  # only others are in it
        blocks.append(_heading(f"{label(0, at)}{each.name}{count}", 8, whole=True))
        blocks += _leaders(each, material.kind.roles, names)
        members = each.of_role("")
        if members:
            blocks += [Labelled("成　员：", "", indent=0), names.grid(members, params, each.name)]
        for others in each.others:
            blocks += [
                Labelled(f"{others.name}：", "", indent=0),
                names.grid(others.people, params, f"{each.name}{others.name}"),
            ]
        if each.place:
            blocks.append(Labelled("讨论地点：", each.place, indent=0))
        if each.liaison:
            blocks.append(Labelled("联 络 员：", each.liaison, indent=0))
    return tuple(blocks)


def _count(material: CongressMaterial, people: Sequence[Person]) -> str:
    """Return how many there are, as headings have it: （16名）."""
    return f"（{len(people)}{material.words.measure}）"


def _leaders(each: GroupMaterial, roles: Iterable[str], names: Names) -> list[Block]:
    return [
        Labelled(f"{role if len(role) > 2 else role[0] + '　' + role[1]}：", names.spoken(each.of_role(role)), indent=0)
        for role in roles
        if each.of_role(role)
    ]


_HEADING, _MARK = text("heading", "标题", needed=True), text("mark", "标题后的标记")
_PER_LINE = plain("per_line", Kind.NUMBER)
MEMBER_NAMES = Maker(
    compose_member_names,
    (CONGRESS,),
    (_MARK, _PER_LINE, text("closing", "末尾的人数", used=lambda material, _params: bool(material.members))),
    needs=(needs.members,),
)
ATTENDING_NAMES = Maker(compose_attending_names, (CONGRESS,), (_HEADING, _MARK, _PER_LINE), needs=(needs.attending,))
OFFICE_NAMES = Maker(
    compose_office_names,
    (CONGRESS,),
    (_HEADING, plain("offices[]", Kind.OFFICE, needed=True), _MARK, _PER_LINE),
    needs=(needs.offices,),
)
GROUPS = Maker(compose_groups, (CONGRESS,), (_MARK, _PER_LINE), needs=(needs.members,))
