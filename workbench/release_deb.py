"""The two Debian packages of a release: as UOS wants it, under /opt/apps, and with links for every other desktop."""

import json
import shutil
import subprocess
from pathlib import Path

from huanjie_desktop.services.desktop_files import KIND_ICON, NAME, entry_text, kind_text

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "org.huanjie.desktop"  # also UOS's id of the program, and the name of its entry and icon
PROGRAM = f"/opt/apps/{PACKAGE}/files/huanjie-desktop"
NEEDED = (
    "libc6 (>= 2.28)", "libstdc++6 (>= 8)", "libgcc-s1 | libgcc1", "libx11-6", "libx11-xcb1", "libxcb1", "libfontconfig1",
    "libfreetype6", "libdbus-1-3", "libglib2.0-0 | libglib2.0-0t64",
)  # fmt: skip
RECOMMENDED = ("libcups2 | libcups2t64",)  # printing
_CONTROL = f"""Package: {PACKAGE}
Version: {{version}}
Architecture: amd64
Maintainer: {NAME} <huanjie@example.invalid>
Installed-Size: {{size}}
Depends: {", ".join(NEEDED)}
Recommends: {", ".join(RECOMMENDED)}
Section: misc
Priority: optional
Description: {NAME}
 县委组织部换届办公室使用：管理名册，筹备大会，打印会议材料。程序不联网。
"""


def four_numbers(version: str) -> str:
    """Return a version as UOS writes it."""
    return ".".join((version.split(".") + ["0"] * 4)[:4])


def lay_out(folder: Path, program: Path, version: str, linked: bool) -> None:
    """Lay out a package's files in `folder`; `linked` for desktops that do not look into /opt/apps by themselves."""
    place = folder / "opt" / "apps" / PACKAGE
    shutil.copytree(program, place / "files", symlinks=True)
    entries = place / "entries"
    drawing = (ROOT / "resources" / "icons" / "program.svg").read_bytes()
    files = {
        f"applications/{PACKAGE}.desktop": entry_text([PROGRAM], PACKAGE).encode(),
        f"icons/hicolor/256x256/apps/{PACKAGE}.png": (program / "huanjie-desktop.png").read_bytes(),
        f"icons/hicolor/scalable/apps/{PACKAGE}.svg": drawing,
        f"icons/hicolor/scalable/mimetypes/{KIND_ICON}.svg": drawing,
        f"mime/packages/{PACKAGE}.xml": kind_text().encode(),
    }
    for name, content in files.items():
        (entries / name).parent.mkdir(parents=True, exist_ok=True)
        (entries / name).write_bytes(content)
    (place / "info").write_text(json.dumps(_info(version), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if linked:
        links = {f"usr/share/{name}": f"/opt/apps/{PACKAGE}/entries/{name}" for name in files}
        for name, target in {**links, "usr/bin/huanjie-desktop": PROGRAM}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(target)
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    (folder / "DEBIAN").mkdir()
    control = _CONTROL.format(version=version, size=size // 1024)
    (folder / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    _set_modes(folder)


def _info(version: str) -> dict[str, object]:
    asked = (
        "autostart",
        "notification",
        "trayicon",
        "clipboard",
        "account",
        "bluetooth",
        "camera",
        "audio_record",
        "installed_apps",
    )
    return {
        "appid": PACKAGE,
        "name": NAME,
        "version": four_numbers(version),
        "arch": ["amd64"],
        "permissions": {name: name == "clipboard" for name in asked},
        "support-plugins": [],
        "plugins": {"plugins": []},
    }


def _set_modes(folder: Path) -> None:
    """Let everybody read, and run what is run, whatever the builder's umask is."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def pack(folder: Path, file: Path) -> None:
    """Make the package; xz, since UOS's dpkg knows no zstd."""
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", folder, file], check=True, capture_output=True
    )
