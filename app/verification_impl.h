/* verification_impl — what the files of verification share; nobody else includes it. */
#ifndef KANRIBO_APP_VERIFICATION_IMPL_H
#define KANRIBO_APP_VERIFICATION_IMPL_H

#include "app/verification.h"
#include "db/query.h"

enum { VERIFICATION_PAGE = 500 };

void kept_release(struct kept *kept);
/* All entries of the query. */
int kept_load(struct kept *kept, struct session *session, const struct query *query, struct err *e);
/* The books as they stand for the period, and who and what the station knows. */
int verification_books(struct verification *v, struct err *e);
/* Adds the lines of 接続記録簿. */
int verification_book_lines(struct verification *v, struct err *e);
/* Entries of register_log_result for the files and the differences. */
int verification_show(struct verification *v, struct err *e);
void verification_hide(struct verification *v);

#endif
