"""Forms as data: the program's own are sound, and what is wrong with a form is said in words."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from huanjie_desktop.catalog.check import check_catalog
from huanjie_desktop.catalog.forms import (
    FormItem,
    FormLayout,
    FormSpec,
    MarkRules,
    VoterCategory,
    form_as_text,
    form_from_text,
    form_problems,
    rule_sentences,
)
from huanjie_desktop.catalog.loader import CatalogError, read_catalog
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.paths import resource_dir

FORM = FormSpec(
    id="x-form",
    title="测评表",
    kind="persons",
    heading="{unit}测评表",
    items=(FormItem(title="德"), FormItem(title="能")),
    grades=("优秀", "称职"),
    categories=(VoterCategory(code="A"), VoterCategory(code="B")),
)


@dataclass(frozen=True)
class Wrong:
    change: dict[str, object]
    words: str


def test_the_three_forms_are_unlike() -> None:
    forms = list(load_catalog().forms.values())
    assert [form.kind for form in forms] == ["body", "persons", "posts"]
    assert [len(form.item_titles) for form in forms] == [10, 6, 1]
    assert forms[0].grade_titles == ("优秀", "良好", "一般", "较差")
    assert forms[1].grade_titles == ("优秀", "称职", "基本称职", "不称职")
    assert all(form_problems(form) == [] for form in forms)


def test_a_form_survives_the_workspace() -> None:
    for form in load_catalog().forms.values():
        assert form_from_text(form_as_text(form)) == form


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong({"title": " "}, "没有填写表名"),
        Wrong({"kind": "poll"}, "不认识的表类“poll”"),
        Wrong({"items": ()}, "测评项目应有1到40项，现有0项"),
        Wrong({"grades": ("优秀",)}, "等次应有2到9个，现有1个"),
        Wrong({"grades": ("优秀", "优秀")}, "等次不能重名"),
        Wrong({"items": (FormItem(title="德"), FormItem(title="德"))}, "测评项目不能重名"),
        Wrong({"heading": "表" * 51}, f"表头“{'表' * 51}”太长，最多50个字"),
        Wrong({"grades": ("优秀", "好" * 13)}, f"等次“{'好' * 13}”太长，最多12个字"),
        Wrong({"items": (FormItem(title="德" * 31),)}, f"测评项目“{'德' * 31}”太长，最多30个字"),
        Wrong({"items": (FormItem(title=" "),)}, "测评项目和等次的名称不能为空"),
        Wrong({"categories": (VoterCategory(code="A"),) * 2}, "票类的标记不能为空，也不能重复"),
        Wrong({"rules": MarkRules(blank="maybe")}, "计票规则不完整"),
        Wrong({"layout": FormLayout(paper="B5")}, "没有“B5”这种纸张"),
        Wrong({"kind": "posts"}, "推荐票没有测评项目和等次"),
        Wrong({"items": (FormItem(title="总评", grades=("优秀",)),)}, "“总评”的等次应有2到9个，现有1个"),
        Wrong({"items": (FormItem(title="总评", grades=("优秀", "优秀")),)}, "“总评”的等次不能重名"),
        Wrong({"items": (FormItem(title="总评", unclear="maybe"),)}, "无法辨认的评价怎样计票不完整"),
        Wrong({"rules": MarkRules(overfull="maybe")}, "计票规则不完整"),
    ],
)
def test_what_is_wrong_is_said(wrong: Wrong) -> None:
    assert wrong.words in form_problems(msgspec.structs.replace(FORM, **wrong.change))


def test_the_rules_are_printed_as_they_count() -> None:
    kept = {form.kind: rule_sentences(form) for form in load_catalog().forms.values()}
    assert kept["body"] == (
        "整张未填的为无效票",
        "某一项未填、填了两个以上等次或无法辨认的，该项不计，其他项有效",
        "比率以有效票为基数，保留一位小数",
        "以上计票办法依据：惯例，全国无统一规定，以本次测评的通知为准",
    )
    assert kept["posts"][0] == "整张未填的为弃权票，计入有效票"


def test_a_further_form_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(resource_dir() / "catalog", folder)
    (folder / "forms" / "040_discipline.toml").write_text(
        'id = "discipline-appraisal"\ntitle = "换届纪律民主测评表"\nkind = "body"\nheading = "{unit}换届纪律民主测评表"\n'
        'grades = ["好", "较好", "一般", "差"]\nposition = 40\n[[items]]\ntitle = "换届风气"\n',
        encoding="utf-8",
    )
    catalog = read_catalog(folder)
    assert list(catalog.forms)[-1] == "discipline-appraisal"
    assert check_catalog(catalog) == []


def test_a_wrong_form_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(resource_dir() / "catalog", folder)
    file = folder / "forms" / "010_leading_body.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('kind = "body"', 'kind = "body"\ncolour = "red"'), "utf-8")
    with pytest.raises(CatalogError, match=r"010_leading_body\.toml.*colour"):
        read_catalog(folder)
