/* store_error — what SQLite says, in words that a duty officer can act on. */
#ifndef KANRIBO_DB_STORE_ERROR_H
#define KANRIBO_DB_STORE_ERROR_H

#include "forms/err.h"

/* rc: an extended result code; message: SQLite's own, which carries the text of a trigger that refused. */
int store_error(struct err *e, int rc, const char *message);

#endif
