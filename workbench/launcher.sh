#!/bin/sh
# 如果双击后看到的是这段文字：程序所在的位置不允许运行程序（例如U盘）。
# 请把安装包（tar.gz）解压到本机硬盘，例如主目录，再双击那里的“huanjie-desktop”。
#
# Starts the program; where it does not start, says why in Chinese by whatever this desktop has to say it with.

here=$(dirname "$(readlink -f "$0")")
program="$here/huanjie-desktop-program"
title=换届工作台

# say TEXT: show it on the screen; where nothing can, leave it in a file beside the program, else in the home folder.
say() {
    printf '%s\n' "$1" >&2
    if [ -n "$DISPLAY$WAYLAND_DISPLAY" ]; then
        shown=2
        if command -v zenity; then
            LC_ALL=C.UTF-8 zenity --error --no-markup --title "$title" --text "$1" && shown=0 || shown=$?
        fi
        if [ "$shown" -gt 1 ] && command -v kdialog; then
            LC_ALL=C.UTF-8 kdialog --title "$title" --error "$1" && shown=0 || shown=$?
        fi
        if [ "$shown" -gt 1 ] && command -v xmessage; then
            LC_ALL=C.UTF-8 xmessage -center -xrm '*international: true' "$1" && shown=0 || shown=$?
        fi
        if [ "$shown" -gt 1 ] && command -v notify-send; then
            LC_ALL=C.UTF-8 notify-send "$title" "$1" && shown=0 || shown=2
        fi
        [ "$shown" -gt 1 ] || return 0
    fi >/dev/null 2>&1
    for place in "$here" "$HOME"; do
        { printf '%s\n' "$1" >"$place/打不开的原因.txt"; } 2>/dev/null && return 0
    done
}

# missing LOG: print the libraries that the system lacks.
missing() {
    found=$(sed -n -e 's/.*error while loading shared libraries: \([^ :]*\):.*/\1/p' \
        -e 's/.*[ /:]\(lib[^ /:]*\.so[^ :]*\): cannot open shared object file.*/\1/p' \
        -e 's/^\(lib[^ /:]*\.so[^ :]*\): cannot open shared object file.*/\1/p' "$1")
    if [ -z "$found" ] && grep -q 'Qt platform plugin' "$1"; then
        found=$(LD_LIBRARY_PATH="$here/_internal" ldd "$here"/_internal/PySide6/Qt/plugins/platforms/libqxcb.so 2>/dev/null |
            sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p')
    fi
    [ -n "$found" ] && printf '%s\n' "$found" | sort -u | paste -s -d ' ' | sed 's/ /、/g'
}

# explain CODE LOG: print why the program ended so, nothing where it has said that itself.
explain() {
    own=$(tail -n 1 "$2")
    if lacking=$(missing "$2"); then
        echo "这台电脑缺少系统库 $lacking，$title没有打开。请让管理员装上后再打开。"
    elif grep -q "version .*GLIBC.* not found" "$2"; then
        echo "这台电脑的系统太旧，$title没有打开。请在统信 UOS 20、银河麒麟 V10 或更新的系统上使用。"
    elif grep -q "could not connect to display" "$2"; then
        echo "没有连上桌面，$title没有打开。请登录桌面后再打开。"
    elif grep -q "Permission denied\|Operation not permitted" "$2" && [ "$1" -eq 126 ]; then
        echo "$elsewhere"
    elif [ "$own" != "${own%。}" ]; then
        echo "$own"
    elif [ "$1" -ge 126 ] || [ "$1" -eq 1 ]; then
        echo "$title意外退出（代码 $1），已录入的内容都在，请重新打开。最后一句记录：${own:-无}"
    fi
}

elsewhere="“$here”不允许运行程序（例如U盘，或复制时丢了运行权限），$title没有打开。请把安装包（tar.gz）解压到本机硬盘，例如主目录，再从那里打开。"

if [ ! -f "$program" ]; then
    say "“$here”里的程序不完整，$title没有打开。请重新解压安装包。"
    exit 127
fi
if [ ! -x "$program" ]; then
    say "$elsewhere"
    exit 126
fi
case "$1" in
"" | *.huanjie) ;;
-*) exec "$program" "$@" ;;
*) [ $# -eq 1 ] && [ -f "$1" ] || exec "$program" "$@" ;;
esac
log=$(mktemp 2>/dev/null) || exec "$program" "$@"
"$program" "$@" 2>"$log"
code=$?
cat "$log" >&2
if [ "$code" -ne 0 ]; then
    why=$(explain "$code" "$log")
    [ -z "$why" ] || say "$why"
fi
rm -f "$log"
exit "$code"
