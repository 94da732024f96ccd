/* What a verification reads of the station: 様式第7号 and 接続記録簿 of the period, and the names of persons, media and computers. */
#include <stdlib.h>
#include <string.h>

#include "app/verification_impl.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { TIME_BYTES = 32 };
#define FOR_EVER (INT64_MAX / 4)

void kept_release(struct kept *kept)
{
    for (size_t i = 0; i < kept->n; i++)
        entry_free(kept->list[i]);
    free(kept->list);
    *kept = (struct kept){0};
}

static int keep(void *arg, struct entry *entry, struct err *e)
{
    struct kept *kept = arg;
    if (kept->n == kept->room) {
        size_t room = kept->room * 2 + 32;
        struct entry **list = realloc(kept->list, room * sizeof *list);
        if (list == NULL) {
            entry_free(entry);
            return err_memory(e);
        }
        kept->list = list;
        kept->room = room;
    }
    kept->list[kept->n++] = entry;
    return 0;
}

int kept_load(struct kept *kept, struct session *session, const struct query *query, struct err *e)
{
    return rows_each(session_station(session), query, keep, kept, e);
}

static int load_all(struct kept *kept, struct verification *v, const char *reg, const struct cond *conds, struct err *e)
{
    const struct query query = {
        .reg = station_register(session_station(v->session), reg), .conds = conds, .limit = VERIFICATION_PAGE};
    kept_release(kept);
    return kept_load(kept, v->session, &query, e);
}

/* ---- names ---- */

/* Each entry under what a field says, its id being that of the entry, or of what `refers` refers to. */
static int add_names(struct log_names *names, const struct kept *kept, const char *field, const char *refers,
                     struct err *e)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < kept->n; i++) {
        const char *name = entry_get(kept->list[i], field);
        char id[ENTRY_ID_BYTES];
        text_format(id, sizeof id, "%s", kept->list[i]->id);
        if (refers != NULL)
            reference_id(id, entry_get(kept->list[i], refers));
        if (name != NULL && id[0] != '\0')
            rc = log_names_add(names, name, id, e);
    }
    return rc;
}

static int load_names(struct verification *v, struct err *e)
{
    int rc = load_all(&v->persons, v, "person", NULL, e);
    log_names_release(&v->known.persons);
    log_names_release(&v->known.pcs);
    log_names_release(&v->known.media);
    if (rc == 0)
        rc = load_all(&v->users, v, "user", NULL, e);
    if (rc == 0)
        rc = load_all(&v->pcs, v, "pc", NULL, e);
    if (rc == 0)
        rc = load_all(&v->media, v, "medium", NULL, e);
    if (rc == 0)
        rc = add_names(&v->known.persons, &v->persons, "name", NULL, e);
    if (rc == 0)
        rc = add_names(&v->known.persons, &v->users, "uid", "person", e);
    if (rc == 0)
        rc = add_names(&v->known.pcs, &v->pcs, "name", NULL, e);
    if (rc == 0)
        rc = add_names(&v->known.media, &v->media, "number", NULL, e);
    log_names_sort(&v->known.persons);
    log_names_sort(&v->known.pcs);
    log_names_sort(&v->known.media);
    return rc;
}

/* ---- 様式第7号 ---- */

static const char *id_of(const struct entry *entry, const char *field, const struct kept *of)
{
    char id[ENTRY_ID_BYTES];
    reference_id(id, entry_get(entry, field));
    for (size_t i = 0; i < of->n; i++)
        if (strcmp(of->list[i]->id, id) == 0)
            return of->list[i]->id;
    return NULL;
}

static struct log_row row_of(const struct verification *v, const struct entry *use)
{
    const char *until = entry_get(use, "returned_at");
    bool connection = entry_is(use, "mode", "connection");
    return (struct log_row){
        .medium = id_of(use, "medium", &v->media),
        .person = id_of(use, "user", &v->persons),
        .pc = connection ? id_of(use, "pc", &v->pcs) : NULL,
        .from = field_time(entry_get(use, "taken_from")),
        .until = until != NULL ? field_time(until) : FOR_EVER,
        .connection = connection,
        .encrypted = connection && (entry_is(use, "encryption", "police") || entry_is(use, "encryption", "self")),
        .expected = connection || entry_is(use, "mode", "in_building"),
    };
}

/* What was in use at any time of the period: given back within it or later, or still out. */
static int load_uses(struct verification *v, struct err *e)
{
    char states[256], from[TIME_BYTES], until[TIME_BYTES];
    const struct register_def *reg = station_register(session_station(v->session), "use");
    const struct cond given[] = {{"state", COND_IS, states}, {0}};
    const struct cond out[] = {{"state", COND_IS, states}, {"returned_at", COND_UNSET, NULL}, {0}};
    struct query query = {
        .reg = reg, .conds = given, .range = "returned_at", .range_from = from, .limit = VERIFICATION_PAGE};
    register_states(states, sizeof states, reg,
                    1u << STATE_OUT | 1u << STATE_BACK | 1u << STATE_DONE | 1u << STATE_CURRENT);
    field_time_value(from, sizeof from, v->period.from - v->period.tolerance);
    field_time_value(until, sizeof until, v->period.until + v->period.tolerance);
    kept_release(&v->uses);
    int rc = kept_load(&v->uses, v->session, &query, e);
    query = (struct query){
        .reg = reg, .conds = out, .range = "taken_from", .range_until = until, .limit = VERIFICATION_PAGE};
    return rc == 0 ? kept_load(&v->uses, v->session, &query, e) : rc;
}

static int make_rows(struct verification *v, struct err *e)
{
    size_t kept = 0;
    free(v->rows);
    v->rows = calloc(v->uses.n + 1, sizeof *v->rows);
    if (v->rows == NULL)
        return err_memory(e);
    for (size_t i = 0; i < v->uses.n; i++) {
        struct log_row row = row_of(v, v->uses.list[i]);
        if (row.from < v->period.until + v->period.tolerance) {
            v->rows[kept] = row;
            v->uses.list[kept++] = v->uses.list[i];
        } else {
            entry_free(v->uses.list[i]);
        }
    }
    v->uses.n = kept;
    return 0;
}

/* ---- 接続記録簿 ---- */

static int load_book(struct verification *v, struct err *e)
{
    char from[TIME_BYTES], until[TIME_BYTES];
    const struct query query = {.reg = station_register(session_station(v->session), "connection"),
                                .range = "connected_at",
                                .range_from = field_time_value(from, sizeof from, v->period.from),
                                .range_until = field_time_value(until, sizeof until, v->period.until),
                                .limit = VERIFICATION_PAGE};
    kept_release(&v->book);
    return kept_load(&v->book, v->session, &query, e);
}

static const char *label_of(const struct entry *entry, const char *field)
{
    const char *value = entry_get(entry, field);
    return value != NULL ? reference_label(value) : "";
}

static struct log_line book_line(const struct verification *v, const struct entry *entry, size_t n)
{
    const char *outside = entry_get(entry, "outside_medium"), *direction = entry_get(entry, "direction");
    struct log_line line = {.line = n,
                            .at = field_time(entry_get(entry, "connected_at")),
                            .person = id_of(entry, "person", &v->persons),
                            .pc = id_of(entry, "pc", &v->pcs),
                            .medium = id_of(entry, "medium", &v->media),
                            .source = "接続記録簿"};
    for (int c = 0; c < LOG_COLUMNS; c++)
        line.text[c] = "";
    line.text[LOG_PERSON] = label_of(entry, "person");
    line.text[LOG_PC] = label_of(entry, "pc");
    line.text[LOG_MEDIUM] = outside != NULL ? outside : label_of(entry, "medium");
    if (direction != NULL)
        line.direction = strcmp(direction, "input") == 0 ? LOG_INPUT : LOG_OUTPUT;
    if (entry_get(entry, "encryption") != NULL)
        line.encryption = entry_is(entry, "encryption", "plain") ? LOG_PLAIN : LOG_ENCRYPTED;
    return line;
}

int verification_book_lines(struct verification *v, struct err *e)
{
    struct log_line *lines = realloc(v->lines, (v->nlines + v->book.n + 1) * sizeof *lines);
    if (lines == NULL)
        return err_memory(e);
    v->lines = lines;
    for (size_t i = 0; i < v->book.n; i++)
        v->lines[v->nlines++] = book_line(v, v->book.list[i], i + 1);
    v->nbook = v->book.n;
    return 0;
}

int verification_books(struct verification *v, struct err *e)
{
    static const struct cond current[] = {{"state", COND_IS, "current"}, {0}};
    int rc = load_names(v, e);
    if (rc == 0)
        rc = load_uses(v, e);
    if (rc == 0)
        rc = make_rows(v, e);
    if (rc == 0)
        rc = load_book(v, e);
    if (rc == 0)
        rc = state_count(&v->waivers, session_station(v->session),
                         station_register(session_station(v->session), "log_waiver"), "current", e);
    return rc == 0 ? load_all(&v->mappings, v, "log_mapping", current, e) : rc;
}
