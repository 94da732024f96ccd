/* disposed — management numbers of what is gone: the rows of the disposals remember them, and they are not given again. */
#ifndef KANRIBO_APP_DISPOSED_H
#define KANRIBO_APP_DISPOSED_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

/* Was the number given to a thing that is gone? */
int disposed_number(bool *given, struct session *session, const char *number, struct err *e);
/* The highest number of a block ("600-012-") among what is gone; "" for none. */
int disposed_last(char *out, size_t size, struct session *session, const char *block, struct err *e);

#endif
