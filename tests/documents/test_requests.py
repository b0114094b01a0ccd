"""请示 in upward form, one matter a paper; rosters with what an office signs and fills in."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.blocks import (
    Block,
    Cover,
    Document,
    Heading,
    PageStyle,
    Paragraph,
    RedHead,
    Signature,
    Table,
    Title,
)
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.compose.texts import with_texts
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.material import CongressMaterial, ElectionMaterial, PersonGroup, RosterMaterial
from huanjie_desktop.documents.words import breaks_no_word
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import RosterEntry
from huanjie_desktop.domain.tally import share_words
from huanjie_desktop.domain.templates import BLANK
from tests.documents.congresses import PEOPLE, congress_of
from tests.documents.papers import pdf
from tests.documents.test_agenda_papers import item, sitting
from workbench.pdf_pages import MM, lines_of, outside, pieces, texts, words_of

ELECTIONS = (ElectionMaterial("委员会委员", 3, 10), ElectionMaterial("常务委员", 0, 0, 1), ElectionMaterial("主任", 1))


def requests() -> list[DocumentSpec]:
    return [spec for spec in load_catalog().documents.values() if spec.compose == "request"]


def full(**changes: object) -> CongressMaterial:
    made = replace(
        congress_of(),
        sessions=(sitting("会", item("a", "听取报告"), role="plenary"),),
        elections=ELECTIONS,
        candidates=(PersonGroup("委员会委员候选人", PEOPLE[:3]), PersonGroup("主任候选人", PEOPLE[3:])),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def said(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph | Heading | Title):
            text = block.text
            found.append(text if isinstance(text, str) else "".join(run.text for run in text))
        elif isinstance(block, RedHead):
            found.append(f"{block.mark}{block.number}{block.signer}")
    return found


def test_each_request_has_places_for_number_and_signer_and_a_seal() -> None:
    assert len(requests()) == 2
    for spec in requests():
        document = compose(spec, full())
        lines = said(document)
        head = next(line for line in lines if "签发人：" in line)
        assert head.index("〔2026〕") < head.index("签发人：")
        assert lines.index(head) < next(at for at, line in enumerate(lines) if "请示" in line)
        assert lines[-1].startswith("（联系人：")
        assert [block.sealed for block in document.blocks if isinstance(block, Signature)] == [True]
        content, report = pdf(document)
        assert (report.missing, outside(content, document.page)) == ((), [])


def test_a_request_is_about_one_matter() -> None:
    holding, people = (compose(spec, full()) for spec in requests())
    assert not [block for block in holding.blocks if isinstance(block, Table)]
    assert not any("林木" in line for line in said(holding))
    tables = [block for block in people.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [3, 1]
    assert not any("议程" in line for line in said(people))


def test_numbers_and_surplus_of_each_body_are_named_and_what_is_not_known_is_a_line() -> None:
    lines = "\n".join(said(compose(requests()[0], full())))
    assert f"1.委员会委员名额{BLANK}名，提名候选人3名，差额不少于10%。" in lines
    assert f"2.常务委员名额{BLANK}名，提名候选人{BLANK}名，差额1名以上。" in lines
    assert f"3.主任名额{BLANK}名，提名候选人1名。" in lines


@pytest.mark.parametrize(
    ("changes", "enclosed"),
    [
        ({}, ["附件：1.代表名册", "　　　2.大会议程（草案）", "　　　3.大会日程（草案）"]),
        ({"groups": ()}, ["附件：1.大会议程（草案）", "　　　2.大会日程（草案）"]),
        ({"sessions": ()}, ["附件：代表名册"]),
        ({"groups": (), "sessions": ()}, []),
    ],
)
def test_the_list_of_enclosures_is_what_there_is(changes: dict[str, object], enclosed: list[str]) -> None:
    lines = said(compose(requests()[0], full(**changes)))
    assert [line for line in lines if line.startswith(("附件", "　　　")) and "签发人" not in line] == enclosed


def test_a_seal_has_room_and_the_date_stands_four_characters_in() -> None:
    blocks: tuple[Block, ...] = (
        *(Paragraph("县" * 20) for _ in range(21)),
        Signature("中共青禾县委员会", "2026年5月25日", sealed=True),
    )
    document = replace(compose(requests()[0], full()), blocks=blocks)
    page = pieces(pdf(document)[0])[-1]
    date_pieces = [piece for piece in page if round(piece.y) == round(page[-1].y)]
    assert date_pieces[0].x > 200
    name = next(piece for piece in page if piece.words.startswith("中共"))
    assert name.y > date_pieces[0].y
    right = 595.3 - 26 * 72 / 25.4 - 4 * 15.8
    assert date_pieces[-1].x + 16 == pytest.approx(right, abs=3)


@pytest.mark.parametrize("count", range(6, 26))
def test_a_signature_stands_with_the_end_of_its_text(count: int) -> None:
    request = compose(requests()[0], full())
    texts_above = tuple(Paragraph(f"第{at}行") for at in range(count))
    closing = request.blocks.index(next(block for block in request.blocks if getattr(block, "keep_with_next", False)))
    document = replace(request, blocks=(*texts_above, *request.blocks[closing:]))
    page = pieces(pdf(document)[0])[-1]
    words = [piece.words for piece in page]
    assert "妥否，请批示。" in words
    assert "中共青禾县委员会" in words
    assert page[-1].y > 37 * 72 / 25.4


@pytest.mark.parametrize("sealed", [True, False])
def test_a_long_name_under_a_paper_is_broken_between_words_and_stays_within_the_margins(sealed: bool) -> None:
    name = "中共青禾县城乡建设与自然资源综合行政执法和公共资源交易服务保障中心委员会"
    blocks: tuple[Block, ...] = (Paragraph("请批示。"), Signature(name, "2026年5月25日", sealed=sealed))
    document = replace(compose(requests()[0], full()), blocks=blocks)
    content, _ = pdf(document)
    assert outside(content, document.page) == []
    rows = [words_of(line) for line in lines_of(pieces(content)[0])[1:]]
    assert "".join(rows) == f"{name}2026年5月25日"
    assert breaks_no_word(rows[:-1])
    assert all(row.encode() in document_xml(document) for row in rows)
    last, date = lines_of(pieces(content)[0])[-2:]
    assert sealed or date[0].x - last[0].x == pytest.approx(2 * 15.8, abs=0.5)


def test_a_long_unit_on_a_cover_has_its_lines_within_the_margins_and_between_words() -> None:
    unit = "青禾县城乡建设与自然资源综合行政执法和公共资源交易服务保障中心（县大数据发展管理局）"
    cover = Cover((f"中国共产党{unit}", "第一次代表大会"), "会议材料", (f"{unit}第一次党代会秘书处", "2026年7月"))
    names = (unit, cover.lines[0])
    document = Document("封面", PageStyle(numbering="none"), (cover,), number_pages=False, names=names)
    content, report = pdf(document)
    assert (report.pages, outside(content, document.page)) == (1, [])
    rows = [words_of(line) for line in lines_of(pieces(content)[0])]
    title = rows[: rows.index("第一次代表大会")]
    assert breaks_no_word(title)
    assert "自然资源" in "|".join(title)


def test_a_note_stands_beside_the_lower_half_of_a_seal() -> None:
    sealed = (Signature("中共青禾县委员会", "2026年5月25日", sealed=True), Paragraph("（联系人：李敏）"))
    blocks: tuple[Block, ...] = (*(Paragraph(f"第{at}行") for at in range(17)), *sealed)
    assert pdf(replace(compose(requests()[0], full()), blocks=blocks))[1].pages == 1


@pytest.mark.parametrize("count", range(12, 21))
def test_a_signature_never_has_a_sheet_to_itself(count: int) -> None:
    lines = (*(Paragraph(f"第{at}行") for at in range(count)), Paragraph("县" * 28 * 4))
    document = replace(compose(requests()[0], full()), blocks=(*lines, Signature("大会秘书处", "2026年7月")))
    assert not pieces(pdf(document)[0])[-1][0].words.startswith("大会")


def test_the_red_head_is_printed_where_the_office_wants_it() -> None:
    spec = requests()[0]
    on_paper = pieces(pdf(compose(spec, full()))[0])[0]
    assert [block.mark for block in compose(spec, full()).blocks if isinstance(block, RedHead)] == [""]
    printed = compose(with_texts(spec, {"params.red_head": "{host}文件"}), full())
    content = pdf(printed)[0]
    page = pieces(content)[0]
    mark = page[0]
    assert mark.words == "中共青禾县委员会文件"
    assert 297 * MM - mark.y - mark.size * 0.86 == pytest.approx((37 + 35) * MM, abs=1)
    assert mark.size * len(mark.words) <= 156 * MM + 1
    assert [each.y for each in page[1:]] == [each.y for each in on_paper], (
        "text stands where it would on the office's paper"
    )
    assert outside(content, printed.page) == []
    assert b"E60012" in document_xml(printed)
    assert b"E60012" not in document_xml(compose(spec, full()))


def document_xml(document: Document) -> bytes:
    stream = BytesIO()
    write_docx([document], stream)
    return zipfile.ZipFile(stream).read("word/document.xml")


def test_nothing_known_prints_no_nonsense() -> None:
    bare = replace(congress_of(start=None, end=None, venue=""), groups=(), superior="")
    for spec in load_catalog().documents.values():
        if spec.of == "congress":
            text = "".join(said(compose(spec, bare)))
            assert "共0名" not in text, spec.id
            assert "0名" not in text.replace("＿", ""), spec.id
            assert "定于在" not in text, spec.id
            assert "在召开" not in text, spec.id


@pytest.mark.parametrize(
    ("count", "of", "share"), [(9, 80, "11.3%"), (1, 8, "12.5%"), (45, 400, "11.3%"), (1, 3, "33.3%")]
)
def test_shares_of_papers_are_rounded_half_up(count: int, of: int, share: str) -> None:
    assert share_words(count, of) == share
    group = congress_of().groups[0]
    people = tuple(Person(f"p{at}", "王", "女" if at < count else "男") for at in range(of))
    text = "".join(said(compose(requests()[0], full(groups=(replace(group, members=people),)))))
    assert f"妇女代表{count}名，占{share}" in text


def roster_paper(spec_id: str, **changes: object) -> Table:
    columns = load_catalog().columns
    entries = {person.id: RosterEntry("e", "r", person.id, 0, "第一代表团") for person in PEOPLE}
    made = RosterMaterial(
        "青禾县", "代表名册", (PersonGroup("第一代表团", PEOPLE),), columns, date(2026, 7, 26), entries
    )
    document = compose(load_catalog().documents[spec_id], replace(made, **changes))  # type: ignore[arg-type]
    return next(block for block in document.blocks if isinstance(block, Table))


@pytest.mark.parametrize("spec_id", ["roster-sheet", "roster-sheet-a3", "delegate-roster-sheet", "candidate-sheet"])
def test_a_roster_has_places_for_unit_seal_and_who_filled_it_in(spec_id: str) -> None:
    table = roster_paper(spec_id)
    assert table.note.startswith("填报单位（盖章）：")
    assert all(word in table.foot for word in ("填表人：", "填表日期：　　　　年　　月　　日"))


def test_the_roster_of_delegates_says_group_constituency_and_status() -> None:
    heads = [getattr(cell, "text", cell) for cell in roster_paper("delegate-roster-sheet").head[0].cells]
    assert {"代表团", "选举单位", "代表身份"} <= set(heads)
    table = roster_paper("delegate-roster-sheet")
    assert [row.kind for row in table.rows] == ["row"] * len(PEOPLE) + ["total"]
    assert {row.cells[heads.index("代表团")] for row in table.rows[:-1]} == {"第一代表团"}


def test_an_order_is_said_where_it_is_to_be_said() -> None:
    assert "以姓氏笔画为序" in roster_paper("candidate-sheet", order="以姓氏笔画为序").note


def test_ids_and_telephones_are_never_broken() -> None:
    people = tuple(
        Person(f"p{at}", "王小明", id_number=f"99010119790928{at:04d}", phone=f"199099{at:05d}") for at in range(40)
    )
    for spec in load_catalog().documents.values():
        if spec.of != "roster" or not {"id_number", "phone"} & set(spec.params["columns"]):
            continue
        group = (PersonGroup("", people),)
        made = RosterMaterial("青禾县", "名册", group, load_catalog().columns, date(2026, 7, 26))
        content, _ = pdf(compose(spec, made))
        words = {piece.words for page in pieces(content) for piece in page}
        assert all(person.id_number in words for person in people), spec.id
        assert "phone" not in spec.params["columns"] or all(person.phone in words for person in people), spec.id


def test_contents_alone_say_of_what_they_are() -> None:
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == "contents")
    alone = compose(spec, replace(congress_of(), contents=(("会议须知", ""),)))
    among = compose(spec, replace(congress_of(), contents=(("会议须知", "3"),)))
    assert said(alone)[0] == "中国共产党青禾县第十二次代表大会\n会议材料目录"
    assert said(among)[0] == "目　录"
    assert "1.会议须知" in texts(pdf(alone)[0])[0]
    assert "…" not in texts(pdf(alone)[0])[0]
    assert "会议须知…" in texts(pdf(among)[0])[0]
    assert "会议须知" in texts(pdf(alone)[0])[0]
