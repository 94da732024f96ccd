/* disposal — 廃棄: what has been kept long enough; asking for its disposal, and permitting the list that waits (RT-4). */
#ifndef KANRIBO_SCREENS_DISPOSAL_H
#define KANRIBO_SCREENS_DISPOSAL_H

#include "screens/screen.h"

int disposal_open(struct screens *s, struct err *e);

#endif
