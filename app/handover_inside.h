/* handover_inside — between app/handover.c, which says whose shift it is and records, and app/handover_rows.c, which finds the rows. */
#ifndef KANRIBO_APP_HANDOVER_INSIDE_H
#define KANRIBO_APP_HANDOVER_INSIDE_H

#include "app/handover.h"

/* Fills rows, counts and sums of a page whose shift and officer are known. */
int handover_gather(struct handover *h, struct session *session, struct err *e);

#endif
