"""What the list of the page has: the round, and its congresses by day."""

from collections import Counter
from collections.abc import Iterator

from huanjie_desktop.qt.widgets.choice_list import Choice
from huanjie_desktop.services.shown.plan import PlanShown, short_day

WHOLE = ""  # the choice of all congresses


def _whole_words(shown: PlanShown) -> str:
    late = sum(row.is_late for row in shown.rows)
    return f"全县\n{len(shown.congresses)}次会议，{len(shown.rows)}步" + (f"，逾期{late}" if late else "")


def _day_name(title: str) -> str:
    """Return a day's name without its congress, which stands above it: 开幕日 of 乡镇党代会开幕日."""
    return title.rpartition("会")[2]


def choices(shown: PlanShown) -> Iterator[Choice]:
    """Give the round, then the congresses as rows of the list: the day, and what it is called or how many steps are late.

    Both have no room in a row; the tip has them.
    """
    yield Choice(WHOLE, _whole_words(shown))
    late = Counter(row.congress.id for row in shown.rows if row.is_late)
    for planned in shown.congresses:
        start = planned.congress.start
        assert start is not None
        said = [_day_name(shown.anchors.get(planned.anchor, ""))]
        said += [f"逾期{late[planned.id]}"] if late[planned.id] else []
        head = f"{planned.title}\n{short_day(start)}"
        yield Choice(planned.id, f"{head}　{said[-1]}", tip="　".join((head, *said)))
