/* handover_rows — the lines of the page. See handover.h. */
#include <stdlib.h>
#include <string.h>

#include "app/handover_inside.h"
#include "app/list.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/register_handover.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { ROWS_OF_ONE = 300, COUNTED_MOST = 2000, STATES_BYTES = 200, NAMES_MOST = 3, WINDOW_DAYS = 31 };

struct gather {
    struct handover *out;
    struct session *session;
    struct actor self, officer;
    int64_t now;
};

/* The books in which a duty officer permits, and the things that are designated for the duty. */
static const struct duty_book {
    const char *reg, *things, *clause;
    bool camera;
} books[] = {
    {"checkout", "phone", HANDOVER_PHONES, false},
    {"use", "medium", HANDOVER_CAMERAS, true},
};
enum { BOOKS = sizeof books / sizeof books[0] };

static const struct register_def *find_reg(const struct gather *g, const char *id)
{
    return station_register(session_station(g->session), id);
}

static int add_row(struct handover_row **out, struct gather *g, struct err *e)
{
    struct handover_row *rows = realloc(g->out->rows, (g->out->n + 1) * sizeof *rows);
    if (rows == NULL)
        return err_memory(e);
    g->out->rows = rows;
    *out = &rows[g->out->n++];
    memset(*out, 0, sizeof **out);
    return 0;
}

/* ---- who ---- */

/* Without him who permitted: "運用責任者 伊藤 学、運用責任者 齋藤 和也". */
static void drop_name(char *buf, size_t size, const char *names, const char *name)
{
    size_t most = NAMES_MOST;
    buf[0] = '\0';
    while (names[0] != '\0' && most > 0) {
        const char *comma = strstr(names, "、");
        size_t n = comma != NULL ? (size_t)(comma - names) : strlen(names), end = strlen(name);
        if (end == 0 || n < end || strncmp(names + n - end, name, end) != 0) {
            char one[NAME_BYTES * 2];
            text_format(one, sizeof one, "%s%.*s", buf[0] != '\0' ? "、" : "", (int)n, names);
            text_append(buf, size, one);
            most--;
        }
        names += n + (comma != NULL ? strlen("、") : 0);
    }
}

/* Who may where the one who permitted cannot, at the end of the shift (⚑Q2). */
static int fill_route(struct handover_row *row, struct gather *g, struct situation *s, struct err *e)
{
    int index = register_field(s->reg, "alternative_reason"), rc = 0;
    const struct done *permit = entry_done(s->entry, "permit");
    char names[NAME_BYTES * 4];
    if (index >= 0 && field_asked(&s->reg->fields[index], s->entry, "confirm")) {
        if (strcmp(situation_setting(s, "alternative_confirmer"), "yes") != 0)
            return 0;
        rc = entry_set(s->entry, "alternative_reason", "-", e);
        row->reason = true;
    }
    s->now = g->now < g->out->until ? g->out->until : g->now;
    if (rc == 0)
        rc = who_may(names, sizeof names, g->session, s, "confirm", NAMES_MOST + 1, e);
    if (rc == 0)
        drop_name(row->route, sizeof row->route, names, row->reason && permit != NULL ? permit->actor.name : "");
    return rc;
}

/* Rule, clause and persons of the step that ends the line; *his: the officer may do it now. */
static int judge(struct handover_row *row, bool *his, struct gather *g, const struct entry *entry, const char *key,
                 struct err *e)
{
    struct entry *copy = NULL;
    const struct step *step = register_step(entry->reg, key);
    const struct rule *rule;
    bool omitted = entry_get(entry, "omitted") != NULL;
    int rc = entry_copy(&copy, entry, e);
    struct situation s = {.reg = entry->reg, .entry = copy, .actor = g->self, .reason = "…"};
    if (rc == 0)
        rc = situation_fill(&s, g->session, e);
    rule = rc == 0 ? rule_for(&s, key) : NULL;
    if (rule != NULL) {
        text_format(row->clause, sizeof row->clause, "%s", rule->clause != NULL ? rule->clause : "");
        rule_who(row->by, sizeof row->by, rule, &s);
        if (rule->named != NULL) /* 許可を与えた者, who was called */
            text_append(row->by, sizeof row->by, reference_label(entry_get(entry, rule->named)));
        row->mine = step_open(entry, step) && rule_check(NULL, &s, key, NULL) == 0;
        s.actor = g->officer;
        *his = step_open(entry, step) && rule_check(NULL, &s, key, NULL) == 0;
    }
    if (rc == 0 && !omitted)
        rc = fill_route(row, g, &s, e);
    situation_release(&s);
    entry_free(copy);
    return rc;
}

static void fill_entry(struct handover_row *row, const struct gather *g, const struct entry *entry)
{
    const struct register_def *reg = entry->reg;
    const struct state *state = register_state(reg, entry->state);
    const char *item = entry_get(entry, reg->item_field);
    row->reg = reg;
    text_format(row->entry, sizeof row->entry, "%s", entry->id);
    text_format(row->mark, sizeof row->mark, "%s", entry_late(entry, g->now) ? "超" : state != NULL ? state->mark : "");
    if (item != NULL)
        text_format(row->title, sizeof row->title, "%s", reference_label(item));
    else
        entry_title(row->title, sizeof row->title, entry);
    text_format(row->who, sizeof row->who, "%s", reference_label(entry_get(entry, reg->person_field)));
    row->due = field_time(entry_get(entry, reg->late_field));
    row->since = entry->nsteps > 0 ? entry->steps[entry->nsteps - 1].at : 0;
}

/* ---- lines of the books ---- */

/* On the screen, or by telephone, where the applicant recorded whom he had called. */
static bool permitted_by_officer(const struct gather *g, const struct entry *entry, int64_t since)
{
    char called[ENTRY_ID_BYTES];
    const struct done *permit = entry_done(entry, "permit"), *telephone = entry_done(entry, "telephone_permit");
    if (g->officer.id[0] == '\0')
        return false;
    if (permit != NULL)
        return permit->at >= since && strcmp(permit->actor.id, g->officer.id) == 0;
    return telephone != NULL && telephone->at >= since &&
           strcmp(reference_id(called, entry_get(entry, "permit_called")), g->officer.id) == 0;
}

/* A 特例 of the duty that is out: he brings it back himself. */
static int add_omitted(struct gather *g, const struct entry *entry, bool camera, struct err *e)
{
    struct handover_row *row;
    bool his = false;
    int rc = add_row(&row, g, e);
    if (rc != 0)
        return rc;
    fill_entry(row, g, entry);
    row->group = HANDOVER_DESIGNATED;
    row->open = true;
    row->camera = camera;
    row->step = register_step(entry->reg, "return_exempt");
    rc = judge(row, &his, g, entry, "return_exempt", e);
    text_format(row->by, sizeof row->by, "当直責任者 %s", reference_label(entry_get(entry, "named_by")));
    return rc;
}

static int add_out(struct gather *g, const struct entry *entry, bool camera, struct err *e)
{
    struct handover_row *row;
    bool his = false, omitted = entry_get(entry, "omitted") != NULL;
    int rc;
    if (omitted && entry_is(entry, "exemption", "duty"))
        return add_omitted(g, entry, camera, e);
    rc = add_row(&row, g, e);
    if (rc != 0)
        return rc;
    fill_entry(row, g, entry);
    row->group = permitted_by_officer(g, entry, g->out->from) ? HANDOVER_OVERNIGHT : HANDOVER_AWAY;
    rc = judge(row, &his, g, entry, omitted ? "return_exempt" : "confirm", e);
    if (omitted) /* it ends with its return: there is nothing to confirm (⚑Q19) */
        text_format(row->by, sizeof row->by, "不要(記載省略中)");
    return rc;
}

/* Returned: is it his to confirm, or would it have been (終了の確認 of a phone that he permitted, in office hours)? */
static int add_returned(struct gather *g, const struct entry *entry, struct err *e)
{
    struct handover_row row = {0}, *at;
    bool his = false;
    int rc;
    fill_entry(&row, g, entry);
    row.step = register_step(entry->reg, "confirm");
    rc = judge(&row, &his, g, entry, "confirm", e);
    if (rc != 0)
        return rc;
    if (entry_done(entry, "confirm") != NULL) { /* not found or broken: its measures are others' (R0-9) */
        row.group = HANDOVER_AWAY;
        row.step = NULL;
        text_format(row.by, sizeof row.by, "異常の処置");
    } else if (his || permitted_by_officer(g, entry, 0)) {
        row.group = HANDOVER_WAITING;
        row.open = true;
    } else {
        return 0;
    }
    rc = add_row(&at, g, e);
    if (rc == 0)
        *at = row;
    return rc;
}

static int gather_book(struct gather *g, const struct duty_book *book, unsigned kind, struct err *e)
{
    char states[STATES_BYTES];
    const struct register_def *reg = find_reg(g, book->reg);
    const struct cond conds[] = {{"state", COND_IS, register_states(states, sizeof states, reg, kind)}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = ROWS_OF_ONE, .steps = true};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = kind == 1u << STATE_OUT ? add_out(g, rows.entries[i], book->camera, e)
                                     : add_returned(g, rows.entries[i], e);
    g->out->more = g->out->more || rows.after;
    rows_release(&rows);
    return rc;
}

/* ---- things designated for the duty ---- */

/* The line by which the thing is out; NULL: it is back. */
static int find_out(struct entry **out, const struct gather *g, const struct register_def *book, const char *thing,
                    struct err *e)
{
    char states[STATES_BYTES], field[KEY_BYTES];
    int rc = 0;
    *out = NULL;
    for (const char *at = book->exclusive->field; rc == 0 && *out == NULL && at != NULL;) {
        size_t n = strcspn(at, "|");
        const struct cond conds[] = {{"state", COND_IS, register_states(states, sizeof states, book, 1u << STATE_OUT)},
                                     {field, COND_IS, thing},
                                     {0}};
        const struct query query = {.reg = book, .conds = conds, .limit = 1};
        struct rows rows = {0};
        text_format(field, sizeof field, "%.*s", (int)n, at);
        rc = rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e);
        if (rc == 0 && rows.n == 1)
            *out = rows_take(&rows, 0);
        rows_release(&rows);
        at = at[n] == '|' ? at + n + 1 : NULL;
    }
    return rc;
}

/* A card by the device that it is in: カメラ-02 (600-012-001). */
static int thing_title(char *buf, size_t size, const struct gather *g, const struct entry *thing, struct err *e)
{
    char title[NAME_BYTES], name[NAME_BYTES];
    struct entry *device = NULL;
    int rc = ERR_NOT_FOUND;
    entry_title(title, sizeof title, thing);
    if (strcmp(thing->reg->id, "medium") == 0)
        rc = entry_find(&device, session_station(g->session), find_reg(g, "digital_device"), "medium", thing->id, e);
    if (rc == 0) {
        entry_title(name, sizeof name, device);
        text_format(buf, size, "%s (%s)", name, title);
    } else
        text_format(buf, size, "%s", title);
    entry_free(device);
    if (rc == ERR_NOT_FOUND)
        err_clear(e);
    return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int add_thing(struct gather *g, const struct duty_book *book, const struct entry *thing, struct err *e)
{
    struct handover_row *row;
    struct entry *line = NULL;
    int rc = find_out(&line, g, find_reg(g, book->reg), thing->id, e);
    bool omitted = line != NULL && entry_get(line, "omitted") != NULL && entry_is(line, "exemption", "duty");
    if (rc == 0 && !omitted)
        rc = add_row(&row, g, e);
    if (rc != 0 || omitted) { /* it stands on the page by its line */
        entry_free(line);
        return rc;
    }
    if (line != NULL)
        fill_entry(row, g, line);
    row->group = HANDOVER_DESIGNATED;
    row->camera = book->camera;
    row->open = line != NULL;
    row->back = line == NULL;
    if (line == NULL) {
        row->reg = thing->reg;
        text_format(row->entry, sizeof row->entry, "%s", thing->id);
        text_format(row->mark, sizeof row->mark, "戻");
    }
    text_format(row->by, sizeof row->by, "%s", line != NULL ? "通常で持出中" : "");
    text_format(row->clause, sizeof row->clause, "%s", book->clause);
    rc = thing_title(row->title, sizeof row->title, g, thing, e);
    entry_free(line);
    return rc;
}

static int gather_things(struct gather *g, const struct duty_book *book, struct err *e)
{
    static const struct cond conds[] = {{"state", COND_IS, "current"}, {"designation", COND_IS, "duty"}, {0}};
    const struct query query = {.reg = find_reg(g, book->things), .conds = conds, .limit = ROWS_OF_ONE};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = add_thing(g, book, rows.entries[i], e);
    g->out->more = g->out->more || rows.after;
    rows_release(&rows);
    return rc;
}

/* ---- what he has done ---- */

/* How many lines of the query, whose `range` lies in the last month, he permitted or confirmed since the shift began. */
static int count_done(int64_t *out, struct gather *g, struct query query,
                      bool (*his)(const struct gather *g, const struct entry *entry, int64_t since), struct err *e)
{
    char from[32];
    struct rows rows = {0};
    int rc;
    field_time_value(from, sizeof from, date_at(date_add_days(date_of(g->out->from), -WINDOW_DAYS), 0));
    query.range_from = from;
    query.limit = COUNTED_MOST;
    query.steps = true;
    rc = rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        *out += his(g, rows.entries[i], g->out->from);
    rows_release(&rows);
    return rc;
}

static bool confirmed_by_officer(const struct gather *g, const struct entry *entry, int64_t since)
{
    const struct done *confirm = entry_done(entry, "confirm");
    return confirm != NULL && confirm->at >= since && strcmp(confirm->actor.id, g->officer.id) == 0;
}

static int count_book(struct gather *g, const struct register_def *reg, struct err *e)
{
    const char *officer = g->officer.id, *from = reg->sheet->period_field;
    const struct cond called[] = {{"permit_called", COND_IS, officer}, {0}};
    const struct query permits = {.reg = reg, .range = from, .done_by = officer, .done_step = "permit"};
    const struct query calls = {.reg = reg, .range = from, .conds = called};
    const struct query confirms = {.reg = reg, .range = reg->back_field, .done_by = officer, .done_step = "confirm"};
    int rc;
    if (officer[0] == '\0')
        return 0;
    rc = count_done(&g->out->permitted, g, permits, permitted_by_officer, e);
    if (rc == 0 && register_field(reg, "permit_called") >= 0)
        rc = count_done(&g->out->permitted, g, calls, permitted_by_officer, e);
    return rc != 0 ? rc : count_done(&g->out->confirmed, g, confirms, confirmed_by_officer, e);
}

/* ---- all ---- */

static int compare_rows(const void *a, const void *b)
{
    const struct handover_row *x = a, *y = b;
    int64_t when[2] = {x->due != 0 ? x->due : x->since, y->due != 0 ? y->due : y->since};
    if (x->group != y->group)
        return (int)x->group - (int)y->group;
    if (x->open != y->open)
        return x->open ? -1 : 1;
    if (when[0] != when[1])
        return when[0] < when[1] ? -1 : 1;
    return strcmp(x->title, y->title);
}

int handover_gather(struct handover *h, struct session *session, struct err *e)
{
    struct gather g = {.out = h, .session = session, .now = session_now(session)};
    int rc = actor_self(&g.self, session, e);
    if (rc == 0)
        rc = actor_load(&g.officer, session, h->officer, g.now, e);
    for (size_t i = 0; rc == 0 && i < BOOKS; i++) {
        rc = gather_book(&g, &books[i], 1u << STATE_OUT, e);
        if (rc == 0)
            rc = gather_book(&g, &books[i], 1u << STATE_BACK, e);
        if (rc == 0)
            rc = gather_things(&g, &books[i], e);
        if (rc == 0)
            rc = count_book(&g, find_reg(&g, books[i].reg), e);
    }
    if (rc == 0 && h->n > 1)
        qsort(h->rows, h->n, sizeof h->rows[0], compare_rows);
    for (size_t i = 0; rc == 0 && i < h->n; i++) {
        h->count[h->rows[i].group]++;
        h->left[h->rows[i].group] += h->rows[i].open;
    }
    return rc;
}
