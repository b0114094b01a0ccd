"""Every paper that can be a spreadsheet: no row cuts its text, no number of an identity card is broken."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.services.printing.printing import compose_document
from workbench import proofs
from workbench.spreadsheets import broken, clipped, filled

NUMBERS = re.compile(r"\d{17}[\dX]|1\d{10}")
ELECTRONIC = "roster-data-sheet"


@pytest.mark.parametrize("size", [1, 16, 60])
def test_no_row_of_any_paper_cuts_its_text(tmp_path: Path, size: int) -> None:
    workspace = proofs.prepare(tmp_path, size)
    seen = set()
    try:
        for id_, of, name in proofs.papers(workspace, str(size)):
            spec = workspace.catalog.documents[id_]
            if "xlsx" not in spec.formats:
                continue
            stream = BytesIO()
            write_xlsx([compose_document(workspace, id_, of)], stream)
            content = stream.getvalue()
            assert clipped(content) == [], name
            wholes = [cell.text for cell in filled(content) if NUMBERS.fullmatch(cell.text)]
            assert broken(content, wholes) == [], name
            if id_ == ELECTRONIC:
                check_data(content, size)
            seen.add(id_)
    finally:
        workspace.close()
    assert len(seen) >= 9


def check_data(content: bytes, size: int) -> None:
    """Check that what a program computes with is numbers, and what it looks for is text without padding."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "序号")
    columns = {str(title).replace("\n", ""): at for at, title in enumerate(rows[head])}
    people = rows[head + 1 : head + 1 + size]
    assert [row[columns["序号"]] for row in people] == list(range(1, size + 1))
    assert all(isinstance(row[columns["年龄"]], int) for row in people)
    assert all(isinstance(row[columns["身份证号"]], str) for row in people)
    assert not [row for row in people if "\u3000" in str(row[columns["姓名"]])]
