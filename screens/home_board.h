/* home_board — what the home screen holds, for its keys (home.c) and its picture (home_view.c). */
#ifndef KANRIBO_SCREENS_HOME_BOARD_H
#define KANRIBO_SCREENS_HOME_BOARD_H

#include "app/board.h"
#include "app/duties.h"
#include "screens/screen.h"

enum {
    HOME_MOST_TASKS = 400,
    HOME_MOST_BOOKS = 12,
    HOME_MOST_MISSING = 12,
    HOME_MOST_ROWS = HOME_MOST_TASKS + HOME_MOST_BOOKS + HOME_MOST_MISSING,
    HOME_NOWHERE = -1
};
enum home_kind { HOME_TASK, HOME_MISSING, HOME_BOOK };

struct home_row {
    enum home_kind kind;
    int index;
};
struct home {
    struct session *session;
    struct duties duties;
    struct book books[HOME_MOST_BOOKS];
    struct missing missing[HOME_MOST_MISSING];
    int nbooks, nmissing;
    struct home_row rows[HOME_MOST_ROWS];
    int nrows, selected /* or HOME_NOWHERE */, task_top;
    char duty[NAME_BYTES * 2];
    int ticks;
};

/* The row under the cursor, the book under it; NULL where there is none. */
const struct home_row *home_row_here(const struct home *home);
const struct register_def *home_book_here(const struct home *home);
void home_draw(void *self, struct screens *s, struct draw *d);

#endif
