/* list — a book page by page. See list.h. */
#include "app/list.h"

#include <stdlib.h>
#include <string.h>

#include "db/query.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "forms/text.h"

#include "forms/banned.h"

struct list {
    struct session *session;
    const struct register_def *reg;
    const struct field *fields[LIST_COLUMNS];
    int nfields;
    struct filter filter;
    const struct field *sort; /* NULL: in the order of making */
    bool ascending;
    struct rows rows;
    char aim[ENTRY_ID_BYTES]; /* where the next page begins; "" = where it did */
};

int list_new(struct list **out, struct session *session, const struct register_def *reg, struct err *e)
{
    struct list *list;
    int rc = session_may_view(session, reg, e);
    *out = NULL;
    if (rc != 0)
        return rc;
    list = calloc(1, sizeof *list);
    if (list == NULL)
        return err_memory(e);
    list->session = session;
    list->reg = reg;
    for (const struct field *f = reg->fields; f->key != NULL && list->nfields < LIST_COLUMNS; f++)
        if ((f->flags & FIELD_LISTED) != 0 && (f->flags & FIELD_RETIRED) == 0)
            list->fields[list->nfields++] = f;
    rc = filter_parse(&list->filter, reg, "", session_now(session), e);
    if (rc != 0) {
        free(list);
        return rc;
    }
    *out = list;
    return 0;
}

void list_free(struct list *list)
{
    if (list == NULL)
        return;
    rows_release(&list->rows);
    filter_release(&list->filter);
    free(list);
}

const struct register_def *list_register(const struct list *list)
{
    return list->reg;
}

const struct field *const *list_fields(const struct list *list, int *n)
{
    *n = list->nfields;
    return list->fields;
}

int list_search(struct list *list, const char *line, struct err *e)
{
    struct filter fresh;
    int rc = filter_parse(&fresh, list->reg, line, session_now(list->session), e);
    if (rc != 0)
        return rc;
    filter_release(&list->filter);
    list->filter = fresh;
    return 0;
}

void list_sort_next(struct list *list)
{
    int at = 0;
    while (list->sort != NULL && at < list->nfields && list->fields[at] != list->sort)
        at++;
    if (list->sort != NULL)
        at++;
    while (at < list->nfields && (list->fields[at]->flags & FIELD_INDEXED) == 0)
        at++;
    list->sort = at < list->nfields ? list->fields[at] : NULL;
}

void list_sort_reverse(struct list *list)
{
    list->ascending = !list->ascending;
}

void list_sort_label(char *buf, size_t size, const struct list *list)
{
    text_format(buf, size, "%s%s", list->sort != NULL ? list->sort->label : "記載順", list->ascending ? "↑" : "↓");
}

void list_aim(struct list *list, const char *id)
{
    text_format(list->aim, sizeof list->aim, "%s", id);
}

int list_row_of(const struct list *list, const char *id)
{
    for (size_t i = 0; i < list->rows.n; i++)
        if (strcmp(list->rows.entries[i]->id, id) == 0)
            return (int)i;
    return -1;
}

/* The page that begins with the entry aimed at; *found: the list has it. */
static int load_aimed(struct rows *out, struct list *list, const struct query *query, bool *found, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    text_format(id, sizeof id, "%s", list->aim);
    list->aim[0] = '\0';
    int rc = rows_load(out, session_station(list->session), query, ROWS_FROM, id, e);
    *found = rc == 0 && out->n > 0 && strcmp(out->entries[0]->id, id) == 0;
    if (!*found)
        rows_release(out);
    *out = *found ? *out : (struct rows){0};
    return rc;
}

int list_load(struct list *list, enum list_move move, int rows, int *n, bool *before, bool *after, struct err *e)
{
    static const enum rows_where where[] = {
        [LIST_FIRST] = ROWS_FIRST, [LIST_LAST] = ROWS_LAST, [LIST_NEXT] = ROWS_AFTER,
        [LIST_PREV] = ROWS_BEFORE, [LIST_HERE] = ROWS_FROM,
    };
    struct query query = {.reg = list->reg,
                          .filter = &list->filter,
                          .sort = list->sort != NULL ? list->sort->key : NULL,
                          .descending = !list->ascending,
                          .limit = rows};
    struct rows fresh = {0};
    const char *from = NULL;
    bool aimed = false;
    int rc = move == LIST_HERE && list->aim[0] != '\0' ? load_aimed(&fresh, list, &query, &aimed, e) : 0;
    bool at_top = list->rows.n == 0 || !list->rows.before; /* what is new since then shall be seen */
    if (list->rows.n == 0 ? move != LIST_LAST : at_top && move == LIST_HERE)
        move = LIST_FIRST;
    if (move == LIST_NEXT)
        from = list->rows.entries[list->rows.n - 1]->id;
    else if (move == LIST_PREV || move == LIST_HERE)
        from = list->rows.entries[0]->id;
    if (rc == 0 && !aimed)
        rc = rows_load(&fresh, session_station(list->session), &query, where[move], from, e);
    if (rc != 0)
        return rc;
    rows_release(&list->rows);
    list->rows = fresh;
    *n = (int)fresh.n;
    *before = fresh.before;
    *after = fresh.after;
    return 0;
}

const struct entry *list_entry(const struct list *list, size_t row)
{
    return row < list->rows.n ? list->rows.entries[row] : NULL;
}

void list_cell(const struct list *list, size_t row, int column, char *buf, size_t size)
{
    const struct entry *entry = list_entry(list, row);
    buf[0] = '\0';
    if (entry == NULL || column < 0 || column >= list->nfields)
        return;
    const struct field *field = list->fields[column];
    const char *value = entry_get(entry, field->key);
    if (value != NULL)
        field_format(buf, size, field, value, FORMAT_LIST);
}

bool entry_late(const struct entry *entry, int64_t now)
{
    const struct state *state = register_state(entry->reg, entry->state);
    const char *due = entry->reg->late_field != NULL ? entry_get(entry, entry->reg->late_field) : NULL;
    return state != NULL && state->kind == STATE_OUT && due != NULL && field_time(due) < now;
}

void entry_state_text(char *buf, size_t size, const struct entry *entry, int64_t now)
{
    const struct state *state = register_state(entry->reg, entry->state);
    const char *label = state != NULL ? state->label : "";
    if (!entry_late(entry, now))
        text_format(buf, size, "%s %s", state != NULL ? state->mark : "", label);
    else if (entry->reg->late_label != NULL)
        text_format(buf, size, "超 %s", entry->reg->late_label);
    else
        text_format(buf, size, "超 %s・期限超過", label);
}

const char *list_mark(const struct list *list, size_t row, bool *late, enum state_kind *kind)
{
    const struct entry *entry = list_entry(list, row);
    const struct state *state = entry != NULL ? register_state(list->reg, entry->state) : NULL;
    *late = entry != NULL && entry_late(entry, session_now(list->session));
    if (kind != NULL)
        *kind = state != NULL ? state->kind : STATE_VOID;
    return *late ? "超" : state != NULL ? state->mark : "";
}
