# What must not stand in the sources, and how long things may get.
set -u
. "$SRCDIR/tests/structure/tap.sh"

folders='forms db print app screens tests'

# The words are written so that this file is not its own finding.
words='TO''DO|FIX''ME|HA''CK\b|未''実装|not implemented ye''t'
check "no mark of unfinished work" "$(cd "$SRCDIR" && sources $folders | xargs -r grep -HnE "$words")"

check "no address of a host in the set-up" "$(cd "$SRCDIR" && grep -nE '[a-z]+://' bootstrap .ci/run 2>/dev/null)"

check "no tab, no blank at the end of a line" \
    "$(cd "$SRCDIR" && sources $folders | xargs -r grep -HnE "$(printf '\t')| \$" | head -n 20)"

# Aims are 500, 200 and 60 lines and told as remarks; the bounds are where splitting can wait no longer.
sizes=$(cd "$SRCDIR" && sources forms db print app screens | xargs -r wc -l | awk '$2 != "total" { print $1, $2 }')
printf '%s\n' "$sizes" | awk '$1 > ($2 ~ /h$/ ? 200 : 500) { print "# long file: " $2 ": " $1 " lines" }'
check "no source above 800 lines, no header above 300" \
    "$(printf '%s\n' "$sizes" | awk '$1 > ($2 ~ /h$/ ? 300 : 800) { print $2 ": " $1 " lines" }')"

functions()
{
    (cd "$SRCDIR" && sources forms db print app screens | grep '\.c$' |
        ctags -L - --languages=C --kinds-C=f --fields=+ne -f - 2>/dev/null) |
        awk -F '\t' '!/^!/ {
            first = last = 0
            for (i = 4; i <= NF; i++) {
                if ($i ~ /^line:/) first = substr($i, 6)
                if ($i ~ /^end:/) last = substr($i, 5)
            }
            if (first && last) print last - first + 1, $2 ":" first, $1
        }' | sort -rn
}
if ctags --version 2>/dev/null | grep -q Universal; then
    lengths=$(functions)
    printf '%s\n' "$lengths" | awk '$1 > 60 { print "# long function: " $2 ": " $3 ": " $1 " lines" }'
    check "no function above 120 lines" "$(printf '%s\n' "$lengths" | awk '$1 > 120 { print $2 ": " $3 ": " $1 " lines" }')"
else
    skip "no function above 120 lines" "universal-ctags is not installed"
fi
finish
