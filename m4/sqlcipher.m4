# KANRIBO_SQLCIPHER(MAJOR, MINOR): refuse a SQLCipher older than MAJOR.MINOR.
# The library is asked itself, since its .pc file states SQLite's version; a cross build falls back on that one
# (SQLCipher 4.5 brought SQLite 3.36).
AC_DEFUN([KANRIBO_SQLCIPHER], [
AC_MSG_CHECKING([for SQLCipher >= $1.$2])
kanribo_save_CFLAGS=$CFLAGS
kanribo_save_LIBS=$LIBS
CFLAGS="$CFLAGS $SQLCIPHER_CFLAGS"
LIBS="$SQLCIPHER_LIBS $LIBS"
AC_RUN_IFELSE([AC_LANG_PROGRAM([[
#include <sqlcipher/sqlite3.h>
#include <stdio.h>
static int print_row(void *version, int n, char **value, char **name)
{
    (void)name;
    if (n > 0 && value[0])
        *(int *)version = sscanf(value[0], "%d.%d", (int *)version + 1, (int *)version + 2);
    return 0;
}
]], [[
    int version[3] = {0, 0, 0};
    sqlite3 *db = 0;
    FILE *out = fopen("conftest.version", "w");
    if (!out || sqlite3_open(":memory:", &db) != SQLITE_OK)
        return 2;
    sqlite3_exec(db, "PRAGMA cipher_version", print_row, version, 0);
    fprintf(out, "%d.%d", version[1], version[2]);
    fclose(out);
    return !(version[0] == 2 && (version[1] > $1 || (version[1] == $1 && version[2] >= $2)));
]])],
  [kanribo_sqlcipher=`cat conftest.version`; AC_MSG_RESULT([yes ($kanribo_sqlcipher)])],
  [kanribo_sqlcipher=`cat conftest.version 2>/dev/null`
   AC_MSG_RESULT([no (${kanribo_sqlcipher:-unknown})])
   AC_MSG_ERROR([SQLCipher ${kanribo_sqlcipher:-of unknown version} is too old; $1.$2 or later is needed:
   older ones read a database with SQLite of 2016 (no upsert, no window functions, no trigram search) and derive
   keys with the weaker settings of SQLCipher 3. On Debian 12 take libsqlcipher-dev from its backports suite;
   ./bootstrap does that.])],
  [AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
#include <sqlcipher/sqlite3.h>
#if SQLITE_VERSION_NUMBER < 3036000
#error too old
#endif
]], [])],
    [AC_MSG_RESULT([assumed from the SQLite version])],
    [AC_MSG_RESULT([no]); AC_MSG_ERROR([SQLCipher $1.$2 or later is needed])])])
rm -f conftest.version
CFLAGS=$kanribo_save_CFLAGS
LIBS=$kanribo_save_LIBS
])
