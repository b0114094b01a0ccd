"""What a campaign is made of: its categories, posts and subjects, added, changed, moved and taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from huanjie_desktop.catalog.forms import POSTS
from huanjie_desktop.domain.assessment import AppraisedSubject, Category, Post, Setup
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.assessment.campaigns import (
    CategoryDraft,
    SubjectDraft,
    check_many,
    check_number,
    checked_seats,
    form_for,
    has_counts,
    named,
    new_subject,
    setup_of,
)
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns, sheets
from huanjie_desktop.store.unit_of_work import UnitOfWork

MOST_WRITE_INS = 10
Changes = Mapping[str, Mapping[str, Any]]  # the changed fields by the part's id
_Part = TypeVar("_Part", Category, Post, AppraisedSubject)


def add_category(workspace: Workspace, campaign_id: str, draft: CategoryDraft) -> ChangeSet:
    """Add a category of voters."""
    setup = setup_of(workspace, campaign_id)
    code = _free_code(setup, draft.code)
    made = Category(
        workspace.store.new_id(),
        setup.campaign.id,
        code,
        draft.title.strip(),
        draft.entitled,
        draft.printed,
        draft.issued,
        len(setup.categories),
    )
    with workspace.change(f"添加{code}票", Right.ASSESSMENT) as work:
        campaigns.add_categories(work, [made])
        _sum_issued(work, setup, [*setup.categories, made])
    return work.change_set


def edit_categories(workspace: Workspace, campaign_id: str, changes: Changes) -> ChangeSet:
    """Change categories' marks, words or numbers as one undo step; what was issued is summed where each one's is known."""
    setup = setup_of(workspace, campaign_id)
    changed = {each.id: each for each in setup.categories}
    for id_, values in changes.items():
        category = _of(setup.categories, id_, "票类")
        for field in ("entitled", "printed", "issued"):
            if values.get(field) is not None:
                check_number(values[field], f"{category.code}票的张数")
        if values.get("issued") is not None:
            _check_collected(workspace, category, values["issued"])
        changed[id_] = replace(category, **values)
    codes = [named(each.code, "票类的标记") for each in changed.values()]
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if twice:
        raise UserError(f"已有{twice}票。", "请换一个标记。")
    with workspace.change("修改票类", Right.ASSESSMENT) as work:
        campaigns.change_categories(work, changes)
        _sum_issued(work, setup, list(changed.values()))
    return work.change_set


def _check_collected(workspace: Workspace, category: Category, issued: int) -> None:
    collected = max(sheets.collected_of(workspace.store, category.campaign_id, category.id).values(), default=0)
    if issued < collected:
        raise UserError(f"{category.code}票已收回{collected}张，发出的不能少于收回的。", "请核对发出的张数。")


def remove_category(workspace: Workspace, campaign_id: str, category_id: str) -> ChangeSet:
    """Take a category out; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "票类")
    category = _of(setup.categories, category_id, "票类")
    with workspace.change(f"删除{category.code}票", Right.ASSESSMENT) as work:
        campaigns.remove_categories(work, [category.id])
        _sum_issued(work, setup, [each for each in setup.categories if each.id != category.id])
    return work.change_set


def add_post(workspace: Workspace, campaign_id: str, title: str, seats: int = 1) -> ChangeSet:
    """Add a post to a recommendation; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "推荐职位")
    form = form_for(setup)
    if form.kind != POSTS:
        raise UserError(f"“{form.title}”不是推荐票，没有推荐职位。")
    made = Post(
        workspace.store.new_id(),
        setup.campaign.id,
        named(title, "职位"),
        checked_seats(seats),
        form.write_ins,
        len(setup.posts),
    )
    with workspace.change(f"添加推荐职位“{made.title}”", Right.ASSESSMENT) as work:
        campaigns.add_posts(work, [made])
    return work.change_set


def edit_posts(workspace: Workspace, campaign_id: str, changes: Changes) -> ChangeSet:
    """Change posts as one undo step; their seats and lines for others only before sheets came in."""
    setup = setup_of(workspace, campaign_id)
    if any(set(values) - {"title"} for values in changes.values()):
        _untouched(workspace, campaign_id, "推荐职位")
    for id_, values in changes.items():
        _of(setup.posts, id_, "推荐职位")
        if "title" in values:
            named(values["title"], "职位")
        if "seats" in values:
            checked_seats(values["seats"])
        if not 0 <= values.get("write_ins", 0) <= MOST_WRITE_INS:
            raise UserError(f"另推荐人选的空行应是0到{MOST_WRITE_INS}行。")
    with workspace.change("修改推荐职位", Right.ASSESSMENT) as work:
        campaigns.change_posts(work, changes)
    return work.change_set


def remove_post(workspace: Workspace, campaign_id: str, post_id: str) -> ChangeSet:
    """Take a post out with the names listed for it; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "推荐职位")
    post = _of(setup.posts, post_id, "推荐职位")
    with workspace.change(f"删除推荐职位“{post.title}”", Right.ASSESSMENT) as work:
        campaigns.remove_subjects(work, [each.id for each in setup.subjects_of(post)])
        campaigns.remove_posts(work, [post.id])
    return work.change_set


def add_subjects(
    workspace: Workspace, campaign_id: str, drafts: Sequence[SubjectDraft], post_id: str | None = None
) -> ChangeSet:
    """Add whom a sheet names, at the end; who is named already for the same post is passed over."""
    setup = _untouched(workspace, campaign_id, "测评对象")
    if form_for(setup).kind == POSTS:
        _of(setup.posts, post_id or "", "推荐职位")
    known = {(each.post_id, each.person_id or each.name) for each in setup.subjects}
    new = [each for each in drafts if (post_id, each.person_id or each.name.strip()) not in known]
    start = 1 + max((each.position for each in setup.subjects), default=-1)
    added = [
        replace(new_subject(workspace, setup.campaign.id, each, start + at), post_id=post_id)
        for at, each in enumerate(new)
    ]
    check_many([*setup.subjects, *added])
    with workspace.change(f"添加测评对象{len(added)}个", Right.ASSESSMENT) as work:
        campaigns.add_subjects(work, added)
    return work.change_set


def edit_subjects(workspace: Workspace, campaign_id: str, changes: Changes) -> ChangeSet:
    """Change subjects' names, or what stands beside them, as one undo step."""
    setup = setup_of(workspace, campaign_id)
    for id_, values in changes.items():
        _of(setup.subjects, id_, "测评对象")
        if "name" in values:
            named(values["name"], "测评对象的名称")
    with workspace.change("修改测评对象", Right.ASSESSMENT) as work:
        campaigns.change_subjects(work, changes)
    return work.change_set


def remove_subjects(workspace: Workspace, campaign_id: str, subject_ids: Iterable[str]) -> ChangeSet:
    """Take subjects off the sheet; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "测评对象")
    gone = {each.id for each in setup.subjects} & set(subject_ids)
    with workspace.change(f"移出测评对象{len(gone)}个", Right.ASSESSMENT) as work:
        campaigns.remove_subjects(work, sorted(gone))
    return work.change_set


def move_subject(workspace: Workspace, campaign_id: str, subject_id: str, by: int) -> ChangeSet:
    """Move a subject up or down on the sheet, within its post; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "测评对象的次序")
    subject = _of(setup.subjects, subject_id, "测评对象")
    peers = [each for each in setup.subjects if each.post_id == subject.post_id]
    at = peers.index(subject)
    to = max(0, min(len(peers) - 1, at + by))
    places = [each.position for each in peers]
    peers.insert(to, peers.pop(at))
    changes = {each.id: {"position": place} for each, place in zip(peers, places, strict=True)}
    with workspace.change("调整测评对象次序", Right.ASSESSMENT) as work:
        campaigns.change_subjects(work, changes)
    return work.change_set


def _untouched(workspace: Workspace, campaign_id: str, noun: str) -> Setup:
    setup = setup_of(workspace, campaign_id)
    if has_counts(workspace, setup.campaign.id):
        raise UserError(f"“{setup.campaign.title}”已录入了票，不能再改{noun}。", "如要更改，请先清空已录入的票。")
    return setup


def _of(things: Sequence[_Part], id_: str, noun: str) -> _Part:
    for thing in things:
        if thing.id == id_:
            return thing
    raise UserError(f"这个{noun}已不在了。", "请刷新后再试。")


def _free_code(setup: Setup, code: str) -> str:
    code = named(code, "票类的标记")
    if any(each.code == code for each in setup.categories):
        raise UserError(f"已有{code}票。", "请换一个标记。")
    return code


def _sum_issued(work: UnitOfWork, setup: Setup, categories: Sequence[Category]) -> None:
    """Keep the total of what was issued in step, where each category's is known."""
    if categories and all(each.issued is not None for each in categories):
        total = sum(each.issued or 0 for each in categories)
        campaigns.change_campaign(work, setup.campaign.id, issued=total)
