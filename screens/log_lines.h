/* log_lines — ログの定期的確認 (M-43, R5-3): every line of the logs that were read, with file name and size, and 結果の記載 of it. */
#ifndef KANRIBO_SCREENS_LOG_LINES_H
#define KANRIBO_SCREENS_LOG_LINES_H

#include "app/verification.h"
#include "screens/screen.h"

/* v: borrowed until the screen has left. */
int log_lines_open(struct screens *s, struct verification *v, struct err *e);

#endif
