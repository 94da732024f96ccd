/* demo_script — how the demo's tales are written: tables of lines of text, read one line at a time while they are lived.
 *
 *   = WHEN REGISTER [open]            the head of the tales that follow
 *   * WHO STEP KEY=VALUE; KEY=VALUE    a tale: an entry of that register is made
 *   +SPAN WHO [WHICH] STEP KEY=VALUE   what is done with it so long after its beginning
 *
 * WHEN   start | 75d 10:00 (days before the end, at that hour) | 26h (exactly) | m5 10:00 (each month, the first office day
 *        from the 5th on; "past" after it: not in the month of the end) | y1/4 10:00 (each year)
 *        open: what is taken in these tales is not back by the end
 * SPAN   +31d, +2h30m; of a habit also +60m~150m (any of these), ^6:00~7:50 (next morning)
 * WHO    a uid; self: who made the entry; permitter: who permits at that hour (運用責任者, or the 当直責任者 of the shift); same: he
 *        who was the permitter last; duty: the 当直責任者 of the shift
 * WHICH  of the parts of the entry, instead of itself: each | each:5 | part:携帯-03 (the part about that thing); those open.
 *        Of a tale: of:@uid, of:REGISTER:TITLE: it is about an entry that there is already
 * VALUE  by the type of the field: @uid or a name (FIELD_PERSON), a title, or REGISTER:TITLE (REGISTER: the last made of it), or % for
 *        the habit's thing (FIELD_ITEM), +SPAN -SPAN <SPAN (no later than that day) @17:15 ^8:30 from the day of the beginning (times, dates,
 *        months), else as it is stored.
 *        "?found:out" is the second for a thing that is away. KEY reason is the step's reason. */
#ifndef KANRIBO_APP_DEMO_SCRIPT_H
#define KANRIBO_APP_DEMO_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "forms/entry.h"

enum { SCRIPT_PAIRS = 40, SCRIPT_LINE_BYTES = 2400 };
enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

struct script_line {
    char text[SCRIPT_LINE_BYTES]; /* what the others point into */
    const char *span;             /* "+31d", "" for the first */
    const char *who, *which, *step;
    const char *keys[SCRIPT_PAIRS], *values[SCRIPT_PAIRS];
    int n;
};
int script_line_read(struct script_line *out, const char *line, struct err *e);
const char *script_value(const struct script_line *line, const char *key); /* NULL: it has none */

enum script_when { WHEN_START, WHEN_BEFORE, WHEN_MONTHLY, WHEN_YEARLY };
struct script_head {
    enum script_when when;
    int64_t before;         /* WHEN_BEFORE: seconds before the end */
    int month, day, minute; /* minute −1: exactly */
    char reg[KEY_BYTES];
    bool open, past;
};
int script_head_read(struct script_head *out, const char *line, struct err *e);

/* "31d2h" → seconds, at **p behind it. */
int64_t script_span(const char **p);
/* "17:15" → minutes since midnight, at **p behind it. */
int script_clock(const char **p);

/* The tables. Each ends with NULL. */
extern const char *const demo_masters[],
    *const demo_ledgers[], *const demo_checkouts[], *const demo_uses[], *const demo_books[], *const demo_rounds[];

/* What happens again and again: an entry whose thing is one of `things`, made by one of `who`. */
struct demo_habit {
    const char *hours; /* when it begins, any minute between: "9:00~14:00" */
    int percent;       /* of the days on which it happens */
    bool office;       /* on office days alone */
    bool carried;      /* leaves the building: not in the quiet month, in which nothing goes out */
    const char *reg;
    const char *things; /* "phone:携帯-01|携帯-02": one that is free then; NULL for none */
    const char *who;    /* uids joined by '|'; "permitter": who permits at that hour */
    const char *const
        *lines; /* WHO of the first stands as "self", or "permitter"; a VALUE "a|b|c" is any of these. Ends with NULL */
};
extern const struct demo_habit demo_habits[]; /* ends with a NULL reg */

#endif
