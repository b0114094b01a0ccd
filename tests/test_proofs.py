"""`dev.py proofs` prints what was made for it: of rosters, congresses, assessments and packages, none twice."""

from pathlib import Path

import pytest

from workbench import proofs

WANTED = {  # a document of each kind of thing, and how many of its papers are made
    "roster-sheet": 1,
    "agenda-sheet": 5,  # an election has none
    "assessment-sheet": 3,
    "package-receipt": 1,
}


def test_proofs_are_printed_of_each_kind_of_thing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert proofs.main(tmp_path, list(WANTED), labels=("08",)) == 0
    pdfs = sorted(tmp_path.glob("08/*.pdf"))
    pages = sorted(tmp_path.glob("08/*.png"))
    assert len(pdfs) == sum(WANTED.values()), [pdf.name for pdf in pdfs]
    assert all(any(page.stem.startswith(f"{pdf.stem}-") for page in pages) for pdf in pdfs)
    assert capsys.readouterr().out.startswith(f"{len(pages)} pages in ")


def test_an_unknown_document_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no document is called 没有的文件"):
        proofs.main(tmp_path, ["没有的文件"], labels=("01",))
