/* board — what the home screen knows: tonight's duty, the books, what waits for me, what is out and late, and what is still
 * missing before the first night. Derived when asked, never stored. */
#ifndef KANRIBO_APP_BOARD_H
#define KANRIBO_APP_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"

enum task_kind { TASK_LATE, TASK_DECIDE, TASK_CONFIRM, TASK_WHEREABOUTS, TASK_MONTH, TASK_TAKEN, TASK_OWN };
struct task {
    enum task_kind kind;
    const struct register_def *reg;
    char entry[ENTRY_ID_BYTES];
    char step[KEY_BYTES]; /* the step that Enter opens; "" = the entry itself */
    char mark[8];         /* 超 待 返 出 … */
    char title[NAME_BYTES * 2];
    char detail[NAME_BYTES * 2];
    char act[NAME_BYTES];          /* 許可, 紛失なし確認 … */
    char clause[ERR_CLAUSE_BYTES]; /* "" where the duty is ours (◇) */
    char owner[NAME_BYTES];        /* whose duty it is: post or name */
    int64_t since, due;            /* UTC seconds, 0 = none */
    bool mine;                     /* the person signed in may do it */
};
struct board {
    struct task *tasks; /* mine first, late first */
    size_t n;
    bool more; /* there were more than could be listed */
};
/* mine_only: 決裁待ち. At most `most` tasks. */
int board_load(struct board *out, struct session *session, bool mine_only, size_t most, struct err *e);
void board_release(struct board *board);

struct book { /* a line under 簿冊 */
    const struct register_def *reg;
    int64_t waiting, out, late, total;
};
int book_load(struct book *out, struct session *session, const struct register_def *reg, struct err *e);
/* "閉庁 当直責任者 鈴木 茂" or "執務時間中": one line. */
int duty_line(char *buf, size_t size, struct session *session, struct err *e);

/* What must still be entered before the first night: a sentence each, the register to enter it in. Returns how many. */
struct missing {
    const struct register_def *reg;
    char text[ERR_TEXT_BYTES];
};
int missing_load(struct missing *out, int most, struct session *session, struct err *e);

#endif
