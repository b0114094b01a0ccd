"""What was counted in a campaign, by subject, item and category, and what its shares are shares of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.assessment import AppraisedSubject, Category, Post, Setup
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, total_box


@dataclass(frozen=True)
class Result:
    """测评结果: the counts that hold; `grades` is how many the form has, `base_rule` what shares are of (valid, marked, issued)."""

    setup: Setup
    counts: Counts
    grades: int
    base_rule: str

    def box(self, category: Category | None = None) -> Box:
        """Return the sheets of one category, or all."""
        if category is not None:
            return self.counts.boxes.get(category.id, Box())
        return total_box(self.counts.boxes.values())

    def issued(self, category: Category | None = None) -> int | None:
        """Return what was handed out to one category (None: only the total is known), or in all."""
        return self.setup.campaign.issued if category is None else category.issued

    def numbers(self, subject: AppraisedSubject, item: int, category: Category | None = None) -> tuple[int, ...]:
        """Return the count of each grade, then of the unreadable, of one category or all."""
        grades = (*range(self.grades), UNREADABLE)
        return tuple(sum(self._mark(subject.id, item, grade, each) for each in self._ids(category)) for grade in grades)

    def unmarked(self, numbers: Iterable[int], category: Category | None = None) -> int:
        """Return on how many valid sheets a place with these numbers was left without a mark."""
        return max(self.box(category).valid - sum(numbers), 0)

    def base(self, numbers: Sequence[int], category: Category | None = None) -> int:
        """Return what a share of these numbers is a share of, by the form's rule."""
        if self.base_rule == "marked":
            return sum(numbers[: self.grades])
        if self.base_rule == "issued":
            return self.issued(category) or 0
        return self.box(category).valid

    def written_in(self, post: Post) -> list[str]:
        """Return the names written in for a post, in the order of their characters."""
        return sorted({name for _, id_, name in self.counts.write_ins if id_ == post.id})

    def votes(self, post: Post, name: str, category: Category | None = None) -> int:
        """Return how often a name was written in for a post."""
        return sum(self.counts.write_ins.get((each, post.id, name), 0) for each in self._ids(category))

    def _ids(self, category: Category | None) -> list[str]:
        return [category.id] if category else [*(each.id for each in self.setup.categories), ""]

    def _mark(self, subject: str, item: int, grade: int, category: str) -> int:
        return self.counts.marks.get((category, subject, item, grade), 0)
