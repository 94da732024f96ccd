/* filter — the search line of the lists and of --where: 状態:持出中 期限<今日 田中 "深夜の 巡回"
 *
 * Words are separated by spaces (also the ideographic one) and must all match. A word is
 *   key:value, label:value   with : = < > <= >= in half or full width; a label may be cut short where it stays unique
 *   value                    any listed field or the state has it in its text; an entry's id matches as a whole
 * Names besides those of the fields: 状態 (state; its 超過 = late: out, and the time limit has passed), 期限 (due: the
 * register's late_field), 番号 (id). Values: days as date_parse() reads them, months, minutes; keys or labels of choices and
 * states; nothing (期限:) for unset. "…" holds spaces and signs together. The same terms are asked in memory here and compiled
 * to SQL in db/. */
#ifndef KANRIBO_FORMS_FILTER_H
#define KANRIBO_FORMS_FILTER_H

#include <stddef.h>
#include <stdint.h>

#include "forms/entry.h"
#include "forms/err.h"
#include "forms/register.h"

enum filter_kind {
    FILTER_TEXT,  /* the folded text contains `value`; of a reference its label */
    FILTER_SAME,  /* the folded text is `value` */
    FILTER_IS,    /* the canonical value is one of the words of `value`, '|'-joined; of a reference its id */
    FILTER_RANGE, /* low ≤ canonical < high, NULL = open; bytewise where the type is SQL_TEXT, else as integers */
    FILTER_UNSET,
    FILTER_LATE, /* state of kind STATE_OUT and reg->late_field < high */
    FILTER_NEVER /* nothing in this register can match the word */
};
enum { FILTER_STATE = -1, FILTER_ID = -2 }; /* pseudo fields */

struct filter_term {
    enum filter_kind kind;
    int group; /* from 0, ascending: terms of a group are alternatives (OR), groups must all hold (AND) */
    int field; /* index, or FILTER_STATE, FILTER_ID (FILTER_IS alone). An unset field matches FILTER_UNSET only */
    char *value, *low, *high;
};
struct filter {
    const struct register_def *reg;
    struct filter_term *terms;
    size_t nterms;
    int ngroups;
};

enum { FILTER_WORDS = 20 };

/* Initialises *filter and reads the line into it; an empty line gives a filter that everything passes. 0, or ERR_INPUT with
 * a sentence (*filter is then empty and needs no release). `now` is what 今日 and 超過 are judged by. */
int filter_parse(struct filter *filter, const struct register_def *reg, const char *text, int64_t now, struct err *e);
/* 1 the entry passes, 0 it does not, ERR_MEMORY. */
int filter_matches(const struct filter *filter, const struct entry *entry, struct err *e);
void filter_release(struct filter *filter);

#endif
