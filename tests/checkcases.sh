#!/bin/sh
# Usage: checkcases.sh BUILD_FOLDER
# Proves that ctest knows a test for each of the 116 cases of the protocol notes. Prints the numbers
# that are missing; fails when there is one.
set -eu

tests=$(ctest --test-dir "$1" -N)
missing=
number=1
while [ "$number" -le 116 ]; do
    case=$(printf 'C%03d' "$number")
    printf '%s\n' "$tests" | grep -q "^ *Test *#[0-9]*: $case tst_" || missing="$missing $case"
    number=$((number + 1))
done
if [ -n "$missing" ]; then
    echo "No test for:$missing" >&2
    exit 1
fi
echo "All 116 cases have a test: $(printf '%s\n' "$tests" | grep -c '#[0-9]*: C[0-9][0-9][0-9] ') in all."
