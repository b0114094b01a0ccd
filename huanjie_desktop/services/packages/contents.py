"""Composes every file of a package in memory: papers, attached files, people, contents page, manifest, checksums."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from urllib.parse import quote

from huanjie_desktop import __version__
from huanjie_desktop.documents.blocks import TABLE_MARGINS, Document, PageStyle
from huanjie_desktop.documents.compose.packages import compose_package_contents, masking_words
from huanjie_desktop.documents.html import write_html
from huanjie_desktop.documents.material import PackageEntryMaterial, PackageMaterial
from huanjie_desktop.domain.masking import mask_person, mask_text
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.packages import PackagedPerson, PackagePaper
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.packages.checksums import write_checksums
from huanjie_desktop.exchange.packages.file_names import LONGEST_NAME, LONGEST_PATH, free_name, safe_name, utf16_length
from huanjie_desktop.exchange.packages.manifest import (
    CHECKSUMS,
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    PEOPLE,
    Counts,
    JournalAnchor,
    ListedEntry,
    ListedFile,
    Manifest,
    PeopleFile,
    PersonRecord,
    digest_of,
    encode_manifest,
    encode_people,
)
from huanjie_desktop.services.meetings.congresses import host_of
from huanjie_desktop.services.packages.papers import content_of
from huanjie_desktop.services.packages.planning import PackagePlan, PlannedEntry, packaged_people
from huanjie_desktop.services.packages.sources import PlannedPaper
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import packages

COVER_PDF, COVER_HTML = "00_目录.pdf", "00_目录.html"
PROGRAM = "换届工作台"
_LONGEST_FOLDER = 60


@dataclass(frozen=True)
class Details:
    """What is asked about a package: whether numbers are masked, and who gives it to whom."""

    masked: bool = False
    recipient: str = ""
    preparer: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Composed:
    """A whole package in memory: its folder's name, its files by path, and characters that no font has."""

    folder: str
    files: Mapping[str, bytes]
    manifest: Manifest
    findings: tuple[Finding, ...] = ()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the manifest, which stands for the whole package."""
        return digest_of(self.files[MANIFEST])


@dataclass
class _Making:
    """A package being composed."""

    workspace: Workspace
    plan: PackagePlan
    details: Details
    now: datetime
    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    papers: dict[int, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def said(self, text: str) -> str:
        """Return a name that the office has given (of a roster, of a file) as the package may show it."""
        return mask_text(text) if self.details.masked else text

    @property
    def lists(self) -> tuple[tuple[str, int], ...]:
        """Return the lists with their counts, by the names that may be shown."""
        return tuple((self.said(name), count) for name, count in self.plan.lists)


def compose_package(workspace: Workspace, plan: PackagePlan, details: Details, progress: Progress) -> Composed:
    """Return the files of a package; the same workspace and details give the same bytes but for the time."""
    folder = safe_name(f"{plan.scope.short_title}_上报包_第{plan.scope.version}版", _LONGEST_FOLDER)
    making = _Making(workspace, plan, details, workspace.clock.now(), folder)
    steps = list(_steps(making))
    for at, (text, step) in enumerate(steps):
        progress.step(at, len(steps), text)
        step()
    manifest = _manifest(making)
    making.files[MANIFEST] = encode_manifest(manifest)
    listed = {MANIFEST: digest_of(making.files[MANIFEST])} | {file.path: file.sha256 for file in manifest.files}
    making.files[CHECKSUMS] = write_checksums(_heading(manifest), listed)
    return Composed(folder, making.files, manifest, tuple(making.findings))


def _steps(making: _Making) -> Iterator[tuple[str, Callable[[], None]]]:
    for entry in making.plan.entries:
        making.papers[entry.spec.number] = []
        for paper in entry.papers:
            if paper.ready:
                yield f"正在排版“{paper.title}”", lambda entry=entry, paper=paper: _print(making, entry, paper)  # type: ignore[misc]
        for attached in entry.attached:
            yield f"正在放入“{attached.name}”", lambda entry=entry, paper=attached: _attach(making, entry, paper)  # type: ignore[misc]
    yield "正在写人员数据", lambda: _put_people(making)
    yield "正在排版目录", lambda: _put_cover(making)


def _print(making: _Making, entry: PlannedEntry, paper: PlannedPaper) -> None:
    document = paper.compose(making.details.masked)
    title = making.said(paper.title)
    paths = []
    for suffix in paper.formats:
        stream = BytesIO()
        said = printing.missing_characters(printing.WRITERS[suffix](document, stream), paper.title)
        making.findings += [finding for finding in said if finding not in making.findings]  # once for all formats
        path = _path(making, entry, f"{title}.{suffix}")
        making.files[path] = stream.getvalue()
        paths.append(path)
    making.papers[entry.spec.number].append((title, tuple(paths)))


def _attach(making: _Making, entry: PlannedEntry, paper: PackagePaper) -> None:
    name = making.said(paper.name)
    path = _path(making, entry, name)
    making.files[path] = content_of(making.workspace, paper)
    making.papers[entry.spec.number].append((name, (path,)))


def _path(making: _Making, entry: PlannedEntry, name: str) -> str:
    """Return where a file goes: a name that no other has, in a path that is not too long."""
    room = min(LONGEST_NAME, LONGEST_PATH - utf16_length(f"{making.folder}/{entry.folder}/") - 4)
    prefix = f"{entry.folder}/"
    taken = [path.removeprefix(prefix) for path in making.files if path.startswith(prefix)]
    return prefix + free_name(safe_name(name, room), taken)


def _put_people(making: _Making) -> None:
    persons = making.plan.people
    if making.details.masked:
        persons = tuple(mask_person(person) for person in persons)
    columns = making.workspace.catalog.columns
    people = PeopleFile(
        titles={field: columns[field].title for field in making.plan.scope.spec.fields},
        people=tuple(_record(making, person) for person in packaged_people(making.plan, persons)),
    )
    making.files[PEOPLE] = encode_people(people)


def _record(making: _Making, person: PackagedPerson) -> PersonRecord:
    lists = {making.said(name): making.said(group) for name, group in person.lists.items()}
    return PersonRecord(id=person.id, fields=dict(person.fields), lists=lists)


def _put_cover(making: _Making) -> None:
    document = Document(
        "目录",
        PageStyle(margins=TABLE_MARGINS, numbering="plain"),
        compose_package_contents(_material(making), {}),
    )
    stream = BytesIO()
    report = printing.WRITERS["pdf"](document, stream)
    making.findings += printing.missing_characters(report, document.title)
    making.files[COVER_PDF] = stream.getvalue()
    links = {path: quote(path) for papers in making.papers.values() for _, paths in papers for path in paths}
    making.files[COVER_HTML] = write_html(replace(document, title=f"{making.plan.scope.short_title}上报包"), links)


def _material(making: _Making) -> PackageMaterial:
    scope, details, plan = making.plan.scope, making.details, making.plan
    return PackageMaterial(
        scope.title,
        "上报包目录",
        _unit(making),
        scope.batch,
        scope.version,
        f"{chinese_date(making.now.date())}{making.now:%H:%M}",
        details.masked,
        details.preparer,
        details.contact,
        details.recipient,
        len(plan.people),
        base_date=chinese_date(plan.base_date),
        lists=making.lists,
        entries=tuple(
            PackageEntryMaterial(
                entry.spec.number,
                entry.spec.title,
                tuple(making.papers[entry.spec.number]),
                tuple(map(making.said, entry.missing)),
            )
            for entry in plan.entries
        ),
    )


def _unit(making: _Making) -> str:
    return host_of(making.workspace, making.plan.scope.congress)


def _manifest(making: _Making) -> Manifest:
    workspace, scope, plan, details = making.workspace, making.plan.scope, making.plan, making.details
    ordered = {path: making.files[path] for path in sorted(making.files)}
    making.files = dict(ordered)
    seq, at, link = packages.journal_end(workspace.store)
    return Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        package_id=workspace.store.new_id(),
        batch=scope.batch,
        version=scope.version,
        kind=scope.spec.id,
        kind_title=scope.spec.title,
        title=scope.title,
        unit=_unit(making),
        created=making.now.isoformat(timespec="seconds"),
        program=PROGRAM,
        program_version=__version__,
        schema_version=packages.schema_version(workspace.store),
        base_date=plan.base_date.isoformat(),
        preparer=details.preparer,
        contact=details.contact,
        recipient=details.recipient,
        masked=details.masked,
        counts=Counts(
            people=len(plan.people),
            files=len(ordered),
            bytes=sum(map(len, ordered.values())),
            lists=dict(making.lists),
        ),
        journal=JournalAnchor(seq=seq, at=at, digest=link),
        entries=tuple(
            ListedEntry(
                number=entry.spec.number,
                title=entry.spec.title,
                folder=entry.folder,
                papers=tuple(title for title, _ in making.papers[entry.spec.number]),
                missing=tuple(map(making.said, entry.missing)),
            )
            for entry in plan.entries
        ),
        files=tuple(
            ListedFile(path=path, size=len(content), sha256=digest_of(content)) for path, content in ordered.items()
        ),
    )


def _heading(manifest: Manifest) -> list[str]:
    return [
        f"{manifest.title}上报包（第{manifest.version}版）校验",
        f"报送单位：{manifest.unit}　生成时间：{manifest.created}　批次：{manifest.batch}",
        f"个人信息：{masking_words(manifest.masked)}",
        "每行前面是文件的 SHA-256 校验值，后面是文件。在“换届工作台”的“上报”页打开本文件夹即可核对；",
        "在 Linux 上也可在本文件夹内用命令核对：sha256sum -c 校验.txt",
    ]
