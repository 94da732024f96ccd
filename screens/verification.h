/* verification — 使用状況の検証 of a month: logs are read, set against 様式第7号, what differs is looked at, and 結果の記載 follows. */
#ifndef KANRIBO_SCREENS_VERIFICATION_H
#define KANRIBO_SCREENS_VERIFICATION_H

#include "screens/screen.h"

/* month: "2026-10"; NULL = the last one that is over. */
int verification_open(struct screens *s, const char *month, struct err *e);
/* That month, from the menu. */
int verification_menu_open(struct screens *s, struct err *e);

#endif
