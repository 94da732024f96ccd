# KANRIBO_CFLAGS(VARIABLE, FLAGS): append to VARIABLE those FLAGS that the compiler takes without a word.
AC_DEFUN([KANRIBO_CFLAGS], [
kanribo_save_CFLAGS=$CFLAGS
for kanribo_flag in m4_normalize([$2]); do
  AC_MSG_CHECKING([whether $CC takes $kanribo_flag])
  CFLAGS="$kanribo_save_CFLAGS -Werror $kanribo_flag"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[]], [[]])],
    [AC_MSG_RESULT([yes]); $1="$$1 $kanribo_flag"], [AC_MSG_RESULT([no])])
done
CFLAGS=$kanribo_save_CFLAGS
])

# KANRIBO_LDFLAGS(VARIABLE, FLAGS): the same for the linker.
AC_DEFUN([KANRIBO_LDFLAGS], [
kanribo_save_LDFLAGS=$LDFLAGS
kanribo_save_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS -fPIE"
for kanribo_flag in m4_normalize([$2]); do
  AC_MSG_CHECKING([whether the linker takes $kanribo_flag])
  LDFLAGS="$kanribo_save_LDFLAGS $kanribo_flag"
  AC_LINK_IFELSE([AC_LANG_PROGRAM([[]], [[]])],
    [AC_MSG_RESULT([yes]); $1="$$1 $kanribo_flag"], [AC_MSG_RESULT([no])])
done
LDFLAGS=$kanribo_save_LDFLAGS
CFLAGS=$kanribo_save_CFLAGS
])

# KANRIBO_FORTIFY(VARIABLE): the highest _FORTIFY_SOURCE that compiler and libc both know. It needs an optimising
# build; libc says so with a warning, which -Werror turns into "no".
AC_DEFUN([KANRIBO_FORTIFY], [
kanribo_save_CFLAGS=$CFLAGS
kanribo_fortify=
AC_MSG_CHECKING([for the level of _FORTIFY_SOURCE])
for kanribo_level in 3 2; do
  AS_IF([test -z "$kanribo_fortify"], [
    CFLAGS="$kanribo_save_CFLAGS -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$kanribo_level"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <string.h>]], [[]])], [kanribo_fortify=$kanribo_level])])
done
CFLAGS=$kanribo_save_CFLAGS
AC_MSG_RESULT([${kanribo_fortify:-none}])
AS_IF([test -n "$kanribo_fortify"], [$1="$$1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$kanribo_fortify"])
])
