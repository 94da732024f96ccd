/* board — what the home screen knows besides what is owed (app/duties): tonight's duty officer, the books, and what is still missing
 * before the first night. Derived when asked, never stored. */
#ifndef KANRIBO_APP_BOARD_H
#define KANRIBO_APP_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"

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
