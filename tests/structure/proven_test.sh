# Which ids of the obligations (rules M, duties R0–R10, 交番 KB, 特例 X, retention RT) stand at the start of a test's name. The
# others must be explained in doc/unproven.md; `sh tests/structure/proven_test.sh list` prints both lists.
set -u
: "${SRCDIR:=.}"
. "$SRCDIR/tests/structure/tap.sh"

# How many of each kind there are.
kinds='M:50 R0:9 R1:6 R2:6 R3:18 R4:7 R5:8 R6:11 R7:20 R8:4 R9:6 R10:4 KB:6 X:8 X-T:5 RT:6'

ids()
{
    for kind in $kinds; do
        n=1
        while [ "$n" -le "${kind#*:}" ]; do
            case ${kind%:*} in
            M) printf 'M-%02d\n' "$n" ;;
            X-T) echo "X-T$n" ;;
            *) echo "${kind%:*}-$n" ;;
            esac
            n=$((n + 1))
        done
    done
}

# Names of cases: functions that cmocka runs, and names given in words. The ids at the start of a name, one a line.
one='(M|R[0-9]+|KB|X|RT)[_-]T?[0-9]+'
named()
{
    (cd "$SRCDIR" && sources tests | xargs -r cat) |
        sed -nE "s/^(static )?void ($one[_].*)\(void \*\*.*/\2/p; s/.*cmocka_unit_test[a-z_]*\(($one[_][A-Za-z0-9_]*).*/\1/p
            s/.*\"(($one[ ,]+)+)[^\"]*\".*/\1/p; s/.*ALSO\(\"($one)\".*/\1 /p" |
        grep -oE "^($one[_ ,]+)+" | grep -oE "$one" | tr _ - | LC_ALL=C sort -u
}

proven=$(named)
all=$(ids)
missing=$(printf '%s\n' "$all" | grep -vxF -e "$proven")
explained=$(sed -nE 's/^\| ([A-Z0-9]+-T?[0-9]+) \| .+ \|$/\1/p' "$SRCDIR/doc/unproven.md")

if [ "${1-}" = list ]; then
    printf 'proven: %s\n' "$(printf '%s\n' "$all" | grep -xF -e "$proven" | tr '\n' ' ')"
    printf 'not proven: %s\n' "$(printf '%s\n' "$missing" | tr '\n' ' ')"
    exit 0
fi

check "no test names an id that the obligations do not have" \
    "$(printf '%s\n' "$proven" | grep -vxF -e "$all")"
check "every id is proven by a test, or doc/unproven.md says why not" \
    "$(printf '%s\n' "$missing" | grep -v '^$' | grep -vxF -e "$explained")"
check "doc/unproven.md names nothing that is proven" \
    "$(printf '%s\n' "$explained" | grep -v '^$' | grep -xF -e "$proven")"
finish
