"""The demo county: source rosters as an office keeps them, really imported, and its congresses."""

import csv
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.services.demo.assessment import assess
from huanjie_desktop.services.demo.figures import BASE, Figure, Maker, load_county
from huanjie_desktop.services.demo.meetings import hold_congresses, hold_later, read_round
from huanjie_desktop.services.demo.units import lay_units
from huanjie_desktop.services.people import importing
from huanjie_desktop.services.workspace import (
    Workspace,
    create_workspace,
    default_file_name,
    set_base_date,
    set_superior,
)

SOURCES = "源表"
COUNTY_DELEGATES, TOWNSHIP_DELEGATES = 80, 30
FEWEST = 60
SUPERIOR = "中共云江市委员会"


@dataclass(frozen=True)
class MadeDemo:
    """Where the demo county lies."""

    workspace: Path
    sources: Path


def make_demo(folder: Path, count: int = 1200, seed: int = 1, progress: Progress | None = None) -> MadeDemo:
    """Write the county's workspace and the source rosters it was imported from into `folder`.

    UserError when the workspace is there already or `count` is too small for the county's bodies.
    """
    if count < FEWEST:
        raise UserError(f"示例县至少要有{FEWEST}人。")
    progress = progress or NoProgress()
    county = load_county()
    path = folder / default_file_name(county.name, BASE.year)
    if path.exists():
        raise UserError(f"“{path.name}”已存在，未作任何改动。", "请换一个文件夹，或直接打开它。")
    sources = folder / SOURCES
    sources.mkdir(parents=True, exist_ok=True)
    maker = Maker(county, seed)
    members = maker.committee_members()
    everybody = [*members, *maker.cadres(count - len(members))]
    chance = random.Random(seed + 1)
    files = _write_sources(sources, county.name, county.townships, members, everybody, chance)
    workspace = create_workspace(path, county.name)
    try:
        ids = random.Random(seed + 2)  # of its own, so that one row more changes no sheet
        workspace.store.new_id = lambda: uuid.UUID(int=ids.getrandbits(128), version=4).hex
        set_base_date(workspace, BASE)
        set_superior(workspace, SUPERIOR)
        for at, (file, roster, kind) in enumerate(files):
            progress.step(at, len(files), f"正在导入“{file.name}”")
            _import(workspace, file, roster, kind)
        entries = read_round()
        hold_congresses(workspace, entries["congresses"])
        hold_later(workspace, entries["later"])
        assess(workspace, list(county.townships), random.Random(seed + 3))
        lay_units(workspace, county.name, county.pools["departments"], county.townships)
    finally:
        workspace.close()
    return MadeDemo(path, sources)


def _import(workspace: Workspace, file: Path, roster: str, kind_title: str) -> None:
    preview = importing.prepare_import(workspace, importing.ImportRequest(file))
    kind = next(kind.id for kind in workspace.catalog.roster_kinds.values() if kind.title == kind_title)
    importing.commit_import(workspace, preview, roster, kind, back_up=False)


def _write_sources(
    folder: Path,
    county: str,
    townships: Sequence[str],
    members: Sequence[Figure],
    everybody: Sequence[Figure],
    chance: random.Random,
) -> list[tuple[Path, str, str]]:
    files = [(folder / f"{county}干部名册.xlsx", "全县干部名册", "干部名册")]
    _write_cadres(files[0][0], county, everybody)
    path = folder / "乡镇党委委员名册.xlsx"
    _write_table(path, f"{county}乡镇党委委员名册", members, county)
    files.append((path, "乡镇党委委员名册", "委员名册"))
    party = [figure for figure in everybody if figure.party]
    county_delegates = _county_delegates(party, townships, chance)
    path = folder / f"{county}党代会代表名册.xlsx"
    _write_delegates(path, f"出席中国共产党{county}第十二次代表大会代表名册", county_delegates)
    files.append((path, "县党代会代表名册", "代表名册"))
    for township in townships:
        local = [figure for figure in party if figure.unit == township]
        others = [figure for figure in party if figure.unit not in townships]
        chosen = local + chance.sample(others, min(max(TOWNSHIP_DELEGATES - len(local), 0), len(others)))
        path = folder / f"{township}党代表名册.csv"
        _write_csv(path, township, chosen[:TOWNSHIP_DELEGATES])
        files.append((path, f"{township}党代表名册", "代表名册"))
    return files


def _county_delegates(
    party: Sequence[Figure], townships: Sequence[str], chance: random.Random
) -> list[tuple[str, Figure]]:
    """Return delegates with the township whose congress elects them, its secretary first."""
    each = COUNTY_DELEGATES // len(townships)
    others = [figure for figure in party if figure.unit not in townships]
    chance.shuffle(others)
    found: list[tuple[str, Figure]] = []
    for township in townships:
        local = [figure for figure in party if figure.unit == township][:each]
        while len(local) < each and others:
            local.append(others.pop())
        found += [(township, figure) for figure in local]
    return found


def _book(path: Path) -> Any:
    import xlsxwriter  # only here, so that a window that opens another file does not wait for it

    return xlsxwriter.Workbook(str(path))


def _write_cadres(path: Path, county: str, figures: Sequence[Figure]) -> None:
    """Write the county's roster as offices do: title, two-line head, a line for each unit, a total, a signature."""
    book = _book(path)
    sheet = book.add_worksheet("干部名册")
    centre = book.add_format({"align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    title = book.add_format({"align": "center", "bold": True, "font_size": 18})
    heads = ["序号", "姓  名", "性别", "民族", "出生年月\n（岁）", "籍贯", "学历", "参加工\n作时间", "入党时间"]
    tail = ["现任职务", "任现职务时间", "身份证号", "联系电话", "备注"]
    width = len(heads) + 3 + len(tail)
    sheet.merge_range(0, 0, 0, width - 1, f"{county}干部名册", title)
    sheet.write_string(1, 0, "填报单位：中共青禾县委组织部")
    for at, head in enumerate(heads):
        sheet.merge_range(2, at, 3, at, head, centre)
    sheet.merge_range(2, len(heads), 2, len(heads) + 2, "全日制教育", centre)
    for at, head in enumerate(("学历", "学位", "毕业院校系及专业")):
        sheet.write_string(3, len(heads) + at, head, centre)
    for at, head in enumerate(tail):
        sheet.merge_range(2, len(heads) + 3 + at, 3, len(heads) + 3 + at, head, centre)
    row, unit = 4, ""
    for serial, figure in enumerate(figures, 1):
        if figure.unit != unit:
            unit = figure.unit
            sheet.merge_range(row, 0, row, width - 1, unit, centre)
            row += 1
        sheet.write_number(row, 0, serial)
        for at, text in enumerate(_messy(figure, serial), 1):
            sheet.write_string(row, at, text)
        row += 1
    sheet.write_string(row, 0, "合计")
    sheet.write_string(row, 1, f"{len(figures)}人")
    sheet.write_string(row + 1, 0, "填表人：　　　　审核人：　　　　2026年7月1日")
    book.close()


def _messy(figure: Figure, serial: int) -> list[str]:
    """Return a row as different clerks wrote it: dates, names and groups in several ways."""
    name = f"{figure.name[0]}　{figure.name[1]}" if len(figure.name) == 2 and serial % 2 else figure.name
    age = BASE.year - figure.birth.year - ((BASE.month, BASE.day) < (figure.birth.month, figure.birth.day))
    births = (
        f"{figure.birth:%Y.%m}\n（{age}岁）",
        f"{figure.birth:%Y.%m}",
        f"{figure.birth:%Y%m}",
        f"{figure.birth:%Y-%m-%d}",
    )
    ethnic = figure.ethnic.removesuffix("族") if serial % 3 == 0 else figure.ethnic
    return [
        *(name, figure.sex, ethnic, births[serial % 4], figure.home, figure.education),
        *(
            figure.started,
            figure.party,
            figure.education,
            figure.degree,
            figure.school,
            figure.post,
            figure.since,
            figure.number,
            figure.phone,
            "",
        ),
    ]


def _write_table(path: Path, title: str, figures: Sequence[Figure], county: str) -> None:
    heads = ["序号", "乡镇", "姓名", "性别", "民族", "出生年月", "学历", "入党时间", "职务", "熟悉领域"]
    book = _book(path)
    sheet = book.add_worksheet("Sheet1")
    sheet.write_string(0, 0, title)
    for at, head in enumerate(heads):
        sheet.write_string(1, at, head)
    for serial, figure in enumerate(figures, 1):
        birth = f"{figure.birth.year}年{figure.birth.month}月"
        texts = (figure.unit, figure.name, figure.sex, figure.ethnic, birth, figure.education, figure.party)
        sheet.write_number(serial + 1, 0, serial)
        for at, text in enumerate((*texts, figure.post, figure.field), 1):
            sheet.write_string(serial + 1, at, text)
    sheet.write_string(len(figures) + 2, 0, f"注：{county}共5个乡镇，每个乡镇党委委员11名。")
    book.close()


def _write_delegates(path: Path, title: str, delegates: Sequence[tuple[str, Figure]]) -> None:
    heads = ["序号", "选举单位", "姓名", "性别", "民族", "出生年月", "学历", "入党时间", "单位及职务", "身份证号码"]
    book = _book(path)
    sheet = book.add_worksheet("代表名册")
    day = book.add_format({"num_format": "yyyy.mm"})
    sheet.merge_range(0, 0, 0, len(heads) - 1, title)
    for at, head in enumerate(heads):
        sheet.write_string(2, at, head)
    for serial, (township, figure) in enumerate(delegates, 1):
        row: list[Any] = [serial, township, figure.name, figure.sex, figure.ethnic, figure.birth, figure.education]
        row += [figure.party, figure.post, figure.number]
        for at, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(serial + 2, at, cell, day)
            else:
                sheet.write(serial + 2, at, cell) if isinstance(cell, int) else sheet.write_string(serial + 2, at, cell)
    book.close()


def _write_csv(path: Path, township: str, figures: Sequence[Figure]) -> None:
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([f"{township}党代表大会代表名册"])
        writer.writerow(["序号", "代表团", "姓名", "性别", "出生年月", "身份证号"])
        for serial, figure in enumerate(figures, 1):
            team = ("第一代表团", "第二代表团", "第三代表团")[serial % 3]
            writer.writerow([serial, team, figure.name, figure.sex, f"{figure.birth:%Y/%m/%d}", figure.number])
