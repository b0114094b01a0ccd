"""The demo county's assessments: a township's body and its cadres, a recommendation, and one whose rounds still differ."""

import random
from collections.abc import Mapping, Sequence
from datetime import date

from huanjie_desktop.catalog.forms import BODY, MOST_SUBJECTS, PERSONS, POSTS
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.tally import NOTHING, UNCLEAR, Sheet
from huanjie_desktop.services.assessment.campaigns import (
    CampaignDraft,
    CategoryDraft,
    PostDraft,
    SubjectDraft,
    create_campaign,
    people_of_roster,
)
from huanjie_desktop.services.assessment.counting import Tallying, tallying_of
from huanjie_desktop.services.assessment.tallying import add_whole_round, finish_round
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people

_VOTERS = (("A", 8), ("B", 22), ("C", 36))
_LIKELY = (62, 27, 8, 2)  # of a hundred, by grade; the rest is left blank or cannot be read
_FEWEST, _MOST = 4, 11
_OTHER = "欧阳向东"  # a name that voters write in


def assess(workspace: Workspace, townships: list[str], chance: random.Random) -> None:
    """Make five campaigns, one of the county; the last one's second entry differs from the first in two marks and waits to be settled."""
    first, second = townships[:2]
    body = _campaign(workspace, BODY, first, date(2026, 5, 12))
    _count(workspace, body.id, 1, _sheets(tallying_of(workspace, body.id), chance))
    cadres = _campaign(workspace, PERSONS, first, date(2026, 5, 12), subjects=_members(workspace, first))
    sheets = _sheets(tallying_of(workspace, cadres.id), chance)
    _count(workspace, cadres.id, 1, sheets)
    _count(workspace, cadres.id, 2, sheets)
    named = _members(workspace, first)
    posts = (PostDraft(f"{first}镇长人选", 1, named[:5]), PostDraft(f"{first}副镇长人选", 2, named[3:9]))
    recommendation = _campaign(workspace, POSTS, first, date(2026, 5, 13), posts=posts)
    tallying = tallying_of(workspace, recommendation.id)
    _count(workspace, recommendation.id, 1, _ballots(tallying, [each.name for each in named], chance))
    whole = _campaign(workspace, BODY, workspace.county, date(2026, 5, 14))
    _count(workspace, whole.id, 1, _sheets(tallying_of(workspace, whole.id), chance))
    other = _campaign(workspace, BODY, second, date(2026, 5, 15))
    sheets = _sheets(tallying_of(workspace, other.id), chance)
    _count(workspace, other.id, 1, sheets)
    _count(workspace, other.id, 2, [*_misread(sheets[:2]), *sheets[2:]])


def assess_roster(workspace: Workspace, roster: str, unit: str, chance: random.Random) -> list[Campaign]:
    """Make a campaign of each kind about a roster's people, as many as a sheet may have, and count it."""
    people_named = tuple(people_of_roster(workspace, roster))[:MOST_SUBJECTS]
    half = -(-len(people_named) // 2)
    parts = [part for part in (people_named[:half], people_named[half:]) if part]
    posts = tuple(PostDraft(f"{unit}第{at}职位人选", at, part) for at, part in enumerate(parts, 1))
    made = []
    for kind in (BODY, PERSONS, POSTS):
        named = people_named if kind == PERSONS else ()
        campaign = _campaign(workspace, kind, unit, date(2026, 6, 18), named, posts if kind == POSTS else ())
        tallying = tallying_of(workspace, campaign.id)
        sheets = _ballots(tallying, [_OTHER], chance) if kind == POSTS else _sheets(tallying, chance)
        _count(workspace, campaign.id, 1, sheets)
        made.append(campaign)
    return made


def _count(workspace: Workspace, campaign: str, number: int, sheets: Sequence[Sheet]) -> None:
    """Count a round and finish it, so that its result stands."""
    add_whole_round(workspace, campaign, number, sheets)
    finish_round(workspace, campaign, number)


def _campaign(
    workspace: Workspace,
    kind: str,
    unit: str,
    day: date,
    subjects: tuple[SubjectDraft, ...] = (),
    posts: tuple[PostDraft, ...] = (),
) -> Campaign:
    form = next(form for form in workspace.catalog.forms.values() if form.kind == kind)
    titles = {category.code: category.title for category in form.categories}
    categories = tuple(CategoryDraft(code, titles.get(code, ""), number, number + 2) for code, number in _VOTERS)
    scope = "县级领导、乡科级正职、机关干部和站所负责人"
    draft = CampaignDraft(form.id, unit, "", day, scope, None, categories, subjects, posts)
    return create_campaign(workspace, draft)[0]


def _members(workspace: Workspace, township: str) -> tuple[SubjectDraft, ...]:
    found = [person for person in people.list_people(workspace.store) if person.unit == township]
    if len(found) < _FEWEST:
        found = people.list_people(workspace.store)
    return tuple(SubjectDraft(person.name, person.current_post, person.id) for person in found[:_MOST])


def _voters(tallying: Tallying, chance: random.Random) -> list[str]:
    """Return the category of each sheet that came back: all but one or two of each."""
    ids: Mapping[str, str] = {each.code: each.id for each in tallying.setup.categories}
    return [ids[code] for code, number in _VOTERS for _ in range(number - chance.randint(0, 2))]


def _sheets(tallying: Tallying, chance: random.Random) -> list[Sheet]:
    shape = tallying.shape
    marks = [str(at + 1) for at in range(shape.grades)] + [NOTHING, UNCLEAR]
    weights = [*_LIKELY[: shape.grades], 0.8, 0.2]
    sheets = [
        Sheet(category, "".join(chance.choices(marks, weights, k=shape.cells)))
        for category in _voters(tallying, chance)
    ]
    sheets[-1] = Sheet(sheets[-1].category_id, shape.empty)
    sheets[-2] = Sheet(sheets[-2].category_id, shape.empty, void=True)
    return sheets


def _ballots(tallying: Tallying, names: list[str], chance: random.Random) -> list[Sheet]:
    shape = tallying.shape
    sheets = []
    for category in _voters(tallying, chance):
        marks = list(shape.empty)
        for post in shape.posts:
            free = range(post.first, post.last)
            likely = [1 / (1 + at - post.first) for at in free]
            for at in set(chance.choices(free, likely, k=post.seats)):
                marks[at] = "1"
        written: tuple[tuple[str, str], ...] = ()
        if chance.random() < 0.08 and "1" not in marks[shape.posts[0].first : shape.posts[0].last]:
            written = ((shape.posts[0].id, names[-1]),)
        sheets.append(Sheet(category, "".join(marks), write_ins=written))
    sheets[0] = Sheet(sheets[0].category_id, NOTHING * shape.cells, write_ins=((shape.posts[0].id, names[-1]),))
    sheets[-1] = Sheet(sheets[-1].category_id, shape.empty)
    return sheets


def _misread(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return two sheets as another person keyed them in: the first mark of one and the last of the other differ."""
    one, other = sheets
    first = "2" if one.marks[0] == "1" else "1"
    last = NOTHING if other.marks[-1] != NOTHING else "1"
    return [
        Sheet(one.category_id, first + one.marks[1:]),
        Sheet(other.category_id, other.marks[:-1] + last),
    ]
