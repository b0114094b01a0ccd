"""Whatever form the office makes: its sheet is refused in plain words, or whole and within its margins."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.forms import KINDS, PERSONS, POSTS, FormItem, FormLayout, FormSpec, form_problems
from huanjie_desktop.domain.errors import UserError
from tests.documents.campaigns import form_of, sheet
from tests.documents.papers import outside, pdf, texts

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
