# Every header compiles alone.
set -u
. "$SRCDIR/tests/structure/tap.sh"

compile()
{
    eval "$CC -std=c17 -fsyntax-only -Wall -Wextra -Werror $ALL_CPPFLAGS -x c -" <<END
#include "$1"
typedef int nothing_else;
END
}

for header in $(sources forms db print app screens | grep '\.h$'); do
    check "$header compiles alone" "$(compile "$header" 2>&1)"
done
finish
