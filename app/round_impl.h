/* round_impl — what round.c (reading) and round_scan.c (answering) share. */
#ifndef KANRIBO_APP_ROUND_IMPL_H
#define KANRIBO_APP_ROUND_IMPL_H

#include "app/round.h"

const struct register_def *round_register(const struct session *session);
const struct register_def *round_parts(const struct session *session);
/* Everything of the item from its entry and the books, anew. */
int round_item_read(struct round *round, struct round_item *item, struct err *e);
/* Which book has the thing of an item out just now. */
int round_out_read(struct round_out *out, struct session *session, const char *thing, struct err *e);
void round_count(struct round *round);
/* One more item; takes the entry over, also when it fails. *at: where it stands. */
int round_add(struct round *round, struct entry *entry, size_t *at, struct err *e);

#endif
