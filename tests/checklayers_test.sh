#!/bin/sh
# Usage: checklayers_test.sh SOURCE_FOLDER
# Breaks every wall of checklayers.sh once, in a copy of the tree that has nothing but includes, and
# fails when one of them is not noticed: a check that always passes proves nothing.
set -eu

source=$(cd "$1" && pwd -P)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# The includes are all that is looked at, so they are all that is copied.
cd "$source"
find app ui -name '*.h' -o -name '*.cpp' -o -name CMakeLists.txt | while read -r file; do
    mkdir -p "$copy/$(dirname "$file")"
    case $file in
    *CMakeLists.txt) cp "$file" "$copy/$file" ;;
    *) grep -E '^[[:space:]]*#[[:space:]]*include' "$file" >"$copy/$file" || true ;;
    esac
done
check() {
    sh "$source/tests/checklayers.sh" "$copy" >"$copy/output" 2>&1
}
if ! check; then
    cat "$copy/output"
    echo "The tree itself is not clean, so nothing can be shown." >&2
    exit 1
fi

broken=0
missed=0
# break_wall FOLDER LINE: a file in FOLDER with that line has to be noticed.
break_wall() {
    [ -d "$copy/$1" ] || return 0 # a room that is not built yet
    printf '%s\n' "$2" >"$copy/$1/wall.cpp"
    broken=$((broken + 1))
    if check; then
        echo "Not noticed: $1 with $2" >&2
        missed=$((missed + 1))
    fi
    rm "$copy/$1/wall.cpp"
}
# above LOWER HIGHER...: LOWER must not include what stands above or beside it.
above() {
    lower=$1
    shift
    for higher in "$@"; do
        header=$(cd "$copy" && find "$higher" -name '*.h' 2>/dev/null | sort | head -n 1)
        [ -z "$header" ] || break_wall "$lower" "#include \"$header\""
    done
}

above app/directline app/adaptive app/conversation app/localservice app/inspect app/transcript app/workspace
above app/adaptive app/conversation app/localservice app/workspace
above app/localservice app/conversation app/adaptive app/workspace
above app/inspect app/conversation app/localservice app/workspace
above app/transcript app/conversation app/localservice app/workspace
above app/conversation app/localservice app/inspect app/transcript app/workspace app/script app/cli
above app/workspace app/script app/cli
above app/script app/cli ui/style
above app/cli ui/style ui/window
above ui/style ui/content ui/conversation ui/page ui/window
above ui/content ui/conversation ui/cards ui/compose ui/connect ui/page
above ui/conversation ui/cards ui/compose ui/connect ui/page ui/window
above ui/cards ui/conversation ui/compose ui/connect ui/page ui/window
above ui/compose ui/conversation ui/cards ui/connect ui/page ui/window
above ui/connect ui/conversation ui/cards ui/compose ui/page ui/window
above ui/page ui/inspector ui/scripts ui/window ui/application
above ui/scripts ui/window ui/application
above ui/window ui/application
break_wall app/conversation '#include "../../ui/style/icons.h"'
break_wall app/conversation '#include <QtGui/QImage>'
break_wall app/conversation '#include <QWidget>'
break_wall app/conversation '#include "app/nowhere/at.h"'
mkdir -p "$copy/app/unknown"
break_wall app/unknown '#include "app/directline/call.h"'

echo "$broken walls were broken, $missed of them without notice."
[ "$missed" -eq 0 ]
