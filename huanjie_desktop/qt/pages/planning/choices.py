"""What the list of the page has: the round, and its congresses by day."""

from collections import Counter
from collections.abc import Iterator

from huanjie_desktop.qt.widgets.choice_list import Choice
from huanjie_desktop.services.shown.plan import PlanShown, short_day

WHOLE = ""  # the choice of all congresses


def _whole_words(shown: PlanShown) -> str:
    late = sum(row.is_late for row in shown.rows)
    return f"全县\n{len(shown.congresses)}次会议，{len(shown.rows)}步" + (f"，逾期{late}" if late else "")


def choices(shown: PlanShown) -> Iterator[Choice]:
    """Give the round, then the congresses as rows of the list, with the anchor that each day is and how many steps are late."""
    yield Choice(WHOLE, _whole_words(shown))
    late = Counter(row.congress.id for row in shown.rows if row.is_late)
    for planned in shown.congresses:
        start = planned.congress.start
        assert start is not None
        words = f"{planned.title}\n{short_day(start)}　{planned.anchor}"
        yield Choice(planned.id, words + (f"　逾期{late[planned.id]}" if late[planned.id] else ""))
