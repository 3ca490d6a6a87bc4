#!/bin/sh
# Usage: checklayers.sh SOURCE_FOLDER [BUILD_FOLDER]
# Proves the direction of the layers (architecture.md §1.2): each
# room of app/ and ui/ includes only rooms below it, app/ knows no Gui or Widgets, and neither do
# its compiled libraries. Prints every offence; fails when there is one. The walls are the table
# below; tests/checklayers_test.sh breaks each of them once.
set -eu

cd "$1"
build=${2:-}
found=0

# Longest prefix wins. A room may include itself and what stands behind its colon; a name stands for
# the room and everything below it in the tree, "+ROOM" for all that ROOM may include as well.
walls='
app/text:
app/directline:    app/text
app/logging:       app/directline
app/adaptive:      app/directline app/text
app/localservice:  app/directline app/text
app/inspect:       app/directline app/text
app/transcript:    app/directline app/text
app/conversation:  app/adaptive app/directline app/text
app/workspace:     app/localservice app/inspect app/transcript app/logging +app/conversation app/conversation
app/script:        app/workspace +app/workspace
app/cli:           app/script +app/script app/localservice
ui/style:          app/workspace +app/workspace
ui/content:        ui/style app/workspace +app/workspace
ui/conversation:   ui/content +ui/content
ui/cards:          ui/content +ui/content
ui/compose:        ui/content +ui/content
ui/connect:        ui/content +ui/content
ui/page:           ui/conversation ui/cards ui/compose ui/connect +ui/content ui/content
ui/inspector:      ui/page +ui/page
ui/scripts:        ui/page +ui/page app/script
ui/window:         ui/inspector ui/scripts +ui/scripts
ui/application:    ui/window +ui/window app/cli app/script app/localservice
ui/main.cpp:       ui/application +ui/application
'

# Every include of one of our own files, as "including-file included-file", resolved to paths from the
# top: quoted names are looked up beside the including file first, then from the top.
includes() {
    find app ui -name '*.h' -o -name '*.cpp' | sort | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null |
        awk '{
            split($0, part, ":"); file = part[1]
            name = $0; sub(/^[^"]*"/, "", name); sub(/".*$/, "", name)
            folder = file; sub(/\/[^\/]*$/, "", folder)
            print file " " part[2] " " folder " " name
        }' |
        while read -r file line folder name; do
            if [ -e "$folder/$name" ]; then
                target=$folder/$name
                case $name in
                */../* | ../*) target=$(cd "$(dirname "$target")" && pwd -P)/${name##*/} && target=${target#"$(pwd -P)"/} ;;
                esac
            else
                target=$name
            fi
            echo "$file $line $target"
        done
}

includes | awk -v walls="$walls" '
    function room(path,    best, name) {
        best = ""
        for (name in rooms)
            if ((path == name || index(path, name "/") == 1) && length(name) > length(best))
                best = name
        return best
    }
    function allow(from, spec,    words, n, i) {
        n = split(spec, words, " ")
        for (i = 1; i <= n; ++i) {
            if (substr(words[i], 1, 1) == "+")
                allow(from, rooms[substr(words[i], 2)])
            else
                may[from, words[i]] = 1
        }
    }
    BEGIN {
        n = split(walls, lines, "\n")
        for (i = 1; i <= n; ++i) {
            if (lines[i] == "")
                continue
            name = lines[i]; sub(/:.*$/, "", name)
            spec = lines[i]; sub(/^[^:]*:/, "", spec)
            rooms[name] = spec
        }
        for (name in rooms)
            allow(name, rooms[name])
    }
    {
        from = room($1)
        to = room($3)
        if ($3 !~ /^(app|ui)\//)
            next # generated, or not of ours
        if (from == "") {
            print $1 ": stands in no room of the layers"; bad = 1
        } else if (to == "") {
            print $1 ":" $2 ": " $3 " stands in no room of the layers"; bad = 1
        } else if (from != to && !((from, to) in may)) {
            print $1 ":" $2 ": " from " must not include " to " (" $3 ")"; bad = 1
        }
    }
    END { exit bad }' || found=1

# Qt classes can be included with or without their module, so both spellings are refused.
gui='(Qt(Gui|Widgets|OpenGL|OpenGLWidgets|Svg|PrintSupport)/|Q(Application|GuiApplication|Widget|MainWindow|Dialog|Window|Screen|Palette|Color|Font|Icon|Image|ImageReader|Pixmap|Painter|Clipboard|TextDocument|Cursor|Action|Shortcut|KeySequence|DesktopServices|Label|PushButton)[>."])'
if grep -rnE --include='*.h' --include='*.cpp' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$gui" app; then
    echo '  ^ app/ is for programs without a window: no Gui, no Widgets' >&2
    found=1
fi
# What the linker is told: the requirements of a static library end up in the link lines of programs.
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
