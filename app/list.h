/* list — a book page by page, as a list shows it: search line, order, the rows held and the text of their cells. */
#ifndef KANRIBO_APP_LIST_H
#define KANRIBO_APP_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

struct list;
enum { LIST_COLUMNS = 12 };
enum list_move { LIST_FIRST, LIST_LAST, LIST_NEXT, LIST_PREV, LIST_HERE };

/* ERR_REFUSED when the person signed in may not see the book (session_may_view). */
int list_new(struct list **out, struct session *session, const struct register_def *reg, struct err *e);
void list_free(struct list *list);

const struct register_def *list_register(const struct list *list);
/* The fields shown, FIELD_LISTED, in order; at most LIST_COLUMNS. */
const struct field *const *list_fields(const struct list *list, int *n);

/* Another search line; on ERR_INPUT the old one stays. Load LIST_FIRST after it. */
int list_search(struct list *list, const char *line, struct err *e);
/* Goes to the next order there is (in the order of making, then by each indexed column), or turns it round. */
void list_sort_next(struct list *list);
void list_sort_reverse(struct list *list);
/* "持出開始 新→古" */
void list_sort_label(char *buf, size_t size, const struct list *list);

/* Moves the page; after a failure the old page stays. *n: rows held now. */
int list_load(struct list *list, enum list_move move, int rows, int *n, bool *before, bool *after, struct err *e);
/* The next page of LIST_HERE begins with that entry, if the list has it. */
void list_aim(struct list *list, const char *id);
/* Its row in the page held; −1: it is not there. */
int list_row_of(const struct list *list, const char *id);
/* Row of the page held; borrowed until the next load. NULL where there is none. Its digest has not been compared. */
const struct entry *list_entry(const struct list *list, size_t row);
void list_cell(const struct list *list, size_t row, int column, char *buf, size_t size);
/* State mark of a row, 超 where it is late; *state (may be NULL) gets its kind. */
const char *list_mark(const struct list *list, size_t row, bool *late, enum state_kind *state);
/* Is the thing of an entry out beyond its time? */
bool entry_late(const struct entry *entry, int64_t now);
/* Its state as it is shown, mark and label: "出 持出中"; of a late one "超 持出中・期限超過", "超 期間満了". */
void entry_state_text(char *buf, size_t size, const struct entry *entry, int64_t now);

#endif
