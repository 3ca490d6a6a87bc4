#!/bin/sh
# Usage: checkcases.sh BUILD_FOLDER
# Proves that resources/docs/cases.md and the tests agree: ctest knows a test for each case that
# stands there, and each case that a test names stands there. Prints the numbers that are missing;
# fails when there is one.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cases=$(sed -n 's/^| \(C[0-9][0-9][0-9]\) |.*/\1/p' "$root/resources/docs/cases.md")
tests=$(ctest --test-dir "$1" -N)
failed=0

[ -n "$cases" ] || {
    echo "resources/docs/cases.md lists no case" >&2
    exit 1
}
twice=$(printf '%s\n' "$cases" | sort | uniq -d)
[ -z "$twice" ] || {
    echo "More than once in cases.md: $twice" >&2
    failed=1
}
missing=
for case in $cases; do
    printf '%s\n' "$tests" | grep -q "^ *Test *#[0-9]*: $case tst_" || missing="$missing $case"
done
[ -z "$missing" ] || {
    echo "No test for:$missing" >&2
    failed=1
}
unknown=
# As listcases.cmake finds them: in names of functions, which may have two, and in data tags.
for case in $(grep -rh --include='*.cpp' --include='*.h' 'C[0-9][0-9][0-9]' "$root/tests" |
    tr -c 'A-Za-z0-9' '\n' | grep -x 'C[0-9][0-9][0-9]' | sort -u); do
    printf '%s\n' "$cases" | grep -qx "$case" || unknown="$unknown $case"
done
[ -z "$unknown" ] || {
    echo "Named by tests, but not in cases.md:$unknown" >&2
    failed=1
}
[ "$failed" -eq 0 ] || exit 1
echo "All $(printf '%s\n' "$cases" | wc -l) cases have a test: $(printf '%s\n' "$tests" | grep -c '#[0-9]*: C[0-9][0-9][0-9] ') in all."
