/* pick — choosing one of many: a list that narrows while one types.
 *
 * The filter folds text (width, case, kana, variants of names), and every word typed must occur. A candidate that may
 * not be chosen is shown with the reason and cannot be chosen. */
#ifndef KANRIBO_SCREENS_PICK_H
#define KANRIBO_SCREENS_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "screens/draw.h"
#include "screens/key.h"
#include "screens/screen.h"

struct pick_item {
    const char *label;    /* 携帯-03 */
    const char *detail;   /* 地域課 当直用; may be NULL */
    const char *keywords; /* also searched, not shown: reading, number; may be NULL */
    const char *refusal;  /* why it cannot be chosen, a sentence; NULL = it can */
    bool aside;           /* the detail is shown, not searched: a clause, whose digits nobody means */
};

struct pick_options {
    const char *title;
    size_t count;
    /* Fills *item for index 0…count-1. The strings live until the next call. */
    void (*item)(void *arg, size_t index, struct pick_item *item);
    void *arg;
    int label_cells;    /* width of the label column; 0 = 24 */
    size_t selected;    /* index to start at */
    const char *filter; /* to start with; may be NULL */
    const char *empty;  /* sentence when nothing is there at all; may be NULL */
    /* F9 shows the life of a candidate; NULL = there is none to show. */
    enum screen_next (*life)(void *arg, struct screens *s, size_t index);
};

/* The model, for tests and for screens that embed a list. */
struct pick;
enum pick_result { PICK_STAY = 0, PICK_CHOSEN, PICK_CANCELLED, PICK_REFUSED };
int pick_new(struct pick **pick, const struct pick_options *options, struct err *e);
void pick_free(struct pick *pick);
/* PICK_REFUSED: *e says why. */
enum pick_result pick_key(struct pick *pick, const struct key *key, struct err *e);
/* How many match, and the index in the caller's numbering of the n-th match. */
size_t pick_matches(const struct pick *pick);
size_t pick_match(const struct pick *pick, size_t n);
/* The match under the cursor (caller's index); false where nothing matches. */
bool pick_current(const struct pick *pick, size_t *index);
/* What is typed. */
const char *pick_filter(const struct pick *pick);
void pick_draw(struct pick *pick, struct draw *d, struct area area);

/* The popup, out of a handler: 0 and *index, ERR_CANCELLED, or another error. */
int pick_run(struct screens *s, const struct pick_options *options, size_t *index, struct err *e);

#endif
