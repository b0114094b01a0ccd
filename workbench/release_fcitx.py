"""fcitx's plugin for Qt, compiled in the old root from Debian's own source package against the Qt of the wheel.

The plugin uses private symbols of Qt. Those of 6.8, whose headers Debian 13 has, are the same in the wheels up to 6.12 as far as
it needs them (tried on 6.9.3, 6.11.3 and 6.12.0). What is GPL in the source, the reading of a font's name, is left out.
"""

import shutil
from pathlib import Path

from workbench.release_root import ReleaseError, Root, find_mirror, keep

SUITE = "trixie"
HEADERS = ("qt6-base-dev", "qt6-base-private-dev", "qmake6")  # the last one has qplatformdefs.h
MOC = (
    "qt6-base-dev-tools",
    "libc6",
    "libgcc-s1",
    "libpcre2-16-0",
    "libstdc++6",
)  # with what it runs on, newer than the root
_LIB = "usr/lib/x86_64-linux-gnu"
_FONT = """
#pragma once
#include <QFont>
#include <QString>
inline QFont parseFont(const QString &) { return QFont(); }
namespace fcitx { using ::parseFont; }
"""
_EXPORT = "#pragma once\n#define FCITX5QT6DBUSADDONS_EXPORT\n#define FCITX5QT6DBUSADDONS_NO_EXPORT\n"
_JSON = '{"Keys": ["fcitx5", "fcitx"]}\n'
_NOTE = """fcitx5-qt, the plugin for input methods (platforminputcontexts/libfcitx5platforminputcontextplugin.so)
Compiled from Debian's source package without qt6/platforminputcontext/font.cpp and font.h, in whose place stands a stub.

"""
_BUILD = f"""
set -e
rm -rf /build/fcitx && mkdir -p /build/fcitx/lists /build/fcitx/debian /build/fcitx/gen /build/fcitx/out && cd /build/fcitx
printf 'deb-src %s {SUITE} main\\ndeb %s {SUITE} main\\n' "$MIRROR" "$MIRROR" >sources.list
apt="-o Dir::Etc::sourcelist=/build/fcitx/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::Lists=/build/fcitx/lists"
apt-get $apt update -qq
apt-get $apt source -qq fcitx5-qt
apt-get $apt download -qq {" ".join((*HEADERS, *MOC))}
for deb in *.deb; do dpkg-deb -x "$deb" debian; done
source=$(ls -d /build/fcitx/fcitx5-qt-*/)
lib=/build/fcitx/debian/{_LIB}
moc="$lib/ld-linux-x86-64.so.2 --library-path $lib /build/fcitx/debian/usr/lib/qt6/libexec/moc"
qt=/build/fcitx/debian/usr/include/x86_64-linux-gnu/qt6
version=$(ls -d "$qt"/QtCore/6.*/ | sed 's,/$,,; s,.*/,,')
printf '%s' "$FONT" >gen/font.h
printf '%s' "$EXPORT" >gen/fcitx5qt6dbusaddons_export.h
printf '%s' "$JSON" >gen/fcitx5.json
rm -f "$source"/qt6/platforminputcontext/font.h "$source"/qt6/platforminputcontext/font.cpp
flags="-I/build/fcitx/gen -I$source/common -I$source/qt6/dbusaddons -I$source/qt6/platforminputcontext -I$qt -I$lib/qt6/mkspecs/linux-g++"
for module in QtCore QtGui QtWidgets QtDBus; do
    flags="$flags -I$qt/$module -I$qt/$module/$version -I$qt/$module/$version/$module"
done
flags="$flags -DENABLE_X11 -DQT_NO_DEBUG -DQT_PLUGIN -DFCITX5QT6DBUSADDONS_STATIC_DEFINE"
data='-DFCITX_PLUGIN_DATA_FILE_PATH="/build/fcitx/gen/fcitx5.json"'
for file in "$source"/qt6/dbusaddons/*.h "$source"/qt6/platforminputcontext/*.h; do
    if grep -q Q_OBJECT "$file"; then
        $moc $flags "$data" "$file" -o "gen/moc_$(basename "$file" .h).cpp"
    fi
done
for file in "$source"/qt6/dbusaddons/*.cpp "$source"/qt6/platforminputcontext/*.cpp; do
    if grep -q Q_OBJECT "$file"; then
        $moc $flags "$file" -o "gen/$(basename "$file" .cpp).moc"
    fi
done
cd gen
for file in "$source"/qt6/dbusaddons/*.cpp "$source"/qt6/platforminputcontext/*.cpp moc_*.cpp; do
    name=$(basename "$file")
    if [ "$file" = "$name" ] && grep -qrF "\\"$name\\"" "$source"/qt6; then
        continue  # a source includes it
    fi
    echo "g++ -std=c++17 -O2 -fPIC -fvisibility=hidden $flags '$data' -c $file -o $name.o"
done | xargs -P "$(nproc)" -d '\\n' -I LINE sh -c LINE
wheel=$(echo /build/venv/lib/python3.*/site-packages/PySide6/Qt/lib)
g++ -shared -s -o ../out/libfcitx5platforminputcontextplugin.so *.o -L"$wheel" -Wl,-rpath-link,"$wheel" \\
    -Wl,-rpath,'$ORIGIN/../../lib:$ORIGIN/../../../..' -Wl,-z,defs \\
    -l:libQt6Widgets.so.6 -l:libQt6DBus.so.6 -l:libQt6Gui.so.6 -l:libQt6Core.so.6 -lxkbcommon -lxcb
{{ printf '%s' "$NOTE"; cat "$source"/debian/copyright; }} >../out/fcitx5-qt.txt
cat "$source"/LICENSES/LGPL-2.1-or-later.txt >>../out/fcitx5-qt.txt || true
"""


def build_plugin(cache: Path, root: Root) -> tuple[Path | None, str]:
    """Return the folder with plugin and licences, made unless it is kept, and a word; None where it cannot be had."""
    recipe = "\n".join((root.folder.name, SUITE, *HEADERS, *MOC, _FONT, _EXPORT, _JSON, _NOTE, _BUILD))

    def make(folder: Path) -> None:
        texts = {"FONT": _FONT, "EXPORT": _EXPORT, "JSON": _JSON, "NOTE": _NOTE}
        with root.scratch() as there:
            there.run("sh", "-c", _BUILD, env={"MIRROR": find_mirror(), **texts})
            assert there.upper is not None
            shutil.copytree(there.upper / "upper" / "build" / "fcitx" / "out", folder, dirs_exist_ok=True)

    try:
        return keep(cache, "fcitx", recipe, make), "built"
    except ReleaseError as error:
        return None, f"left out: {str(error).splitlines()[-1]}"
