"""检查结果 as they are listed: errors first, then warnings, then hints, many of one pattern folded into one line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from huanjie_desktop.domain.outcome import Finding, Severity, gravest_first
from huanjie_desktop.services.shown.undoing import PAGES
from huanjie_desktop.store.tables import TABLES

WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}
_FOLDED_FROM: Mapping[Severity, int] = {Severity.WARNING: 6, Severity.HINT: 2}  # of one pattern; errors never
_BREAKS = "，。；："


@dataclass(frozen=True)
class FindingLine:
    """A line of the list: a finding in words, or what several of one pattern share, with those in `inside`.

    `about` is the page where it is seen, where that is said; `standing` says that it was accepted; a `head` stands above
    all of one gravity and is `opened` or not until somebody turns it.
    """

    finding: Finding
    words: str
    about: str = ""
    inside: tuple["FindingLine", ...] = ()
    standing: bool = False
    head: bool = False
    opened: bool = False

    @property
    def key(self) -> str:
        """Return by what a line is known again when the findings are looked for anew."""
        subject = self.finding.subject
        if self.head:
            return f"head {self.finding.severity.value}"
        if self.standing and self.inside:
            return "accepted"
        if self.inside or subject is None:
            return self.finding.code
        return (
            f"{self.finding.code} {subject.id} {subject.field}"
            if subject.kind == "step"
            else f"{self.finding.code} {subject.id}"
        )

    @property
    def findings(self) -> list[Finding]:
        """Return the finding, or all of those inside."""
        return [finding for each in self.inside for finding in each.findings] or [self.finding]

    @property
    def tip(self) -> str:
        """Return how grave it is, and on what it rests; of a head, that it can be turned."""
        if self.head:
            return "回车展开或收起"
        return "\n".join(part for part in (WORDS[self.finding.severity], self.finding.basis) if part)


def finding_lines(
    findings: Iterable[Finding], *, with_names: bool = False, with_heads: bool = False
) -> list[FindingLine]:
    """Return findings as lines, the gravest first, those accepted folded behind all; `with_names` says whom each is about.

    `with_heads` puts those of one gravity under a head; that of the hints is folded where there are graver ones.
    """
    every = list(findings)
    standing = [each for each in every if each.accepted]
    counting = _counting_lines([each for each in every if not each.accepted], with_names)
    lines = list(_under_heads(counting)) if with_heads else counting
    return lines + _standing_lines(standing, with_names)


def _under_heads(lines: Sequence[FindingLine]) -> Iterator[FindingLine]:
    for severity, words in WORDS.items():
        inside = tuple(line for line in lines if line.finding.severity is severity)
        if inside:
            count = sum(len(line.findings) for line in inside)
            opened = severity is not Severity.HINT or len(inside) == len(lines)
            yield FindingLine(inside[0].finding, f"{words} {count}", "", inside, head=True, opened=opened)


def _standing_lines(findings: Sequence[Finding], with_names: bool) -> list[FindingLine]:
    inside = tuple(
        FindingLine(each, f"{(_words(each) if with_names else each.text)}（认可：{each.accepted}）", standing=True)
        for each in findings
    )
    return [FindingLine(findings[0], f"已认可 {len(findings)} 条", inside=inside, standing=True)] if inside else []


def _counting_lines(findings: Iterable[Finding], with_names: bool) -> list[FindingLine]:
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in gravest_first(findings):
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    lines: list[FindingLine] = []
    for (severity, _code), group in groups.items():
        pages = [PAGES.get(each.subject.kind, "") if each.subject and with_names else "" for each in group]
        made = [
            FindingLine(each, _words(each) if with_names else each.text, page)
            for each, page in zip(group, pages, strict=True)
        ]
        least = _FOLDED_FROM.get(severity)
        folds = least is not None and len(group) >= least
        lines += [FindingLine(group[0], _shared(group), pages[0], tuple(made))] if folds else made
    return lines


def count_words(findings: Iterable[Finding]) -> str:
    """Return 错误 1，提醒 2, "" for none; what was accepted does not count."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        if finding.accepted:
            continue
        counts[finding.severity] += 1
    return "，".join(f"{WORDS[severity]} {count}" for severity, count in counts.items() if count)


def _words(finding: Finding) -> str:
    name = finding.subject.name if finding.subject is not None else ""
    return finding.text if not name or name in finding.text else f"{name}：{finding.text}"


def _shared(group: Sequence[Finding]) -> str:
    """Return of how many things a group is, and what its sentences begin with alike."""
    subjects = [each.subject for each in group if each.subject is not None]
    things = {(each.kind, each.id) for each in subjects}
    table = TABLES.get(subjects[0].kind) if subjects else None
    many = table.words(len(things)) if table is not None and len(things) > 1 else f"{len(group)} 处"
    plain = list(dict.fromkeys(each.text.replace(each.subject.name if each.subject else "", "", 1) for each in group))
    if len(plain) == 1:
        return f"{many}：{plain[0]}"
    first, last = min(plain), max(plain)
    alike = "".join(one for one, _other in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    end = max((alike.rfind(sign) for sign in _BREAKS), default=-1)
    shared = alike[:end] if end > 0 else min(plain, key=len).rstrip("。")
    return f"{many}：{shared}……"
