/* report — 規定と異なる事項の一覧 (R0-7): what departs from the text, unconfirmed ones first; prints. */
#ifndef KANRIBO_SCREENS_REPORT_H
#define KANRIBO_SCREENS_REPORT_H

#include "screens/screen.h"

int report_open(struct screens *s, struct err *e);

#endif
