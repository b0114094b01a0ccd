"""From a kind's file to the steps of its plan: the rules' numbers put in, a province's differences laid over; and what is wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import BranchSpec, CongressKindSpec, LimitSpec, StepSpec
from huanjie_desktop.domain.rules import Ground, RuleBook
from huanjie_desktop.domain.schedule.plan import find_cycle
from huanjie_desktop.domain.schedule.steps import Branch, Count, Limit, Step
from huanjie_desktop.domain.schedule.workdays import Unit

ANCHORS = ("T", "C", "E", "Mt", "Mc", "Z")
MOST = {Unit.DAY: 3660, Unit.WORKING_DAY: 2500, Unit.MONTH: 120}  # that a step may lie from its anchor: ten years
_MOST_NAMED = 5  # steps of a circle
_NUMBER_WORDS = {Unit.DAY: "天", Unit.WORKING_DAY: "工作日", Unit.MONTH: "月"}
_MEASURES = {Unit.DAY: "天", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}
_UNITS = (("days", Unit.DAY), ("working_days", Unit.WORKING_DAY), ("months", Unit.MONTH))


def steps_of_kind(kind: CongressKindSpec, kinds: Mapping[str, CongressKindSpec]) -> tuple[StepSpec, ...]:
    """Return a kind's steps; those of the kind that it is like, or of the shipped one, where it was made before there were any."""
    for each in (kind, kinds.get(kind.id), kinds.get(kind.like)):
        if each is not None and each.steps:
            return each.steps
    return ()


def make_steps(specs: tuple[StepSpec, ...], grounds: Mapping[str, Ground]) -> tuple[Step, ...]:
    """Return steps of which `step_problems` found nothing wrong."""
    return tuple(_step(spec, grounds) for spec in specs)


def anchors_of(specs: tuple[StepSpec, ...]) -> list[str]:
    """Return the anchors that steps count from, the first being the one without which there is no plan."""
    return list(dict.fromkeys(spec.anchor for spec in specs))


def grounds_by_id(book: RuleBook) -> dict[str, Ground]:
    """Return the grounds of a rule book by id."""
    return {ground.id: ground for ground in book.grounds}


def _step(spec: StepSpec, grounds: Mapping[str, Ground]) -> Step:
    count = None
    if spec.offset is not None:
        count = Count("" if spec.of else spec.anchor, spec.offset, Unit(spec.unit), spec.until, spec.of)
    other = None
    if spec.instead is not None:
        other = Count(spec.instead.anchor, spec.instead.offset, Unit(spec.instead.unit), spec.instead.until)
    return Step(
        id=spec.id,
        title=spec.title,
        who=spec.who,
        count=count,
        other=other,
        held=spec.held,
        limits=tuple(_limit(spec, limit, grounds) for limit in spec.limits),
        hard=spec.hard,
        sitting=spec.sitting,
        working_days=spec.working_days,
        grounds=tuple(grounds[id_] for id_ in spec.basis),
        document=spec.document,
        papers=spec.papers,
        after=spec.after,
        late=spec.late,
        stage=spec.stage,
        branches=tuple(_branch(branch, grounds) for branch in spec.branches),
    )


def _branch(branch: BranchSpec, grounds: Mapping[str, Ground]) -> Branch:
    basis = tuple(grounds[id_] for id_ in branch.basis)
    return Branch(branch.asks, basis, branch.yes, branch.no, branch.to, branch.first)


def _limit(spec: StepSpec, limit: LimitSpec, grounds: Mapping[str, Ground]) -> Limit:
    ground = grounds[limit.rule]
    of = limit.of or ("" if limit.anchor else spec.of)
    anchor = "" if of else limit.anchor or spec.anchor
    number, unit = _number(limit, ground) or (0, Unit.DAY)
    return Limit(ground, Count(anchor, number, unit, None, of))


def _number(limit: LimitSpec, ground: Ground) -> tuple[int, Unit] | None:
    said = {name: getattr(limit, name) for name, _unit in _UNITS if getattr(limit, name) is not None} or ground.params
    return next(((int(said[name]), unit) for name, unit in _UNITS if name in said), None)


def step_problems(kind: CongressKindSpec, catalog: Catalog, book: RuleBook) -> Iterator[str]:
    """Return what is wrong with a kind's steps, a short Chinese phrase each."""
    if kind.anchor and kind.anchor not in ANCHORS:
        yield f"没有“{kind.anchor}”这种基准日"
    if not kind.steps:
        return
    grounds = grounds_by_id(book)
    ids = Counter(step.id for step in kind.steps)
    yield from (f"步骤“{id_}”重复" for id_, count in ids.items() if count > 1)
    wrong = [problem for step in kind.steps for problem in _problems(step, ids, catalog, grounds)]
    yield from wrong
    if not wrong:
        titles = {step.id: step.title for step in kind.steps}
        circle = find_cycle(make_steps(kind.steps, grounds))
        if circle:
            named = [f"“{titles[id_]}”" for id_ in dict.fromkeys(circle)]
            more = f"等{len(named)}步" if len(named) > _MOST_NAMED else ""
            yield f"步骤{'、'.join(named[:_MOST_NAMED])}{more}的先后成了一个圈"


def _problems(step: StepSpec, ids: Mapping[str, int], catalog: Catalog, grounds: Mapping[str, Ground]) -> Iterator[str]:
    name = f"步骤“{step.title or step.id}”"
    if not (step.id.strip() and step.title.strip() and step.who.strip()):
        yield f"{name}的编号、名称和责任单位都要填写"
    if not step.basis:
        yield f"{name}没有依据"
    for anchor in (step.anchor, *step.held, *(limit.anchor for limit in step.limits if limit.anchor)):
        if anchor not in ANCHORS:
            yield f"{name}没有“{anchor}”这种基准日"
    if step.instead is not None and step.instead.anchor not in ANCHORS:
        yield f"{name}没有“{step.instead.anchor}”这种基准日"
    for rule in (*step.basis, *(limit.rule for limit in step.limits)):
        if rule not in grounds:
            yield f"{name}没有规则“{rule}”"
    named = (step.of, *step.after, *(limit.of for limit in step.limits))
    yield from (f"{name}没有步骤“{other}”" for other in named if other and other not in ids)
    if step.document and step.document not in catalog.documents:
        yield f"{name}没有材料“{step.document}”"
    yield from (f"{name}{problem}" for problem in _number_problems(step, grounds))
    for branch in step.branches:
        yield from (f"{name}的分支“{branch.asks}”{problem}" for problem in _branch_problems(branch, ids, grounds))


def _branch_problems(branch: BranchSpec, ids: Mapping[str, int], grounds: Mapping[str, Ground]) -> Iterator[str]:
    if not branch.asks.strip():
        yield "没有写问什么"
    if not (branch.no.strip() or branch.to):
        yield "没有写“否”的去向"
    if not branch.basis:
        yield "没有依据"
    yield from (f"没有规则“{rule}”" for rule in branch.basis if rule not in grounds)
    yield from (f"没有步骤“{other}”" for other in (branch.yes, branch.to) if other and other not in ids)


def _number_problems(step: StepSpec, grounds: Mapping[str, Ground]) -> Iterator[str]:
    if step.offset is None and not step.limits:
        yield "既没有天数，也没有期限"
    if step.hard and not step.limits:
        yield "是法定的，却没有期限"
    for limit in step.limits:
        if limit.rule in grounds and _number(limit, grounds[limit.rule]) is None:
            yield f"的期限“{limit.rule}”没有天数"
    spans = [(step.offset, step.until, step.unit)]
    spans += [(step.instead.offset, step.instead.until, step.instead.unit)] if step.instead is not None else []
    for first, last, unit in spans:
        most = MOST[Unit(unit)]
        if first is not None and last is not None and last < first:
            yield "的最后一天早于第一天"
        if any(number is not None and abs(number) > most for number in (first, last)):
            yield f"的{_NUMBER_WORDS[Unit(unit)]}数超出范围，应在{most}{_MEASURES[Unit(unit)]}以内"


def replaced(step: StepSpec, changes: Mapping[str, object]) -> StepSpec:
    """Return a step with other values; those that are left unset stay."""
    said = {name: value for name, value in changes.items() if value is not msgspec.UNSET}
    return msgspec.structs.replace(step, **said)
