"""What was counted in a campaign, by subject, item and category, and what its shares are shares of.

Few sheets of one category would tell what single voters wrote: results by category join categories of which fewer than
`FEW` marked sheets came back with the next ones, unless the chair decided that they stand apart and the sheet said so.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from huanjie_desktop.domain.assessment import AppraisedSubject, Category, Post, Setup
from huanjie_desktop.domain.poll import poll_text, text_digest
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, total_box

FEW = 5  # sheets
OTHER = Category("", "", "", "未分票类")


@dataclass(frozen=True)
class Group:
    """Categories whose results are shown together, in their order; mostly one."""

    categories: tuple[Category, ...]

    @property
    def code(self) -> str:
        """Return the marks of its categories: A, or B、C."""
        return "、".join(each.code for each in self.categories if each.code)

    @property
    def title(self) -> str:
        """Return who has its sheets."""
        return "、".join(each.title for each in self.categories if each.title)

    @property
    def words(self) -> str:
        """Return the group as printed: A票, B、C票."""
        return f"{self.code}票" if self.code else self.title


@dataclass(frozen=True)
class Result:
    """测评结果: the counts that hold; `scales` is how many grades each item has, `base_rule` what shares are of.

    The rules are valid, given (valid but for blank sheets), collected, marked (marks that count) and issued; `blank_void`
    says that blank sheets are not among the valid ones anyway.
    """

    setup: Setup
    counts: Counts
    scales: tuple[int, ...]
    base_rule: str
    blank_void: bool

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return the categories in groups of which at least `FEW` marked sheets came back, or that stand apart by decision.

        Sheets without a category stand at the end.
        """
        apart = [Group((each,)) for each in self.setup.categories if each.apart]
        rest = [each for each in self.setup.categories if not each.apart]
        rest += [OTHER] if "" in self.counts.boxes else []
        places = {each.id: at for at, each in enumerate((*self.setup.categories, OTHER))}
        joined = [
            Group(tuple(sorted(group, key=lambda each: places[each.id]))) for group in _joined(rest, self._marked)
        ]
        return tuple(sorted((*apart, *joined), key=lambda group: places[group.categories[0].id]))

    @cached_property
    def totals(self) -> str:
        """Return the totals as they are kept and hashed: what was asked, and every number that is not 0."""
        plain = {
            "poll": text_digest(poll_text(self.setup)),
            "issued": self.setup.campaign.issued,
            "boxes": sorted([id_, box.collected, box.void, box.blank] for id_, box in self.counts.boxes.items()),
            "marks": sorted([*key, number] for key, number in self.counts.marks.items() if number),
            "write_ins": sorted([*key, number] for key, number in self.counts.write_ins.items() if number),
        }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the totals."""
        return text_digest(self.totals)

    @property
    def grades(self) -> int:
        """Return how many grades the longest scale has."""
        return max(self.scales, default=0)

    def box(self, of: Category | Group | None = None) -> Box:
        """Return the sheets of one category, of a group, or all."""
        if of is None:
            return total_box(self.counts.boxes.values())
        return total_box(self.counts.boxes.get(id_, Box()) for id_ in self._ids(of))

    def issued(self, of: Category | Group | None = None) -> int | None:
        """Return what was handed out to one category or a group (None: only the total is known), or in all."""
        if of is None:
            return self.setup.campaign.issued
        known = [each.issued for each in _categories(of)]
        return None if None in known else sum(each or 0 for each in known)

    def numbers(
        self, subject: AppraisedSubject, item: int, category: Category | Group | None = None
    ) -> tuple[int, ...]:
        """Return the count of each grade, then of the unreadable, of one category or all."""
        grades = (*range(self.scales[item]), UNREADABLE)
        return tuple(sum(self._mark(subject.id, item, grade, each) for each in self._ids(category)) for grade in grades)

    def unmarked(self, numbers: Iterable[int], category: Category | Group | None = None) -> int:
        """Return on how many valid sheets a place with these numbers was left without a mark."""
        return max(self.box(category).valid - sum(numbers), 0)

    def base(self, numbers: Sequence[int], category: Category | Group | None = None) -> int:
        """Return what a share of these numbers is a share of, by the form's rule."""
        box = self.box(category)
        if self.base_rule == "marked":
            return sum(numbers[:-1])
        if self.base_rule == "issued":
            return self.issued(category) or 0
        if self.base_rule == "collected":
            return box.collected
        return box.valid - (box.blank if self.base_rule == "given" and not self.blank_void else 0)

    def written_in(self, post: Post) -> list[str]:
        """Return the names written in for a post, in the order of their characters."""
        return sorted({name for _, id_, name in self.counts.write_ins if id_ == post.id})

    def votes(self, post: Post, name: str, category: Category | Group | None = None) -> int:
        """Return how often a name was written in for a post."""
        return sum(self.counts.write_ins.get((each, post.id, name), 0) for each in self._ids(category))

    def _ids(self, of: Category | Group | None) -> list[str]:
        if of is None:
            return [*(each.id for each in self.setup.categories), ""]
        return [each.id for each in _categories(of)]

    def _marked(self, category: Category) -> int:
        """Return how many sheets of a category say something."""
        box = self.box(category)
        return box.valid - (0 if self.blank_void else box.blank)

    def _mark(self, subject: str, item: int, grade: int, category: str) -> int:
        return self.counts.marks.get((category, subject, item, grade), 0)


def counts_in(totals: str) -> Counts:
    """Return the counts that kept totals hold."""
    plain = json.loads(totals)
    return Counts(
        {id_: Box(*numbers) for id_, *numbers in plain["boxes"]},
        {(category, subject, item, grade): number for category, subject, item, grade, number in plain["marks"]},
        {(category, post, name): number for category, post, name, number in plain["write_ins"]},
    )


def _categories(of: Category | Group) -> tuple[Category, ...]:
    return of.categories if isinstance(of, Group) else (of,)


def _joined(categories: Sequence[Category], marked: Callable[[Category], int]) -> Iterator[list[Category]]:
    """Give the categories, those with few marked sheets joined with the next smallest until they are not few.

    One without a marked sheet tells nothing and stands by itself.
    """
    few: list[Category] = []
    for category in sorted(categories, key=marked):
        if marked(category) == 0 or (marked(category) >= FEW and not 0 < sum(map(marked, few)) < FEW):
            yield [category]
        else:
            few.append(category)
    if few:
        yield few
