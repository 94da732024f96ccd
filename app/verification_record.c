/* 使用状況の検証: on record. The round and what came out are two acts of 運用責任者; 結果の記載 is the third, which he makes himself. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/verification_impl.h"
#include "db/crypto.h"
#include "db/journal.h"
#include "forms/field.h"
#include "forms/register_inspection.h"
#include "forms/register_log_result.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { REFERENCE_BYTES = ENTRY_ID_BYTES + NAME_BYTES * 3, NAMES_CHARACTERS = 110, SUMMARY_BYTES = 4096 };

static const struct register_def *register_of(const struct verification *v, const struct register_def *reg)
{
    return station_register(session_station(v->session), reg->id);
}

/* ---- the round ---- */

bool verification_own(const struct verification *v, const struct entry *round)
{
    char id[ENTRY_ID_BYTES];
    return round != NULL && strcmp(round->state, "open") == 0 &&
           strcmp(reference_id(id, entry_get(round, "inspector")), session_person(v->session)) == 0;
}

static int begin_round(struct verification *v, struct err *e)
{
    struct act *act = NULL;
    struct entry *after = NULL;
    int rc = act_new(&act, v->session, register_of(v, &register_inspection), NULL, "begin", e);
    if (rc == 0)
        rc = act_set(act, "kind", "verification", e);
    if (rc == 0)
        rc = act_set(act, "month", v->month, e);
    if (rc == 0)
        rc = act_commit(act, &after, e);
    act_free(act);
    if (rc != 0)
        return rc;
    entry_free(v->round);
    v->round = after;
    return 0;
}

/* ---- what came out ---- */

static int load_listed(struct kept *listed, const struct verification *v, struct err *e)
{
    const struct cond conds[] = {{"inspection", COND_IS, v->round->id}, {"state", COND_IS, "listed"}, {0}};
    const struct query query = {
        .reg = register_of(v, &register_log_result), .conds = conds, .limit = VERIFICATION_PAGE};
    return kept_load(listed, v->session, &query, e);
}

static size_t to_list(const struct verification *v)
{
    size_t most = v->nfiles + VERIFICATION_LISTED;
    return v->shown.n < most ? v->shown.n : most;
}

static size_t not_listed(const struct verification *v)
{
    return v->nfiles + v->result.n - to_list(v);
}

static bool same(const struct entry *a, const struct entry *b)
{
    for (const struct field *f = register_log_result.fields; f->key != NULL; f++) {
        const char *x = entry_get(a, f->key), *y = entry_get(b, f->key);
        if (strcmp(f->key, "inspection") != 0 && x != y && (x == NULL || y == NULL || strcmp(x, y) != 0))
            return false;
    }
    return true;
}

/* Is it what stands there already? */
static bool unchanged(const struct verification *v, const struct kept *listed)
{
    if (listed->n != to_list(v) + (not_listed(v) > 0))
        return false;
    for (size_t i = 0; i < to_list(v); i++)
        if (!same(listed->list[i], v->shown.entries[i]))
            return false;
    return true;
}

static int replace(struct verification *v, const struct entry *listed, struct journal *journal, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, v->session, register_of(v, &register_log_result), listed->id, "replace", e);
    if (rc == 0)
        rc = act_append(act, journal, e);
    act_free(act);
    return rc;
}

static int list(struct verification *v, const struct entry *shown, const char *round, struct journal *journal,
                struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, v->session, register_of(v, &register_log_result), NULL, "list", e);
    if (rc == 0)
        rc = act_set(act, "inspection", round, e);
    for (const struct field *f = register_log_result.fields; rc == 0 && f->key != NULL; f++)
        if (entry_get(shown, f->key) != NULL)
            rc = act_set(act, f->key, entry_get(shown, f->key), e);
    if (rc == 0)
        rc = act_append(act, journal, e);
    act_free(act);
    return rc;
}

static int list_rest(struct verification *v, const char *round, struct journal *journal, struct err *e)
{
    struct entry *rest = NULL;
    char text[NAME_BYTES];
    int rc = entry_new(&rest, &register_log_result, e);
    text_format(text, sizeof text, "ほか%zu件", not_listed(v));
    if (rc == 0)
        rc = entry_set(rest, "kind", LOG_MORE_KIND, e);
    if (rc == 0)
        rc = entry_set(rest, "row", text, e);
    if (rc == 0)
        rc = list(v, rest, round, journal, e);
    entry_free(rest);
    return rc;
}

static int write_all(struct verification *v, const struct kept *listed, struct journal *journal, struct err *e)
{
    char round[REFERENCE_BYTES], title[NAME_BYTES * 2];
    int rc = 0;
    entry_title(title, sizeof title, v->round);
    text_format(round, sizeof round, "%s %s", v->round->id, title);
    for (size_t i = 0; rc == 0 && i < listed->n; i++)
        rc = replace(v, listed->list[i], journal, e);
    for (size_t i = 0; rc == 0 && i < to_list(v); i++)
        rc = list(v, v->shown.entries[i], round, journal, e);
    return rc == 0 && not_listed(v) > 0 ? list_rest(v, round, journal, e) : rc;
}

static int keep_results(struct verification *v, struct err *e)
{
    struct kept listed = {0};
    struct journal *journal = NULL;
    int rc = load_listed(&listed, v, e);
    if (rc == 0 && !unchanged(v, &listed)) {
        rc = journal_begin(&journal, session_station(v->session), NULL, session_now(v->session), e);
        if (rc == 0)
            rc = write_all(v, &listed, journal, e);
        if (rc == 0)
            rc = journal_commit(&journal, e);
        else
            journal_cancel(&journal);
    }
    kept_release(&listed);
    return rc;
}

/* ---- 結果の記載 ---- */

static void put_names(char *buf, size_t size, const struct verification *v)
{
    buf[0] = '\0';
    for (size_t i = 0; i < v->nfiles; i++) {
        if (text_length(buf, strlen(buf)) + text_length(v->files[i].name, strlen(v->files[i].name)) >
            NAMES_CHARACTERS) {
            text_append(buf, size, " ほか");
            return;
        }
        text_append(buf, size, i > 0 ? "、" : "");
        text_append(buf, size, v->files[i].name);
    }
}

/* Of one file its own; of several what `sha256sum FILES | sha256sum` says of them in this order. */
static void put_digest(char buf[VERIFICATION_DIGEST], const struct verification *v)
{
    unsigned char bytes[HASH_BYTES];
    struct hash hash;
    text_format(buf, VERIFICATION_DIGEST, "%s", v->files[0].digest);
    if (v->nfiles == 1)
        return;
    hash_init(&hash);
    for (size_t i = 0; i < v->nfiles; i++) {
        char line[VERIFICATION_DIGEST + NAME_BYTES + 4];
        text_format(line, sizeof line, "%s  %s\n", v->files[i].digest, v->files[i].name);
        hash_add(&hash, line, strlen(line));
    }
    hash_end(&hash, bytes);
    for (size_t i = 0; i < HASH_BYTES; i++)
        text_format(buf + 2 * i, 3, "%02x", bytes[i]);
}

/* What stands in the form before he has seen it: how it was verified, what came out, and where that is kept. */
static int fill_form(struct verification *v, struct act *act, struct err *e)
{
    char names[NAME_BYTES * 4], digest[VERIFICATION_DIGEST] = "", summary[SUMMARY_BYTES];
    size_t faults = log_result_faults(&v->result);
    bool files = v->nfiles > 0;
    put_names(names, sizeof names, v);
    if (files)
        put_digest(digest, v);
    const char *const values[][2] = {
        {"by_logs", files || v->nbook > 0 ? "yes" : NULL},
        {"by_books", "yes"},
        {"result", faults > 0 ? "found" : "none"},
        {"differences", faults > 0 ? verification_summary(summary, sizeof summary, v) : NULL},
        {"log_kept", files ? "file" : "paper"},
        {"log_file", files ? names : NULL},
        {"log_digest", files ? digest : NULL},
        {"log_place", files ? NULL : "様式第5号付属 ログの検証結果"},
    };
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof values / sizeof *values; i++)
        if (values[i][1] != NULL)
            rc = act_set(act, values[i][0], values[i][1], e);
    return rc;
}

static int prepare_form(struct verification *v, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, v->session, register_of(v, &register_inspection), v->round->id, "report", e);
    if (rc == 0)
        rc = fill_form(v, act, e);
    if (rc == 0 && log_result_faults(&v->result) > 0)
        act_set_place(act, "differences"); /* where the measures are still to be written */
    if (rc == 0)
        rc = act_draft_save(act, e);
    act_free(act);
    return rc;
}

int verification_record(struct verification *v, struct err *e)
{
    int rc = verification_round(v, e);
    if (rc == 0 && !verification_own(v, v->round))
        rc = begin_round(v, e);
    if (rc == 0)
        rc = keep_results(v, e);
    return rc == 0 ? prepare_form(v, e) : rc;
}
