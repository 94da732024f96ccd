/* view — one entry whole, as lines to read: its values with what they were before a correction (見え消し), the steps on
 * record, its history. */
#ifndef KANRIBO_APP_VIEW_H
#define KANRIBO_APP_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

enum view_kind { VIEW_FIELD, VIEW_EARLIER /* struck out */, VIEW_HEAD, VIEW_EVENT, VIEW_CHANGE };
struct view_line {
    enum view_kind kind;
    char *label, *text; /* label may be NULL */
};
struct view {
    struct entry *entry;
    struct view_line *lines;
    size_t n;
};
/* The entry's digest is compared (ERR_INTEGRITY); session_may_view is asked. */
int view_load(struct view *out, struct session *session, const struct register_def *reg, const char *id, struct err *e);
void view_release(struct view *view);

#endif
