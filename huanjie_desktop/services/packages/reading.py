"""Opens packages read-only: verified first, then what they hold, what is found in it, and what has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.dates import PartialDate, from_iso
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.masking import mask_person
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.outcome import Finding, Severity, Subject, gravest_first
from huanjie_desktop.domain.package_checks import PACKAGE_CHECKS, Dossier
from huanjie_desktop.domain.package_differences import Differences, compare_people
from huanjie_desktop.domain.packages import PackagedPerson
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.exchange.packages.manifest import (
    LARGEST_PEOPLE,
    PEOPLE,
    Manifest,
    ManifestFault,
    PeopleFile,
    decode_people,
    digest_of,
)
from huanjie_desktop.exchange.packages.verifying import Problem, Verification, read_capped, verify_folder
from huanjie_desktop.services.packages.office_text import LARGEST, read_words

_ABOUT_PEOPLE = ("people_named", "people_once")
_DATES = frozenset(field.name for field in fields(Person) if "PartialDate" in str(field.type))
_TEXTS = frozenset(field.name for field in fields(Person)) - _DATES - {"id"}


@dataclass(frozen=True)
class OpenedPackage:
    """收到的上报包: what verification says; people, titles and findings only where every byte is as it was written."""

    verification: Verification
    people: tuple[PackagedPerson, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the package is whole."""
        return self.verification.ok

    @property
    def folder(self) -> Path:
        """Return the package's folder."""
        return self.verification.folder

    @property
    def manifest(self) -> Manifest | None:
        """Return what the package says of itself, None where that cannot be read."""
        return self.verification.manifest


@dataclass(frozen=True)
class PackageComparison:
    """差异: two packages of one batch, and what changed from the older to the newer."""

    old: Manifest
    new: Manifest
    differences: Differences


def verify_package(folder: Path, progress: Progress | None = None) -> Verification:
    """Return what is wrong with a package; UserError where there is no such folder."""
    verification = verify_folder(folder, progress)
    if verification.ok and verification.manifest is not None:
        _, faults = _read_people(verification)
        return replace(verification, problems=tuple(faults))
    return verification


def open_package(folder: Path, rules: RuleBook, progress: Progress | None = None) -> OpenedPackage:
    """Verify a package and, if it is whole, read it and check it by `rules`; nothing is ever written to it."""
    verification = verify_folder(folder, progress)
    if not verification.ok or verification.manifest is None:
        return OpenedPackage(verification)
    people, faults = _read_people(verification)
    if people is None or faults:
        return OpenedPackage(replace(verification, problems=tuple(faults)))
    persons = tuple(PackagedPerson(each.id, each.fields, each.lists) for each in people.people)
    return OpenedPackage(
        verification,
        persons,
        tuple(people.titles.items()),
        tuple(_findings(verification.manifest, persons, rules)),
    )


def compare_packages(old: OpenedPackage, new: OpenedPackage, columns: Mapping[str, ColumnSpec]) -> PackageComparison:
    """Return what changed between two opened packages, fields named as in `columns`.

    UserError where they are not whole or not of one batch.
    """
    manifests = []
    for opened in (old, new):
        if not opened.ok or opened.manifest is None:
            first = opened.verification.problems[0]
            raise UserError(
                f"“{opened.folder.name}”核对不合格（{first.file}：{first.problem}），不能比较。",
                "请向报送单位重新要一份。",
            )
        manifests.append(opened.manifest)
    if manifests[0].batch != manifests[1].batch:
        raise UserError(
            f"“{manifests[0].title}”（{manifests[0].unit}）与“{manifests[1].title}”（{manifests[1].unit}）不是同一批次，不能比较。",
            "请选同一单位同一次大会的两个版本。",
        )
    before, after = old.people, new.people
    if manifests[0].masked != manifests[1].masked:
        before, after = tuple(map(_masked, before)), tuple(map(_masked, after))
    return PackageComparison(manifests[0], manifests[1], compare_people(before, after, _titles(old, new, columns)))


def diff_packages(
    old: Path, new: Path, rules: RuleBook, columns: Mapping[str, ColumnSpec], progress: Progress | None = None
) -> PackageComparison:
    """Open two packages and return what changed from the first to the second."""
    return compare_packages(open_package(old, rules, progress), open_package(new, rules, progress), columns)


def _titles(old: OpenedPackage, new: OpenedPackage, columns: Mapping[str, ColumnSpec]) -> dict[str, str]:
    known = {field: column.title for field, column in columns.items()}
    return {field: known.get(field, title) for field, title in {**dict(old.titles), **dict(new.titles)}.items()}


def _read_people(verification: Verification) -> tuple[PeopleFile | None, list[Problem]]:
    try:
        people = decode_people(read_capped(verification.folder, PEOPLE, LARGEST_PEOPLE))
    except ManifestFault as fault:
        return None, [Problem(PEOPLE, str(fault))]
    manifest = verification.manifest
    if manifest is not None and manifest.counts.people != len(people.people):
        said = f"有{len(people.people)}人，与清单所记的{manifest.counts.people}人不符"
        return people, [Problem(PEOPLE, said)]
    return people, [] if manifest is None else _strangers(verification, manifest, people)


def _strangers(verification: Verification, manifest: Manifest, people: PeopleFile) -> list[Problem]:
    """Return those of the data whom no paper of the package names: both are written from the same people."""
    words = []
    for file in manifest.files:
        if file.path.lower().endswith((".xlsx", ".docx")) and file.size <= LARGEST:
            content = read_capped(verification.folder, file.path, LARGEST)
            if digest_of(content) != file.sha256:
                return [Problem(file.path, "内容已变")]
            words.append("".join(read_words(file.path, content).words.split()))
    text = "\n".join(words)
    names = list(filter(None, ("".join(each.fields.get("name", "").split()) for each in people.people)))
    strangers = [name for name in names if name not in text]
    if len(strangers) == len(names):
        return []  # a package whose papers name nobody has nothing to compare
    return [Problem(PEOPLE, f"“{name}”在上报包的材料里没有，数据可能被改动") for name in strangers[:20]]


def _findings(manifest: Manifest, people: tuple[PackagedPerson, ...], rules: RuleBook) -> list[Finding]:
    findings = [
        Finding(
            Severity.WARNING,
            "package-missing",
            f"{entry.folder}：{'；'.join(entry.missing)}。",
            Subject("package_entry", "", entry.title),
        )
        for entry in manifest.entries
        if entry.missing
    ]
    persons = [as_person(each, without_numbers=manifest.masked) for each in people]
    findings += check_people(persons, rules, date.fromisoformat(manifest.base_date))
    dossier = Dossier(Congress("", "", "", 1), manifest.title, persons)
    for rule in rules.rules_of("package"):
        if rule.check in _ABOUT_PEOPLE:
            findings += PACKAGE_CHECKS[rule.check](dossier, rule)
    return gravest_first(findings)


def as_person(packaged: PackagedPerson, without_numbers: bool = False) -> Person:
    """Return a package's person with the fields that this program knows; texts that are no dates are left out."""
    values: dict[str, Any] = {name: text for name, text in packaged.fields.items() if name in _TEXTS}
    values |= {name: _date(text) for name, text in packaged.fields.items() if name in _DATES}
    if without_numbers:
        values |= {"id_number": "", "phone": ""}
    return Person(**({"name": ""} | values), id=packaged.id)


def _masked(packaged: PackagedPerson) -> PackagedPerson:
    person = mask_person(as_person(packaged))
    texts = {name: getattr(person, name) for name in packaged.fields.keys() & _TEXTS}
    return PackagedPerson(packaged.id, {**packaged.fields, **texts}, packaged.lists)


def _date(text: str) -> PartialDate | None:
    try:
        found = from_iso(text)
        if found is not None:
            date(found.year, found.month or 1, found.day or 1)
    except (ValueError, TypeError):
        return None
    return found
