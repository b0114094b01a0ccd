"""认可: findings that the office has looked at and lets stand, each with a reason, for as long as what they are about is the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from huanjie_desktop.domain.columns import kept_text
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import PEOPLE_CHECKS, GroupCheck
from huanjie_desktop.domain.rules import Rule

SUBJECTS = ("person", "unit")  # about what findings can be accepted


@dataclass(frozen=True)
class AcceptedFinding:
    """认可的检查结果: which finding (code, subject, field, text), on what grounds it was found (a digest), and why it may stand."""

    id: str
    subject_kind: str
    subject_id: str
    code: str
    field: str
    text: str
    grounds: str
    reason: str


def key_of(finding: Finding) -> tuple[str, ...]:
    """Return by what a finding is known again."""
    subject = finding.subject
    about = (subject.kind, subject.id, subject.field) if subject is not None else ("", "", "")
    return (finding.code, *about, finding.text)


def key_of_accepted(accepted: AcceptedFinding) -> tuple[str, ...]:
    """Return the same of one that was accepted."""
    return (accepted.code, accepted.subject_kind, accepted.subject_id, accepted.field, accepted.text)


def may_be_accepted(finding: Finding) -> bool:
    """Tell whether a finding is about something of which findings can be accepted."""
    return finding.subject is not None and finding.subject.kind in SUBJECTS


def grounds_of(finding: Finding, person: Person | None, rule: Rule | None, base: date) -> str:
    """Return a digest of what a finding rests on: its text, and of a check of one person every field that it looks into."""
    looked = _looked_at(person, rule, base) if person is not None and rule is not None else {}
    grounds = [finding.text, looked, *([finding.rests_on] if finding.rests_on else [])]
    text = json.dumps(grounds, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def mark(finding: Finding, accepted: AcceptedFinding) -> Finding:
    """Return a finding with the reason for which it may stand."""
    return replace(finding, accepted=accepted.reason)


class _Watched:
    """A person who writes down which fields a check looks into."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.fields: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.fields.add(name)
        return getattr(self._person, name)


def _looked_at(person: Person, rule: Rule, base: date) -> Mapping[str, str]:
    check = PEOPLE_CHECKS.get(rule.check)
    if check is None:  # a check of the whole register says in its text what it is about
        return {}
    if isinstance(check, GroupCheck):
        return {check.field: kept_text(getattr(person, check.field))}
    watched = _Watched(person)
    for _finding in check.find(cast("Person", watched), rule, base):
        pass
    return {field: kept_text(getattr(person, field)) for field in watched.fields}
