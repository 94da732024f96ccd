#!/bin/sh
# check.sh SOURCES BUILD: build and test in every way, after ./bootstrap has installed the tools and configured BUILD.
# Each part logs to BUILD/logs; a part that fails shows what it found. The last line adds all cases up.
set -u

top=$1
build=$2
logs=$build/logs
jobs=$(nproc)
passed=0
failed=0
skipped=0
began=$(date +%s)

export LC_ALL=C.UTF-8 AM_COLOR_TESTS=no VERBOSE=1
trees=$(mktemp -d)
trap 'chmod -R u+w "$trees"; rm -rf "$trees"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$logs"
mkdir -p "$logs"

# count LOG RESULT: the sum of that line over automake's summaries (the log of failures repeats it without the title).
count()
{
    awk -v key="$2:" '/^Testsuite summary/ { inside = 1 }
        inside && $1 == "#" && $2 == key { n += $3 }
        /^# ERROR:/ { inside = 0 }
        END { print n + 0 }' "$1"
}

# part NAME COMMAND...: run and log. Its cases are those of the test summaries in its log; a part without any is one.
part()
{
    name=$1
    shift
    log=$logs/$name.log
    start=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null && status=0 || status=$?
    good=$(count "$log" PASS)
    bad=$(($(count "$log" FAIL) + $(count "$log" ERROR) + $(count "$log" XPASS)))
    [ "$status" = 0 ] || [ "$bad" != 0 ] || bad=1
    left=$(($(count "$log" SKIP) + $(grep -c ': skipped$' "$log")))
    [ "$status" != 0 ] || [ "$good" != 0 ] || [ "$left" != 0 ] || good=1
    passed=$((passed + good))
    failed=$((failed + bad))
    skipped=$((skipped + left))
    printf '%-12s %5d passed %4d failed %4d skipped  %4d s\n' "$name" "$good" "$bad" "$left" $(($(date +%s) - start))
    [ "$bad" = 0 ] || show "$log"
}

# show LOG: what went wrong, or its end when nothing in it says so.
show()
{
    grep -E -A 8 '^not ok|^ERROR: |(error|warning|undefined reference|runtime error)[: ]|ERROR: (Address|Leak)|\*\*\* ' \
        "$1" | grep -Ev '^(PASS|FAIL): |^ok |warnings? generated|^make|^--|^  (CC|AR|CCLD) ' | head -n 60 >"$trees/show"
    [ -s "$trees/show" ] || tail -n 30 "$1" >"$trees/show"
    sed 's/^/    /' "$trees/show"
    echo "    ($1)"
}

# tree NAME OPTION...: configure another tree beside the first.
tree()
{
    mkdir "$trees/$1" && cd "$trees/$1" && shift && "$top/configure" -q "$@"
}

# The structure of the house and the program at a terminal; the layers' own tests run once as they are, in the distribution
# (run_distcheck), and once under the sanitizers.
run_gcc()
{
    make -k -j"$jobs" -C "$build" all && make -k -j"$jobs" -C "$build" check-house
}

run_sanitizers()
{
    tree sanitizers --enable-sanitizers --enable-werror CFLAGS='-g -O1' && make -k -j"$jobs" check-layers
}

run_clang()
{
    tree clang --enable-werror CC=clang && make -k -j"$jobs" check-build
}

run_distcheck()
{
    tree dist && make -j"$jobs" distcheck-layers
}

part gcc run_gcc
part sanitizers run_sanitizers
part clang run_clang
part tidy make -k -j"$jobs" -C "$build" lint-tidy
part cppcheck make -C "$build" JOBS="$jobs" lint-cppcheck
part format make -C "$build" lint-format
part distcheck run_distcheck

echo "$skipped skipped; in $(($(date +%s) - began)) s; logs in $logs"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
