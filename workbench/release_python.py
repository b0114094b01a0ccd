"""Python for the oldest offices: built from Debian's source in a root of an old Debian, whose C library they have."""

from pathlib import Path

from workbench.release_root import ReleaseError, Root, find_mirror, keep, make_root

SUITE = "bullseye"  # glibc 2.31, as Kylin V10 has; UOS 20 has 2.28
SOURCE_SUITE = "bookworm"
PYTHON = "python3.11"
PREFIX = "/opt/py"
PACKAGES = (
    "binutils", "dpkg-dev", "g++", "gcc", "make", "patch", "xz-utils",
    "libbz2-dev", "libffi-dev", "liblzma-dev", "libssl-dev", "libxcb1-dev", "libxkbcommon-dev", "zlib1g-dev",
    "libcups2", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libwayland-cursor0", "libwayland-egl1",
    "libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xinerama0", "libxcb-xkb1",
    "libxkbcommon-x11-0", "libxkbcommon0",
)  # fmt: skip
# Functions that got a newer version in glibc 2.29 are asked for as they were before.
_HEADER = "".join(f'__asm__(".symver {name},{name}@GLIBC_2.2.5");\n' for name in ("exp", "log", "pow", "exp2", "log2"))
_BUILD = f"""
set -e
mkdir -p /build/python/lists && cd /build/python
echo "deb-src $MIRROR {SOURCE_SUITE} main" >sources.list
sources="-o Dir::Etc::sourcelist=/build/python/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::Lists=/build/python/lists"
apt-get $sources update -qq
apt-get $sources source -qq {PYTHON}
cd {PYTHON}-*/
printf '%s' "$HEADER" >/build/python/glibc228.h
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c  # Debian's patch includes an internal header
./configure --prefix={PREFIX} --enable-shared --without-ensurepip ac_cv_func_sem_clockwait=no \\
    CFLAGS="-O2 -fno-semantic-interposition -include /build/python/glibc228.h" LDFLAGS=-Wl,-rpath,{PREFIX}/lib
make -j"$(nproc)"
make install
cd / && rm -rf /build/python
{PREFIX}/bin/{PYTHON} -c 'import bz2, ctypes, lzma, multiprocessing.synchronize, pyexpat, ssl, unicodedata, zlib'
"""


def build_root(cache: Path) -> Root:
    """Return the root with the compiler, Qt's libraries and Python; made unless it is kept from before."""
    recipe = "\n".join((SUITE, *PACKAGES, _HEADER, _BUILD))
    return Root(keep(cache, "build", recipe, _make))


def _make(folder: Path) -> None:
    make_root(SUITE, PACKAGES, folder)
    try:
        Root(folder).run("sh", "-c", _BUILD, env={"MIRROR": find_mirror(), "HEADER": _HEADER})
    except ReleaseError as error:
        raise ReleaseError(f"Python was not built.\n{error}") from error
