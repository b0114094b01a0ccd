"""The packet: contents by paper, copies that repeat what was set."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from huanjie_desktop.documents.blocks import Contents, Cover, Document, Paragraph, Title
from huanjie_desktop.documents.packet import Entries, Part, write_packet
from huanjie_desktop.documents.pdf import PdfReport
from tests.documents.papers import cover_paper, table_paper, text_paper
from workbench.pdf_pages import texts


class Papers:
    """A packet of a cover with the copy's mark, contents and papers, that counts how often each is composed."""

    def __init__(self, *papers: Document) -> None:
        self.papers = papers
        self.composed: list[str] = []

    def parts(self) -> list[Part]:
        """Return the packet's parts."""
        return [
            Part("封面", self._cover, listed=False),
            Part("目录", self._contents, listed=False),
            *(Part(paper.title, self._plain(paper)) for paper in self.papers),
        ]

    def _cover(self, _contents: Entries, mark: str) -> Document:
        self.composed.append("封面")
        return replace(cover_paper(), blocks=(Cover(("大会",), "会议材料", ("秘书处",), mark),))

    def _contents(self, contents: Entries, _mark: str) -> Document:
        self.composed.append("目录")
        return replace(text_paper(), title="目录", blocks=(Contents(contents),))

    def _plain(self, paper: Document) -> Callable[[Entries, str], Document]:
        def compose(_contents: Entries, _mark: str) -> Document:
            self.composed.append(paper.title)
            return paper

        return compose


def written(parts: list[Part], copies: int = 1, odd_starts: bool = True) -> tuple[bytes, PdfReport]:
    stream = BytesIO()
    report = write_packet(parts, stream, title="会议材料", copies=copies, odd_starts=odd_starts)
    return stream.getvalue(), report


def test_two_papers_of_one_title_have_their_own_pages() -> None:
    first, second = text_paper(), replace(table_paper(40), title=text_paper().title)
    content, report = written(Papers(first, second).parts())
    pages = re.findall(r"…(\d+)", texts(content)[2].split("—")[0])
    assert report.starts[2] != report.starts[3]
    assert pages == [str(start) for start in report.starts[2:]]


@pytest.mark.parametrize("odd_starts", [True, False])
def test_every_copy_has_its_number_and_all_pages(odd_starts: bool) -> None:
    alone, one = written(Papers(text_paper()).parts(), odd_starts=odd_starts)
    content, report = written(Papers(text_paper()).parts(), 3, odd_starts)
    blank = one.pages % 2 if odd_starts else 0
    each = [*texts(alone), *[""] * blank]
    pages = texts(content)
    assert report.pages == len(pages) == 3 * len(each)
    for copy in range(3):
        own = pages[copy * len(each) : (copy + 1) * len(each)]
        assert f"份号：{copy + 1:03d}" in own[0]
        assert own[0].count("份号") == 1
        assert own[1:] == each[1:]
    with pikepdf.open(BytesIO(content)) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root] == ["第001份", "第002份", "第003份"]
        places = [item.destination for item in outline.root]
        assert all(isinstance(place, pikepdf.Array) for place in places)
        starts = [file.pages.index(pikepdf.Page(place[0])) for place in places if isinstance(place, pikepdf.Array)]
        assert starts == [0, len(each), 2 * len(each)]


def test_copies_set_only_what_bears_their_number() -> None:
    papers = Papers(text_paper(), table_paper(30))
    content, _ = written(papers.parts(), 3)
    few = len(papers.composed)
    papers.composed.clear()
    more, _ = written(papers.parts(), 50)
    assert len(papers.composed) - few == 47
    assert {title for title in papers.composed if papers.composed.count(title) > 3} == {"封面"}
    assert len(more) < 1.5 * len(content)
    assert len(set(texts(more)[0 :: len(texts(more)) // 50])) == 50


def test_a_numbered_paper_with_the_mark_keeps_its_place_and_page_numbers() -> None:
    def compose(_contents: Entries, mark: str) -> Document:
        blocks = tuple(Paragraph(f"{mark}第{at}段。" + "文" * 300) for at in range(4))
        return replace(text_paper(), blocks=(Title("保密材料"), *blocks))

    parts = [
        Part("须知", lambda _c, _m: text_paper()),
        Part("保密材料", compose),
        Part("名册", lambda _c, _m: table_paper(3)),
    ]
    content, report = written(parts, 3)
    start = report.starts[1]
    pages = texts(content)
    each = len(pages) // 3
    for copy in range(3):
        for page in range(start, start + 2):
            text = pages[copy * each + page - 1]
            assert f"份号：{copy + 1:03d}" in text
            assert f"—{page}—" in text
        assert "名册" in pages[copy * each + report.starts[2] - 1]
