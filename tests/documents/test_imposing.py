"""Several pages on one sheet: how the sheets lie, how many there are, and that nothing of a page is lost."""

from collections import Counter

import pytest

from huanjie_desktop.documents.imposing import PAPERS, impose, paper_name
from huanjie_desktop.documents.pictures import Pages, page_count
from tests.documents.papers import pdf, table_paper, text_paper

A4, A3 = PAPERS["A4"], PAPERS["A3"]
LYING_A4, LYING_A3 = A4[::-1], A3[::-1]


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf(text_paper(), table_paper(60))[0]


def sizes(content: bytes) -> list[tuple[float, float]]:
    pages = Pages(content)
    try:
        return [pages.size(at) for at in range(len(pages))]
    finally:
        pages.close()


def texts(content: bytes) -> Counter[str]:
    pages = Pages(content)
    try:
        return Counter("".join(pages.text(at) for at in range(len(pages))).replace(" ", "").replace("\r\n", ""))
    finally:
        pages.close()


@pytest.mark.parametrize(
    ("size", "name"),
    [(A4, "A4"), (LYING_A4, "A4"), (A3, "A3"), (LYING_A3, "A3"), ((300, 400), "A4"), ((900, 2000), "A3")],
)
def test_a_page_has_the_smallest_paper_that_it_fits_on(size: tuple[float, float], name: str) -> None:
    assert paper_name(size) == name


def test_what_is_asked_as_it_is_stays_byte_for_byte(content: bytes) -> None:
    assert impose(content) is content


@pytest.mark.parametrize(("per_sheet", "first"), [(2, LYING_A4), (4, A4)])
def test_upright_pages_share_a_sheet_that_makes_best_use_of_them(
    content: bytes, per_sheet: int, first: tuple[float, float]
) -> None:
    sheets = impose(content, per_sheet)
    assert page_count(sheets) == -(-page_count(content) // per_sheet)
    assert sizes(sheets)[0] == pytest.approx(first, abs=1)
    assert texts(sheets) == texts(content)


def test_lying_pages_stand_below_each_other() -> None:
    assert sizes(impose(pdf(table_paper(60))[0], 2))[0] == pytest.approx(A4, abs=1)
    assert sizes(impose(pdf(table_paper(60))[0], 4))[0] == pytest.approx(LYING_A4, abs=1)


def test_each_page_keeps_its_way_on_another_paper(content: bytes) -> None:
    for paper, upright in PAPERS.items():
        for size, was in zip(sizes(impose(content, 1, paper)), sizes(content), strict=True):
            lies = was[0] > was[1]
            assert size == pytest.approx(upright[::-1] if lies else upright, abs=1)
