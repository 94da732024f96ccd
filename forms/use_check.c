/* What a line of 様式第7号 must agree on over several fields, and what follows from others: see register_use.h. */
#include <string.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/date.h"
#include "forms/exemption.h"
#include "forms/field.h"
#include "forms/medium_rules.h"
#include "forms/register_use.h"
#include "forms/text.h"

#include "forms/banned.h"

#define REQUESTS "request|request_again|take_exempt|write_up|omit"

/* ---- what follows from the thing ---- */

static int set_tick(struct entry *entry, const char *key, bool ticked, struct err *e)
{
    return entry_set(entry, key, ticked ? "yes" : NULL, e);
}

/* Can nothing be erased from it: 光ディスク, 書ききり型? */
static bool unerasable(const struct situation *s)
{
    const char *kind = situation_linked(s, "medium", "kind");
    return (kind != NULL && strcmp(kind, "optical") == 0) || situation_linked(s, "medium", "write_once") != NULL;
}

static int derive_thing(struct situation *s, struct err *e)
{
    struct entry *entry = s->entry;
    bool device = entry_is(entry, "mode", "device");
    int rc = entry_set(entry, "thing", device ? "digital_device" : "medium", e);
    if (rc == 0)
        rc = entry_set(entry, "medium", device ? situation_linked(s, "item", "medium") : entry_get(entry, "item"), e);
    if (rc == 0)
        rc = entry_set(entry, "place", situation_linked(s, "item", "place"), e);
    if (rc == 0)
        rc = set_tick(entry, "builtin", device && situation_linked(s, "item", "builtin_only") != NULL, e);
    if (rc == 0)
        rc = set_tick(entry, "unerasable", unerasable(s), e);
    return rc == 0 ? set_tick(entry, "carried",
                              entry_is(entry, "mode", "take_out") || (device && entry_get(entry, "outside") != NULL), e)
                   : rc;
}

static int derive_route(struct situation *s, struct err *e)
{
    bool here = use_inspected(s);
    int rc = set_tick(s->entry, "book_here", here, e);
    if (rc == 0 && !here)
        rc = entry_set(s->entry, "inspector_absent", NULL, e);
    return rc == 0 ? entry_set(s->entry, "route", use_route(s), e) : rc;
}

/* What the PC lets nobody do without a permit given technically: 第6の2(5)ア(ア), イ(イ)(ウ). Output that only computers of the
 * police can decrypt needs none. */
static bool technical(const struct situation *s)
{
    const struct entry *entry = s->entry, *pc = situation_link(s, "pc");
    bool in = !entry_is(entry, "direction", "output"), out = !entry_is(entry, "direction", "input");
    if (!entry_is(entry, "mode", "connection") || pc == NULL || entry_get(entry, "direction") == NULL)
        return false;
    return (in && (entry_is(pc, "input_limit", "permit") || entry_is(pc, "input_limit", "both"))) ||
           (out && entry_get(pc, "output_permit") != NULL && !entry_is(entry, "encryption", "police"));
}

/* ---- countersigning (⚑Q14) ---- */

static const char *const acts[] = {"permit", "confirm", "whereabouts"};
enum { ACTS = sizeof acts / sizeof acts[0] };

static const char *act_key(char key[KEY_BYTES], const char *act, const char *what)
{
    text_format(key, KEY_BYTES, "%s_%s", act, what);
    return key;
}

/* The days after which a countersignature is late are ours (◇). */
static int derive_deadline(struct situation *s, bool pending, struct err *e)
{
    char value[32];
    int days = setting_number(situation_setting(s, "telephone_days"));
    field_time_value(value, sizeof value, s->now + (int64_t)(days > 0 ? days : 1) * 24 * 3600);
    return entry_set(s->entry, "countersign_until", pending ? value : NULL, e);
}

static int derive_unseen(struct situation *s, const char *act, struct err *e)
{
    char unseen[KEY_BYTES], called[KEY_BYTES], step[KEY_BYTES], id[ENTRY_ID_BYTES];
    text_format(step, sizeof step, "telephone_%s", act);
    act_key(unseen, act, "unseen");
    act_key(called, act, "called");
    if (strcmp(s->step, step) == 0)
        return entry_set(s->entry, unseen, entry_get(s->entry, called), e);
    if (strcmp(s->step, "countersign") == 0 && strcmp(reference_id(id, entry_get(s->entry, unseen)), s->actor.id) == 0)
        return entry_set(s->entry, unseen, NULL, e);
    return 0;
}

static int derive_pending(struct situation *s, struct err *e)
{
    static const char *const parts[] = {"called", "called_at", "means", "read_back", "unseen"};
    char key[KEY_BYTES];
    bool pending = false, telephoned = word_in("telephone_permit|telephone_confirm|telephone_whereabouts", s->step);
    int rc = 0;
    if (strcmp(s->step, "request_again") == 0) /* a permit that lapsed was never given */
        for (size_t i = 0; rc == 0 && i < sizeof parts / sizeof parts[0]; i++)
            rc = entry_set(s->entry, act_key(key, "permit", parts[i]), NULL, e);
    for (int i = 0; rc == 0 && i < ACTS; i++) {
        rc = derive_unseen(s, acts[i], e);
        pending = pending || entry_get(s->entry, act_key(key, acts[i], "unseen")) != NULL;
    }
    if (rc == 0)
        rc = set_tick(s->entry, "pending", pending, e);
    return rc == 0 && (telephoned || !pending) ? derive_deadline(s, pending, e) : rc;
}

int use_derive(struct situation *s, struct err *e)
{
    int rc = 0;
    if (step_is(s, "take_exempt"))
        rc = entry_set(s->entry, "outside", "yes", e);
    if (rc == 0)
        rc = exemption_derive(s, e);
    if (rc == 0 && step_is(s, "write_up") && entry_get(s->entry, "written_until") != NULL)
        rc = entry_set(s->entry, "taken_until", entry_get(s->entry, "written_until"), e);
    /* what a permit rests on is derived while it is asked for, and stands from then on */
    if (rc == 0 && (s->entry->rev == 0 || step_is(s, REQUESTS))) {
        rc = derive_thing(s, e);
        if (rc == 0)
            rc = derive_route(s, e);
        if (rc == 0)
            rc = set_tick(s->entry, "technical", technical(s), e);
    }
    if (rc == 0)
        rc = carry_derive(s, e);
    return rc == 0 && s->step != NULL ? derive_pending(s, e) : rc;
}

/* ---- what a request must say ---- */

static int check_item(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    const struct field *item = entry_field(entry, "item");
    if (s->item != NULL && !item_offered(item, entry, s->item))
        return err_field(e, "item", field_clause(item, entry),
                         "選んだものは、この区分のものではありません。持出・庁舎内使用・接続は外部記録媒体を、"
                         "デジタル機器使用は機器を選んでください。");
    if (entry_is(entry, "mode", "in_building") && situation_linked(s, "item", "exclusion") != NULL)
        return err_field(
            e, "item", "第7の1(2)オ(エ)a",
            "庁舎内使用を記載するのは、外部記録媒体管理簿に登載されている媒体です。適用除外の媒体は記載を要し"
            "ません。");
    if (entry_is(entry, "mode", "take_out") && s->item != NULL && medium_alone(s->item, e) != 0)
        return ERR_REFUSED;
    if (step_is(s, "take_exempt") && !entry_is(entry, "mode", "device"))
        return err_field(e, "mode", "第7の1(2)オ(ウ)b",
                         "記載省略できません: 特例は、デジタルカメラ等の使用に限られます。通常の申請をしてください。");
    return 0;
}

static int check_period(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    if (entry_get(entry, "taken_until") != NULL ||
        (entry_get(entry, "carried") == NULL && !entry_is(entry, "mode", "connection")))
        return 0;
    return err_field(e, "taken_until",
                     entry_is(entry, "mode", "device") ? NULL : field_clause(entry_field(entry, "taken_until"), entry),
                     "期間の終わりがありません。終了予定の日時を入れてください。");
}

/* A 特例 ends as one only where all went as it was meant to (R0-9, X-T2). */
static int check_exempt_end(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    const char *from = entry_get(entry, "taken_from"), *back = entry_get(entry, "returned_at");
    if (!entry_is(entry, "back", "found"))
        return err_field(
            e, "back", NULL,
            "紛失、盗難又は破損のときは、特例のまま終えることができません。先に「記載への切替」をしてください。");
    if (entry_is(entry, "exemption", "person") &&
        date_compare(date_of(field_time(from)), date_of(field_time(back))) != 0)
        return err_field(
            e, "returned_at", "第7の1(2)オ(ウ)b(a)",
            "その日のうちに終了しなかったので、記載と許可が要ります。先に「記載への切替」をしてください。");
    return 0;
}

/* When the last of these steps was done; 0: none is on record. */
static int64_t last_of(const struct entry *entry, const char *steps)
{
    int64_t at = 0;
    for (size_t i = 0; i < entry->nsteps; i++)
        if (!entry->steps[i].lapsed && word_in(steps, entry->steps[i].step))
            at = entry->steps[i].at;
    return at;
}

/* A call that is told lies behind, and not before what it was about: to the minute, as it is typed. */
static int check_calls(const struct situation *s, struct err *e)
{
    static const char *const about[ACTS] = {REQUESTS, "return", REQUESTS};
    char key[KEY_BYTES];
    for (int i = 0; i < ACTS; i++) {
        const char *at = entry_get(s->entry, act_key(key, acts[i], "called_at"));
        if (situation_ahead(s, key))
            return err_field(e, key, NULL, "まだ来ていない日時です。電話等で受けた日時を入れてください。");
        if (at != NULL && field_time(at) < last_of(s->entry, about[i]) / 60 * 60)
            return err_field(e, key, NULL, "%sより前の日時です。その後に電話等で受けた日時を入れてください。",
                             strcmp(about[i], REQUESTS) == 0 ? "申請" : "返却");
    }
    return 0;
}

int use_check(const struct situation *s, struct err *e)
{
    int rc = carry_check(s, e);
    if (rc == 0)
        rc = check_calls(s, e);
    if (rc == 0 && step_is(s, "return_exempt"))
        return check_exempt_end(s, e);
    if (rc != 0 || !step_is(s, REQUESTS))
        return rc;
    rc = check_item(s, e);
    if (rc == 0)
        rc = check_period(s, e);
    if (rc == 0 && entry_is(s->entry, "mode", "connection"))
        rc = use_check_connection(s, e);
    return rc == 0 ? secret_check(s, "taken_until", e) : rc;
}
