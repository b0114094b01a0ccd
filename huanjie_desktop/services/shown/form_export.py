"""What the window asks before forms are written as lrmx, and says afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.people.form_request import ExportedForms, FormExport

_VERSIONS = ((0, "照来时的版本，新写的用 3.x"), (4, "都用 4.0 版"), (3, "都用 3.x 版"))
_NAMES = (("name", "姓名.lrmx"), ("name-id", "姓名加身份证号.lrmx"))
_PLACES = ((False, "每人一个文件，放在文件夹里"), (True, "放进一个 zip 文件"))


@dataclass(frozen=True)
class Group:
    """导出范围: what it is called, and the people by id; a `title` names the zip."""

    words: str
    title: str
    person_ids: tuple[str, ...]


def export_fields(groups: Sequence[Group]) -> tuple[FieldSpec, ...]:
    """Return the fields of the dialog."""
    return (
        FieldSpec("group", "导出谁的", "choice", choices=[(at, group.words) for at, group in enumerate(groups)]),
        FieldSpec("version", "表的版本", "choice", choices=_VERSIONS),
        FieldSpec("name_style", "文件名", "choice", choices=_NAMES, note="同名的人，后面的加“（2）”。"),
        FieldSpec("zipped", "放在哪里", "choice", choices=_PLACES),
    )


def request_of(groups: Sequence[Group], values: Mapping[str, Any], folder: Path) -> FormExport:
    """Return what was chosen, to be written into a folder."""
    group = groups[values["group"]]
    return FormExport(
        folder,
        version=values["version"] or None,
        name_style=values["name_style"],
        zipped=values["zipped"],
        person_ids=group.person_ids,
        title=group.title,
    )


def report_of(done: ExportedForms) -> tuple[str, list[str]]:
    """Return in a sentence what was written, and a line for each thing that could not be as it came."""
    made = f"，{done.made}人另写" if done.made else ""
    kept = f"{done.kept}人照原文件" if done.kept else ""
    how = "（" + (kept + made if kept else made.removeprefix("，")) + "）" if kept or made else ""
    lines = [f"{name}：来时的文件已不在，另写了一份。" for name in done.lost]
    lines += done.left_out
    return f"已导出{done.kept + done.made}人的审批表{how}。", lines
