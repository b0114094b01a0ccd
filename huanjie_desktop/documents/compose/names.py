"""Lists of names: delegates by delegation, the presidium, the groups."""

from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Face, Heading, Labelled, NameGrid, Paragraph, Title
from huanjie_desktop.documents.material import CongressMaterial, DelegationMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.people import Person

_MAJORITY = "汉族"
_FEMALE = "女"
_ORDER_NOTE = "（按姓氏笔画为序）"


def brackets(person: Person) -> str:
    """Return （女，回族） as lists of names have it: 女 and minorities are named, men and Han are not."""
    marks = [person.sex] if person.sex == _FEMALE else []
    if person.ethnic_group and person.ethnic_group != _MAJORITY:
        marks.append(person.ethnic_group)
    return f"（{'，'.join(marks)}）" if marks else ""


def grid(people: Iterable[Person], per_line: int = 4) -> NameGrid:
    """Return people as a grid of names with brackets."""
    return NameGrid(tuple((person.name, brackets(person)) for person in people), per_line)


def _note(text: str) -> Paragraph:
    return Paragraph(text, indent=0, align=Align.CENTER, face=Face.KAI)


def compose_delegate_names(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the list of delegates by delegation; params: mark, per_line."""
    total = sum(len(each.delegates) for each in material.delegations)
    blocks: list[Block] = [
        Title(f"{material.title}\n代表名单{params.get('mark', '')}"),
        _note(f"（共{total}名，按姓氏笔画为序）"),
    ]
    for at, each in enumerate(material.delegations):
        blocks.append(Heading(1, f"{label(0, at)}{each.delegation.name}（{len(each.delegates)}名）"))
        blocks.append(grid(each.delegates, int(params.get("per_line", 4))))
    return tuple(blocks)


def compose_office_names(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the lists of the congress's offices; params: heading, offices (their ids), mark, per_line."""
    blocks: list[Block] = [Title(f"{material.title}\n{params['heading']}{params.get('mark', '')}")]
    offices = [office for office in params["offices"] if material.officers.get(office)]
    for at, office in enumerate(offices):
        people = material.officers[office]
        blocks.append(Heading(1, f"{label(0, at)}{material.offices[office]}（{len(people)}名）"))
        if len(people) > 1:
            blocks.append(Paragraph(_ORDER_NOTE, face=Face.KAI))
        blocks.append(grid(people, int(params.get("per_line", 4))))
    return tuple(blocks)


def compose_groups(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the groups: each delegation's leaders, members, room and liaison; params: roles, per_line."""
    blocks: list[Block] = [Title(f"{material.title}\n分组名单{params.get('mark', '')}"), _note(_ORDER_NOTE)]
    for at, each in enumerate(material.delegations):
        blocks.append(Heading(1, f"{label(0, at)}{each.delegation.name}（{len(each.delegates)}名）"))
        blocks += _leaders(each, params["roles"])
        members = each.of_role("")
        if members:
            blocks += [Labelled("成　员：", ""), grid(members, int(params.get("per_line", 4)))]
        if each.delegation.place:
            blocks.append(Labelled("讨论地点：", each.delegation.place))
        if each.delegation.liaison:
            blocks.append(Labelled("联 络 员：", each.delegation.liaison))
    return tuple(blocks)


def _leaders(each: DelegationMaterial, roles: Iterable[str]) -> list[Block]:
    return [
        Labelled(f"{role if len(role) > 2 else role[0] + '　' + role[1]}：", _spoken(each.of_role(role)))
        for role in roles
        if each.of_role(role)
    ]


def _spoken(people: Iterable[Person]) -> str:
    """Return names in running text: spaced, with brackets, parted by two spaces."""
    return "　　".join(display_name(person.name) + brackets(person) for person in people)
