"""Campaigns for tests of their papers, made of domain objects: any number of people, names of every kind."""

from typing import Any

import msgspec

from huanjie_desktop.catalog.forms import BODY, PERSONS, POSTS, FormItem, FormSpec, counting_rules, form_as_text
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post, Setup
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.results import Result
from huanjie_desktop.domain.tally import Sheet, count_sheets
from huanjie_desktop.services.assessment.counting import shape_of
from tests.documents.papers import NAMES

POSTS_HELD = (
    "柳河镇党委委员、人大主席",
    "县委办公室主任",
    "柳河镇党委委员、副镇长、综合行政执法队队长（兼）",
    "副县长",
)
LONG_POST = "柳河镇党委委员、副镇长、政法委员、综治中心主任、综合行政执法队队长"


def form_of(kind: str, **changes: Any) -> FormSpec:
    """Return the program's form of a kind, changed."""
    form = next(form for form in load_catalog().forms.values() if form.kind == kind)
    return msgspec.structs.replace(form, **changes)


def many_items(items: int, grades: int, paper: str = "A3", landscape: bool = True) -> FormSpec:
    """Return a form of people with so many items and grades."""
    form = form_of(PERSONS)
    layout = msgspec.structs.replace(form.layout, paper=paper, landscape=landscape)
    named = tuple(FormItem(title=f"项目{at + 1}") for at in range(items))
    return msgspec.structs.replace(form, items=named, grades=tuple("甲乙丙丁戊己庚辛壬"[:grades]), layout=layout)


def setup_of(form: FormSpec, count: int, about: bool = True, posts: int = 2) -> Setup:
    """Return a campaign of so many subjects; for a form of posts they are listed for `posts` posts together."""
    campaign = Campaign("c", "柳河镇测评", "柳河镇", "v", None, "县级领导、乡科级正职、机关干部", 60)
    version = EntryVersion("v", form.id, 1, form.title, form_as_text(form))
    categories = tuple(
        Category(f"k{code}", "c", code, title, number, number + 2, number, at)
        for at, (code, title, number) in enumerate(
            (("A", "县级领导", 8), ("B", "乡科级正职", 22), ("C", "其他人员", 30))
        )
    )
    made: tuple[Post, ...] = ()
    if form.kind == POSTS:
        titles = ("镇长", "副镇长", LONG_POST)
        made = tuple(Post(f"p{at}", "c", titles[at % 3], at + 1, form.write_ins, at) for at in range(min(posts, count)))
    subjects = tuple(
        AppraisedSubject(
            f"s{at}",
            "c",
            "柳河镇领导班子" if form.kind == BODY and count == 1 else NAMES[at % len(NAMES)],
            at,
            made[at * len(made) // count].id if made else None,
            None,
            POSTS_HELD[at % len(POSTS_HELD)] if about else "",
        )
        for at in range(count)
    )
    return Setup(campaign, version, categories, made, subjects)


def material_of(form: FormSpec, count: int, code: str = "A", **changes: Any) -> CampaignMaterial:
    """Return what a category's sheet is made of."""
    setup = setup_of(form, count, **changes)
    return CampaignMaterial("青禾县", setup, form, setup.category(code))


def result_of(form: FormSpec, count: int, **changes: Any) -> CampaignMaterial:
    """Return a campaign whose sheets were counted: marks that differ from sheet to sheet, some blank or void."""
    setup = setup_of(form, count, **changes)
    shape = shape_of(setup, form)
    marks = "0x" + "123456789"[: shape.grades]
    sheets = []
    for at in range(50):
        category = setup.categories[at % 3]
        if shape.posts:
            chosen = {
                post.first + (at * at) % (post.last - post.first) for post in shape.posts if post.last > post.first
            }
            text = "".join("1" if place in chosen else "0" for place in range(shape.cells))
            written = ((setup.posts[0].id, "欧阳修"),) if at % 7 == 6 else ()
            text = "0" * shape.cells if written else text
            sheets.append(Sheet(category.id, text, at % 17 == 16, written if at % 17 != 16 else ()))
            continue
        text = "".join(marks[(at * 7 + place * place + 2) % len(marks)] for place in range(shape.cells))
        sheets.append(Sheet(category.id, text, at % 17 == 16))
    sheets.append(Sheet(setup.categories[2].id, shape.empty))
    counts = count_sheets(sheets, shape, counting_rules(form))
    result = Result(setup, counts, shape.scales, form.rules.base, form.rules.blank == "void")
    return CampaignMaterial("青禾县", setup, form, result=result)


def spec_of(maker: str, **wanted: Any) -> DocumentSpec:
    """Return the first paper that a function composes."""
    return next(
        spec
        for spec in load_catalog().documents.values()
        if spec.compose == maker and all(getattr(spec, name) == value for name, value in wanted.items())
    )


def sheet(form: FormSpec, count: int, code: str = "A", **changes: Any) -> Document:
    """Return a category's sheet."""
    return compose(spec_of("sheet"), material_of(form, count, code, **changes))
