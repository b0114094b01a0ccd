"""A package that was opened, in words: the verdict, its facts, its files, its people, and what changed since another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from huanjie_desktop.documents.compose.packages import checksum_groups, masking_words
from huanjie_desktop.domain.columns import carried_text
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.package_differences import Differences
from huanjie_desktop.domain.packages import PackagedPerson
from huanjie_desktop.services.packages.reading import OpenedPackage, PackageComparison

_ISO_DATE = re.compile(r"[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?\Z")
MOST_FILES = 5000
FINE, WRONG, ABSENT = "fine", "wrong", "absent"


@dataclass(frozen=True)
class FileLine:
    """A file of the package, or what an entry lacks (without a name): its folder, size and state, in words."""

    folder: str
    name: str
    size: str
    words: str
    state: str


@dataclass(frozen=True)
class DifferenceRow:
    """A change to a package's people: what kind of change, of whom, in which column, from what to what."""

    change: str
    name: str
    column: str = ""
    old: str = ""
    new: str = ""


def verdict_of(opened: OpenedPackage) -> str:
    """Return whether the package can be relied on."""
    if opened.ok and opened.manifest is not None:
        left = len(opened.verification.hints)
        beside = f"另有{left}个系统或办公软件留下的文件，不属于上报包。" if left else ""
        return f"核对合格：{len(opened.manifest.files)}个文件与清单完全一致。{beside}"
    return f"核对不合格，有{len(opened.verification.problems)}处。里面的内容不能作准，请向报送单位重新要一份。"


def facts_of(opened: OpenedPackage) -> list[tuple[str, str]]:
    """Return what the manifest says, head and words; nothing of what it leaves out."""
    manifest = opened.manifest
    if manifest is None:
        return []
    lists = "，".join(f"{name}{count}人" for name, count in manifest.counts.lists.items())
    facts = (
        ("会议", manifest.title),
        ("报送单位", manifest.unit),
        ("接收单位", manifest.recipient),
        ("批次", f"{manifest.batch}（第{manifest.version}版）"),
        ("生成时间", manifest.created[:16].replace("T", " ").replace("-", ".")),
        ("个人信息", masking_words(manifest.masked)),
        ("计算年龄", f"截至{manifest.base_date.replace('-', '.')}"),
        ("人数", f"{manifest.counts.people}人" + (f"（{lists}）" if lists else "")),
        ("填报人", f"{manifest.preparer}　{manifest.contact}".strip()),
        ("清单校验值", checksum_groups(opened.verification.digest)),
    )
    return [(head, words) for head, words in facts if words]


def files_of(opened: OpenedPackage) -> Iterator[FileLine]:
    """Give the files of the manifest with what is wrong with each, then what its entries lack."""
    manifest = opened.manifest
    if manifest is None:
        return
    wrong = {problem.file: problem.problem for problem in opened.verification.problems}
    for file in manifest.files[:MOST_FILES]:
        folder, _, name = file.path.rpartition("/")
        state = WRONG if file.path in wrong else FINE
        yield FileLine(folder, name, f"{file.size / 1024:.0f} KB", wrong.get(file.path, "一致"), state)
    for entry in manifest.entries:
        if entry.missing:
            yield FileLine(entry.folder, "", "", f"缺：{'；'.join(entry.missing)}", ABSENT)


def titles_filled(opened: OpenedPackage) -> list[tuple[str, str]]:
    """Return the columns (field, title) of the package's people of which some cell is filled."""
    return [
        (field, title) for field, title in opened.titles if any(person.fields.get(field) for person in opened.people)
    ]


def cell_of(person: PackagedPerson, field: str) -> str:
    """Return a cell of the package's people: names spaced, dates with points."""
    text = carried_text(field, person.fields)
    return display_name(text) if field == "name" else text


def lists_of(person: PackagedPerson) -> str:
    """Return the lists that a person stands in, with the group."""
    return "、".join(f"{name}（{group}）" if group else name for name, group in person.lists.items())


def comparison_words(found: PackageComparison) -> str:
    """Return how many people came, went and changed, and whether the other package is no older."""
    changes = found.differences
    words = f"新增{len(changes.added)}人，减少{len(changes.removed)}人，更改{len(changes.changed)}人。"
    if found.old.version >= found.new.version:
        words += f"注意：选的是第{found.old.version}版，不比这一份旧。"
    return words


def difference_rows(differences: Differences) -> list[DifferenceRow]:
    """Return people added and removed, and each changed field of the others."""
    rows = [DifferenceRow("新增", display_name(person.name), new=_post(person)) for person in differences.added]
    rows += [DifferenceRow("减少", display_name(person.name), old=_post(person)) for person in differences.removed]
    for each in differences.changed:
        for change in each.changes:
            old, new = (_shown(change.field, text) or "（空）" for text in (change.old, change.new))
            rows.append(DifferenceRow("更改", display_name(each.name), change.title, old, new))
    return rows


def _shown(field: str, text: str) -> str:
    """Return a field's text before or after a change: names spaced, dates whole and with points."""
    if field == "name":
        return display_name(text)
    return text.replace("-", ".") if _ISO_DATE.match(text) else text


def _post(person: PackagedPerson) -> str:
    return person.fields.get("current_post", "") or person.fields.get("unit", "")
