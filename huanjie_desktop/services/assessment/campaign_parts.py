"""What a campaign is made of: its categories, posts and subjects, added, changed, moved and taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from huanjie_desktop.catalog.forms import POSTS, free_code
from huanjie_desktop.domain.assessment import AppraisedSubject, Category, Post, Setup
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.services.assessment.campaigns import (
    CategoryDraft,
    PostDraft,
    SubjectDraft,
    check_many,
    check_number,
    checked_seats,
    named,
    new_category,
    new_subject,
)
from huanjie_desktop.services.assessment.setups import form_for, has_counts, setup_of
from huanjie_desktop.services.assessment.standing import changing
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns, sheets
from huanjie_desktop.store.unit_of_work import UnitOfWork

MOST_WRITE_INS = 10
Changes = Mapping[str, Mapping[str, Any]]  # the changed fields by the part's id
_Part = TypeVar("_Part", Category, Post, AppraisedSubject)


def add_category(workspace: Workspace, campaign_id: str, draft: CategoryDraft) -> ChangeSet:
    """Add a category of voters."""
    return edit_categories(workspace, campaign_id, {}, [draft])


def edit_categories(
    workspace: Workspace,
    campaign_id: str,
    changes: Changes,
    added: Sequence[CategoryDraft] = (),
    *,
    reason: str = "",
    second: str = "",
) -> ChangeSet:
    """Change and add categories as one undo step; what was issued is summed where each one's is known.

    An added one without a mark gets the next free letter. Whether one stands apart cannot change once sheets came in.
    """
    apart = any("apart" in values for values in changes.values())
    setup = _untouched(workspace, campaign_id, "票类") if added or apart else setup_of(workspace, campaign_id)
    changed = {each.id: each for each in setup.categories}
    for id_, values in changes.items():
        category = _of(setup.categories, id_, "票类")
        if values.get("issued") is not None:
            _check_collected(workspace, category, values["issued"])
        changed[id_] = replace(category, **values)
    whole = list(changed.values())
    for draft in added:
        known = whole and draft.issued is None and all(each.issued is not None for each in whole)
        code = draft.code.strip() or free_code([each.code for each in whole])
        named_draft = replace(draft, code=code, issued=0 if known else draft.issued)
        whole.append(new_category(workspace, setup.campaign.id, named_draft, len(whole)))
    whole, nobody = _none_handed_out(workspace, setup, whole)
    changes = {**changes, **{id_: {**changes.get(id_, {}), "issued": 0} for id_ in nobody if id_ in changed}}
    made = whole[len(changed) :]
    for each in whole:
        for number in (each.entitled, each.printed, each.issued or 0):
            check_number(number, f"{each.code}票的张数")
    codes = [named(each.code, "票类的标记") for each in whole]
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if twice:
        raise UserError(f"已有{twice}票。", "请换一个标记。")
    label = f"添加{made[0].code}票" if len(made) == 1 and not changes else "修改票类" if changes else "添加票类"
    with changing(workspace, setup.campaign.id, label, reason, second) as work:
        campaigns.change_categories(work, changes)
        campaigns.add_categories(work, made)
        _sum_issued(work, setup, whole)
    return work.change_set


def _check_collected(workspace: Workspace, category: Category, issued: int) -> None:
    collected = max(sheets.collected_of(workspace.store, category.campaign_id, category.id).values(), default=0)
    if issued < collected:
        raise UserError(f"{category.code}票已收回{collected}张，发出的不能少于收回的。", "请核对发出的张数。")


def remove_category(workspace: Workspace, campaign_id: str, category_id: str) -> ChangeSet:
    """Take a category out; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "票类")
    category = _of(setup.categories, category_id, "票类")
    with changing(workspace, setup.campaign.id, f"删除{category.code}票") as work:
        campaigns.remove_categories(work, [category.id])
        _sum_issued(work, setup, [each for each in setup.categories if each.id != category.id])
    return work.change_set


def add_post(workspace: Workspace, campaign_id: str, title: str, seats: int = 1) -> ChangeSet:
    """Add a post to a recommendation; refused once sheets came in."""
    return edit_posts(workspace, campaign_id, {}, [PostDraft(title, seats)])


def edit_posts(
    workspace: Workspace,
    campaign_id: str,
    changes: Changes,
    added: Sequence[PostDraft] = (),
    *,
    reason: str = "",
    second: str = "",
) -> ChangeSet:
    """Change and add posts as one undo step; more than their titles only before sheets came in.

    A title that sheets were counted under needs a reason and a second person.
    """
    setup = setup_of(workspace, campaign_id)
    if added or any(set(values) - {"title"} for values in changes.values()):
        _untouched(workspace, campaign_id, "推荐职位")
    form = form_for(setup)
    if added and form.kind != POSTS:
        raise UserError(f"“{form.title}”不是推荐票，没有推荐职位。")
    made = [
        Post(
            workspace.store.new_id(),
            setup.campaign.id,
            each.title.strip(),
            each.seats,
            form.write_ins if each.write_ins is None else each.write_ins,
            len(setup.posts) + at,
        )
        for at, each in enumerate(added)
    ]
    for post in [*(replace(_of(setup.posts, id_, "推荐职位"), **values) for id_, values in changes.items()), *made]:
        named(post.title, "职位")
        checked_seats(post.seats)
        if not 0 <= post.write_ins <= MOST_WRITE_INS:
            raise UserError(f"另推荐人选的空行应是0到{MOST_WRITE_INS}行。")
    label = f"添加推荐职位“{made[0].title}”" if len(made) == 1 and not changes else "修改推荐职位"
    _refuse_swap({each.id: each.title for each in setup.posts}, changes, "title", workspace, setup)
    with changing(workspace, setup.campaign.id, label, reason, second) as work:
        campaigns.change_posts(work, changes)
        campaigns.add_posts(work, made)
    return work.change_set


def remove_post(workspace: Workspace, campaign_id: str, post_id: str) -> ChangeSet:
    """Take a post out with the names listed for it; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "推荐职位")
    post = _of(setup.posts, post_id, "推荐职位")
    with changing(workspace, setup.campaign.id, f"删除推荐职位“{post.title}”") as work:
        campaigns.remove_subjects(work, [each.id for each in setup.subjects_of(post)])
        campaigns.remove_posts(work, [post.id])
    return work.change_set


def add_subjects(
    workspace: Workspace, campaign_id: str, drafts: Sequence[SubjectDraft], post_id: str | None = None
) -> ChangeSet:
    """Add whom a sheet names, at the end; who is named already for the same post is passed over."""
    return edit_subjects(workspace, campaign_id, {}, drafts, post_id)


def edit_subjects(
    workspace: Workspace,
    campaign_id: str,
    changes: Changes,
    added: Sequence[SubjectDraft] = (),
    post_id: str | None = None,
    *,
    reason: str = "",
    second: str = "",
) -> ChangeSet:
    """Change subjects' names, or what stands beside them, and add some, as one undo step.

    A name that sheets were counted under is put right with a reason and a second person, and never becomes another one's
    of the same sheet: the marks stay with the one whom they were given to.
    """
    setup = _untouched(workspace, campaign_id, "测评对象") if added else setup_of(workspace, campaign_id)
    for id_, values in changes.items():
        _of(setup.subjects, id_, "测评对象")
        if "name" in values:
            named(values["name"], "测评对象的名称")
    made = _new_subjects(workspace, setup, added, post_id)
    label = f"添加测评对象{len(made)}个" if added and not changes else "修改测评对象"
    _refuse_swap({each.id: each.name for each in setup.subjects}, changes, "name", workspace, setup)
    with changing(workspace, setup.campaign.id, label, reason, second) as work:
        campaigns.change_subjects(work, changes)
        campaigns.add_subjects(work, made)
    return work.change_set


def _new_subjects(
    workspace: Workspace, setup: Setup, drafts: Sequence[SubjectDraft], post_id: str | None
) -> list[AppraisedSubject]:
    if drafts and form_for(setup).kind == POSTS:
        _of(setup.posts, post_id or "", "推荐职位")
    known = {(each.post_id, each.person_id or each.name) for each in setup.subjects}
    new = [each for each in drafts if (post_id, each.person_id or each.name.strip()) not in known]
    start = 1 + max((each.position for each in setup.subjects), default=-1)
    made = [
        replace(new_subject(workspace, setup.campaign.id, each, start + at), post_id=post_id)
        for at, each in enumerate(new)
    ]
    check_many([*setup.subjects, *made])
    return made


def remove_subjects(workspace: Workspace, campaign_id: str, subject_ids: Iterable[str]) -> ChangeSet:
    """Take subjects off the sheet; refused once sheets came in."""
    setup = _untouched(workspace, campaign_id, "测评对象")
    gone = {each.id for each in setup.subjects} & set(subject_ids)
    with changing(workspace, setup.campaign.id, f"移出测评对象{len(gone)}个") as work:
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
    with changing(workspace, setup.campaign.id, "调整测评对象次序") as work:
        campaigns.change_subjects(work, changes)
    return work.change_set


def _untouched(workspace: Workspace, campaign_id: str, noun: str) -> Setup:
    setup = setup_of(workspace, campaign_id)
    if has_counts(workspace, setup.campaign.id):
        raise UserError(f"“{setup.campaign.title}”已录入了票，不能再改{noun}。", "如要更改，请先清空已录入的票。")
    return setup


def _refuse_swap(names: Mapping[str, str], changes: Changes, field: str, workspace: Workspace, setup: Setup) -> None:
    """Refuse to give one thing the name of another once sheets came in: what was counted would seem to be the other's."""
    if not has_counts(workspace, setup.campaign.id):
        return
    for id_, values in changes.items():
        new = values.get(field, names.get(id_))
        other = next((known for known, name in names.items() if known != id_ and name == new != names.get(id_)), None)
        if other is not None:
            raise UserError(
                f"“{names[id_]}”已录入了票，不能改成同一张票上的“{new}”。", "姓名印错的，请清空已录入的票后重录。"
            )


def _of(things: Sequence[_Part], id_: str, noun: str) -> _Part:
    for thing in things:
        if thing.id == id_:
            return thing
    raise UserError(f"这个{noun}已不在了。", "请刷新后再试。")


def _none_handed_out(
    workspace: Workspace, setup: Setup, categories: Sequence[Category]
) -> tuple[list[Category], list[str]]:
    """Return categories with 0 for what was issued to those that nobody is of, once it is known of all others, and their ids.

    Nobody is of one whose 应到 is 0 while that of others is not, and from which no sheet came in.
    """
    of_some = [each for each in categories if each.entitled]
    if not of_some or any(each.issued is None for each in of_some):
        return list(categories), []
    store, of = workspace.store, setup.campaign.id
    nobody = [
        each.id
        for each in categories
        if each.issued is None and not each.entitled and not any(sheets.collected_of(store, of, each.id).values())
    ]
    return [replace(each, issued=0) if each.id in nobody else each for each in categories], nobody


def _sum_issued(work: UnitOfWork, setup: Setup, categories: Sequence[Category]) -> None:
    """Keep the total of what was issued in step, where each category's is known."""
    if categories and all(each.issued is not None for each in categories):
        total = sum(each.issued or 0 for each in categories)
        campaigns.change_campaign(work, setup.campaign.id, issued=total)
