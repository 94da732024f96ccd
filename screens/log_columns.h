/* log_columns — which column of a log is which: asked once for each kind of log, with its first rows in view. */
#ifndef KANRIBO_SCREENS_LOG_COLUMNS_H
#define KANRIBO_SCREENS_LOG_COLUMNS_H

#include "app/verification.h"
#include "screens/screen.h"

/* Out of a handler: the mapping of the file is set as the person has chosen, starting from what it is; ERR_CANCELLED with Esc. */
int log_columns_run(struct screens *s, struct verification_file *file, struct err *e);

#endif
