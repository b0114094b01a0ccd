"""Every kind of change that the program can make, each as a function of a workspace and two numbers that choose."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from huanjie_desktop.domain.accepted import may_be_accepted
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services import workspace
from huanjie_desktop.services.assessment import campaign_parts, campaigns, counting, forms, setups, tallying
from huanjie_desktop.services.assessment.campaigns import CategoryDraft, SubjectDraft
from huanjie_desktop.services.catalogue import stroke_places
from huanjie_desktop.services.findings import find_all
from huanjie_desktop.services.meetings import agenda, congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.people import accepting, bulk, people, roster_merge, rosters, units
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import read_round
from huanjie_desktop.services.planning.trying import Trial, accept_trial
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import campaign_of, small_campaign

T = TypeVar("T")
Action = Callable[[Workspace, int, int], object]
ACTIONS: list[Action] = []
NAMES = ["林木", "王芳", "单立", "丁一", "欧阳少东", "阿依古丽·买买提", "𠮷野", "马二", "张三", "李四"]
TITLES = ("开幕", "报告", "选举", "讨论", "闭幕")


class NothingToDo(Exception):  # noqa: N818 - no error
    """There is nothing yet that the change could change."""


def action(run: Action) -> Action:
    ACTIONS.append(run)
    return run


def pick(things: Sequence[T], at: int) -> T:
    if not things:
        raise NothingToDo
    return things[at % len(things)]


def _people(w: Workspace, at: int, count: int) -> list[str]:
    ids = [each.id for each in people.list_people(w)]
    pick(ids, 0)
    start = at % len(ids)
    return ids[start : start + 1 + count % 4]


def _roster(w: Workspace, at: int) -> Any:
    return pick(rosters.list_rosters(w), at)[0]


def _congress(w: Workspace, at: int) -> Any:
    return pick(congresses.list_congresses(w), at)


def _session(w: Workspace, a: int, b: int) -> Any:
    return pick(agenda.list_sessions(w, _congress(w, a).id), b)


def _campaign(w: Workspace, at: int) -> Any:
    return setups.setup_of(w, pick(campaigns.list_campaigns(w), at).id)


@action
def add_people(w: Workspace, a: int, b: int) -> object:
    added = [{"name": NAMES[(a + at) % 10], "unit": "柳河镇", "sex": "男女"[at % 2]} for at in range(1 + b % 3)]
    return people.edit_cells(w, (), added, _roster(w, b).id if b % 2 and rosters.list_rosters(w) else None)


@action
def edit_people(w: Workspace, a: int, b: int) -> object:
    field, text = pick(
        (("name", NAMES[b % 10]), ("birth", f"19{60 + b % 39}.0{1 + b % 9}"), ("remark", "记" * (b % 9))), a
    )
    return people.edit_cells(w, [CellEdit(id_, field, text) for id_ in _people(w, a, b)])


@action
def delete_people(w: Workspace, a: int, b: int) -> object:
    return people.delete_people(w, _people(w, a, b))


@action
def create_roster(w: Workspace, a: int, b: int) -> object:
    return rosters.create_roster(w, f"名册{a % 7}", pick(list(w.catalog.roster_kinds), b))


@action
def rename_roster(w: Workspace, a: int, b: int) -> object:
    return rosters.rename_roster(w, _roster(w, a).id, f"名册{b % 9}")


@action
def add_to_roster(w: Workspace, a: int, b: int) -> object:
    return rosters.add_to_roster(w, _roster(w, a).id, _people(w, b, a))


@action
def remove_from_roster(w: Workspace, a: int, b: int) -> object:
    return rosters.remove_from_roster(w, _roster(w, a).id, _people(w, b, a))


@action
def order_roster(w: Workspace, a: int, b: int) -> object:
    roster = _roster(w, a)
    ids = [each.id for each in people.list_people(w, roster.id)]
    return rosters.order_roster(w, roster.id, ids[b % (len(ids) or 1) :] + ids[: b % (len(ids) or 1)])


@action
def delete_roster(w: Workspace, a: int, _b: int) -> object:
    return rosters.delete_roster(w, _roster(w, a).id)


@action
def create_congress(w: Workspace, a: int, b: int) -> object:
    kind = pick(list(w.catalog.congress_kinds), a)
    return congresses.create_congress(
        w, CongressDraft(kind, "青禾县", 1 + b % 20, date(2026, 7, 1) + timedelta(b % 28))
    )


@action
def edit_congress(w: Workspace, a: int, b: int) -> object:
    return congresses.edit_congress(w, _congress(w, a).id, venue=f"会场{b % 5}")


@action
def delete_congress(w: Workspace, a: int, _b: int) -> object:
    return congresses.delete_congress(w, _congress(w, a).id)


def _step(w: Workspace, a: int, b: int) -> tuple[str, str]:
    plan = pick(read_round(w).plan.plans, a)
    return plan.course.id, pick(plan.steps, b).step.id


@action
def mark_step(w: Workspace, a: int, b: int) -> object:
    key = _step(w, a, b)
    if b % 4 == 0:
        return changing.drop_steps(w, [key], "本届不办")
    if b % 4 == 1:
        return changing.reopen_steps(w, [key])
    return changing.pin_steps(w, [key]) if b % 4 == 2 else changing.mark_done(w, [key])


@action
def set_step(w: Workspace, a: int, b: int) -> object:
    congress_id, step_id = _step(w, a, b)
    if b % 2:
        return changing.set_offset(w, congress_id, step_id, -(b % 90))
    return changing.set_who(w, [(congress_id, step_id)], f"第{b % 3}组")


@action
def move_congress(w: Workspace, a: int, b: int) -> object:
    plan = pick(read_round(w).plan.plans, a)
    return accept_trial(w, Trial({plan.course.id: date(2026, 7, 1) + timedelta(b % 60)}))


@action
def look_after_congress(w: Workspace, a: int, b: int) -> object:
    return changing.set_helper(w, _congress(w, a).id, f"第{b % 3}指导组")


@action
def take_participants(w: Workspace, a: int, b: int) -> object:
    return participants.take_participants(w, _congress(w, a).id, _roster(w, b).id)


@action
def add_group(w: Workspace, a: int, b: int) -> object:
    return participants.add_group(w, _congress(w, a).id, f"第{b % 6}代表团")


@action
def edit_group(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    group = pick(participants.members_of(w, congress.id).groups, b)
    return participants.edit_group(w, congress.id, group.id, name=f"柳河{b % 5}代表团")


@action
def move_group(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    return participants.move_group(w, congress.id, pick(participants.members_of(w, congress.id).groups, b).id, a % 3)


@action
def number_groups(w: Workspace, a: int, _b: int) -> object:
    return participants.number_groups(w, _congress(w, a).id)


@action
def remove_group(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    return participants.remove_group(w, congress.id, pick(participants.members_of(w, congress.id).groups, b).id)


@action
def move_participants(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    members = participants.members_of(w, congress.id)
    group_id = pick((*(each.id for each in members.groups), None), a + b)
    return participants.move_participants(w, congress.id, [pick(members.participants, b).id], group_id)


@action
def shift_participant(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    moved = pick(participants.members_of(w, congress.id).participants, b)
    return participants.shift_participant(w, congress.id, moved.id, 1 - 2 * (a % 2))


@action
def set_capacity(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    moved = pick(participants.members_of(w, congress.id).participants, b)
    capacity = pick(congresses.kind_of(w, congress).capacities, a + b)
    return participants.set_capacity(w, congress.id, [moved.id], capacity.id)


@action
def edit_participants(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    members = participants.members_of(w, congress.id)
    typed = {"role": pick(("", "团长"), a), "group": pick(members.groups, a).name, "capacity": "列席人员"}
    return participants.edit_participants(w, congress.id, {pick(members.participants, b).id: typed})


@action
def set_roles(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    members = participants.members_of(w, congress.id)
    role = pick(("", "团长", "副团长"), a + b)
    return participants.set_roles(w, congress.id, [pick(members.participants, b).id], role)


@action
def remove_participants(w: Workspace, a: int, b: int) -> object:
    return participants.remove_participants(
        w, [pick(participants.members_of(w, _congress(w, a).id).participants, b).id]
    )


@action
def set_officers(w: Workspace, a: int, b: int) -> object:
    congress = _congress(w, a)
    office = pick(congresses.kind_of(w, congress).offices, b)
    return participants.set_officers(w, congress.id, office.id, _people(w, a, b))


@action
def add_session(w: Workspace, a: int, b: int) -> object:
    return agenda.add_session(w, _congress(w, a).id, f"第{b % 9}次全体会议")


@action
def edit_session(w: Workspace, a: int, b: int) -> object:
    return agenda.edit_session(w, _session(w, a, b).id, place=f"会场{a % 4}")


@action
def move_session(w: Workspace, a: int, b: int) -> object:
    return agenda.move_session(w, _congress(w, a).id, _session(w, a, b).id, b % 3)


@action
def delete_session(w: Workspace, a: int, b: int) -> object:
    return agenda.delete_session(w, _session(w, a, b).id)


@action
def add_item(w: Workspace, a: int, b: int) -> object:
    return agenda.add_item(w, _session(w, a, b).id, pick(TITLES, a))


@action
def edit_items(w: Workspace, a: int, b: int) -> object:
    session = _session(w, a, b).id
    values = {"title": pick(TITLES, b), "minutes": b % 60}
    return agenda.edit_items(w, session, {pick(agenda.list_items(w, session), a).id: values}, [values] * (b % 2))


@action
def arrange_items(w: Workspace, a: int, b: int) -> object:
    session = _session(w, a, b)
    item = pick(agenda.list_items(w, session.id), a + b)
    if b % 3 == 0:
        return agenda.indent_item(w, session.id, item.id)
    if b % 3 == 1:
        return agenda.outdent_item(w, session.id, item.id)
    return agenda.shift_item(w, session.id, item.id, 1 if a % 2 else -1)


@action
def delete_items(w: Workspace, a: int, b: int) -> object:
    session = _session(w, a, b)
    return agenda.delete_items(w, session.id, [pick(agenda.list_items(w, session.id), b).id])


@action
def write_units(w: Workspace, a: int, b: int) -> object:
    placed = units.tree_of(w).placed
    if not placed or b % 3 == 0:
        name = ("柳河镇", "石桥镇", "县委组织部", "县财政局")[a % 4]
        return units.write_units(w, (), [{"name": f"{name}{a % 3 or ''}", "quota": f"科员{b % 2}、副职1（50岁）"}])
    unit = pick(placed, a).unit
    field, text = (("name", f"单位{b % 7}"), ("quota", f"党委书记{b % 3}"), ("short_name", "简称"))[b % 3]
    return units.write_units(w, [(unit.id, field, text)])


@action
def arrange_units(w: Workspace, a: int, b: int) -> object:
    placed = units.tree_of(w).placed
    if not placed:
        return write_units(w, a, 0)
    ids = [pick(placed, a + at).unit.id for at in range(1 + b % 2)]
    if b % 5 == 4:
        return units.remove_units(w, ids)
    return (units.shift_units if b % 2 else units.indent_units)(w, ids, 1 if a % 2 else -1)


@action
def accept_finding(w: Workspace, a: int, b: int) -> object:
    found = [each for each in find_all(w) or () if may_be_accepted(each)]
    finding = pick(found, a)
    if finding.accepted and b % 2:
        return accepting.withdraw_acceptance(w, [finding])
    return accepting.accept_findings(w, [finding], f"理由{b % 3}")


@action
def turn_forms(w: Workspace, a: int, _b: int) -> object:
    roster = _roster(w, a)
    return rosters.set_forms(w, roster.id, not roster.forms)


@action
def merge_rosters(w: Workspace, a: int, b: int) -> object:
    found = roster_merge.compare_rosters(w, _roster(w, a).id, _roster(w, a + 1 + b % 3).id)
    return roster_merge.merge_rosters(w, found, {line.key for line in found.lines})


@action
def change_many(w: Workspace, a: int, b: int) -> object:
    ids = _people(w, a, b)
    texts = {"unit": f"单位{b % 7}", "current_post": ("柳河镇科员", "县财政局副局长", "单位1党委书记")[a % 3]}
    field = pick(sorted(texts), b)
    plan = bulk.plan_split(w, ids, None) if b % 3 == 2 else bulk.plan_set(w, ids, None, field, texts[field])
    return bulk.commit_bulk(w, plan)


@action
def set_county(w: Workspace, a: int, _b: int) -> object:
    return workspace.set_county(w, pick(("青禾县", "石桥县", "白杨县"), a))


@action
def set_base_date(w: Workspace, a: int, b: int) -> object:
    return workspace.set_base_date(w, None if b % 5 == 0 else date(2026, 1, 1) + timedelta(a % 300))


@action
def place_character(w: Workspace, a: int, b: int) -> object:
    if b % 3 == 0:
        return stroke_places.restore_character(w, pick("林王单丁", a))
    return stroke_places.place_character(w, pick("林王单丁", a), 1 + b % 20)


@action
def copy_form(w: Workspace, a: int, _b: int) -> object:
    return forms.copy_form(w, pick(forms.list_forms(w), a).form.id)


@action
def delete_form(w: Workspace, a: int, _b: int) -> object:
    return forms.delete_form(w, pick(forms.list_forms(w), a).form.id)


@action
def create_campaign(w: Workspace, a: int, _b: int) -> object:
    return small_campaign(w) if a % 2 else campaign_of(w, pick(("persons", "posts", "body"), a))


@action
def edit_campaign(w: Workspace, a: int, b: int) -> object:
    return campaigns.edit_campaign(w, _campaign(w, a).campaign.id, title=f"测评{b % 9}")


@action
def delete_campaign(w: Workspace, a: int, _b: int) -> object:
    return campaigns.delete_campaign(w, _campaign(w, a).campaign.id)


@action
def change_categories(w: Workspace, a: int, b: int) -> object:
    setup = _campaign(w, a)
    if b % 3 == 0:
        return campaign_parts.add_category(w, setup.campaign.id, CategoryDraft("CDEF"[a % 4], "其他", b % 30))
    category = pick(setup.categories, b)
    if b % 3 == 1:
        return campaign_parts.edit_categories(w, setup.campaign.id, {category.id: {"title": f"类别{b % 5}"}})
    return campaign_parts.remove_category(w, setup.campaign.id, category.id)


@action
def change_subjects(w: Workspace, a: int, b: int) -> object:
    setup = _campaign(w, a)
    if b % 4 == 0:
        return campaign_parts.add_subjects(w, setup.campaign.id, [SubjectDraft(NAMES[a % 10])])
    subject = pick(setup.subjects, b)
    if b % 4 == 1:
        return campaign_parts.edit_subjects(w, setup.campaign.id, {subject.id: {"about": f"职务{b % 5}"}})
    if b % 4 == 2:
        return campaign_parts.move_subject(w, setup.campaign.id, subject.id, 1)
    return campaign_parts.remove_subjects(w, setup.campaign.id, [subject.id])


@action
def change_posts(w: Workspace, a: int, b: int) -> object:
    setup = _campaign(w, a)
    if b % 3 == 0:
        return campaign_parts.add_post(w, setup.campaign.id, f"职位{a % 5}", 1 + b % 3)
    post = pick(setup.posts, b)
    if b % 3 == 1:
        return campaign_parts.edit_posts(w, setup.campaign.id, {post.id: {"seats": 1 + a % 3}})
    return campaign_parts.remove_post(w, setup.campaign.id, post.id)


@action
def begin_round(w: Workspace, a: int, b: int) -> object:
    return tallying.begin_round(w, _campaign(w, a).campaign.id, 1, *(() if b % 2 else (counting.TOTALS,)))
