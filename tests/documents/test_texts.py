"""The texts of papers, kinds and forms: known as such, changed without losing their fields, and checked."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.check import check_catalog
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import DocumentSpec, PaperSpec
from huanjie_desktop.documents.blocks import Cover, Paragraph
from huanjie_desktop.documents.compose import compose, lacking
from huanjie_desktop.documents.compose.check import check_papers
from huanjie_desktop.documents.compose.fields import REGISTERS
from huanjie_desktop.documents.compose.functions import MAKERS
from huanjie_desktop.documents.compose.texts import texts_of, with_texts
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.templates import BLANK
from tests.documents.campaigns import spec_of
from tests.documents.congresses import congress_of

NOTICE = spec_of("articles")
REQUEST = spec_of("request")


def papers_with(spec: DocumentSpec, **changes: Any) -> Catalog:
    """Return the catalogue with one paper changed."""
    catalog = load_catalog()
    changed = msgspec.structs.replace(spec, **changes)
    return replace(catalog, documents={**catalog.documents, spec.id: changed})


def found_in(spec: DocumentSpec, **params: Any) -> list[str]:
    """Return what the check says of a paper with these params."""
    return check_papers(papers_with(spec, params={**spec.params, **params}))


def test_the_programs_papers_are_sound() -> None:
    assert check_papers(load_catalog()) == []
    assert {spec.compose for spec in load_catalog().documents.values()} == set(MAKERS)
    assert all(set(maker.of) <= set(REGISTERS) for maker in MAKERS.values())


def test_every_text_with_fields_in_the_catalogue_is_known_as_one() -> None:
    for spec in load_catalog().documents.values():
        known = "".join(each.text for each in texts_of(spec))
        assert str(spec.params).count("{") - known.count("{") == _tables(spec.params), spec.id


def _tables(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_tables, value.values()))
    return sum(map(_tables, value)) if isinstance(value, list) else 0


def test_texts_have_titles_places_and_fields() -> None:
    texts = {each.path: each for each in texts_of(NOTICE)}
    assert list(texts)[:3] == ["params.heading", "params.sign", "params.articles.0.title"]
    assert texts["params.articles.1.text"].title == "条目正文（2）"
    assert texts["params.articles.0.text"].fields.problems("{dates}{会议地点}") == []
    assert [each.path for each in texts_of(REQUEST) if each.path.startswith("params.articles.0")] == [
        "params.articles.0.title"
    ]


def test_a_text_that_is_never_printed_is_not_offered() -> None:
    articles = [{"title": "议程", "part": "agenda", "text": "不印"}, {"title": "会期", "part": "text", "text": "三天"}]
    spec = msgspec.structs.replace(REQUEST, params={**REQUEST.params, "articles": articles})
    assert [each.text for each in texts_of(spec) if each.path.endswith(".text")] == ["三天"]


def test_numbers_of_a_congress_reach_texts() -> None:
    said = with_texts(NOTICE, {"params.articles.0.text": "{members},{women},{minorities},{minorities_share},{days}"})
    assert "4,2,1,25.0,3" in str(compose(said, congress_of()).blocks)


def test_another_text_takes_the_place_of_one_and_leaves_the_others() -> None:
    changed = with_texts(NOTICE, {"params.articles.0.text": "{venue}见", "params.sign": "秘书处"})
    document = compose(changed, congress_of())
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert paragraphs[0] == "县会议中心见"
    assert (
        paragraphs[1:]
        == [block.text for block in compose(NOTICE, congress_of()).blocks if isinstance(block, Paragraph)][1:]
    )
    assert changed.params["sign"] == "秘书处"
    assert NOTICE.params["sign"] == "{short_title}秘书处"


@pytest.mark.parametrize(
    ("text", "words"),
    [("{开会地点}", "不认识“{开会地点}”"), ("{dates", "花括号不成对")],
)
def test_a_text_that_cannot_be_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(UserError, match=f"“会议须知”的“条目正文（1）”没有改：{words}。.*"):
        with_texts(NOTICE, {"params.articles.0.text": text})
    with pytest.raises(UserError, match=r"没有“params\.x”这一处文字"):
        with_texts(NOTICE, {"params.x": "a"})


def test_texts_of_kinds_and_forms_change_too() -> None:
    kind = next(iter(load_catalog().congress_kinds.values()))
    assert with_texts(kind, {"host": "中共{unit}委"}).host == "中共{unit}委"
    with pytest.raises(UserError, match=r"“会议全称”没有改：不认识“{county}”"):
        with_texts(kind, {"title_pattern": "{county}"})
    changed = with_texts(kind, {"cover_lines.0": "中共{unit}", "words.order_note": "按姓名笔画为序"})
    assert (changed.cover_lines[0], changed.words.order_note) == ("中共{unit}", "按姓名笔画为序")
    assert changed.sessions == kind.sessions
    with pytest.raises(UserError, match=r"“姓名排序说明”没有改：不认识“{unit}”"):
        with_texts(kind, {"words.order_note": "{unit}"})
    form = next(iter(load_catalog().forms.values()))
    assert with_texts(form, {"heading": "{unit}表"}).heading == "{unit}表"
    with pytest.raises(UserError, match=r"“表头”没有改：不认识“{x}”"):
        with_texts(form, {"heading": "{x}"})


def test_a_field_without_a_value_is_a_line_to_write_on_and_is_told() -> None:
    bare = congress_of(start=None, end=None, venue="")
    document = compose(NOTICE, bare)
    assert document.lacking == ("会议日期", "会议地点") == lacking(NOTICE, bare)
    assert f"大会定于{BLANK}在{BLANK}举行。" in str(document.blocks)
    assert compose(NOTICE, congress_of()).lacking == ()


def test_what_an_article_that_is_left_out_would_name_is_not_told() -> None:
    assert lacking(REQUEST, congress_of()) == ()
    said = with_texts(REQUEST, {"params.closing": "{candidate_groups}"})
    assert lacking(said, congress_of()) == ("各类候选人及人数",)


def test_an_unknown_field_in_a_kept_text_is_printed_as_written() -> None:
    cover = spec_of("cover")
    odd = msgspec.structs.replace(cover, params={**cover.params, "sign": "{nobody}秘书处"})
    document = compose(odd, congress_of())
    block = document.blocks[0]
    assert isinstance(block, Cover)
    assert block.foot[0] == "{nobody}秘书处"
    assert document.lacking == ("{nobody}",)


def test_words_of_the_kind_reach_texts_by_fields() -> None:
    said = with_texts(NOTICE, {"params.articles.0.text": "{member}、{group}、{leader}、{congress}、{order_note}"})
    assert "代表、代表团、团长、大会、按姓氏笔画为序" in str(compose(said, congress_of()).blocks)


@pytest.mark.parametrize(
    ("maker", "params", "words"),
    [
        ("cover", {"sign": "{nobody}秘书处"}, "documents/010_cover.toml: params.sign: 不认识“{nobody}”"),
        ("cover", {"sign": "{title"}, "documents/010_cover.toml: params.sign: 花括号不成对"),
        ("cover", {"colour": "red"}, "documents/010_cover.toml: params.colour: 不认识这一项"),
        ("cover", {"kind": 3}, "documents/010_cover.toml: params.kind: 应填文字"),
        ("member_names", {"per_line": "4"}, "documents/070_delegates.toml: params.per_line: 应填数字"),
        ("member_names", {"per_line": True}, "documents/070_delegates.toml: params.per_line: 应填数字"),
        ("agenda", {"by_session": 1}, "documents/040_agenda.toml: params.by_session: 应填是或否"),
        (
            "articles",
            {"articles": [{"title": "甲", "text": "乙"}, {"title": "丙"}]},
            "documents/030_notice.toml: params.articles.1.text: 没有填写",
        ),
        ("articles", {"articles": []}, "documents/030_notice.toml: params.articles: 没有填写"),
        ("articles", {"articles": "甲"}, "documents/030_notice.toml: params.articles: 不认识这一项"),
        (
            "articles",
            {"articles": ["甲"]},
            "documents/030_notice.toml: params.articles.0: 不认识这一项",
        ),
        (
            "request",
            {"articles": [{"title": "甲", "part": "agenda", "text": "乙"}]},
            "documents/035_request.toml: params.articles.0.text: 不会印出来",
        ),
        (
            "request",
            {"articles": [{"title": "甲", "part": "menu", "text": "乙"}]},
            "documents/035_request.toml: params.articles.0.part: 不能是“menu”，可以是",
        ),
        (
            "office_names",
            {"offices": ["presidium", "cook"]},
            "documents/060_presidium.toml: params.offices.1: 没有会议职务“cook”",
        ),
        ("roster_table", {"columns": ["shoe"]}, "documents/110_roster_a4.toml: params.columns.0: 没有栏目“shoe”"),
    ],
)
def test_what_is_wrong_with_params_is_found_with_file_and_key(maker: str, params: dict[str, Any], words: str) -> None:
    found = found_in(spec_of(maker), **params)
    assert len(found) == 1
    assert found[0].startswith(words)


def test_a_missing_param_an_unknown_function_and_a_wrong_subject_are_found() -> None:
    cover = spec_of("cover")
    assert check_papers(papers_with(cover, params={"kind": "会议材料"})) == [
        "documents/010_cover.toml: params.sign: 没有填写"
    ]
    assert check_papers(papers_with(cover, compose="poem")) == ["documents/010_cover.toml: compose: 没有“poem”这种排法"]
    assert check_papers(papers_with(cover, of="roster")) == [
        "documents/010_cover.toml: of: “cover”只能排congress，不能排roster"
    ]


def test_wrong_texts_of_kinds_and_forms_are_found_with_file_and_key() -> None:
    catalog = load_catalog()
    kind = next(iter(catalog.congress_kinds.values()))
    wrong = msgspec.structs.replace(
        kind,
        host="中共{place}委员会",
        short_pattern="第{term次",
        words=msgspec.structs.replace(kind.words, congress="{大会}"),
        papers={NOTICE.id: PaperSpec(params={"sign": "{nobody}", "x": 1})},
    )
    odd_kind = replace(catalog, congress_kinds={**catalog.congress_kinds, kind.id: wrong})
    assert check_catalog(odd_kind) == [
        "congress_kinds/township_party.toml: 会议名称“第{term次”里应有{term}和{unit}",
        "congress_kinds/township_party.toml: 会议的召开者里只能有{unit}",
    ]
    assert check_papers(odd_kind) == [
        "congress_kinds/township_party.toml: words.congress: 不认识“{大会}”",
        f"congress_kinds/township_party.toml: papers.{NOTICE.id}.params.x: 不认识这一项",
        f"congress_kinds/township_party.toml: papers.{NOTICE.id}.params.sign: 不认识“{{nobody}}”",
    ]
    form = next(iter(catalog.forms.values()))
    odd = msgspec.structs.replace(form, heading="{county}测评表")
    assert check_catalog(replace(catalog, forms={**catalog.forms, form.id: odd})) == [
        "forms/010_leading_body.toml: 表头“{county}测评表”不认识“{county}”，只能写“{被测评单位}”"
    ]
