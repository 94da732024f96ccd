# Who may include whom: the table of the design, read against every #include line.
set -u
. "$SRCDIR/tests/structure/tap.sh"

# path (a file before its folder) | own headers | foreign headers; "*" allows all. A new library enters here, in one
# folder, in the commit that uses it.
table='
app/main.c     | *                       | *
app/sandbox.c  | app/ forms/ db/ print/  | seccomp.h
forms/text.c   | forms/                  | unistr.h uninorm.h unictype.h unicase.h uniwidth.h unigbrk.h unitypes.h
forms/         | forms/                  |
db/            | db/ forms/              | sqlcipher/sqlite3.h sodium.h openssl/ zxcvbn.h
print/         | print/ forms/           | xlsxwriter.h pango/ cairo.h cairo-pdf.h cups/cups.h zint.h zip.h expat.h
app/           | app/ forms/ db/ print/  |
screens/       | screens/ app/ forms/    | curses.h
'

# What libc and the kernel give.
libc='assert.h ctype.h dirent.h endian.h errno.h fcntl.h fnmatch.h getopt.h grp.h iconv.h inttypes.h langinfo.h
libgen.h limits.h locale.h math.h poll.h pty.h pwd.h sched.h signal.h spawn.h stdalign.h stdarg.h stdatomic.h stdbool.h
stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h strings.h syslog.h termios.h time.h unistd.h uchar.h utmp.h
wchar.h wctype.h sys/ linux/'

folders='forms db print app screens'

findings=$(cd "$SRCDIR" && sources $folders | xargs -r awk -v table="$table" -v libc="$libc" '
function allowed(name, list,    word, n, i) {
    n = split(list, word, /[ \t\n]+/)
    for (i = 1; i <= n; i++)
        if (word[i] == "*" || word[i] == name || (word[i] ~ /\/$/ && index(name, word[i]) == 1))
            return 1
    return 0
}
BEGIN {
    rows = split(table, row, "\n")
    for (i = 1; i <= rows; i++)
        if (split(row[i], cell, "|") == 3) {
            gsub(/[ \t]/, "", cell[1])
            path[++n] = cell[1]; own[n] = cell[2]; foreign[n] = cell[3]
        }
}
FNR == 1 {
    for (r = 1; r <= n; r++)
        if (FILENAME == path[r] || (path[r] ~ /\/$/ && index(FILENAME, path[r]) == 1))
            break
}
/^[ \t]*#[ \t]*include/ {
    name = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
    quoted = name ~ /^"/
    sub(/^["<]/, "", name); sub(/[">].*/, "", name)
    if (quoted ? !allowed(name, own[r]) : !allowed(name, libc) && !allowed(name, foreign[r]))
        printf "%s:%d: may not include %s\n", FILENAME, FNR, name
}')
check "every #include is allowed by the table" "$findings"

findings=$(cd "$SRCDIR" && sources $folders tests | xargs -r grep -Hn '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' |
    sed 's/^\([^:]*:[0-9]*\):[^"]*"\([^"]*\)".*/\1 \2/' |
    while read -r where name; do
        [ -f "$name" ] || echo "$where: no such file from the top of the tree: $name"
    done)
check "own headers are named from the top of the tree" "$findings"

findings=$(cd "$SRCDIR" && sources $folders | xargs -r grep -Hn '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' |
    sed 's/^\([^:]*\):[0-9]*:[^"]*"\([^"]*\)".*/\1 \2/' | LC_ALL=C sort -u | tsort 2>&1 >/dev/null)
check "the #include lines form no cycle" "$findings"

findings=$(cd "$SRCDIR" && sources $folders | grep '\.c$' | xargs -r awk '
function judge() { if (file && last != "forms/banned.h") print file ": the last #include is not forms/banned.h" }
FNR == 1 { judge(); file = FILENAME; last = "" }
/^[ \t]*#[ \t]*include/ { last = $0; sub(/^[^"<]*["<]/, "", last); sub(/[">].*/, "", last) }
END { judge() }')
check "forms/banned.h is the last #include of every source" "$findings"

findings=$(cd "$SRCDIR" && sources forms print app screens | xargs -r grep -HnE \
    'SELECT [^"]*FROM |INSERT (OR [A-Z]+ )?INTO |DELETE FROM |UPDATE [a-z_]+ SET |CREATE (TABLE|INDEX|TRIGGER) |PRAGMA [a-z]')
check "SQL stands in db/ alone" "$findings"
finish
