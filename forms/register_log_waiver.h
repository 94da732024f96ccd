/* register_log_waiver — ログの確認を不要とすること (M-48, R5-7): 第6の1(4)ウ(ア). It lifts file names and sizes, never the monthly
 * 検証 of M-37. The text names no book for it; the record is ours (◇). */
#ifndef KANRIBO_FORMS_REGISTER_LOG_WAIVER_H
#define KANRIBO_FORMS_REGISTER_LOG_WAIVER_H

#include "forms/register.h"

extern const struct register_def register_log_waiver;

#endif
