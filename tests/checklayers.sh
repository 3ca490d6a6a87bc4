#!/bin/sh
# Usage: checklayers.sh SOURCE_FOLDER [BUILD_FOLDER]
# Proves the direction of the layers (README, "How the code is laid out"): app/ knows no Gui or
# Widgets, and nobody includes what stands above or beside it. Prints every offence; fails when
# there is one.
set -eu

cd "$1"
build=${2:-}
found=0

# forbid WHY PATTERN FOLDER...: no include in the folders matches the extended pattern.
forbid() {
    why=$1
    pattern=$2
    shift 2
    if grep -rnE --include='*.h' --include='*.cpp' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$pattern" "$@"; then
        echo "  ^ $why" >&2
        found=1
    fi
}

# Qt's classes can be included with or without their module's name, so both spellings are refused.
gui='(Qt(Gui|Widgets|OpenGL|OpenGLWidgets|Svg|PrintSupport)/|Q(Application|GuiApplication|Widget|MainWindow|Dialog|Window|Screen|Palette|Color|Font|Icon|Image|ImageReader|Pixmap|Painter|Clipboard|TextDocument|Cursor|Action|Shortcut|KeySequence|DesktopServices|Label|PushButton)[>."])'
forbid 'app/ is for programs without a window: no Gui, no Widgets' "$gui" app
forbid 'app/ must not know the window' '(\.\./)*ui/' app
forbid 'app/directline is the lowest layer' '(\.\./|app/)+(adaptive|conversation|inspect|practice)/' app/directline
forbid 'app/adaptive knows cards, not conversations' '(\.\./|app/)+(conversation|practice)/' app/adaptive
forbid 'app/conversation must work without the practice service' '(\.\./|app/)+(practice|inspect)/' app/conversation
forbid 'app/practice knows the wire types only' '(\.\./|app/)+conversation/' app/practice
forbid 'app/inspect knows the wire types only' '(\.\./|app/)+(conversation|practice|workspace|transcript|script|cli)/' app/inspect
# shellcheck disable=SC2046
forbid 'of the window, only main.cpp may know the practice service' '(\.\./|app/)+practice/' \
    $(find ui -name '*.cpp' -o -name '*.h' | grep -vx 'ui/main.cpp')

# What the linker is told: a static library's requirements end up in its programs' link lines.
if grep -rnE 'Qt6?::(Gui|Widgets)' --include=CMakeLists.txt app; then
    echo '  ^ app/ links Core and Network only' >&2
    found=1
fi
# And what the compiled code really asks for.
if [ -n "$build" ]; then
    for library in "$build"/app/*.a "$build"/app/*/*.a; do
        [ -e "$library" ] || continue
        if nm -C --undefined-only "$library" 2>/dev/null |
            grep -E ' (typeinfo for |vtable for )?Q(Application|GuiApplication|Widget|Window|Painter|Pixmap|Image|Color|Font|Palette|Icon|TextDocument|Clipboard)(::|$)'; then
            echo "  ^ $library needs Gui or Widgets" >&2
            found=1
        fi
    done
fi

[ "$found" -eq 0 ] && echo "app/ stands on Core and Network alone, and every include points downwards."
exit "$found"
