"""认可检查结果: a finding that the office lets stand, with its reason; it counts again once what it rests on changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from huanjie_desktop.domain import accepted as domain
from huanjie_desktop.domain.accepted import AcceptedFinding
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity, Subject
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import accepted, people
from huanjie_desktop.store.unit_of_work import UnitOfWork

_SHOWN = 30


def accept_findings(workspace: Workspace, findings: Sequence[Finding], reason: str) -> ChangeSet:
    """Let findings stand for a reason, as one undo step; those that stand already get this one."""
    reason = reason.strip()
    if not reason:
        raise UserError("没有填写认可的理由。", "例如“组织部门认定，见档案”。")
    if not findings or not all(map(domain.may_be_accepted, findings)):
        raise UserError("这一条不是人员或单位的检查结果，不能认可。", "请改正，或在“设置”里调整规则。")
    grounds = _grounds(workspace, findings)
    made = []
    for finding in {domain.key_of(each): each for each in findings}.values():
        assert finding.subject is not None
        subject, key = finding.subject, domain.key_of(finding)
        about = (subject.kind, subject.id, finding.code, subject.field, finding.text)
        made.append(AcceptedFinding(workspace.store.new_id(), *about, grounds[key], reason))
    replaced = {domain.key_of_accepted(each) for each in made}
    old = [each.id for each in accepted.list_accepted(workspace.store) if domain.key_of_accepted(each) in replaced]
    with workspace.change(_label("认可", findings), Right.PEOPLE, reason) as work:
        accepted.remove_accepted(work, old)
        accepted.add_accepted(work, made)
    return work.change_set


def withdraw_acceptance(workspace: Workspace, findings: Sequence[Finding]) -> ChangeSet:
    """Have findings that were accepted count again."""
    keys = {domain.key_of(each) for each in findings}
    gone = [each.id for each in accepted.list_accepted(workspace.store) if domain.key_of_accepted(each) in keys]
    if not gone:
        raise UserError("这一条没有认可过，或者已经撤回。", "请刷新后再试。")
    with workspace.change(_label("撤回认可", findings), Right.PEOPLE) as work:
        accepted.remove_accepted(work, gone)
    return work.change_set


def mark_accepted(workspace: Workspace, findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, those that stand accepted with the reason; one whose grounds have changed counts again."""
    kept = {domain.key_of_accepted(each): each for each in accepted.list_accepted(workspace.store)}
    known = [finding for finding in findings if domain.key_of(finding) in kept] if kept else []
    if not known:
        return list(findings)
    grounds = _grounds(workspace, known)
    standing = {key: kept[key] for key in map(domain.key_of, known) if kept[key].grounds == grounds[key]}
    return [
        domain.mark(finding, standing[key]) if (key := domain.key_of(finding)) in standing else finding
        for finding in findings
    ]


def forget_subjects(workspace: Workspace, work: UnitOfWork, ids: Iterable[str]) -> None:
    """Drop within a change what was accepted about things that are removed."""
    gone = set(ids)
    accepted.remove_accepted(
        work, [each.id for each in accepted.list_accepted(workspace.store) if each.subject_id in gone]
    )


def hand_over(workspace: Workspace, work: UnitOfWork, gone: Person, kept: Person) -> None:
    """Have what was accepted about somebody stand for the one he is merged into, where it rests on the same; drop the rest."""
    rules = {rule.id: rule for rule in workspace.rules.rules_of("people")}
    known = accepted.list_accepted(workspace.store)
    there = {domain.key_of_accepted(each) for each in known if each.subject_id == kept.id}
    theirs = [each for each in known if each.subject_id == gone.id]
    moved = []
    for each in theirs:
        finding = Finding(Severity.HINT, each.code, each.text, Subject("person", kept.id, kept.name, each.field))
        rule = rules.get(each.code)
        as_before = domain.grounds_of(finding, replace(kept, id=gone.id), rule, workspace.base_date)
        if as_before == each.grounds and domain.key_of(finding) not in there:
            grounds = domain.grounds_of(finding, kept, rule, workspace.base_date)
            moved.append(replace(each, id=workspace.store.new_id(), subject_id=kept.id, grounds=grounds))
    accepted.remove_accepted(work, [each.id for each in theirs])
    accepted.add_accepted(work, moved)


def _grounds(workspace: Workspace, findings: Iterable[Finding]) -> dict[tuple[str, ...], str]:
    """Return on what findings rest, by their keys."""
    findings = list(findings)
    rules = {rule.id: rule for rule in workspace.rules.rules_of("people")}
    ids = {each.subject.id for each in findings if each.subject is not None and each.code in rules}
    persons = {id_: record.person for id_, record in people.whole_by_ids(workspace.store, ids).items()} if ids else {}
    return {
        domain.key_of(each): domain.grounds_of(
            each,
            persons.get(each.subject.id) if each.subject is not None else None,
            rules.get(each.code),
            workspace.base_date,
        )
        for each in findings
    }


def _label(verb: str, findings: Sequence[Finding]) -> str:
    if len(findings) > 1:
        return f"{verb}{len(findings)}条检查结果"
    text = findings[0].text
    return f"{verb}“{text[:_SHOWN]}{'……' if len(text) > _SHOWN else ''}”"
