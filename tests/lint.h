/* Read by clang-tidy alone, before every source: says that the error functions return a failure. The analyser does not
 * see into another file and would follow paths on which they return 0 and an object was not made. */
#ifndef KANRIBO_TESTS_LINT_H
#define KANRIBO_TESTS_LINT_H

#include "forms/err.h"

static inline int lint_failure(int code)
{
    __builtin_assume(code < 0); /* one block: the analyser follows it however deep it is called */
    return code;
}

#define err_set(...) lint_failure((err_set)(__VA_ARGS__))
#define err_refuse(...) lint_failure((err_refuse)(__VA_ARGS__))
#define err_field(...) lint_failure((err_field)(__VA_ARGS__))
#define err_memory(e) lint_failure((err_memory)(e))

#endif
