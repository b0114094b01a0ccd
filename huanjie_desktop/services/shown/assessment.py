"""What the page shows of forms and campaigns, read in the worker in one go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.poll import short_digest
from huanjie_desktop.domain.tally import Counts, Sheet, total_box
from huanjie_desktop.services.assessment import counting, forms, tallying
from huanjie_desktop.services.assessment.appraisals import Appraisal
from huanjie_desktop.services.assessment.counting import Tallying
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing import sheet_printing
from huanjie_desktop.services.printing.print_subjects import CATEGORY
from huanjie_desktop.services.shown.papers import ShownPaper, paper_of_document, paper_of_sheets
from huanjie_desktop.services.workspace import Workspace

TABLES = (  # of which a change is a change of what is shown
    "own_entry",
    "campaign",
    "campaign_category",
    "campaign_post",
    "campaign_subject",
    "count_round",
    "count_box",
    "count_mark",
    "count_write_in",
    "settlement",
    "roster",
    "setting",
)
ROUNDS = {1: "第一遍", 2: "第二遍"}


@dataclass(frozen=True)
class Listed:
    """A campaign in the list, and where it stands."""

    campaign: Campaign
    state: str
    form: str = ""  # the id of its form

    @property
    def words(self) -> str:
        """Return its two lines in the list: the title, the day and the state."""
        day = self.campaign.day
        return f"{self.campaign.title}\n{f'{day.month}月{day.day}日' if day else '日期未定'}　{self.state}"


@dataclass(frozen=True)
class Lists:
    """Both lists of the page, with what the dialogs offer."""

    county: str
    campaigns: tuple[Listed, ...]
    forms: tuple[FormEntry, ...]
    rosters: tuple[tuple[str, str], ...]  # (id, name) of those that have people

    def users_of(self, form: str) -> list[str]:
        """Return the titles of the campaigns that use a form."""
        return [each.campaign.title for each in self.campaigns if each.form == form]


@dataclass(frozen=True)
class Shown:
    """Everything of one campaign that the tabs show."""

    appraisal: Appraisal
    counts: Mapping[int, Counts]
    newer_form: bool
    papers: tuple[ShownPaper, ...]
    rosters: tuple[tuple[str, str], ...]

    @property
    def tallying(self) -> Tallying:
        """Return the campaign as it is counted."""
        return self.appraisal.tallying

    @property
    def campaign(self) -> Campaign:
        """Return the campaign."""
        return self.tallying.setup.campaign

    @property
    def counted(self) -> bool:
        """Tell whether anything was keyed in, so that the sheet stays as it is."""
        return any(counts.boxes or counts.marks for counts in self.counts.values())

    @property
    def no_result(self) -> str:
        """Return why there is no result yet, in a sentence; "" where there is one."""
        return "".join(f"{problem}。" for problem in self.appraisal.problems[:1])

    @property
    def at_stake(self) -> str:
        """Return what goes with the campaign when it is deleted: what was counted, and whether there is a result."""
        sheets = max((total_box(counts.boxes.values()).collected for counts in self.counts.values()), default=0)
        words = f"{len(self.tallying.setup.subjects)} 个测评对象"
        words += f"、录入的 {sheets} 张票" if sheets else ""
        return f"{words}{'和结果' if self.appraisal.ready else ''}一并删除，可以撤销。"

    @property
    def balance(self) -> str:
        """Return what stands out in the numbers of sheets."""
        categories = self.tallying.setup.categories
        entitled, printed = sum(each.entitled for each in categories), sum(each.printed for each in categories)
        issued = self.campaign.issued
        words = [f"应到 {entitled} 人，印制 {printed} 张，发出 {issued} 张。"]
        if entitled and issued > entitled:
            words.append("发出的多于应到人数，请核对。")
        if printed and issued > printed:
            words.append("发出的多于印制的，请核对。")
        return "".join(words)

    def heading_of(self, number: int) -> str:
        """Return which round is keyed in, by whom, and whether it is over."""
        round_ = self.tallying.rounds.get(number)
        by = f"　录入人 {round_.keyer}" if round_ is not None and round_.keyer else ""
        poll = self.tallying.poll
        by += f"　票样底稿 {short_digest(poll.digest)}" if poll is not None and round_ is not None else ""
        return f"{ROUNDS[number]}录入{by}{'　已结束' if round_ is not None and round_.finished else ''}"

    def before(self, number: int) -> str:
        """Return what is said before a round begins."""
        if not self.tallying.setup.subjects:
            return "还没有测评对象，请先在“测评安排”中添加。"
        if not self.campaign.issued:
            blank = [each.code for each in self.tallying.setup.categories if each.issued is None]
            if 0 < len(blank) < len(self.tallying.setup.categories):
                return f"{'、'.join(blank)}票还没有填发出的张数，请先在“测评安排”中填写，没有发出的填0。"
            return "还没有填发出的张数，请先在“测评安排”中填写。"
        words = "逐张录入只用数字小键盘；按合计录入用于各组已算好的票数。"
        return "第二遍由另一人录入，看不到第一遍的票数；录完后列出两遍的差异。" + words if number == 2 else words

    @property
    def can_begin(self) -> bool:
        """Tell whether there is something to key in."""
        return bool(self.tallying.setup.subjects) and bool(self.campaign.issued)

    def after(self, number: int) -> str:
        """Return what is said once a round is finished."""
        collected = total_box(self.counts[number].boxes.values()).collected
        told = f"{ROUNDS[number]}共录入 {collected} 张，发出 {self.campaign.issued} 张。"
        if 2 not in self.tallying.rounds:
            return told + "要核对，请由另一人录第二遍；不核对，可直接看“结果”。"
        return told + "两遍的差异在“复核”中处理。"


def read_lists(workspace: Workspace) -> Lists:
    """Return the campaigns with their states, and the forms."""
    reading = AssessmentReading(workspace)
    listed = [Listed(each, _state(reading, each), reading.tallying(each.id).form.id) for each in reading.campaigns]
    return Lists(workspace.county, tuple(listed), tuple(forms.list_forms(workspace)), tuple(_rosters(workspace)))


def read_campaign(workspace: Workspace, campaign_id: str) -> Shown:
    """Return one campaign in full; UserError when it is gone."""
    reading = AssessmentReading(workspace)
    appraisal = reading.appraisal(campaign_id)
    told = appraisal.tallying
    newest = next((each for each in forms.list_forms(workspace) if each.form.id == told.form.id), None)
    newer = newest is not None and newest.form != told.form
    papers = tuple(_papers(workspace, appraisal))
    return Shown(appraisal, reading.counts(campaign_id), newer, papers, tuple(_rosters(workspace)))


def _papers(workspace: Workspace, appraisal: Appraisal) -> Iterator[ShownPaper]:
    """Give each category's sheet, the run of all that are to be printed, and the papers of the campaign."""
    setup = appraisal.tallying.setup
    campaign = setup.campaign
    copies = {each.code: each.printed for each in setup.categories} or {"": campaign.issued}
    for spec in (each for each in workspace.catalog.documents.values() if each.of == CATEGORY):
        for each in setup.categories:
            yield paper_of_document(spec, each.id, campaign.title, category=each.code)
        if sum(copies.values()):
            yield paper_of_sheets(spec, campaign.id, campaign.title, copies)
    for state in sheet_printing.papers_of(workspace, appraisal):
        yield paper_of_document(state.spec, campaign.id, campaign.title, state)


@dataclass(frozen=True)
class Counted:
    """A sheet counted or taken back, and the round's counts after it."""

    sheet: Sheet
    counts: Counts
    change_set: ChangeSet


def count_sheet(workspace: Workspace, campaign_id: str, number: int, sheet: Sheet) -> Counted:
    """Count a sheet in a round."""
    change = tallying.add_sheet(workspace, campaign_id, number, sheet)
    return Counted(sheet, _counts(workspace, campaign_id, number), change)


def uncount_sheet(workspace: Workspace, campaign_id: str, number: int, sheet: Sheet) -> Counted:
    """Take a sheet out of a round again."""
    change = tallying.take_back_sheet(workspace, campaign_id, number, sheet)
    return Counted(sheet, _counts(workspace, campaign_id, number), change)


def _counts(workspace: Workspace, campaign_id: str, number: int) -> Counts:
    return counting.counts_of(workspace, counting.tallying_of(workspace, campaign_id), number)


def _rosters(workspace: Workspace) -> list[tuple[str, str]]:
    return [(roster.id, roster.name) for roster, count in rosters.list_rosters(workspace) if count]


def _state(reading: AssessmentReading, campaign: Campaign) -> str:
    """Return how far a campaign is, in a few words."""
    told = reading.tallying(campaign.id)
    if not told.rounds:
        return "待录入"
    if not told.rounds[1].finished:
        return "录入中"
    if 2 in told.rounds and not told.rounds[2].finished:
        return "第二遍录入中"
    problems = reading.appraisal(campaign.id).problems if 2 in told.rounds else ()
    return "有差异待处理" if problems else "已有结果"
