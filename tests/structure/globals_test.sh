# State is handed over, never global: no object of a library has writable data. (Constant tables with pointers in
# them lie in .data.rel.ro, which is read-only once the program runs.)
# The exceptions: libc asks wcwidth() about a character and has no argument for the station's setting, and a signal
# handler can only leave a mark.
set -u
. "$SRCDIR/tests/structure/tap.sh"

if [ "$SANITIZERS" = yes ]; then
    skip "no writable data" "sanitizers put some of their own"
    finish
fi

for library in forms db print app screens; do
    check "lib$library.a has no writable data" "$(readelf -sSW "$BUILDDIR/lib$library.a" | awk '
        /^File: / { file = $2; split("", data) }
        /^ +\[ *[0-9]+\]/ {
            line = $0; sub(/^ +\[ */, "", line); number = line + 0; sub(/^[0-9]+\] */, "", line)
            split(line, part, / +/)
            if (part[1] ~ /^\.(data|bss|tdata|tbss)/ && part[1] !~ /^\.data\.rel\.ro/) data[number] = part[1]
        }
        $4 == "OBJECT" && ($7 in data) && $8 !~ /^(ambiguous_cells|process_stop)$/ { print file ": " $8 }')"
done
finish
