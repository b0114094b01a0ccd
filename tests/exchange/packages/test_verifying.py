import json
import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie_desktop.domain.errors import Cancelled, UserError
from huanjie_desktop.exchange.packages import verifying
from huanjie_desktop.exchange.packages.checksums import write_checksums
from huanjie_desktop.exchange.packages.manifest import (
    CHECKSUMS,
    MANIFEST,
    Counts,
    ListedFile,
    ManifestFault,
    decode_manifest,
    decode_people,
    digest_of,
)
from huanjie_desktop.exchange.packages.verifying import Problem, verify_folder
from tests.exchange.packages.sticks import lay, manifest_of, sealed, small_package

FILES = small_package()
PDF = "01_请示/请示.pdf"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return lay(tmp_path / "包", FILES)


def problems(folder: Path) -> dict[str, str]:
    return {each.file: each.problem for each in verify_folder(folder).problems}


def test_a_whole_package_has_no_problems(package: Path) -> None:
    found = verify_folder(package)
    assert found.ok
    assert found.digest == digest_of(FILES[MANIFEST])


def test_the_stick_with_one_package_may_be_named_instead(package: Path) -> None:
    assert verify_folder(package.parent).folder == package
    shutil.copytree(package, package.with_name("包2"))
    with pytest.raises(UserError, match="有2个上报包：包、包2"):
        verify_folder(package.parent)


def test_reading_through_one_large_file_can_be_stopped(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_CHUNK", 1)
    seen: list[str] = []

    class Impatient:
        def step(self, _done: int, _total: int | None, text: str) -> None:
            seen.append(text)
            if seen.count(text) == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        verify_folder(package, Impatient())
    assert len(set(seen)) == 1


def test_missing_added_changed_and_renamed_files_are_named(package: Path) -> None:
    (package / "01_请示" / "多.txt").write_text("多")
    (package / "空").mkdir()
    (package / "00_目录.html").write_bytes(FILES["00_目录.html"][:-1])
    (package / PDF).rename(package / "01_请示" / "请示2.pdf")
    found = problems(package)
    assert found["01_请示/多.txt"] == "清单中没有，是后来多出的"
    assert found["空/"] == "多出的空文件夹"
    assert "内容已变" in found["00_目录.html"]
    assert found[PDF] == "缺少，可能被改名为“01_请示/请示2.pdf”"
    assert len(found) == 5


@pytest.mark.parametrize("path", FILES)
def test_a_missing_file_is_named(package: Path, path: str) -> None:
    (package / path).unlink()
    assert "缺少" in problems(package)[path]


@pytest.mark.parametrize("path", FILES)
def test_each_flipped_bit_of_the_first_and_last_bytes_is_found(package: Path, path: str) -> None:
    content = FILES[path]
    for at in (*range(12), *range(len(content) - 12, len(content))):
        for bit in range(8):
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            (package / path).write_bytes(changed)
            assert not verify_folder(package).ok, (at, bit)


def test_a_random_flipped_bit_is_found(package: Path) -> None:
    chance = random.Random(1)
    for _ in range(100):
        path = chance.choice(list(FILES))
        changed = bytearray(FILES[path])
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        (package / path).write_bytes(changed)
        assert not verify_folder(package).ok
        (package / path).write_bytes(FILES[path])
    assert verify_folder(package).ok


@pytest.mark.parametrize(
    ("path", "words"),
    [("../外面.txt", "指向文件夹之外"), ("/etc/hosts", "绝对路径"), ("C:/a.txt", "盘符"), ("a\\b.txt", "反斜杠")],
)
def test_a_path_out_of_the_folder_is_refused_and_not_read(tmp_path: Path, path: str, words: str) -> None:
    secret = tmp_path / "外面.txt"
    secret.write_bytes(b"secret")
    files = {key: value for key, value in FILES.items() if key not in (MANIFEST, CHECKSUMS)}
    manifest = manifest_of(files | {path: b"secret"})
    folder = lay(tmp_path / "包", sealed(files, manifest))
    found = problems(folder)
    assert words in found[path]
    assert set(found) == {path}


def test_a_symbolic_link_is_refused_and_not_followed(package: Path) -> None:
    outside = package.parent / "同样.pdf"
    (package / PDF).rename(outside)
    (package / PDF).symlink_to(outside)
    assert verify_folder(package).problems[0].problem == "是符号链接，上报包里不应有"
    (package / MANIFEST).rename(package.parent / "清单2.json")
    (package / MANIFEST).symlink_to(package.parent / "清单2.json")
    assert "不是普通文件" in problems(package)[MANIFEST]


def test_a_link_to_a_folder_is_not_walked(package: Path) -> None:
    (package / "环").symlink_to(package, target_is_directory=True)
    assert problems(package) == {"环": "是符号链接，上报包里不应有"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_does_not_hold_the_program_up(package: Path) -> None:
    (package / PDF).unlink()
    os.mkfifo(package / PDF)
    assert verify_folder(package).problems[0].problem == "不是普通文件"
    (package / MANIFEST).unlink()
    os.mkfifo(package / MANIFEST)
    assert problems(package) == {MANIFEST: "不是普通文件"}


def test_a_manifest_of_200_megabytes_is_not_read(package: Path) -> None:
    with (package / MANIFEST).open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert problems(package) == {MANIFEST: "大于4MB，没有读入"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"nonsense",
        b"[]",
        b"\xff\xfe\x00",
        b'{"format": "huanjie-package"}',
        b"[" * 100_000,
        b'"' + b"a" * 9,
    ],
)
def test_a_manifest_of_nonsense_is_a_problem(package: Path, content: bytes) -> None:
    (package / MANIFEST).write_bytes(content)
    assert set(problems(package)) == {MANIFEST}


def test_a_manifest_of_a_newer_program_says_so(package: Path) -> None:
    (package / MANIFEST).write_bytes(b'{"format": "huanjie-package", "format_version": 9, "more": []}')
    assert "请先升级" in problems(package)[MANIFEST]


def test_double_names_wrong_counts_and_the_manifest_itself(tmp_path: Path) -> None:
    files = {"a.txt": b"1"}
    twice = (*manifest_of(files).files, ListedFile(path="A.TXT", size=1, sha256="0" * 64))
    itself = ListedFile(path=MANIFEST, size=1, sha256="0" * 64)
    manifest = manifest_of(files, files=(*twice, itself), counts=Counts(people=0, files=9, bytes=9))
    found = [
        (each.file, each.problem) for each in verify_folder(lay(tmp_path / "包", sealed(files, manifest))).problems
    ]
    assert ("A.TXT", "清单中与“a.txt”重名") in found
    assert (MANIFEST, "清单不应列出它自己") in found
    assert (MANIFEST, "所列文件3个，与所记的9个不符") in found


def test_a_manifest_exchanged_together_with_nothing_else_is_found(package: Path) -> None:
    other = small_package(title="别的大会")
    (package / MANIFEST).write_bytes(other[MANIFEST])
    assert problems(package)[MANIFEST] == "内容已变，与校验.txt 不符"


def test_checksums_of_other_files_are_found(package: Path) -> None:
    (package / CHECKSUMS).write_bytes(write_checksums(["x"], {MANIFEST: digest_of(FILES[MANIFEST])}))
    assert problems(package) == {CHECKSUMS: "所列文件与清单不符"}


def test_very_many_files_are_not_walked_to_the_end(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "MOST_FOUND", 3)
    assert any("没有看完" in each.problem for each in verify_folder(package).problems)


def test_a_folder_that_is_no_package_is_called_that(tmp_path: Path, package: Path) -> None:
    holiday = tmp_path / "照片"
    holiday.mkdir()
    (holiday / "1.jpg").write_bytes(b"x")
    with pytest.raises(UserError, match="“照片”这个文件夹不是上报包"):
        verify_folder(holiday)
    (package / MANIFEST).unlink()
    assert verify_folder(package).problems == (Problem(MANIFEST, "缺少这个文件"),)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件夹"):
        verify_folder(tmp_path / "没有")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_the_readers_fail_otherwise(content: bytes) -> None:
    for decode in (decode_manifest, decode_people):
        with pytest.raises(ManifestFault):
            decode(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(key=st.sampled_from(sorted(json.loads(FILES[MANIFEST]))), value=JSON)
def test_a_manifest_with_any_value_changed_is_refused(package: Path, key: str, value: Any) -> None:
    manifest = json.loads(FILES[MANIFEST])
    if manifest[key] == value:
        return
    (package / MANIFEST).write_text(json.dumps(manifest | {key: value}), encoding="utf-8")
    assert not verify_folder(package).ok


def test_what_systems_leave_behind_is_a_hint_and_no_part_of_it(package: Path) -> None:
    (package / "Thumbs.db").write_bytes(b"x")
    (package / "01_请示" / "~$请示.docx").write_bytes(b"x")
    found = verify_folder(package)
    assert found.ok
    assert sorted(each.file for each in found.hints) == ["01_请示/~$请示.docx", "Thumbs.db"]


def with_files(others: dict[str, bytes]) -> dict[str, bytes]:
    """Return the package with other files, listed and sealed as if by somebody who can write both lists."""
    files = {path: content for path, content in {**FILES, **others}.items() if path not in (MANIFEST, CHECKSUMS)}
    return sealed(files, manifest_of(files))


@pytest.mark.parametrize("name", ["打开我.exe", "desktop.ini", "CON.txt", "宏.docm"])
def test_a_listed_file_that_does_not_belong_there_is_a_problem(tmp_path: Path, name: str) -> None:
    package = lay(tmp_path / "包", with_files({name: b"MZ"}))
    assert name in problems(package)


@pytest.mark.parametrize(
    "page",
    [
        "<script>location='http://1.2.3.4/'</script>",
        '<p onclick="x()">请示</p>',
        '<a href="http://1.2.3.4/">请示</a>',
        '<a href="../../x.exe">请示</a>',
        '<img src="x.png">',
        '<meta http-equiv="refresh" content="0">',
        "<style>body { background: url(http://1.2.3.4/) }</style>",
    ],
)
def test_the_page_of_contents_does_nothing(tmp_path: Path, page: str) -> None:
    package = lay(tmp_path / "包", with_files({"00_目录.html": page.encode()}))
    assert "不要打开" in problems(package)["00_目录.html"]
