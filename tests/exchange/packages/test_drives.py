from pathlib import Path

from huanjie_desktop.exchange.packages.drives import Drive, drive_of, list_drives, read_mounts

MOUNTS = r"""proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 /media/li/我的\040U盘 vfat rw,nosuid 0 0
/dev/sdc1 /media/li/写保护 vfat ro,nosuid 0 0
/dev/sdd1 /media/li/移动硬盘 ntfs rw 0 0
broken
"""


def blocks(folder: Path) -> Path:
    """Make a /sys/class/block: a fixed disk, two sticks, and a disk on the USB bus that says it is fixed."""
    links = folder / "class"
    links.mkdir()
    for disk, bus, flag in (
        ("sda", "pci/ata1", "0"),
        ("sdb", "pci/a", "1"),
        ("sdc", "pci/b", "1"),
        ("sdd", "pci/usb2", "0"),
    ):
        real = folder / "devices" / bus / "block" / disk
        (real / f"{disk}1").mkdir(parents=True)
        (real / "removable").write_text(f"{flag}\n")
        (links / f"{disk}1").symlink_to(real / f"{disk}1")
    return links


def test_sticks_are_told_from_fixed_disks(tmp_path: Path) -> None:
    found = list(read_mounts(MOUNTS.encode().decode("latin-1"), blocks(tmp_path)))
    assert [(str(path), removable, writable) for path, _, removable, writable in found] == [
        ("/", False, True),
        ("/media/li/我的 U盘", True, True),
        ("/media/li/写保护", True, False),
        ("/media/li/移动硬盘", True, True),
    ]
    assert found[1][1] == "我的 U盘"
    assert found[0][1] == "系统盘"


def test_the_innermost_drive_holds_a_folder(tmp_path: Path) -> None:
    outer = Drive(tmp_path.parent, "系统盘", 0, 0, removable=False)
    inner = Drive(tmp_path, "U 盘", 0, 0, removable=True)
    assert drive_of(tmp_path / "上报", [inner, outer]) == inner
    assert drive_of(tmp_path.parent, [inner, outer]) == outer
    assert drive_of(tmp_path, []) is None


def test_this_computers_drives_can_be_listed() -> None:
    drives = list_drives()
    assert all(drive.total >= drive.free >= 0 for drive in drives)
