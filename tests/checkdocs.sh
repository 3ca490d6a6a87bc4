#!/bin/sh
# Usage: checkdocs.sh SOURCE_FOLDER
# Proves that what cites the documents finds something there:
#   - a comment in app, ui and tests names a document with each section ("protocol.md §2.3, §3.2"), and
#     the section is a numbered heading, or a numbered item below one, of that file in resources/docs;
#   - likewise the rows Q1… and T1… of its tables and the cases C001… of cases.md;
#   - relative links and anchors in README.md, resources/docs/*.md and .github/*.md lead somewhere;
#   - nothing cites papers that are not in the repository.
# Within a document a bare § means that document; in cases.md it means protocol.md.
# Prints every offence; fails when there is one.

# Lists of files are split into words on purpose; no name of ours has a blank.
# shellcheck disable=SC2046,SC2086
set -eu
LC_ALL=C
export LC_ALL

cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
found=0
# Its input is the offences; never behind a pipe, whose side of it is another shell.
offence() {
    cat >&2
    found=1
}

code=$(find app ui tests -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.sh' -o -name '*.cmake' \
    -o -name CMakeLists.txt -o -name run -o -name '*.supp' \) | sort)
documents=$(find README.md resources/docs .github -name '*.md' 2>/dev/null | sort)

# ---- What can be cited: "protocol.md 3.2.4", "protocol.md Q3", "C017".
awk '
    FNR == 1 { name = FILENAME; sub(/.*\//, "", name); section = ""; fenced = 0 }
    /^```/ { fenced = !fenced }
    fenced { next }
    /^#+ / {
        section = ""
        if (match($0, /^#+ [0-9]+[a-z]?(\.[0-9]+)*( |$)/)) {
            section = $2
            print name " " section
        }
        next
    }
    /^[0-9]+\. / && section != "" { item = $1; sub(/\.$/, "", item); print name " " section "." item }
    /^\| [QT][0-9]+ \|/ { print name " " $2 }
    /^\| C[0-9][0-9][0-9] \|/ && name == "cases.md" { print $2 }
' $documents | sort -u >"$work/known"

# ---- Citations. Comments that go on over several lines are read as one text.
# Prints "FILE:LINE: reason" for each offence.
cat >"$work/cite.awk" <<'AWK'
function known(what) { return what in sections }
function bad(why) { print file ":" line ": " why; }
# Rows of tables behind a citation, such as " Q3/Q4": looked up in `name`, and taken off `rest`.
function rows(name,    word, more) {
    while (match(rest, /^(, | |\/)[QT][0-9]+/)) {
        word = substr(rest, 1, RLENGTH)
        more = substr(rest, RLENGTH + 1)
        sub(/^[^QT]*/, "", word)
        if (!known(name " " word)) bad(name " has no " word)
        rest = more
    }
}
function check(text,    at, before, name, number, chained) {
    name = ""
    rest = text
    while ((at = index(rest, "§")) > 0) {
        before = substr(rest, 1, at - 1)
        rest = substr(rest, at + length("§"))
        chained = name != "" && before ~ /^( "[^"]*")?(,|;|-|–| and| or| to)? ?(\[|\()?$/
        if (match(before, /(^|[^A-Za-z0-9._-])[A-Za-z-]+\.md\)? $/)) {
            name = substr(before, RSTART)
            gsub(/[^A-Za-z.-]/, "", name)
        } else if (before ~ /RFC [0-9]+ $/) {
            name = "RFC"
        } else if (!chained) {
            name = home
            if (name == "") { bad("a § without the name of a document"); continue }
        }
        if (!match(rest, /^[0-9]+[a-z]?(\.[0-9]+)*/)) { bad("a § without a number"); continue }
        number = substr(rest, 1, RLENGTH)
        rest = substr(rest, RLENGTH + 1)
        if (name == "RFC") continue
        if (!known(name " " number)) bad(name " has no section " number)
        rows(name)
    }
    rest = text
    while (home == "" && match(rest, /(^|[^A-Za-z0-9_])C[0-9][0-9][0-9]/)) {
        number = substr(rest, RSTART + RLENGTH - 4, 4)
        rest = substr(rest, RSTART + RLENGTH)
        if (rest !~ /^[0-9A-Za-z]/ && !known(number)) bad("cases.md has no " number)
    }
}
function flush() { if (block != "") check(block); block = "" }
FILENAME == ARGV[1] { sections[$0] = 1; next }
FNR == 1 {
    flush()
    file = FILENAME
    home = ""
    if (file ~ /\.md$/) {
        home = file
        sub(/.*\//, "", home)
        if (file !~ /^resources\/docs\//) home = ""
        if (home == "cases.md") home = "protocol.md"
    }
    mark = file ~ /\.(h|cpp)$/ ? "//" : "#"
}
file ~ /\.md$/ { line = FNR; check($0); next }
{
    at = 0
    if (mark == "//") {
        if (match($0, /(^|[^:])\/\//)) at = RSTART + RLENGTH
    } else if (match($0, /(^|[ \t])#/)) {
        at = RSTART + RLENGTH
    }
    if (at == 0) {
        flush()
        if (index($0, "§")) { line = FNR; check($0) }
        next
    }
    comment = substr($0, at)
    sub(/^[ \t]+/, "", comment)
    sub(/[ \t]+$/, "", comment)
    alone = substr($0, 1, at - 1) ~ /^[ \t]*[\/#]+$/
    if (!alone || block == "") { flush(); line = FNR; block = comment }
    else block = block " " comment
    # Lines count from the beginning of their block, which is near enough to find them.
}
END { flush() }
AWK
self=tests/checkdocs.sh
awk -f "$work/cite.awk" "$work/known" $(printf '%s\n' $code | grep -vx "$self") $documents >"$work/offences"
[ ! -s "$work/offences" ] || offence <"$work/offences"

# ---- Papers that are not in the repository.
if grep -nEi 'dossier|design §|(^|[^a-z])ux\.md|style-anchors' \
    $(printf '%s\n' $code | grep -vx "$self") $documents .ci/run >"$work/offences"; then
    echo "  ^ cites what is not in the repository" >>"$work/offences"
    offence <"$work/offences"
fi

# ---- Links. An anchor is a heading as GitHub spells it.
awk '
    FNR == 1 { fenced = 0; for (name in times) delete times[name] }
    /^```/ { fenced = !fenced }
    !fenced && /^#+ / {
        heading = $0
        sub(/^#+ +/, "", heading)
        while (match(heading, /\]\([^)]*\)/)) # a link in a heading counts with its text alone
            heading = substr(heading, 1, RSTART - 1) substr(heading, RSTART + RLENGTH)
        heading = tolower(heading)
        gsub(/[^a-z0-9 _-]/, "", heading)
        gsub(/ /, "-", heading)
        print FILENAME "#" heading (times[heading] ? "-" times[heading] : "")
        ++times[heading]
    }
' $documents >"$work/anchors"
awk '
    FNR == 1 { fenced = 0 }
    /^```/ { fenced = !fenced }
    fenced { next }
    {
        rest = $0
        gsub(/`[^`]*`/, "", rest)
        while (match(rest, /\]\([^)]*\)/)) {
            print FILENAME " " FNR " " substr(rest, RSTART + 2, RLENGTH - 3)
            rest = substr(rest, RSTART + RLENGTH)
        }
    }
' $documents | while read -r file line target; do
    case $target in
        http://* | https://* | mailto:*) continue ;;
    esac
    path=${target%%#*}
    anchor=
    case $target in *'#'*) anchor=${target#*#} ;; esac
    if [ -z "$path" ]; then
        path=$file
    else
        path=$(dirname "$file")/$path
    fi
    if [ ! -e "$path" ]; then
        echo "$file:$line: $target does not exist"
        continue
    fi
    # Without "." and "..", as the anchors are listed.
    path=$(realpath --relative-to=. "$path" 2>/dev/null || echo "$path")
    if [ -n "$anchor" ] && ! grep -qxF "$path#$anchor" "$work/anchors"; then
        echo "$file:$line: $path has no heading #$anchor"
    fi
done >"$work/offences"
[ ! -s "$work/offences" ] || offence <"$work/offences"

[ "$found" -eq 0 ] && echo "Every citation and every link finds what it names."
exit "$found"
