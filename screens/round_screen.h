/* round_screen — what round.c (keys) and round_view.c (picture) share. */
#ifndef KANRIBO_SCREENS_ROUND_SCREEN_H
#define KANRIBO_SCREENS_ROUND_SCREEN_H

#include "app/paper.h"
#include "app/round.h"
#include "screens/edit.h"
#include "screens/screen.h"
#include "screens/table.h"

enum { ROUND_FOUND_MOST = 20, ROUND_LINE_CHARACTERS = 60, ROUND_FOOT_BYTES = NAME_BYTES * 4 };
struct round_screen {
    struct round *round;
    size_t *order; /* item of each row */
    bool left_first;
    bool chosen; /* the cursor was put where it is by an arrow: Enter may answer for that row */
    bool adding; /* the form of an unlisted find is open */
    bool kept;   /* the draft of that form is the numbers below, kept by this screen */
    struct edit *line;
    struct table *table;
    char unlisted[ROUND_FOUND_MOST]
                 [ROUND_LINE_CHARACTERS * 4 + 1]; /* numbers read that no ledger has, still to be entered */
    size_t nunlisted;
    char foot[3][ROUND_FOOT_BYTES];
    struct paper_request requests[2]; /* what the preview shows, while it stands above */
    char month[8], year[PAPER_YEAR_BYTES];
};

int round_table(struct round_screen *self, struct err *e);
void round_draw(void *arg, struct screens *s, struct draw *d);
/* The rows in their order, anew. */
int round_sort(struct round_screen *self, struct err *e);
/* The cursor on that item. */
void round_select(struct round_screen *self, size_t item);
/* The item under the cursor; round->n for none. */
size_t round_selected(const struct round_screen *self);
/* 「登録 60  現認 58 …」 */
void round_counts(char *buf, size_t size, const struct round *round);
/* 「外部記録媒体の所在点検 令和8年11月」 */
void round_title(char *buf, size_t size, const struct round *round);

/* round_unlisted.c: a number read that no ledger has; the form for the first of them; whether that recorded it; what an earlier sitting
 * left. */
void round_note(struct round_screen *self, const char *typed);
enum screen_next round_add_unlisted(struct round_screen *self, struct screens *s);
bool round_added(struct round_screen *self, bool recorded);
void round_find_unlisted(struct round_screen *self);

#endif
