"""The commands of congresses: listing and making them, their groups and the people who take part."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from huanjie_desktop.cli.finding import find_congress, find_congress_kind, find_roster
from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress, Participant, ParticipantGroup
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.shown.meetings import read_congress
from huanjie_desktop.services.shown.participants import ParticipantRow, rows_of
from huanjie_desktop.services.workspace import Workspace

Act = Callable[[Workspace, argparse.Namespace], None]


def congress_as_json(workspace: Workspace, congress: Congress) -> dict[str, Any]:
    """Return a congress with its counts as plain values; `ordinal`, `delegates` and `delegations` are older names."""
    counts = congresses.counts_of(workspace, congress.id)
    return {
        "id": congress.id,
        "kind": congress.kind,
        "title": congresses.title_of(workspace, congress),
        "short_title": congresses.short_title_of(workspace, congress),
        "unit": congress.unit,
        "term": congress.term,
        "sitting": congress.sitting or None,
        "ordinal": congress.term,
        "start": congress.start.isoformat() if congress.start else None,
        "end": congress.end.isoformat() if congress.end else None,
        "venue": congress.venue,
        **counts,
        "delegates": counts["members"],
        "delegations": counts["groups"],
    }


def _listing_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--json", action="store_true")


def _congresses(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        every = congresses.list_congresses(workspace)
        found = [congress_as_json(workspace, each) for each in every]
        words = [congresses.kind_of(workspace, each).words for each in every]
    if options.json:
        print_json(found)
    else:
        for line, said in zip(found, words, strict=True):
            members = f"{said.member}{line['members']}{said.measure}"
            print(f"{line['short_title']}\t{line['start'] or '日期未定'}\t{members}")
    return DONE


def _congress_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="new|set|delete|take|people|person|groups|group"
    )
    new = _action(actions, "new", "新建会议", _new)
    new.add_argument("--kind", required=True, metavar="种类")
    new.add_argument("--unit", required=True, metavar="召开单位")
    new.add_argument("--term", required=True, type=int, metavar="届次")
    new.add_argument("--sitting", type=int, default=0, metavar="会次")
    new.add_argument("--start", default="", metavar="日期")
    new.add_argument("--end", default="", metavar="日期")
    new.add_argument("--venue", default="", metavar="地点")
    changed = _action(actions, "set", "改会议的召开单位、届次、会次、日期和地点", _set, "congress")
    changed.add_argument("--unit", metavar="召开单位")
    changed.add_argument("--term", type=int, metavar="届次")
    changed.add_argument("--sitting", type=int, metavar="会次")
    for option, words in (("start", "日期"), ("end", "日期"), ("venue", "地点")):
        changed.add_argument(f"--{option}", metavar=words, help="写空的引号表示未定")
    _action(actions, "delete", "删除会议", _delete, "congress")
    take = _action(actions, "take", "从名册取人员", _take, "congress")
    take.add_argument("--roster", required=True, metavar="名册")
    take.add_argument("--capacity", default="", metavar="身份")
    _action(actions, "people", "列出参会人员", _people, "congress")
    person = _action(actions, "person", "改参会人员的分组、身份、组内职务和会议职务，或移出会议", _person, "congress")
    person.add_argument("names", nargs="+", metavar="姓名")
    for option, words in (("group", "分组"), ("capacity", "身份"), ("role", "组内职务")):
        person.add_argument(f"--{option}", metavar=words)
    person.add_argument("--office", metavar="会议职务", help="列为")
    person.add_argument("--no-office", metavar="会议职务", help="不再列为")
    person.add_argument("--remove", action="store_true", help="移出会议")
    groups = _action(actions, "groups", "列出分组", _groups, "congress")
    groups.add_argument("--number", action="store_true", help="先按序号排列")
    group = _action(actions, "group", "新建、删除分组，或改名称、次序、讨论地点和联络员", _group, "congress")
    group.add_argument("name", metavar="分组")
    group.add_argument("--new", action="store_true", help="新建")
    group.add_argument("--to", type=int, metavar="第几个")
    group.add_argument("--rename", metavar="新名称")
    group.add_argument("--place", metavar="讨论地点")
    group.add_argument("--liaison", metavar="联络员")
    group.add_argument("--remove", action="store_true", help="删除")


def _action(actions: Any, name: str, purpose: str, act: Act, *positional: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=purpose, description=purpose)
    for argument in positional:
        parser.add_argument(argument, metavar="会议")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(act=act)
    return parser


def _congress(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        options.act(workspace, options)
    return DONE


def _new(workspace: Workspace, options: argparse.Namespace) -> None:
    draft = CongressDraft(
        _kind_id(workspace, options.kind),
        options.unit,
        options.term,
        _day(options.start),
        _day(options.end),
        options.venue,
        options.sitting,
    )
    made, _ = congresses.create_congress(workspace, draft)
    _tell_congress(workspace, made, options, "已新建")


def _set(workspace: Workspace, options: argparse.Namespace) -> None:
    congress = find_congress(workspace, options.congress)
    typed = {name: getattr(options, name) for name in ("unit", "term", "sitting", "venue", "start", "end")}
    changes = {name: value for name, value in typed.items() if value is not None}
    if not changes:
        raise UserError("没有写明改什么。", "用 --unit、--term、--sitting、--start、--end、--venue 写明。")
    changes |= {name: _day(changes[name]) for name in ("start", "end") if name in changes}
    congresses.edit_congress(workspace, congress.id, **changes)
    _tell_congress(workspace, congresses.congress_of(workspace, congress.id), options, "已修改")


def _delete(workspace: Workspace, options: argparse.Namespace) -> None:
    congress = find_congress(workspace, options.congress)
    title = congresses.title_of(workspace, congress)
    congresses.delete_congress(workspace, congress.id)
    if options.json:
        print_json({"deleted": congress.id, "title": title})
    else:
        print(f"已删除《{title}》，可以撤销。")


def _tell_congress(workspace: Workspace, congress: Congress, options: argparse.Namespace, done: str) -> None:
    if options.json:
        print_json(congress_as_json(workspace, congress))
    else:
        print(f"{done}《{congresses.title_of(workspace, congress)}》：{congress.id}")


def _take(workspace: Workspace, options: argparse.Namespace) -> None:
    congress = find_congress(workspace, options.congress)
    roster = find_roster(workspace, options.roster)
    participants.take_participants(workspace, congress.id, roster.id, options.capacity)
    _groups(workspace, options)


def _people(workspace: Workspace, options: argparse.Namespace) -> None:
    _tell_people(rows_of(read_congress(workspace, find_congress(workspace, options.congress).id)), options)


def _person(workspace: Workspace, options: argparse.Namespace) -> None:
    congress = find_congress(workspace, options.congress)
    members = participants.members_of(workspace, congress.id)
    people = [_find_person(members, name) for name in options.names]
    found = [each.id for each in people]
    typed = {field: getattr(options, field) for field in ("group", "capacity", "role")}
    typed = {field: text for field, text in typed.items() if text is not None}
    offices = [(name, holds) for name, holds in ((options.office, True), (options.no_office, False)) if name]
    if not (typed or offices or options.remove):
        raise UserError("没有写明改什么。", "用 --group、--capacity、--role、--office、--no-office 或 --remove 写明。")
    if options.remove and (typed or offices):
        raise UserError("--remove 不能同时改别的。", "请分成两条命令。")
    named = [(_find_office(workspace, congress, name), holds) for name, holds in offices]
    if options.remove:
        participants.remove_participants(workspace, found)
    if typed:
        participants.edit_participants(workspace, congress.id, dict.fromkeys(found, typed))
    for office, holds in named:
        participants.give_office(workspace, congress.id, office, [each.person_id for each in people], holds)
    _tell_people([row for row in rows_of(read_congress(workspace, congress.id)) if row.id in found], options)


def _tell_people(rows: Sequence[ParticipantRow], options: argparse.Namespace) -> None:
    found = [
        {
            "person": row.person.id,
            "name": row.person.name,
            "group": row.group,
            "capacity": row.capacity_title,
            "role": row.role,
            "offices": row.offices.split("、") if row.offices else [],
        }
        for row in rows
    ]
    if options.json:
        print_json(found)
    else:
        for row in rows:
            print("\t".join((row.person.name, row.capacity_title, row.group, row.role, row.offices)))


def _groups(workspace: Workspace, options: argparse.Namespace) -> None:
    congress = find_congress(workspace, options.congress)
    if getattr(options, "number", False):
        participants.number_groups(workspace, congress.id)
    members = participants.members_of(workspace, congress.id)
    found = [
        {
            "id": group.id,
            "name": group.name,
            "members": sum(each.group_id == group.id for each in members.counted),
            "participants": sum(each.group_id == group.id for each in members.participants),
            "place": group.place,
            "liaison": group.liaison,
        }
        for group in members.groups
    ]
    if options.json:
        print_json(found)
    else:
        for line in found:
            print(f"{line['name']}\t{line['participants']}人")


def _group(workspace: Workspace, options: argparse.Namespace) -> None:
    congress = find_congress(workspace, options.congress)
    if options.new:
        participants.add_group(workspace, congress.id, options.name)
    group = _find_group(participants.members_of(workspace, congress.id), options.name)
    fields = {"name": options.rename, "place": options.place, "liaison": options.liaison}
    changes = {field: text for field, text in fields.items() if text is not None}
    if changes:
        participants.edit_group(workspace, congress.id, group.id, **changes)
    if options.remove:
        participants.remove_group(workspace, congress.id, group.id)
    elif options.to is not None:
        participants.move_group(workspace, congress.id, group.id, options.to - 1)
    _groups(workspace, options)


def _find_group(members: participants.Members, name_or_id: str) -> ParticipantGroup:
    for group in members.groups:
        if name_or_id in (group.id, group.name):
            return group
    names = "、".join(group.name for group in members.groups) or "（还没有分组）"
    raise UserError(f"没有名为“{name_or_id}”的分组。", f"现有：{names}。")


def _find_person(members: participants.Members, name_or_id: str) -> Participant:
    found = [
        each for each in members.participants if name_or_id in (each.person_id, members.people[each.person_id].name)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(f"参会人员里没有“{name_or_id}”。", "用“congress 工作文件 people 会议”查看。")
    raise UserError(f"参会人员里有{len(found)}个“{name_or_id}”。", "请改用人员的编号，用 people --json 查看。")


def _find_office(workspace: Workspace, congress: Congress, name_or_id: str) -> str:
    offices = congresses.kind_of(workspace, congress).offices
    found = next((each.id for each in offices if name_or_id in (each.id, each.title)), None)
    if found is None:
        raise UserError(f"这种会议没有“{name_or_id}”。", f"有：{'、'.join(each.title for each in offices)}。")
    return found


def _kind_id(workspace: Workspace, name_or_id: str) -> str:
    return find_congress_kind(workspace.catalog.congress_kinds.values(), name_or_id).id


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError(f"“{text}”不是日期。", "日期写成2026-07-26。") from error


VERBS = (
    Verb("congresses", "列出会议", _listing_arguments, _congresses),
    Verb("congress", "新建会议，安排参会人员和分组", _congress_arguments, _congress),
)
