/* handover — 当直引継ぎ: the page at the end of a duty; confirming and returning what is his, one key each; handing over; prints. */
#ifndef KANRIBO_SCREENS_HANDOVER_H
#define KANRIBO_SCREENS_HANDOVER_H

#include "screens/screen.h"

/* The shift that runs or ended last (handover_load). Whoever may see the books may look; what is the officer's, he does. */
int handover_open(struct screens *s, struct err *e);

#endif
