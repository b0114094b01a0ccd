"""Debian roots to build and to try in: made once, kept by a fingerprint, used in namespaces so that nothing stays mounted."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# Mounts of a namespace end with its last process, however that ends; the host never sees them.
_NAMESPACE = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")
_ENTER = """
set -e
root=$1; upper=$2; shift 2
if [ -n "$upper" ]; then
    mkdir -p "$upper/upper" "$upper/work" "$upper/root"
    mount -t overlay overlay -o "lowerdir=$root,upperdir=$upper/upper,workdir=$upper/work" "$upper/root"
    root=$upper/root
fi
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
while [ "$1" != -- ]; do
    mkdir -p "$root$2"
    mount --bind "$1" "$root$2"
    shift 2
done
shift
exec chroot "$root" "$@"
"""
_TOOLS = {
    "debootstrap": "debootstrap",
    "unshare": "util-linux",
    "chroot": "coreutils",
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
}


class ReleaseError(Exception):
    """Something that a release needs is not there or did not work; the text is for the developer."""


def find_lacking(environment: Mapping[str, str]) -> list[str]:
    """Return in sentences what this machine lacks for a release."""
    lacking: list[str] = []
    if sys.platform != "linux" or not Path("/etc/debian_version").exists():
        return ["a Debian system (12 was tried): the parts come from Debian's packages"]
    if os.uname().machine != "x86_64":
        lacking.append("an x86_64 machine: the recipe was tried on no other")
    if os.geteuid() != 0:
        lacking.append("root: debootstrap and chroot need it")
    path = f"{environment.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    packages = sorted({package for tool, package in _TOOLS.items() if not shutil.which(tool, path=path)})
    if packages:
        lacking.append(f"tools: apt-get install -y --no-install-recommends {' '.join(packages)}")
    return lacking


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return where roots are kept: HUANJIE_RELEASE_CACHE, else the user's cache."""
    chosen = environment.get("HUANJIE_RELEASE_CACHE")
    if chosen:
        return Path(chosen)
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huanjie-release"


def keep(cache: Path, name: str, recipe: str, make: Callable[[Path], None]) -> Path:
    """Return the folder made by this very recipe; made now unless it is there, and then in the place of older ones."""
    folder = cache / f"{name}-{hashlib.sha256(recipe.encode()).hexdigest()[:16]}"
    if folder.is_dir():
        return folder
    part = cache / f"{name}.part"
    remove_tree(part)
    part.mkdir(parents=True)
    make(part)
    part.rename(folder)
    for older in cache.glob(f"{name}-*"):
        if older != folder:
            remove_tree(older)
    return folder


def remove_tree(folder: Path) -> None:
    """Remove a folder that nothing is mounted in."""
    if folder.is_dir():
        shutil.rmtree(folder)


def find_mirror() -> str:
    """Return the address of Debian's main archive as apt is set up here."""
    said = _output("apt-get", "indextargets", "--format", "$(LABEL) $(COMPONENT) $(SITE)", "Created-By: Packages")
    for line in said.splitlines():
        label, component, site = line.split(" ", 2)
        if (label, component) == ("Debian", "main"):
            return site
    raise ReleaseError("apt knows no Debian archive here")


def _output(*command: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise ReleaseError(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


@dataclass(frozen=True)
class Root:
    """A Debian root in a folder; `upper` is where what is written goes instead, if anywhere."""

    folder: Path
    upper: Path | None = None
    binds: Mapping[Path, str] = field(default_factory=dict)  # folder outside -> its place inside

    def command(self, *command: str | Path, network: bool = True, user: int | None = None) -> list[str]:
        """Return the command line that runs a command inside."""
        binds = [str(part) for pair in self.binds.items() for part in pair]
        who = () if user is None else ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups")
        return [
            *_NAMESPACE, *(() if network else ("--net",)), "sh", "-c", _ENTER, "enter",
            str(self.folder), str(self.upper or ""), *binds, "--", *who, *map(str, command),
        ]  # fmt: skip

    def binds_of(self, place: str) -> Path:
        """Return the folder outside that is seen at a place inside."""
        return next(folder for folder, inside in self.binds.items() if inside == place)

    def run(
        self,
        *command: str | Path,
        env: Mapping[str, str] | None = None,
        network: bool = True,
        user: int | None = None,
        timeout: float = 1800,
    ) -> str:
        """Run a command inside and return its output; raises ReleaseError with what it said when it fails."""
        done = self.run_freely(*command, env=env, network=network, user=user, timeout=timeout)
        if done.returncode:
            raise ReleaseError(f"{' '.join(map(str, command))[:300]}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def run_freely(
        self,
        *command: str | Path,
        env: Mapping[str, str] | None = None,
        network: bool = True,
        user: int | None = None,
        timeout: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside, however it ends."""
        plain = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
        }
        return subprocess.run(
            self.command(*command, network=network, user=user),
            env={**plain, "DEBIAN_FRONTEND": "noninteractive", **(env or {})},
            check=False, capture_output=True, encoding="utf-8", errors="replace", timeout=timeout,
        )  # fmt: skip

    @contextmanager
    def scratch(self, binds: Mapping[Path, str] | None = None) -> Iterator["Root"]:
        """Give the same root for a while; nothing that is written there stays."""
        with tempfile.TemporaryDirectory(prefix="huanjie-root-", dir=self.folder.parent) as upper:
            yield Root(self.folder, Path(upper), {**self.binds, **(binds or {})})


def make_root(suite: str, packages: Sequence[str], folder: Path) -> None:
    """Make a root of a Debian release with some packages."""
    mirror = find_mirror()
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    done = subprocess.run(
        [*_NAMESPACE, "debootstrap", "--variant=minbase", suite, folder, mirror],
        check=False, capture_output=True, text=True, env={**os.environ, "PATH": path},
    )  # fmt: skip
    if done.returncode:
        raise ReleaseError(f"debootstrap {suite}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    settings = [
        line
        for line in _output("apt-config", "dump").splitlines()
        if line.startswith(("Acquire::Check", "Acquire::http"))
    ]
    (folder / "etc/apt/apt.conf.d/90host").write_text("\n".join((*settings, "")), encoding="utf-8")
    shutil.copyfile("/etc/resolv.conf", folder / "etc/resolv.conf")
    root = Root(folder)
    root.run("apt-get", "update", "-qq")
    root.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    root.run("apt-get", "clean")
