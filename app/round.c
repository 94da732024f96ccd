/* round — 所在点検: which rounds there are, and one of them with its things. See round.h; answering: round_scan.c. */
#include "app/round.h"

#include <stdlib.h>
#include <string.h>

#include "app/act_impl.h"
#include "app/round_impl.h"
#include "db/query.h"
#include "forms/register_place.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { ROUND_MOST = 5000, MONTH_BYTES = 8 };

const struct register_def *round_register(const struct session *session)
{
    return station_register(session_station(session), "inspection");
}

const struct register_def *round_parts(const struct session *session)
{
    return station_register(session_station(session), round_register(session)->parts);
}

/* ---- which ---- */

static void this_month(char month[MONTH_BYTES], const struct session *session)
{
    char iso[DATE_BYTES];
    date_format(iso, sizeof iso, date_of(session_now(session)), DATE_ISO);
    text_format(month, MONTH_BYTES, "%.7s", iso);
}

/* His rounds of a kind, newest first: of that month, or (month NULL) those left open. */
static int rounds_of(struct rows *rows, struct session *session, const char *kind, const char *month, struct err *e)
{
    const struct cond conds[] = {{"kind", COND_IS, kind},
                                 {"inspector", COND_IS, session_person(session)},
                                 {"state", COND_IS, month != NULL ? "open|closed" : "open"},
                                 {month != NULL ? "month" : NULL, COND_IS, month},
                                 {0}};
    const struct query query = {
        .reg = round_register(session), .conds = conds, .descending = true, .limit = ROUND_CHOICES};
    return rows_load(rows, session_station(session), &query, ROWS_FIRST, NULL, e);
}

/* The open one, else the newest. */
static const struct entry *best_of(const struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        if (strcmp(rows->entries[i]->state, "open") == 0)
            return rows->entries[i];
    return rows->n > 0 ? rows->entries[0] : NULL;
}

int round_find(char id[ENTRY_ID_BYTES], struct session *session, const char *kind, const char *month, struct err *e)
{
    char current[MONTH_BYTES];
    struct rows rows = {0};
    this_month(current, session);
    int rc = rounds_of(&rows, session, kind, month != NULL ? month : current, e);
    const struct entry *best = rc == 0 ? best_of(&rows) : NULL;
    id[0] = '\0';
    if (best != NULL)
        text_format(id, ENTRY_ID_BYTES, "%s", best->id);
    else if (rc == 0)
        rc = err_set(e, ERR_NOT_FOUND, "この月の点検は、まだ始めていません。");
    rows_release(&rows);
    return rc;
}

/* The act that would begin it, as far as its kind and month. */
static int begin_act(struct act **out, struct session *session, const char *kind, const char *month, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, session, round_register(session), NULL, "begin", e);
    if (rc == 0)
        rc = act_set(act, "kind", kind, e);
    if (rc == 0 && month != NULL)
        rc = act_set(act, "month", month, e);
    if (rc != 0) {
        act_free(act);
        act = NULL;
    }
    *out = act;
    return rc;
}

int round_keeps(int64_t *out, struct session *session, const char *kind, struct err *e)
{
    struct act *act = NULL;
    int rc = begin_act(&act, session, kind, NULL, e);
    *out = 0;
    if (rc == 0)
        rc = act_fill_count(out, session, act_entry(act), e);
    act_free(act);
    return rc;
}

int round_begin(char id[ENTRY_ID_BYTES], struct session *session, const char *kind, const char *month, struct err *e)
{
    struct act *act = NULL;
    struct entry *made = NULL;
    int rc = begin_act(&act, session, kind, month, e);
    if (rc == 0)
        rc = act_commit(act, &made, e);
    if (rc == 0)
        text_format(id, ENTRY_ID_BYTES, "%s", made->id);
    entry_free(made);
    act_free(act);
    return rc;
}

static int count_parts(int64_t *out, struct session *session, const char *round, bool waiting, struct err *e)
{
    const struct cond conds[] = {{round_register(session)->part_field, COND_IS, round},
                                 {"state", COND_IS, waiting ? "open" : "open|done"},
                                 {"item", COND_SET, NULL},
                                 {0}};
    const struct query query = {.reg = round_parts(session), .conds = conds};
    return query_count(out, session_station(session), &query, ROUND_MOST, e);
}

static int add_choice(struct round_choices *out, struct session *session, const struct choice *kind,
                      const struct entry *entry, struct err *e)
{
    struct round_choice *choice = &out->list[out->n];
    int rc;
    if (out->n == ROUND_CHOICES)
        return 0;
    *choice = (struct round_choice){.kind = kind};
    if (entry != NULL) {
        text_format(choice->month, sizeof choice->month, "%s", entry_get(entry, "month"));
        text_format(choice->id, sizeof choice->id, "%s", entry->id);
        choice->closed = strcmp(entry->state, "open") != 0;
        rc = count_parts(&choice->of, session, entry->id, false, e);
        if (rc == 0)
            rc = count_parts(&choice->left, session, entry->id, true, e);
    } else {
        this_month(choice->month, session);
        rc = round_keeps(&choice->of, session, kind->key, e);
        choice->left = choice->of;
    }
    if (rc == 0 && (entry != NULL || choice->of > 0))
        out->n++;
    return rc;
}

static int add_kind(struct round_choices *out, struct session *session, const struct choice *kind, struct err *e)
{
    char month[MONTH_BYTES];
    struct rows now = {0}, open = {0};
    const struct entry *best;
    this_month(month, session);
    int rc = rounds_of(&now, session, kind->key, month, e);
    if (rc == 0)
        rc = rounds_of(&open, session, kind->key, NULL, e);
    best = rc == 0 ? best_of(&now) : NULL;
    if (rc == 0)
        rc = add_choice(out, session, kind, best, e);
    for (size_t i = 0; rc == 0 && i < open.n; i++)
        if (!entry_is(open.entries[i], "month", month))
            rc = add_choice(out, session, kind, open.entries[i], e);
    rows_release(&now);
    rows_release(&open);
    return rc;
}

int round_choices_load(struct round_choices *out, struct session *session, struct err *e)
{
    const struct register_def *reg = round_register(session);
    const struct choice *kinds = reg->fields[register_field(reg, "kind")].choices;
    int rc = session_may_view(session, reg, e);
    out->n = 0;
    for (const struct choice *kind = kinds; rc == 0 && kind->key != NULL; kind++)
        if (word_in("phone|media", kind->key))
            rc = add_kind(out, session, kind, e);
    return rc;
}

/* ---- its things ---- */

static const char *text_of(const struct entry *entry, const char *key)
{
    const char *value = entry_get(entry, key);
    return value != NULL ? value : "";
}

static void label_of(char *buf, size_t size, const struct entry *entry, const char *key)
{
    int index = register_field(entry->reg, key);
    const char *value = index >= 0 ? entry_get(entry, key) : NULL;
    buf[0] = '\0';
    if (value != NULL)
        field_format(buf, size, &entry->reg->fields[index], value, FORMAT_LIST);
}

/* The last 点検 of the thing before this round: the day, "" for none. What was left out then is none. */
static int last_read(char last[DATE_BYTES], const struct round *round, const char *thing, struct err *e)
{
    const struct cond conds[] = {{"item", COND_IS, thing},
                                 {"result", COND_IS, "found|out|missing"},
                                 {round_register(round->session)->part_field, COND_IS_NOT, round->entry->id},
                                 {0}};
    const struct query query = {
        .reg = round_parts(round->session), .conds = conds, .descending = true, .limit = 1, .steps = true};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(round->session), &query, ROWS_FIRST, NULL, e);
    const struct done *done = rc == 0 && rows.n > 0 ? entry_done(rows.entries[0], "record") : NULL;
    last[0] = '\0';
    if (done != NULL)
        date_format(last, DATE_BYTES, date_of(done->at), DATE_ISO);
    rows_release(&rows);
    return rc;
}

/* R5-2, T-3: 年に1回 where it is kept now, and its last 点検 within the twelve months before today. */
static int cycle_read(struct round *round, struct round_item *item, const struct entry *thing, struct err *e)
{
    char id[ENTRY_ID_BYTES], earliest[DATE_BYTES];
    struct entry *place = NULL;
    int rc = 0;
    reference_id(id, entry_get(thing, "place"));
    item->yearly = false;
    text_format(item->reason, sizeof item->reason, "月に1回以上点検するものです。");
    if (id[0] == '\0' || !entry_is(round->entry, "kind", "media"))
        return 0;
    rc = entry_load(&place, session_station(round->session), station_register(session_station(round->session), "place"),
                    id, e);
    item->yearly = rc == 0 && place_inspected_yearly(place);
    entry_free(place);
    if (rc == ERR_NOT_FOUND || (rc == 0 && !item->yearly))
        return 0;
    if (rc == 0)
        rc = last_read(item->last, round, thing->id, e);
    date_format(earliest, sizeof earliest, date_add_months(date_of(session_now(round->session)), -12), DATE_ISO);
    if (item->last[0] == '\0')
        text_format(item->reason, sizeof item->reason, "前回の点検の記録がありません。今回は点検してください。");
    else if (strcmp(item->last, earliest) < 0)
        text_format(item->reason, sizeof item->reason, "前回の点検から1年を過ぎています。今回は点検してください。");
    else
        item->reason[0] = '\0';
    return rc;
}

/* A camera is known by its 管理名称 as well as by the number of its medium. */
static int device_read(struct round_item *item, struct session *session, const char *medium, struct err *e)
{
    const struct cond conds[] = {{"medium", COND_IS, medium}, {"state", COND_IS, "current"}, {0}};
    const struct query query = {
        .reg = station_register(session_station(session), "digital_device"), .conds = conds, .limit = 1};
    struct rows rows = {0};
    int rc = query.reg != NULL ? rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e) : 0;
    if (rc == 0 && rows.n > 0) {
        round_normal(item->names[2], ROUND_NAME_BYTES, text_of(rows.entries[0], "name"));
        char kind[NAME_BYTES]; /* its name is what one looks for */
        text_format(kind, sizeof kind, "%s", item->what);
        text_format(item->what, sizeof item->what, "%s %s", text_of(rows.entries[0], "name"), kind);
    }
    rows_release(&rows);
    return rc;
}

static int thing_read(struct round *round, struct round_item *item, const struct entry *thing, struct err *e)
{
    bool phone = strcmp(thing->reg->id, "phone") == 0;
    char keeper[ENTRY_ID_BYTES], inspector[ENTRY_ID_BYTES];
    const char *named = entry_get(thing, phone ? "holder" : "custodian");
    label_of(item->what, sizeof item->what, thing, phone ? "use" : "kind");
    label_of(item->place, sizeof item->place, thing, "place");
    round_normal(item->names[0], ROUND_NAME_BYTES, text_of(thing, "number"));
    round_normal(item->names[1], ROUND_NAME_BYTES, text_of(thing, phone ? "phone_number" : "device_name"));
    item->names[2][0] = item->gone_to[0] = '\0';
    if (strcmp(reference_id(keeper, named), reference_id(inspector, entry_get(round->entry, "inspector"))) != 0)
        text_format(item->gone_to, sizeof item->gone_to, "%sに引き継いだもの",
                    named != NULL ? reference_label(named) : "ほか");
    if (strcmp(thing->state, "current") != 0)
        text_format(item->gone_to, sizeof item->gone_to, "使用を終わったもの");
    int rc = cycle_read(round, item, thing, e);
    if (rc == 0 && !phone)
        rc = device_read(item, round->session, thing->id, e);
    return rc != 0 ? rc : round_out_read(&item->out, round->session, thing->id, e);
}

static void answer_read(struct round_item *item)
{
    static const char *const results[ROUND_ANSWERS] = {
        [ROUND_FOUND] = "found", [ROUND_OUT] = "out", [ROUND_MISSING] = "missing", [ROUND_UNLISTED] = "unlisted"};
    const struct entry *entry = item->entry;
    const struct done *done = entry_done(entry, entry_get(entry, "item") != NULL ? "record" : "add");
    item->answer = ROUND_OPEN;
    item->at = done != NULL ? done->at : 0;
    for (int i = 0; done != NULL && i < ROUND_ANSWERS; i++)
        if (results[i] != NULL && entry_is(entry, "result", results[i]))
            item->answer = (enum round_answer)i;
    if (done != NULL && entry_get(entry, "skipped") != NULL)
        item->answer = ROUND_SKIPPED;
    /* one that was left out as 年に1回 and is so no more wants its 点検 (R5-2) */
    item->gone = item->answer == ROUND_OPEN && item->gone_to[0] != '\0';
    item->wants = (strcmp(entry->state, "open") == 0 && !item->gone) ||
                  (item->answer == ROUND_SKIPPED && item->reason[0] != '\0');
}

int round_item_read(struct round *round, struct round_item *item, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    struct entry *thing = NULL;
    int rc = 0;
    entry_title(item->title, sizeof item->title, item->entry);
    reference_id(id, entry_get(item->entry, "item"));
    if (id[0] != '\0') {
        rc = entry_load(&thing, session_station(round->session),
                        station_register(session_station(round->session),
                                         entry_is(round->entry, "kind", "phone") ? "phone" : "medium"),
                        id, e);
        text_format(item->title, sizeof item->title, "%s", reference_label(entry_get(item->entry, "item")));
    } else {
        text_format(item->title, sizeof item->title, "%s", text_of(item->entry, "thing"));
    }
    if (rc == 0 && thing != NULL && !round->closed)
        rc = thing_read(round, item, thing, e);
    else if (rc == 0 && thing != NULL)
        label_of(item->what, sizeof item->what, thing, entry_is(round->entry, "kind", "phone") ? "use" : "kind");
    entry_free(thing);
    answer_read(item);
    item->wants = item->wants && !round->closed;
    return rc == ERR_NOT_FOUND ? 0 : rc; /* disposed of since */
}

void round_count(struct round *round)
{
    round->of = round->done = round->left = round->gone = 0;
    memset(round->counts, 0, sizeof round->counts);
    for (size_t i = 0; i < round->n; i++) {
        const struct round_item *item = &round->items[i];
        bool listed = item->answer != ROUND_UNLISTED && !item->gone;
        round->counts[item->answer]++;
        round->of += listed;
        round->done += listed && item->answer != ROUND_OPEN && !item->wants;
        round->left += item->wants;
        round->gone += item->gone;
    }
}

int round_add(struct round *round, struct entry *entry, size_t *at, struct err *e)
{
    struct round_item *items = realloc(round->items, (round->n + 1) * sizeof *items);
    if (items == NULL) {
        entry_free(entry);
        return err_memory(e);
    }
    round->items = items;
    *at = round->n++;
    items[*at] = (struct round_item){.entry = entry};
    return round_item_read(round, &items[*at], e);
}

/* By number; what no ledger has comes last. */
static int by_title(const void *a, const void *b)
{
    const struct round_item *x = a, *y = b;
    int unlisted = (x->answer == ROUND_UNLISTED) - (y->answer == ROUND_UNLISTED);
    return unlisted != 0 ? unlisted : strcmp(x->title, y->title);
}

static int read_items(struct round *round, struct err *e)
{
    const struct cond conds[] = {
        {round_register(round->session)->part_field, COND_IS, round->entry->id}, {"state", COND_IS, "open|done"}, {0}};
    const struct query query = {.reg = round_parts(round->session), .conds = conds, .limit = ROUND_MOST, .steps = true};
    struct rows rows = {0};
    size_t at;
    int rc = rows_load(&rows, session_station(round->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = round_add(round, rows_take(&rows, i), &at, e);
    rows_release(&rows);
    if (rc == 0 && round->n > 0)
        qsort(round->items, round->n, sizeof round->items[0], by_title);
    return rc;
}

int round_load(struct round **out, struct session *session, const char *id, struct err *e)
{
    struct round *round = calloc(1, sizeof *round);
    int rc = round == NULL ? err_memory(e) : session_may_view(session, round_register(session), e);
    *out = NULL;
    if (rc == 0) {
        round->session = session;
        rc = entry_load(&round->entry, session_station(session), round_register(session), id, e);
    }
    if (rc == 0) {
        round->closed = strcmp(round->entry->state, "open") != 0;
        rc = read_items(round, e);
    }
    if (rc != 0) {
        round_free(round);
        return rc;
    }
    round_count(round);
    *out = round;
    return 0;
}

void round_free(struct round *round)
{
    if (round == NULL)
        return;
    for (size_t i = 0; i < round->n; i++)
        entry_free(round->items[i].entry);
    free(round->items);
    entry_free(round->entry);
    free(round);
}
