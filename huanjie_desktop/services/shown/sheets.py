"""A sheet that is keyed in, in words: the lines down its side, and its marks."""

from collections.abc import Mapping

from huanjie_desktop.catalog.forms import PERSONS, FormSpec
from huanjie_desktop.domain.keying import NOT_YET
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.tally import NOTHING, UNCLEAR
from huanjie_desktop.services.assessment.counting import Tallying


def sheet_lines(tallying: Tallying) -> list[str]:
    """Return the words down the side of a sheet: persons, items of a body, or names with their post."""
    setup, form = tallying.setup, tallying.form
    if form.kind == PERSONS:
        return [f"{at}　{display_name(setup.named(each.id))}" for at, each in enumerate(setup.subjects, 1)]
    posts: Mapping[str | None, str] = {post.id: post.title for post in setup.posts}
    if setup.posts:
        return [f"{posts.get(each.post_id, '')}　{display_name(setup.named(each.id))}" for each in setup.subjects]
    several = len(setup.subjects) > 1
    leads = [
        (each.name if several else item.group if item.group != item.title else "", item.title)
        for each in setup.subjects
        for item in form.items
    ]
    return [f"{lead}　{title}" if lead else title for lead, title in leads]


def mark_words(form: FormSpec, item: int, mark: str, brief: bool) -> str:
    """Return a mark of an item in words, or where it is `brief` by its number alone."""
    if mark in (NOT_YET, NOTHING):
        return "" if mark == NOT_YET else "未填"
    if mark == UNCLEAR:
        return "无法辨认"
    return mark if brief else f"{mark} {form.scale(item)[int(mark) - 1]}"
