/* round_scan — the answers of a round: what a number means, what is recorded, and when it is over. See round.h. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/round_impl.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { LEDGER_MOST = 5000 };

/* ---- numbers ---- */

/* What is on labels and in bar codes between the letters and digits: hyphens of every kind, the long mark that an IME makes of one,
 * blanks, dots, the asterisks of Code 39. */
static bool is_filler(uint32_t code)
{
    static const uint32_t fillers[] = {0x2212, 0x2500, 0x2501, 0x30FC, 0xFF70, 0x30FB, 0x301C, 0xFE63, 0x3000, 0x3001};
    if (code < 0x80)
        return !((code >= '0' && code <= '9') || (code >= 'a' && code <= 'z'));
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        if (code == fillers[i])
            return true;
    return code >= 0x2010 && code <= 0x2015;
}

void round_normal(char *buf, size_t size, const char *typed)
{
    char *folded = text_fold(typed, strlen(typed));
    size_t n = folded != NULL ? strlen(folded) : 0;
    buf[0] = '\0';
    for (size_t at = 0, took; at < n; at += took) {
        uint32_t code;
        char one[5] = "";
        took = text_decode(folded + at, n - at, &code);
        if (took == 0)
            break;
        if (is_filler(code))
            continue;
        memcpy(one, folded + at, took);
        text_append(buf, size, one);
    }
    free(folded);
}

static bool called(const struct round_item *item, const char *name, bool whole)
{
    for (int i = 0; i < ROUND_NAMES; i++)
        if (item->names[i][0] != '\0' &&
            (whole ? strcmp(item->names[i], name) == 0 : strncmp(item->names[i], name, strlen(name)) == 0))
            return true;
    return false;
}

/* How many items are so called; *first: the first of them. */
static size_t find_items(const struct round *round, const char *name, bool whole, size_t *first)
{
    size_t found = 0;
    *first = round->n;
    for (size_t i = 0; name[0] != '\0' && i < round->n; i++)
        if (called(&round->items[i], name, whole) && found++ == 0)
            *first = i;
    return found;
}

bool round_prefix(const struct round *round, const char *typed, size_t *item)
{
    char name[ROUND_NAME_BYTES];
    round_normal(name, sizeof name, typed);
    return find_items(round, name, false, item) > 0;
}

/* ---- what the books have out ---- */

static int out_by(struct round_out *out, struct session *session, const struct register_def *reg,
                  const struct field *field, const char *thing, struct err *e)
{
    char states[NAME_BYTES];
    const struct cond conds[] = {{field->key, COND_IS, thing},
                                 {"state", COND_IS, register_states(states, sizeof states, reg, 1u << STATE_OUT)},
                                 {0}};
    const struct query query = {.reg = reg, .conds = conds, .descending = true, .limit = 1};
    const char *from = reg->sheet != NULL ? reg->sheet->period_field : NULL;
    struct rows rows = {0};
    int rc = states[0] != '\0' ? rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e) : 0;
    if (rc == 0 && rows.n > 0) {
        const struct entry *entry = rows.entries[0];
        const char *who = reg->person_field != NULL ? entry_get(entry, reg->person_field) : NULL;
        const char *since = from != NULL ? entry_get(entry, from) : NULL;
        out->reg = reg;
        text_format(out->who, sizeof out->who, "%s", who != NULL ? reference_label(who) : entry->applicant.name);
        out->since = since != NULL ? strtoll(since, NULL, 10) : 0;
    }
    rows_release(&rows);
    return rc;
}

/* Any book whose things go out, by the fields of which one entry at a time has a thing. */
int round_out_read(struct round_out *out, struct session *session, const char *thing, struct err *e)
{
    int rc = 0;
    *out = (struct round_out){0};
    for (const struct register_def *const *reg = station_registers(session_station(session));
         rc == 0 && *reg != NULL && out->reg == NULL; reg++)
        for (const struct field *f = (*reg)->fields; rc == 0 && f->key != NULL && out->reg == NULL; f++)
            if ((*reg)->exclusive != NULL && (*reg)->person_field != NULL && f->type == FIELD_ITEM &&
                word_in((*reg)->exclusive->field, f->key) &&
                (word_in(f->registers, "medium") || word_in(f->registers, "phone")))
                rc = out_by(out, session, *reg, f, thing, e);
    return rc;
}

void round_out_text(char *buf, size_t size, const struct round_out *out)
{
    char day[DATE_BYTES];
    buf[0] = '\0';
    if (out->reg != NULL)
        text_format(buf, size, "%s %s %s", out->reg->brief != NULL ? out->reg->brief : out->reg->label,
                    date_format(day, sizeof day, date_of(out->since), DATE_DAY), out->who);
}

/* ---- acts ---- */

/* One step on an item: pairs of field and canonical value, ended by NULL. The item is read anew. */
static int item_do(struct round *round, size_t index, const char *step, const char *const *pairs, const char *reason,
                   struct err *e)
{
    struct round_item *item = &round->items[index];
    struct entry *after = NULL;
    struct act *act = NULL;
    int rc = act_new(&act, round->session, round_parts(round->session), item->entry->id, step, e);
    for (size_t i = 0; rc == 0 && pairs != NULL && pairs[i] != NULL; i += 2)
        rc = act_set(act, pairs[i], pairs[i + 1], e);
    if (rc == 0 && reason != NULL)
        rc = act_set_reason(act, reason, e);
    if (rc == 0)
        rc = act_commit(act, &after, e);
    act_free(act);
    if (rc != 0)
        return rc;
    entry_free(item->entry);
    item->entry = after;
    rc = round_item_read(round, item, e);
    round_count(round);
    return rc;
}

int round_reopen(struct round *round, size_t item, const char *reason, struct err *e)
{
    if (strcmp(round->items[item].entry->state, "open") == 0)
        return err_refuse(e, NULL, "まだ結果を入れていません。");
    if (round->items[item].answer == ROUND_UNLISTED)
        return err_refuse(e, NULL, "台帳外のものの記載は、取り消せません。");
    return item_do(round, item, "reopen", NULL, reason, e);
}

/* By the books as they are now, not as they were when the round was opened. */
static int check_out(struct round *round, struct round_item *item, struct err *e)
{
    char thing[ENTRY_ID_BYTES];
    int rc = round_out_read(&item->out, round->session, reference_id(thing, entry_get(item->entry, "item")), e);
    if (rc != 0 || item->out.reg != NULL)
        return rc;
    return err_refuse(e, NULL, "「%s」は、どの簿冊でも持出中になっていません。現物がなければ「不明」としてください。",
                      item->title);
}

static int may_answer(struct round *round, struct round_item *item, enum round_answer answer, struct err *e)
{
    if (round->closed)
        return err_refuse(e, NULL, "この回の点検は終わっています。直すときは、点検簿で「やり直し」をしてください。");
    if (item->answer == ROUND_UNLISTED)
        return err_refuse(e, NULL, "台帳外のものとして記載してあります。");
    if (item->gone)
        return err_refuse(e, NULL, "「%s」は、%sです。締めのときに、この点検の対象から外れます。", item->title,
                          item->gone_to);
    if (answer == ROUND_OUT)
        return check_out(round, item, e);
    if (answer == ROUND_SKIPPED && item->reason[0] != '\0')
        return err_refuse(e, "第7の1(2)オ(ア)d", "「%s」は省略できません。%s", item->title, item->reason);
    return 0;
}

int round_answer(struct round *round, size_t index, enum round_answer answer, struct err *e)
{
    static const char *const reasons[ROUND_ANSWERS] = {[ROUND_FOUND] = "現物を確認したため",
                                                       [ROUND_OUT] = "持出中とわかったため",
                                                       [ROUND_MISSING] = "現物がないため",
                                                       [ROUND_SKIPPED] = "年1回の点検で足りるため"};
    struct round_item *item = &round->items[index];
    char note[NAME_BYTES * 2], last[DATE_BYTES];
    int rc = may_answer(round, item, answer, e);
    if (rc == 0 && strcmp(item->entry->state, "open") != 0)
        rc = item_do(round, index, "reopen", NULL, reasons[answer], e);
    if (rc != 0)
        return rc;
    text_format(last, sizeof last, "%s", item->last);
    round_out_text(note, sizeof note, &item->out);
    text_append(note, sizeof note, " と一致");
    switch (answer) {
    case ROUND_OUT:
        return item_do(round, index, "record", (const char *const[]){"result", "out", "note", note, NULL}, NULL, e);
    case ROUND_MISSING:
        return item_do(round, index, "record", (const char *const[]){"result", "missing", NULL}, NULL, e);
    case ROUND_SKIPPED:
        return item_do(round, index, "record", (const char *const[]){"skipped", "yes", "last_on", last, NULL}, NULL, e);
    default:
        return item_do(round, index, "record", (const char *const[]){"result", "found", NULL}, NULL, e);
    }
}

/* ---- a number read ---- */

static void reply_seen(struct round *round, struct round_reply *reply, size_t index, bool again)
{
    const struct round_item *item = &round->items[index];
    char when[DATE_BYTES];
    reply->kind = again ? ROUND_AGAIN : ROUND_SEEN;
    reply->item = index;
    date_format_time(when, sizeof when, item->at, DATE_DAY);
    if (again)
        text_format(reply->text, sizeof reply->text, "済 「%s」は %s に現認してあります。", item->title, when);
    else
        text_format(reply->text, sizeof reply->text, "現認 %s %s", item->title, item->what);
}

static int see(struct round *round, struct round_reply *reply, size_t index, struct err *e)
{
    const bool again = round->items[index].answer == ROUND_FOUND;
    int rc = again ? 0 : round_answer(round, index, ROUND_FOUND, e);
    if (rc == 0)
        reply_seen(round, reply, index, again);
    return rc;
}

/* The thing of a ledger that is so called; NULL in *out for none. */
static int find_thing(struct entry **out, struct session *session, const char *ledger, const char *name, struct err *e)
{
    const struct query query = {.reg = station_register(session_station(session), ledger), .limit = LEDGER_MOST};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    *out = NULL;
    for (size_t i = 0; rc == 0 && *out == NULL && i < rows.n; i++) {
        char number[ROUND_NAME_BYTES];
        const char *value = entry_get(rows.entries[i], "number");
        round_normal(number, sizeof number, value != NULL ? value : "");
        if (strcmp(number, name) == 0)
            *out = rows_take(&rows, i);
    }
    rows_release(&rows);
    return rc;
}

const char *round_refer(char buf[ROUND_REFERENCE_BYTES], const struct entry *entry)
{
    char title[NAME_BYTES * 2];
    entry_title(title, sizeof title, entry);
    text_format(buf, ROUND_REFERENCE_BYTES, "%s %s", entry->id, title);
    return buf;
}

/* What came into his keeping after the round began joins it. */
static int join(struct round *round, struct round_reply *reply, const struct entry *thing, struct err *e)
{
    char ref[ROUND_REFERENCE_BYTES];
    struct entry *made = NULL;
    struct act *act = NULL;
    size_t at = 0;
    int rc = act_new(&act, round->session, round_parts(round->session), NULL, "list", e);
    if (rc == 0)
        rc = act_set(act, round_register(round->session)->part_field, round_refer(ref, round->entry), e);
    if (rc == 0)
        rc = act_set(act, "item", round_refer(ref, thing), e);
    if (rc == 0)
        rc = act_commit(act, &made, e);
    act_free(act);
    if (rc == 0)
        rc = round_add(round, made, &at, e);
    round_count(round);
    return rc != 0 ? rc : see(round, reply, at, e);
}

/* In a ledger, and why it is not for this round. True: it is, but the round does not have it yet. */
static bool is_ours(struct round *round, struct round_reply *reply, const struct entry *thing)
{
    bool phone = strcmp(thing->reg->id, "phone") == 0;
    char keeper[ENTRY_ID_BYTES];
    const char *named = entry_get(thing, phone ? "holder" : "custodian"), *number = entry_get(thing, "number");
    reply->kind = ROUND_OTHERS;
    if (strcmp(thing->state, "current") != 0) {
        reply->kind = ROUND_UNKNOWN;
        text_format(reply->text, sizeof reply->text,
                    "台帳外 「%s」は、%sでは使用を終わったものです。F6 で台帳外のものとして記載してください。", number,
                    thing->reg->label);
    } else if (phone != entry_is(round->entry, "kind", "phone")) {
        text_format(reply->text, sizeof reply->text, "「%s」は%sのものです。この点検の対象ではありません。", number,
                    thing->reg->label);
    } else if (!phone && entry_get(thing, "in_book") == NULL) {
        text_format(reply->text, sizeof reply->text, "「%s」は点検の対象から除かれています (第7の1(2)オ(ア)g、(キ))。",
                    number);
    } else if (strcmp(reference_id(keeper, named), session_person(round->session)) != 0) {
        text_format(reply->text, sizeof reply->text, "「%s」は、%sが%sするものです。その者の点検で確かめます。", number,
                    named != NULL ? reference_label(named) : "ほかの者", phone ? "管理" : "保管");
    } else {
        return true;
    }
    return false;
}

static int look_up(struct round *round, const char *typed, const char *name, struct round_reply *reply, struct err *e)
{
    struct entry *thing = NULL;
    size_t part;
    int rc = find_thing(&thing, round->session, entry_is(round->entry, "kind", "phone") ? "phone" : "medium", name, e);
    if (rc == 0 && thing == NULL)
        rc = find_thing(&thing, round->session, entry_is(round->entry, "kind", "phone") ? "medium" : "phone", name, e);
    reply->item = round->n;
    if (rc == 0 && thing != NULL) {
        if (is_ours(round, reply, thing))
            rc = join(round, reply, thing, e);
    } else if (rc == 0 && find_items(round, name, false, &part) > 0) {
        reply->kind = ROUND_PART;
        reply->item = part;
        text_format(reply->text, sizeof reply->text, "「%s」は番号の途中です。終わりまで読み取るか入れてください。",
                    typed);
    } else if (rc == 0) {
        reply->kind = ROUND_UNKNOWN;
        text_format(reply->text, sizeof reply->text,
                    "台帳外 「%s」は、どの台帳にもありません。F6 で見付けた場所とともに記載してください。", typed);
    }
    entry_free(thing);
    return rc;
}

int round_scan(struct round *round, const char *typed, struct round_reply *reply, struct err *e)
{
    char name[ROUND_NAME_BYTES];
    size_t index, found;
    *reply = (struct round_reply){.item = round->n};
    round_normal(name, sizeof name, typed);
    if (round->closed)
        return err_refuse(e, NULL, "この回の点検は終わっています。");
    if (name[0] == '\0')
        return err_set(e, ERR_INPUT, "番号がありません。ラベルの番号を読み取るか、入れてください。");
    found = find_items(round, name, true, &index);
    if (found == 1)
        return see(round, reply, index, e);
    if (found == 0)
        return look_up(round, typed, name, reply, e);
    reply->kind = ROUND_PART;
    reply->item = index;
    text_format(reply->text, sizeof reply->text, "「%s」は%zu件に当たります。↑ ↓ で選んで Enter を押してください。",
                typed, found);
    return 0;
}

/* What is gone leaves the round: it is its next keeper's to inspect, or nobody's. */
static int release_gone(struct round *round, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < round->n; i++)
        if (round->items[i].gone)
            rc = item_do(round, i, "release", NULL, NULL, e);
    return rc;
}

int round_close(struct round *round, struct err *e)
{
    struct entry *after = NULL;
    struct act *act = NULL;
    int rc = 0;
    for (size_t i = 0; i < round->n; i++)
        if (round->items[i].answer == ROUND_SKIPPED && round->items[i].wants)
            return err_refuse(e, "第7の1(2)オ(ア)d", "「%s」は省略できなくなりました。%s", round->items[i].title,
                              round->items[i].reason);
    if (round->left == 0)
        rc = release_gone(round, e);
    if (rc == 0)
        rc = act_new(&act, round->session, round_register(round->session), round->entry->id, "close", e);
    if (rc == 0)
        rc = act_commit(act, &after, e);
    act_free(act);
    if (rc != 0)
        return rc;
    entry_free(round->entry);
    round->entry = after;
    round->closed = true;
    return 0;
}
