"""Makes up the people of the fictional county from a seed: never anybody real."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.paths import resource_dir

BASE = date(2026, 7, 26)
# 55 township committee members as the county's summary counts them: by age, education and field of competence
AGES: Sequence[tuple[int, int, int]] = ((26, 30, 6), (31, 35, 14), (36, 45, 32), (46, 50, 2), (51, 55, 1))
EDUCATIONS: Sequence[tuple[str, int]] = (("研究生", 2), ("大学", 38), ("大专", 14), ("中专", 1))
FIELDS: Sequence[tuple[str, int]] = (("社会管理", 32), ("党务", 28), ("经济管理", 23), ("农林水牧", 11))
WOMEN, MINORITIES = 3, 30
TOWNSHIP_POSTS = (
    *("党委书记", "党委副书记、乡镇长", "党委副书记", "党委委员、纪委书记", "党委委员、人大主席", "党委委员、组织委员"),
    *("党委委员、宣传委员", "党委委员、政法委员", "党委委员、武装部长", "党委委员、副乡镇长", "党委委员、统战委员"),
)
DEPARTMENT_POSTS = (
    "主任",
    "副主任",
    "四级调研员",
    "一级主任科员",
    "二级主任科员",
    "三级主任科员",
    "四级主任科员",
    "一级科员",
)


@dataclass(frozen=True)
class County:
    """The pools that the county is made from."""

    pools: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return 青禾县."""
        return str(self.pools["county"])

    @property
    def townships(self) -> Sequence[str]:
        """Return the names of the townships."""
        return tuple(self.pools["townships"])


@dataclass
class Figure:
    """A made-up official, as source rosters write one."""

    name: str
    sex: str
    ethnic: str
    birth: date
    home: str
    education: str
    degree: str
    school: str
    party: str
    started: str
    unit: str
    post: str
    since: str
    number: str
    field: str = ""
    phone: str = ""


def load_county() -> County:
    """Read the pools."""
    return County(tomllib.loads((resource_dir() / "demo" / "county.toml").read_text(encoding="utf-8")))


class Maker:
    """Makes figures one after the other; the same seed gives the same ones."""

    def __init__(self, county: County, seed: int) -> None:
        self._county = county
        self._random = random.Random(seed)
        self._names: set[str] = set()
        self._made = 0

    def committee_members(self) -> list[Figure]:
        """Return the members of the township committees, eleven a township, first the secretaries."""
        ages = [self._random.randint(low, high) for low, high, count in AGES for _ in range(count)]
        educations = [education for education, count in EDUCATIONS for _ in range(count)]
        for values in (ages, educations):
            self._random.shuffle(values)
        total = len(ages)
        women = set(self._random.sample(range(total), WOMEN))
        minorities = {0, *self._random.sample(range(1, total), MINORITIES - 1)}
        competent = {field: set(self._random.sample(range(total), count)) for field, count in FIELDS}
        figures = []
        for at in range(total):
            township = self._county.townships[at // len(TOWNSHIP_POSTS)]
            post = TOWNSHIP_POSTS[at % len(TOWNSHIP_POSTS)].replace("乡镇", township[-1])
            figure = self.figure(
                township, township + post, ages[at], "女" if at in women else "男", at in minorities, educations[at]
            )
            figure.field = "、".join(field for field, places in competent.items() if at in places)
            figures.append(figure)
        return figures

    def cadres(self, count: int) -> list[Figure]:
        """Return officials of the departments and townships, unit by unit."""
        units = [*self._county.pools["departments"], *self._county.townships]
        sizes = [count // len(units) + (at < count % len(units)) for at in range(len(units))]
        figures = []
        for unit, size in zip(units, sizes, strict=True):
            for at in range(size):
                post = DEPARTMENT_POSTS[min(at, len(DEPARTMENT_POSTS) - 1)]
                sex = "女" if self._random.random() < 0.34 else "男"
                minority = self._random.random() < 0.18
                figures.append(self.figure(unit, unit + post, self._random.randint(25, 59), sex, minority, ""))
        return figures

    def figure(self, unit: str, post: str, age: int, sex: str, minority: bool, education: str) -> Figure:
        """Return one figure of this age at the base date."""
        pick, pools = self._random.choice, self._county.pools
        birth = date(BASE.year - age - 1, self._random.randint(8, 12), self._random.randint(1, 28))
        self._made += 1
        education = education or self._random.choices(("研究生", "大学", "大专", "中专"), (8, 66, 22, 4))[0]
        major = pick(pools["majors"])
        start = min(birth.year + 22 + (self._made % 3), BASE.year - 1)
        number = f"{pools['region']}{birth:%Y%m%d}{self._serial(birth, sex):03d}"
        return Figure(
            name=self._name(sex, minority),
            sex=sex,
            ethnic=pick(pools["minorities"]) if minority else "汉族",
            birth=birth,
            home=pick(pools["home_counties"]),
            education=education,
            degree={"研究生": "法学硕士", "大学": "管理学学士"}.get(education, ""),
            school=f"{pick(pools['schools'])}{major}专业",
            party=f"{start - 1}.{self._random.randint(1, 12):02d}" if self._random.random() < 0.93 else "",
            started=f"{start}.{pick(('07', '08', '09'))}",
            unit=unit,
            post=post,
            since=f"{self._random.randint(max(2018, start + 1), 2026)}.{self._random.randint(1, 6):02d}",
            number=number + make_check_digit(number),
            phone=f"1990990{self._made % 10000:04d}",
        )

    def _serial(self, birth: date, sex: str) -> int:
        """Return the three digits before the check digit, odd for men, that nobody of that birthday has yet."""
        key = f"{birth:%Y%m%d}{sex}"
        for serial in range(1 if sex == "男" else 2, 1000, 2):
            if f"{key}{serial}" not in self._names:
                self._names.add(f"{key}{serial}")
                return serial
        raise ValueError("too many people of one birthday")

    def _name(self, sex: str, minority: bool) -> str:
        pools, pick = self._county.pools, self._random.choice
        while True:
            name = self._made_up(pools, pick, sex, minority)
            if name not in self._names or self._random.random() < 0.004:  # a few people share a name
                self._names.add(name)
                return name

    def _made_up(self, pools: Mapping[str, Any], pick: Any, sex: str, minority: bool) -> str:
        chance = self._random.random()
        given = pools["women" if sex == "女" else "men"]
        if minority and chance < 0.12:
            one, two = pick(pools["minority_names"])
            return f"{one}{pick(given)}·{two}{pick(given)}"
        surname = pick(pools["compound_surnames"]) if chance > 0.985 else pick(pools["surnames"])
        if 0.97 < chance <= 0.985:
            return str(surname) + str(pick(pools["rare_given"]))
        if self._random.random() < 0.22:
            return str(surname) + str(pick(given))
        return str(surname) + str(pick(given)) + str(pick(given))
