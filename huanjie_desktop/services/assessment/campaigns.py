"""Campaigns 测评: making one from a form, whom it assesses, who may vote, how many sheets were handed out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huanjie_desktop.catalog.forms import BODY, MOST_SUBJECTS, POSTS, FormSpec, form_heading
from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post
from huanjie_desktop.domain.errors import NeedsReason, UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import post_with_unit
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.assessment.forms import get_form, version_for
from huanjie_desktop.services.assessment.setups import form_for, get_campaign, has_counts, setup_of
from huanjie_desktop.services.assessment.standing import changing, stands, witnessed
from huanjie_desktop.services.catalogue.entries import freeze_version
from huanjie_desktop.services.people.rosters import get_roster
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns, people, polls, sheets
from huanjie_desktop.store.unit_of_work import UnitOfWork

MOST_SHEETS = 100_000


@dataclass(frozen=True)
class CategoryDraft:
    """What is asked for a category; `issued` None where only the total is known."""

    code: str
    title: str = ""
    entitled: int = 0
    printed: int = 0
    issued: int | None = None
    apart: bool = False


@dataclass(frozen=True)
class SubjectDraft:
    """Whom a sheet names: somebody in the store, or a name with what stands beside it."""

    name: str
    about: str = ""
    person_id: str | None = None


@dataclass(frozen=True)
class PostDraft:
    """A post with the names listed for it; `write_ins` None takes the form's number of lines."""

    title: str
    seats: int = 1
    subjects: tuple[SubjectDraft, ...] = ()
    write_ins: int | None = None


@dataclass(frozen=True)
class CampaignDraft:
    """What is asked for a new campaign; `categories` None takes the form's, `issued` None their sum."""

    form: str
    unit: str
    title: str = ""
    day: date | None = None
    scope: str = ""
    issued: int | None = None
    categories: tuple[CategoryDraft, ...] | None = None
    subjects: tuple[SubjectDraft, ...] = ()
    posts: tuple[PostDraft, ...] = ()


def list_campaigns(workspace: Workspace) -> list[Campaign]:
    """Return all campaigns in order."""
    return campaigns.list_campaigns(workspace.store)


def people_of_roster(workspace: Workspace, roster_id: str) -> list[SubjectDraft]:
    """Return a roster's people as subjects, in its order."""
    found = people.list_people(workspace.store, get_roster(workspace, roster_id).id)
    return [SubjectDraft(person.name, post_with_unit(person), person.id) for person in found]


def create_campaign(workspace: Workspace, draft: CampaignDraft) -> tuple[Campaign, ChangeSet]:
    """Make a campaign with everything that the draft names as one undo step; UserError for what cannot be."""
    form = get_form(workspace, draft.form).form
    unit = draft.unit.strip()
    if not unit:
        raise UserError("没有填写被测评的单位。", "请填写，例如“柳河镇”。")
    title = _free_title(workspace, draft.title.strip() or form_heading(form, unit))
    drafts = draft.categories
    if drafts is None:
        drafts = tuple(CategoryDraft(each.code, each.title) for each in form.categories)
    issued = _shared_out(drafts, draft.issued)
    store = workspace.store
    with workspace.change(f"新建测评《{title}》", Right.ASSESSMENT) as work:
        version = version_for(workspace, work, draft.form)
        total = draft.issued if draft.issued is not None else sum(each.issued or 0 for each in issued)
        campaign = Campaign(
            store.new_id(),
            title,
            unit,
            version.id,
            draft.day,
            draft.scope.strip(),
            total,
            len(list_campaigns(workspace)),
        )
        campaigns.add_campaign(work, campaign)
        campaigns.add_categories(
            work, [new_category(workspace, campaign.id, each, at) for at, each in enumerate(issued)]
        )
        _add_whom(workspace, work, campaign, form, draft)
    return campaign, work.change_set


def create_campaign_of(workspace: Workspace, draft: CampaignDraft, roster_id: str) -> tuple[Campaign, ChangeSet]:
    """Make a campaign that assesses the people of a roster ("" for none yet)."""
    people = people_of_roster(workspace, roster_id) if roster_id else ()
    return create_campaign(workspace, replace(draft, subjects=tuple(people)))


def _shared_out(drafts: Sequence[CategoryDraft], total: int | None) -> list[CategoryDraft]:
    """Return the categories with what was handed out: what was entitled, where the sums agree."""
    codes = [each.code.strip() for each in drafts]
    if any(not code for code in codes) or len(set(codes)) < len(codes):
        raise UserError("票类的标记不能为空，也不能重复。", "请核对票类，例如“A”“B”“C”。")
    for each in drafts:
        for number in (each.entitled, each.printed, each.issued or 0):
            check_number(number, f"{each.code}票的张数")
    entitled = sum(each.entitled for each in drafts)
    if total is None:
        total = entitled
    check_number(total, "发出的张数")
    if any(each.issued is not None for each in drafts):
        return list(drafts)
    agrees = bool(entitled) and total == entitled
    return [replace(each, issued=each.entitled if agrees else None) for each in drafts]


def _add_whom(workspace: Workspace, work: UnitOfWork, campaign: Campaign, form: FormSpec, draft: CampaignDraft) -> None:
    store = workspace.store
    subjects, posts = draft.subjects, draft.posts
    if form.kind == BODY and not subjects:
        subjects = (SubjectDraft(f"{campaign.unit}领导班子"),)
    if form.kind == POSTS and not posts and subjects:
        posts, subjects = (PostDraft("推荐职位", len(subjects), subjects),), ()
    if form.kind != POSTS and posts:
        raise UserError(f"“{form.title}”不是推荐票，没有推荐职位。", "请改用会议民主推荐票。")
    added = [new_subject(workspace, campaign.id, each, at) for at, each in enumerate(subjects)]
    for at, post in enumerate(posts):
        made = Post(
            store.new_id(),
            campaign.id,
            named(post.title, "职位"),
            checked_seats(post.seats),
            form.write_ins if post.write_ins is None else post.write_ins,
            at,
        )
        campaigns.add_posts(work, [made])
        added += [
            replace(new_subject(workspace, campaign.id, each, len(added) + nth), post_id=made.id)
            for nth, each in enumerate(post.subjects)
        ]
    check_many(added)
    campaigns.add_subjects(work, added)


def edit_campaign(
    workspace: Workspace, campaign_id: str, *, reason: str = "", second: str = "", **changes: Any
) -> ChangeSet:
    """Change title, unit, day, scope or the sheets issued in all; UserError for what cannot be.

    Once there is a result, or sheets where the unit is changed, it needs a reason and a second person.
    """
    campaign = get_campaign(workspace, campaign_id)
    for field, noun in (("title", "测评名称"), ("unit", "被测评的单位")):
        if field in changes:
            changes[field] = named(changes[field], noun)
    if "title" in changes and changes["title"] != campaign.title:
        changes["title"] = _free_title(workspace, changes["title"], strict=True)
    more: dict[str, dict[str, Any]] = {}
    if "issued" in changes:
        check_number(changes["issued"], "发出的张数")
        _check_collected(workspace, campaign.id, changes["issued"])
        categories = campaigns.list_categories(workspace.store, campaign.id)
        if sum(each.issued or 0 for each in categories) != changes["issued"]:
            more = {each.id: {"issued": None} for each in categories}
    with changing(workspace, campaign.id, "修改测评安排", reason, second) as work:
        campaigns.change_campaign(work, campaign.id, **changes)
        campaigns.change_categories(work, more)
    return work.change_set


def delete_campaign(workspace: Workspace, campaign_id: str, reason: str = "", second: str = "") -> ChangeSet:
    """Remove a campaign with all that was counted in it, as one undo step.

    Once sheets came in it needs a reason, and a second person if there is a result.
    """
    campaign = get_campaign(workspace, campaign_id)
    store, words = workspace.store, reason.strip()
    if stands(workspace, campaign.id):
        words = witnessed(workspace, "删除", reason, second)
    elif has_counts(workspace, campaign.id) and not words:
        raise NeedsReason(f"“{campaign.title}”已录入了票，删除须写明原因。", "请填写原因，它记入操作记录。")
    with workspace.change(f"删除测评《{campaign.title}》", Right.ASSESSMENT, words) as work:
        sheets.remove_settlements(work, [each.id for each in sheets.list_settlements(store, campaign.id)])
        for round_ in sheets.list_rounds(store, campaign.id):
            sheets.remove_round(work, store, round_.id)
        polls.remove_poll(work, store, campaign.id)
        polls.remove_results(work, store, campaign.id)
        campaigns.remove_campaign(work, store, campaign.id)
    return work.change_set


def use_form(workspace: Workspace, campaign_id: str, form_id: str) -> ChangeSet:
    """Use another form, or a form's newest version; refused once sheets came in, or for another kind of form."""
    setup = setup_of(workspace, campaign_id)
    if has_counts(workspace, setup.campaign.id):
        raise UserError(f"“{setup.campaign.title}”已录入了票，不能换表样。", "请先清空已录入的票。")
    if get_form(workspace, form_id).form.kind != form_for(setup).kind:
        raise UserError("不能换成另一种表样。", "请另建一次测评。")
    with changing(workspace, setup.campaign.id, "更换表样") as work:
        version = version_for(workspace, work, form_id)
        campaigns.change_campaign(work, setup.campaign.id, form_version_id=version.id)
        if sheets.list_rounds(workspace.store, setup.campaign.id):
            freeze_version(work, version)
    return work.change_set


def new_category(workspace: Workspace, campaign_id: str, draft: CategoryDraft, position: int) -> Category:
    """Return a category made from what was asked for."""
    return Category(
        workspace.store.new_id(),
        campaign_id,
        draft.code.strip(),
        draft.title.strip(),
        draft.entitled,
        draft.printed,
        draft.issued,
        position,
        draft.apart,
    )


def new_subject(workspace: Workspace, campaign_id: str, draft: SubjectDraft, position: int) -> AppraisedSubject:
    """Return a subject made from what was asked for; a name must be given."""
    name = named(draft.name, "测评对象的名称")
    return AppraisedSubject(
        workspace.store.new_id(), campaign_id, name, position, None, draft.person_id, draft.about.strip()
    )


def _check_collected(workspace: Workspace, campaign_id: str, issued: int) -> None:
    collected = max(sheets.collected_of(workspace.store, campaign_id).values(), default=0)
    if issued < collected:
        raise UserError(f"已收回{collected}张，发出的张数不能少于收回的张数。", "请核对发出的张数。")


def check_many(subjects: Sequence[AppraisedSubject]) -> None:
    """Refuse more subjects than one sheet holds."""
    if len(subjects) > MOST_SUBJECTS:
        raise UserError(f"一张表最多{MOST_SUBJECTS}个测评对象，现有{len(subjects)}个。", "请分成几次测评。")


def checked_seats(seats: int) -> int:
    """Return a post's number of seats; UserError for what cannot be."""
    if not 1 <= seats <= MOST_SUBJECTS:
        raise UserError(f"应推荐人数应是1到{MOST_SUBJECTS}的整数。")
    return seats


def check_number(number: int, noun: str) -> None:
    """Refuse a number of sheets that cannot be."""
    if not 0 <= number <= MOST_SHEETS:
        raise UserError(f"{noun}应是0到{MOST_SHEETS}的整数。")


def named(name: str, noun: str) -> str:
    """Return a name without the blanks around it; UserError where none was given."""
    name = name.strip()
    if not name:
        raise UserError(f"没有填写{noun}。")
    return name


def _free_title(workspace: Workspace, title: str, strict: bool = False) -> str:
    taken = {each.title for each in list_campaigns(workspace)}
    if title not in taken:
        return title
    if strict:
        raise UserError(f"已有名为“{title}”的测评。", "请换一个名称。")
    number = 2
    while f"{title}（{number}）" in taken:
        number += 1
    return f"{title}（{number}）"
