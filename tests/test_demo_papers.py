"""What the demo prints where there is no display: the county party congress's packet, the largest roster, a package."""

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.catalog.shipped import load_catalog
from workbench import demo_papers
from workbench.pdf_pages import texts


def congress(kind: str, members: int) -> dict[str, object]:
    return {"id": f"{kind}{members}", "kind": kind, "members": members}


def test_the_countys_first_congress_is_chosen_whatever_others_have() -> None:
    kinds = load_catalog().congress_kinds.values()
    first, *others = (kind.id for kind in sorted(kinds, key=lambda kind: kind.position) if kind.level == "county")
    township = next(kind.id for kind in kinds if kind.level != "county")
    every = [
        congress(township, 900),
        *(congress(other, 500) for other in others),
        congress(first, 3),
        congress(first, 9),
    ]
    assert demo_papers.choose_congress(every, kinds) == congress(first, 9)
    assert demo_papers.choose_congress(every[:1], kinds) == every[0]


def command(*arguments: str | Path) -> str:
    """Run the program's command line in this process: a dozen of them would start one after the other."""
    with redirect_stdout(io.StringIO()) as out:
        assert main([str(each) for each in arguments]) == 0
    return out.getvalue()


def test_the_demo_prints_and_tells_where_all_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_papers, "program", command)
    assert demo_papers.main(tmp_path, "60", "7") == 0
    said = dict(line.split("：", 1) for line in capsys.readouterr().out.splitlines())
    assert list(said) == ["示例县的工作文件", "会议材料汇编", "干部名册", "上报包（已核对）"]
    assert all(Path(place).exists() for place in said.values())
    packet = texts(Path(said["会议材料汇编"]).read_bytes())
    assert packet[0].startswith("中国共产党青禾县第")
    assert "主席团" in "".join(packet)
    assert Path(said["干部名册"]).read_bytes().startswith(b"%PDF")
    assert any(Path(said["上报包（已核对）"]).iterdir())


def test_what_the_program_says_when_it_cannot_ends_the_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        demo_papers.program("congresses", tmp_path / "没有.huanjie", "--json")
    assert ended.value.code == 2
    assert "没有.huanjie" in capsys.readouterr().err
