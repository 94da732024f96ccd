#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/register_person.h"
#include "forms/register_station.h"
#include "forms/register_user.h"
#include "tests/db/fixture.h"

static const struct choice kinds[] = {{"phone", "電話", NULL, NULL}, {"pc", "端末", NULL, NULL}, {0}};
#define LOAN_FIELDS                                                                                                   \
    {.key = "item", .label = "物", .type = FIELD_ITEM, .registers = "person", .flags = FIELD_LISTED | FIELD_INDEXED}, \
        {.key = "kind", .label = "区分", .type = FIELD_CHOICE, .choices = kinds, .flags = FIELD_LISTED},              \
        {.key = "number", .label = "番号", .type = FIELD_TEXT, .flags = FIELD_UNIQUE},                                \
        {.key = "purpose", .label = "目的", .type = FIELD_TEXT, .flags = FIELD_LISTED},                               \
    {                                                                                                                 \
        .key = "at", .label = "日時", .type = FIELD_TIME, .flags = FIELD_LISTED | FIELD_INDEXED                       \
    }
static const struct field fields[] = {LOAN_FIELDS, {0}};
static const struct field fields_grown[] = {
    LOAN_FIELDS, {.key = "colour", .label = "色", .type = FIELD_TEXT, .flags = FIELD_LISTED | FIELD_INDEXED}, {0}};
static const struct state states[] = {{"requested", "許可待ち", "待", STATE_WAITING},
                                      {"out", "持出中", "出", STATE_OUT},
                                      {"back", "返却", "返", STATE_DONE},
                                      {0}};
static const struct step steps[] = {
    {"request", "申請", NULL, "requested", STEP_CREATES | STEP_EDITS, "申請した", NULL},
    {"permit", "許可", "requested", "out", STEP_DECIDES | STEP_WHEN_NEEDS, "許可した", NULL},
    {"again", "再申請", "requested", "requested", STEP_RENEWS | STEP_EDITS, "再び申請した", NULL},
    {"return", "返却", "out", "back", 0, "返却した", NULL},
    {"correct", "訂正", "out|back", NULL, STEP_EDITS | STEP_CORRECTS, "訂正した", NULL},
    {0}};
static const struct need needs[] = {{"out", "permit", {{"kind", COND_IS, "phone|pc"}}}, {0}};
static const struct exclusive exclusive = {"item", "out", "「%s」は持出中です。"};
const struct register_def loan_register = {.id = "loan",
                                           .label = "貸出簿",
                                           .fields = fields,
                                           .states = states,
                                           .steps = steps,
                                           .needs = needs,
                                           .exclusive = &exclusive,
                                           .title_fields = "item"};
const struct register_def loan_register_grown = {.id = "loan",
                                                 .label = "貸出簿",
                                                 .fields = fields_grown,
                                                 .states = states,
                                                 .steps = steps,
                                                 .needs = needs,
                                                 .exclusive = &exclusive,
                                                 .title_fields = "item"};
const struct register_def *const fixture_registers[] = {&loan_register, &register_station, &register_user,
                                                        &register_person, NULL};
const struct register_def *const fixture_registers_grown[] = {&loan_register_grown, &register_station, &register_user,
                                                              &register_person, NULL};

void secret_text(struct secret *s, const char *text)
{
    assert_ok(secret_copy(s, text, strlen(text), e));
}

static void change_begin(struct change *c, const char *reg, const char *step, const char *from, const char *to)
{
    change_init(c);
    snprintf(c->reg, sizeof c->reg, "%s", reg);
    snprintf(c->step, sizeof c->step, "%s", step);
    snprintf(c->state_before, sizeof c->state_before, "%s", from);
    snprintf(c->state_after, sizeof c->state_after, "%s", to);
    snprintf(c->actor.id, sizeof c->actor.id, "TEST-1");
    snprintf(c->actor.name, sizeof c->actor.name, "田中 玲");
    c->at = FIXTURE_NOW;
}

static int append(struct journal *j, struct change *c, struct err *e)
{
    int code = journal_new_id(j, c->entry, e);
    if (!code)
        code = journal_append(j, c, 0, NULL, e);
    return code;
}

static int found(void *arg, struct journal *j, const struct founding_keys *keys, struct err *e)
{
    struct change station, person, user;
    char reference[ENTRY_ID_BYTES + 64];
    (void)arg;
    change_begin(&station, "station", "found", "", "current");
    change_field(&station, "number", NULL, "600", e);
    change_field(&station, "name", NULL, "白河署", e);
    change_field(&station, "nonce", NULL, keys->nonce, e);
    change_field(&station, "sign_key", NULL, keys->sign_key, e);
    change_field(&station, "seal_key", NULL, keys->seal_key, e);
    int code = append(j, &station, e);
    change_begin(&person, "person", "enter", "", "current");
    change_field(&person, "name", NULL, "田中 玲", e);
    if (!code)
        code = append(j, &person, e);
    change_begin(&user, "user", "found", "", "active");
    snprintf(reference, sizeof reference, "%s 田中 玲", person.entry);
    change_field(&user, "uid", NULL, FIXTURE_UID, e);
    change_field(&user, "person", NULL, reference, e);
    change_field(&user, "sign_key", NULL, keys->sign_key, e);
    change_field(&user, "seal_key", NULL, keys->seal_key, e);
    if (!code)
        code = append(j, &user, e);
    change_release(&station);
    change_release(&person);
    change_release(&user);
    return code;
}

void fixture_make(struct fixture *f)
{
    fixture_make_with(f, fixture_registers);
}

void fixture_make_with(struct fixture *f, const struct register_def *const *list)
{
    struct secret passphrase = {0};
    struct founding founding = {.uid = FIXTURE_UID, .passphrase = &passphrase, .write = found};
    memset(f, 0, sizeof *f);
    assert_ok(crypto_start(e));
    scratch_make(&f->dir);
    f->now = FIXTURE_NOW;
    f->options =
        (struct station_options){.dir = f->dir.path, .pc = "PC-1", .registers = list, .now = f->now, .kdf_floor = true};
    secret_text(&passphrase, FIXTURE_PASSPHRASE);
    assert_ok(station_create(&f->station, &f->options, &founding, e));
    secret_release(&passphrase);
}

void fixture_close(struct fixture *f)
{
    assert_ok(station_close(f->station, NULL, f->now, e));
    f->station = NULL;
}

int fixture_try_open(struct fixture *f, struct err *e)
{
    struct secret passphrase = {0};
    secret_text(&passphrase, FIXTURE_PASSPHRASE);
    f->options.now = f->now;
    int code = station_open(&f->station, &f->options, FIXTURE_UID, &passphrase, &f->signin, e);
    secret_release(&passphrase);
    return code;
}

void fixture_open(struct fixture *f)
{
    assert_ok(fixture_try_open(f, e));
}

void fixture_remove(struct fixture *f)
{
    if (f->station)
        fixture_close(f);
    scratch_remove(&f->dir);
}

int change_loan(struct change *c, struct journal *j, const char *item, struct err *e)
{
    char reference[128];
    change_begin(c, "loan", "request", "", "requested");
    snprintf(reference, sizeof reference, "%s 携帯%s", item, item);
    int code = change_field(c, "item", NULL, reference, e);
    if (!code)
        code = change_field(c, "kind", NULL, "phone", e);
    if (!code)
        code = change_field(c, "purpose", NULL, "深夜の巡回連絡", e);
    if (!code)
        code = change_field(c, "at", NULL, "1795442400", e);
    return code ? code : journal_new_id(j, c->entry, e);
}

int fixture_try_request(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item, struct err *e)
{
    struct change change;
    struct journal *j;
    change_init(&change);
    int code = journal_begin(&j, f->station, NULL, f->now, e);
    if (!code)
        code = change_loan(&change, j, item, e);
    if (!code)
        code = journal_append(j, &change, 0, NULL, e);
    if (code)
        journal_cancel(&j);
    else
        code = journal_commit(&j, e);
    snprintf(id, ENTRY_ID_BYTES, "%s", change.entry);
    change_release(&change);
    return code;
}

void fixture_request(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item)
{
    assert_ok(fixture_try_request(f, id, item, e));
}

int fixture_step(struct fixture *f, const char *id, const char *step, const char *to, struct err *e)
{
    struct change change;
    struct entry *entry;
    struct journal *j = NULL;
    int code = entry_load(&entry, f->station, station_register(f->station, "loan"), id, e);
    if (code)
        return code;
    change_begin(&change, "loan", step, entry->state, to);
    snprintf(change.entry, sizeof change.entry, "%s", id);
    code = journal_begin(&j, f->station, NULL, f->now, e);
    if (!code)
        code = journal_append(j, &change, entry->rev, NULL, e);
    if (code)
        journal_cancel(&j);
    else
        code = journal_commit(&j, e);
    change_release(&change);
    entry_free(entry);
    return code;
}

int fixture_sql(struct fixture *f, const char *sql, struct err *e)
{
    return store_exec(f->station->store, sql, e);
}

void fixture_tamper(struct fixture *f, const char *sql)
{
    struct store *store = f->station->store;
    const struct schema *schema = &f->station->schema;
    char *drop = NULL;
    size_t size = 0;
    struct statement s;
    FILE *out = open_memstream(&drop, &size);
    assert_non_null(out);
    assert_ok(statement_begin(&s, store, e, "SELECT name FROM sqlite_schema WHERE type='trigger'", ""));
    while (statement_step(&s, NULL) > 0)
        fprintf(out, "DROP TRIGGER \"%s\";", statement_text(&s, 0));
    statement_end(&s);
    assert_int_equal(fclose(out), 0);
    assert_ok(store_exec(store, drop, e));
    assert_ok(store_exec(store, sql, e));
    for (size_t i = 0; i < schema->n; i++)
        if (strncmp(schema->items[i].sql, "CREATE TRIGGER", 14) == 0)
            assert_ok(store_exec(store, schema->items[i].sql, e));
    free(drop);
}

int journal_dispose_loan(struct journal *j, const char *id, int64_t rev, struct err *e)
{
    struct change permit;
    change_begin(&permit, "loan", "", "", "");
    snprintf(permit.entry, sizeof permit.entry, "%s", id);
    snprintf(permit.rule, sizeof permit.rule, "RT-4");
    snprintf(permit.clause, sizeof permit.clause, "第9");
    permit.reason = strdup("TEST-900");
    int code = journal_dispose(j, &permit, rev, e);
    change_release(&permit);
    return code;
}

int fixture_dispose(struct fixture *f, const char *id, struct err *e)
{
    struct entry *entry;
    struct journal *j = NULL;
    int code = entry_load(&entry, f->station, station_register(f->station, "loan"), id, e);
    if (code)
        return code;
    code = journal_begin(&j, f->station, NULL, f->now, e);
    if (!code)
        code = journal_dispose_loan(j, id, entry->rev, e);
    if (code)
        journal_cancel(&j);
    else
        code = journal_commit(&j, e);
    entry_free(entry);
    return code;
}

void fixture_verify(struct fixture *f)
{
    struct verify_report report;
    assert_ok(station_verify(f->station, &report, NULL, NULL, e));
}

void fixture_verify_says(struct fixture *f, const char *expected)
{
    struct verify_report report;
    struct err why = {0};
    int code = station_verify(f->station, &report, NULL, NULL, &why);
    if (code != ERR_INTEGRITY || !strstr(why.text, expected))
        fail_msg("expected «%s», got %d «%s»", expected, code, why.text);
}

void loans_make(struct loans *w)
{
    char item[32];
    fixture_make(&w->f);
    for (int i = 0; i < LOANS; i++) {
        snprintf(item, sizeof item, "TEST-%d", i);
        fixture_request(&w->f, w->ids[i], item);
    }
    assert_ok(fixture_step(&w->f, w->ids[0], "permit", "out", e));
}
