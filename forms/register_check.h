/* register_check — the parts of checking a declaration that stand in files of their own; for register_check.c. */
#ifndef KANRIBO_FORMS_REGISTER_CHECK_H
#define KANRIBO_FORMS_REGISTER_CHECK_H

#include "forms/register.h"

/* What a declaration leans on outside itself: linked fields, keepers named by rules, numbers, parts and fills. */
int register_check_links(const struct register_def *reg, struct err *e);
/* The sheet: every key it prints exists, columns fill the width, rows fit the height, confirmations know the book. */
int register_check_paper(const struct register_def *reg, struct err *e);

/* ---- what they share ---- */

/* ERR_INTEGRITY: the declaration of `reg` is wrong, and in what. */
int register_fault(const struct register_def *reg, struct err *e, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum word_kind { WORD_FIELD, WORD_STEP, WORD_STATE };
/* Every word of the '|'-joined list (NULL has none) names a field, step or state. */
int register_check_words(const struct register_def *reg, enum word_kind kind, const char *list, const char *where,
                         struct err *e);
/* Conditions on fields of `reg`; own: the register whose field a "$key" speaks of, NULL where there can be none. */
int register_check_conds(const struct register_def *reg, const struct cond conds[CONDS], const struct register_def *own,
                         const char *where, struct err *e);
/* The key (NULL is none) names a field of one of the types (bits 1u << type). */
int register_check_typed(const struct register_def *reg, const char *key, unsigned types, const char *where,
                         struct err *e);

#endif
