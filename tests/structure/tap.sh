# Sourced by the structure tests: a case per question, its findings below it, the plan at the end.
tap_n=0
tap_bad=0

# check NAME FINDINGS: a case that passes when FINDINGS is empty.
check()
{
    tap_n=$((tap_n + 1))
    if [ -z "$2" ]; then
        echo "ok $tap_n - $1"
    else
        echo "not ok $tap_n - $1"
        printf '%s\n' "$2" | sed 's/^/#   /'
        tap_bad=1
    fi
}

# skip NAME REASON: a case that cannot be asked here.
skip()
{
    tap_n=$((tap_n + 1))
    echo "ok $tap_n # SKIP $1: $2"
}

# finish: the plan, and the exit status.
finish()
{
    echo "1..$tap_n"
    exit "$tap_bad"
}

# sources DIR...: the C files and headers below these folders, as paths from the top of the tree.
sources()
{
    (cd "$SRCDIR" && find "$@" -name '*.[ch]' -type f 2>/dev/null | LC_ALL=C sort)
}
