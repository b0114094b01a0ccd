"""Whatever form the office makes: its sheet is refused in plain words, or whole and within its margins."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.forms import BODY, KINDS, PERSONS, POSTS, FormItem, FormLayout, FormSpec, form_problems
from huanjie_desktop.domain.errors import UserError
from tests.documents.campaigns import form_of, sheet
from tests.documents.papers import pdf
from workbench.pdf_pages import outside, texts

WORDS = st.text(alphabet="德能勤绩廉总体评价政治建设党风（）、A9", min_size=1, max_size=24)
GRADES = st.text(alphabet="优良秀好基本称职不（90—）", min_size=1, max_size=12)
LAYOUTS = st.builds(
    FormLayout,
    paper=st.sampled_from(["A4", "A3"]),
    landscape=st.booleans(),
    size=st.floats(0, 100),
    row_height=st.floats(0, 500),
)
ITEMS = st.lists(
    st.builds(
        FormItem, title=WORDS, group=st.sampled_from(["", "思想", "工作实绩"]), points=st.one_of(st.just(""), WORDS)
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda item: (item.group, item.title),
)


@st.composite
def forms(draw: st.DrawFn) -> FormSpec:
    kind = draw(st.sampled_from(KINDS))
    plain: dict[str, object] = {"layout": draw(LAYOUTS), "instructions": tuple(draw(st.lists(WORDS, max_size=6)))}
    if kind != POSTS:
        plain |= {
            "items": tuple(draw(ITEMS)),
            "grades": tuple(draw(st.lists(GRADES, min_size=2, max_size=9, unique=True))),
        }
    return msgspec.structs.replace(form_of(kind), heading="{unit}" + draw(WORDS), **plain)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms(), count=st.integers(1, 60), about=st.booleans())
def test_any_form_is_refused_or_whole(form: FormSpec, count: int, about: bool) -> None:
    assert form_problems(form) == []
    subjects = count if form.kind != "body" else 1
    try:
        document = sheet(form, subjects, about=about)
    except UserError:
        assert form.kind == PERSONS
        assert len(form.items) * len(form.grades) > 6
        return
    content, report = pdf(document)
    assert outside(content, document.page) == []
    assert report.missing == ()
    pages = texts(content)
    assert all("A票" in page for page in pages)
    assert len(pages) <= 30


def long_heads(grades: tuple[str, ...], items: tuple[str, ...], size: float, row_height: float) -> FormSpec:
    """Return a form whose heads are tall on a page that is not."""
    return msgspec.structs.replace(
        form_of(PERSONS),
        items=tuple(FormItem(title=title) for title in items),
        grades=grades,
        instructions=("9",) * 4,
        layout=FormLayout(paper="A4", landscape=True, size=size, row_height=row_height),
    )


@pytest.mark.parametrize(
    ("form", "count", "pages"),
    [
        (long_heads(("0", "0—0—0—0—————"), ("9", "A"), 16, 23), 1, 1),
        (
            long_heads(("优称—称好不良（—本良基", "基90不基）不—）好秀称"), ("德", "能", "勤", "绩", "廉"), 24, 10.5),
            39,
            5,
        ),
        (long_heads(("优秀", "称职"), ("一二三四五六七八九十" * 3, *"德能勤绩廉法纪风政治建设"), 16, 10), 30, 5),
    ],
)
def test_tall_heads_leave_room_for_the_names(form: FormSpec, count: int, pages: int) -> None:
    content, _report = pdf(sheet(form, count, about=False))
    assert all("A票" in page for page in texts(content))
    assert len(texts(content)) <= pages


def test_a_tall_head_of_a_body_leaves_room_for_its_items() -> None:
    form = msgspec.structs.replace(
        form_of(BODY),
        items=tuple(
            FormItem(title=title, group=group, points="政治建设" * 5)
            for title, group in zip("德能勤绩", "甲乙乙丙", strict=True)
        ),
        grades=(
            "好本）9秀—",
            "）职9（本—好本",
            "称（不基好",
            "良",
            "——",
            "秀（—良好99",
            "0—不不基0称本—不称秀",
            "优（0不优",
            "00优良好好",
        ),
        instructions=("9",) * 6,
        layout=FormLayout(paper="A4", landscape=True, size=62, row_height=62),
    )
    content, _report = pdf(sheet(form, 1, about=False))
    assert all("A票" in page for page in texts(content))
    assert len(texts(content)) <= 2
