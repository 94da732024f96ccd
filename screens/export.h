/* export — asks where a file shall go, and writes what is asked for there. */
#ifndef KANRIBO_SCREENS_EXPORT_H
#define KANRIBO_SCREENS_EXPORT_H

#include "app/paper.h"
#include "screens/screen.h"

/* Out of a handler, which returns what this returns. stem: the name to start with, without its ending. PDF or xlsx. */
enum screen_next export_file(struct screens *s, const struct paper_request *request, const char *stem,
                             enum paper_format format);
/* Several books as one file; what: the name of the set, for the record of the export. */
enum screen_next export_set(struct screens *s, const char *what, const struct paper_request *requests, size_t n,
                            const char *stem, enum paper_format format);

#endif
