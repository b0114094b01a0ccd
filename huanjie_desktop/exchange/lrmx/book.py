"""The forms of a path as a book of one table, a person a file, so that an import reads them as it reads any roster."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.errors import os_reason
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.exchange.lrmx.elements import UnreadableForm
from huanjie_desktop.exchange.lrmx.lrm import read_lrm
from huanjie_desktop.exchange.lrmx.photos import read_photo
from huanjie_desktop.exchange.lrmx.reading import Approval, coded_photo, read_lrmx
from huanjie_desktop.exchange.lrmx.sources import FormFile, FoundForms, called, find_forms
from huanjie_desktop.exchange.sheets import Sheet
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.exchange.tables import LeftOut, Record, Table, Tables

SHEET = "干部任免审批表"
ELEMENTS: Mapping[str, str] = {  # the heads of the table, as the catalogue calls the columns
    "姓名": "XingMing",
    "性别": "XingBie",
    "出生年月": "ChuShengNianYue",
    "民族": "MinZu",
    "籍贯": "JiGuan",
    "出生地": "ChuShengDi",
    "入党时间": "RuDangShiJian",
    "参加工作时间": "CanJiaGongZuoShiJian",
    "到龄时间": "DaoLingNianYue",
    "健康状况": "JianKangZhuangKuang",
    "专业技术职务": "ZhuanYeJiShuZhiWu",
    "熟悉专业有何专长": "ShuXiZhuanYeYouHeZhuanChang",
    "全日制学历": "QuanRiZhiJiaoYu_XueLi",
    "全日制学位": "QuanRiZhiJiaoYu_XueWei",
    "全日制毕业院校系及专业": "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "全日制学位院校专业": "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "在职学历": "ZaiZhiJiaoYu_XueLi",
    "在职学位": "ZaiZhiJiaoYu_XueWei",
    "在职毕业院校系及专业": "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "在职学位院校专业": "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "现任职务": "XianRenZhiWu",
    "简历": "JianLi",
    "奖惩情况": "JiangChengQingKuang",
    "年度考核结果": "NianDuKaoHeJieGuo",
    "任职年龄界限": "GaiGeQianRenZhiNianLingJieXian",
    "身份证号": "ShenFenZheng",
}
_HEADS = tuple(ELEMENTS)
_REPORTED = 20


@dataclass(frozen=True)
class FormRecord(Record):
    """一份审批表: a person's form as a record, with the file that it came from, named by `source`.

    `refused` says why it cannot be read at all; `approval` is what was read; `photo_words` what happened to its photo;
    `digest` is of the whole file, for a second reading to be sure that it is the same.
    """

    source: str = ""
    refused: str = ""
    approval: Approval | None = None
    file: FormFile | None = None
    beside: FormFile | None = None
    digest: str = ""
    photo_digest: str = ""
    remarks: tuple[str, ...] = field(default=())


class FormBook(Book):
    """The forms of a path, and of `more`; `tables` are ready, nothing has to be looked for in cells."""

    def __init__(self, path: Path, tables: Tables, more: Sequence[Path] = ()) -> None:
        super().__init__(path, [Sheet(SHEET, [_HEADS])], [(SHEET, True)])
        self.tables, self.more = tables, tuple(more)

    @property
    def called(self) -> str:
        """Return the name of the path, of several the first one's and how many they are."""
        return called((self.path, *self.more))

    @property
    def digest(self) -> str:
        """Return what tells this reading from one of other files."""
        digests = [
            each.digest for table in self.tables.tables for each in table.records if isinstance(each, FormRecord)
        ]
        return hashlib.sha256("".join(digests).encode()).hexdigest()


@dataclass(frozen=True)
class TakenForm:
    """The content of a form's file when it is taken over, and the photo fit to be kept; `as_it_came` says that it is the file's."""

    content: bytes
    photo: bytes
    as_it_came: bool


def read_forms(path: Path, progress: Progress | None = None, more: Sequence[Path] = ()) -> FormBook:
    """Read all forms of a path, and of `more` as if they lay in one folder; one that cannot be read is a record that says why.

    Raises UserError where there is none at all.
    """
    progress = progress or NoProgress()
    paths = (path, *more)
    found = find_forms(paths, progress)
    beside = _Beside(found)
    records: list[Record] = []
    left_out = list(found.left_out)
    seen: dict[str, str] = {}
    for at, form in enumerate(found.forms):
        if at % _REPORTED == 0:
            progress.step(at, len(found.forms), f"正在读取“{called(paths)}”")
        record = _record(at, form, beside)
        if record.digest in seen:
            left_out.append((form.name, f"与“{seen[record.digest]}”完全相同"))
            continue
        if record.digest:
            seen[record.digest] = form.name
        records.append(record)
    left_out += [(name, "照片找不到对应的人") for name in beside.unused()]
    after = len(found.forms) + 1
    others = [LeftOut(SHEET, at, name, why, name) for at, (name, why) in enumerate(left_out, after)]
    return FormBook(path, Tables([table_of(records)], others, []), more)


def table_of(records: Sequence[Record]) -> Table:
    """Return forms as a table."""
    return Table(SHEET, _HEADS, ("",) * len(_HEADS), tuple(range(len(_HEADS))), records, (0, 0))


def take_form(record: FormRecord) -> TakenForm:
    """Return the content of a form that was read before; UnreadableForm where it is another one meanwhile."""
    assert record.file is not None, "only what was read is taken over"
    content = record.file.load()
    if hashlib.sha256(content).hexdigest() != record.digest:
        raise UnreadableForm("核对以后文件被改动过，请重新导入")
    if not record.photo_digest:
        return TakenForm(content, b"", as_it_came=True)
    photo = coded_photo(content) or _approval(record.file, content, record.beside).photo
    if hashlib.sha256(photo).hexdigest() == record.photo_digest:
        return TakenForm(content, photo, as_it_came=True)
    return TakenForm(content, read_photo(photo).content, as_it_came=False)


def _record(at: int, form: FormFile, beside: "_Beside") -> FormRecord:
    try:
        content = form.load()
        photo_file = beside.of(form)
        approval = _approval(form, content, photo_file)
        if form.suffix == ".lrm" and photo_file is None:
            photo_file = beside.by_birth(approval.values)
            approval = _approval(form, content, photo_file)
    except UnreadableForm as error:
        return _unreadable(at, form, str(error))
    except OSError as error:
        return _unreadable(at, form, f"读不出来（{os_reason(error)}）")
    remarks = [*approval.repairs, *approval.notes]
    remarks += [f"有审批表没有的内容“{name}”，导出时原样保留" for name in approval.unknown]
    photo_digest = ""
    if approval.photo:
        try:
            photo = read_photo(approval.photo)
            photo_digest = hashlib.sha256(photo.content).hexdigest()
            remarks += [photo.changed] if photo.changed else []
        except ValueError as error:
            remarks.append(f"{error}，没有导入")
    return FormRecord(
        at,
        tuple(approval.values.get(name, "") for name in ELEMENTS.values()),
        source=form.name,
        approval=Approval(approval.values, approval.family, unknown=approval.unknown),
        file=form,
        beside=photo_file,
        digest=hashlib.sha256(content).hexdigest(),
        photo_digest=photo_digest,
        remarks=tuple(remarks),
    )


def _unreadable(at: int, form: FormFile, why: str) -> FormRecord:
    cells = (form.stem, *("",) * (len(_HEADS) - 1))
    return FormRecord(at, cells, source=form.name, refused=why)


def _approval(form: FormFile, content: bytes, photo: FormFile | None) -> Approval:
    if form.suffix != ".lrm":
        return read_lrmx(content)
    return read_lrm(content, photo.load() if photo is not None else b"")


class _Beside:
    """The pictures that lie beside older records, which have none in them."""

    def __init__(self, found: FoundForms) -> None:
        self._by_name = {photo.name.rpartition(".")[0]: photo for photo in found.photos}
        self._left: dict[str, list[FormFile]] = {}
        records = {form.name.rpartition(".")[0] for form in found.forms if form.suffix == ".lrm"}
        for name, photo in self._by_name.items():
            if name not in records:
                self._left.setdefault(photo.stem, []).append(photo)
        self._taken: set[str] = set()

    def of(self, form: FormFile) -> FormFile | None:
        """Return the picture that has a record's name."""
        if form.suffix != ".lrm":
            return None
        return self._by_name.get(form.name.rpartition(".")[0])

    def by_birth(self, values: Mapping[str, Any]) -> FormFile | None:
        """Return the only picture that is named by somebody's name and month of birth, once."""
        birth = "".join(sign for sign in values["ChuShengNianYue"] if sign.isdigit())[:6]
        key = "".join(values["XingMing"].split()) + birth
        several = self._left.get(key, [])
        if len(several) != 1 or key in self._taken or len(birth) != 6:
            return None
        self._taken.add(key)
        return several[0]

    def unused(self) -> list[str]:
        """Return the names of the pictures that belong to no record."""
        return [photo.name for key, several in self._left.items() if key not in self._taken for photo in several]
