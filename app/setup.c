/* setup — the first run. See setup.h. */
#include "app/setup.h"

#include <string.h>

#include "app/account.h"
#include "db/journal.h"
#include "forms/field.h"
#include "forms/text.h"
#include "forms/unit.h"

#include "forms/banned.h"

int setup_check(const struct setup *setup, const struct world *world, struct err *e)
{
    static const struct field uid = {.key = "uid", .label = "利用者ID", .type = FIELD_UID};
    static const struct field name = {.key = "name", .label = "氏名", .type = FIELD_TEXT, .limit = 30};
    const struct unit *unit = unit_find(setup->unit);
    int rc;
    if (unit == NULL)
        return err_field(e, "unit", "別表",
                         "「%s」は所属の表にありません。所属記号(3桁)か所属名を入れてください。例: 600、白河署。",
                         setup->unit);
    rc = field_check(&uid, setup->uid, e);
    if (rc == 0)
        rc = field_check(&name, setup->name, e);
    if (rc == 0 && choice_find(rank_choices, setup->rank) == NULL)
        rc = err_field(e, "rank", NULL, "「%s」という階級・職はありません。表から選んでください。", setup->rank);
    if (rc == 0)
        rc = account_judge(setup->passphrase, setup->uid, setup->name, unit->name, e);
    if (rc == 0 && station_exists(world->dir))
        rc = err_set(e, ERR_REFUSED, "%s には、すでに所属があります。別のフォルダを --data で指定してください。",
                     world->dir);
    return rc;
}

/* ---- the first transaction ---- */

struct first { /* what the first events have in common */
    const struct setup *setup;
    struct journal *journal;
    struct actor_snapshot actor;
    const char *person; /* reference value, once the person is made */
    int64_t now;
};

/* Makes one entry from pairs of key and canonical value, ended by NULL; values may be NULL. */
static int make(struct first *first, const char *reg, const char *step, const char *state, char id[ENTRY_ID_BYTES],
                const char *const *pairs, struct err *e)
{
    struct change c;
    int rc;
    change_init(&c);
    text_format(c.reg, sizeof c.reg, "%s", reg);
    text_format(c.step, sizeof c.step, "%s", step);
    text_format(c.state_after, sizeof c.state_after, "%s", state);
    text_format(c.edition, sizeof c.edition, "%s", rule_edition);
    c.at = first->now;
    rc = journal_new_id(first->journal, c.entry, e);
    if (id != NULL)
        text_format(id, ENTRY_ID_BYTES, "%s", c.entry);
    if (strcmp(reg, "person") == 0)
        text_format(first->actor.id, sizeof first->actor.id, "%s", c.entry);
    c.actor = first->actor;
    for (size_t i = 0; rc == 0 && pairs[i] != NULL; i += 2)
        rc = change_field(&c, pairs[i], NULL, pairs[i + 1], e);
    if (rc == 0)
        rc = journal_append(first->journal, &c, 0, NULL, e);
    change_release(&c);
    return rc;
}

static int write_first(void *arg, struct journal *journal, const struct founding_keys *keys, struct err *e)
{
    struct first *first = arg;
    const struct setup *setup = first->setup;
    const struct unit *unit = unit_find(setup->unit);
    const struct choice *rank = choice_find(rank_choices, setup->rank);
    char id[ENTRY_ID_BYTES], person[ENTRY_ID_BYTES + NAME_BYTES + 2], today[DATE_BYTES];
    const char *const station[] = {
        "number", unit->number, "name",     unit->name,     "demo",     setup->demo ? "yes" : NULL,
        "nonce",  keys->nonce,  "sign_key", keys->sign_key, "seal_key", keys->seal_key,
        NULL};
    const char *const who[] = {"name", setup->name, "kana", setup->kana, "rank", setup->rank, NULL};
    int rc;
    first->journal = journal;
    first->now = journal_now(journal);
    date_format(today, sizeof today, date_of(first->now), DATE_ISO);
    text_format(first->actor.name, sizeof first->actor.name, "%s", setup->name);
    text_format(first->actor.rank, sizeof first->actor.rank, "%s", rank->label);
    text_format(first->actor.posts, sizeof first->actor.posts, "%s", post_label(POST_ADMINISTRATOR));
    rc = make(first, "station", "found", "current", NULL, station, e);
    if (rc == 0)
        rc = make(first, "person", "enter", "current", id, who, e);
    text_format(person, sizeof person, "%s %s", id, setup->name);
    const char *const user[] = {"uid",          setup->uid, "person",       person, "sign_key",
                                keys->sign_key, "seal_key", keys->seal_key, NULL};
    const char *const post[] = {"person", person, "post", "administrator", "from", today, NULL};
    if (rc == 0)
        rc = make(first, "user", "found", "active", NULL, user, e);
    if (rc == 0)
        rc = make(first, "post", "enter", "current", NULL, post, e);
    return rc;
}

int setup_found(struct session **out, const struct setup *setup, const struct world *world, struct err *e)
{
    struct first first = {.setup = setup};
    struct founding founding = {
        .uid = setup->uid, .passphrase = setup->passphrase, .write = write_first, .arg = &first};
    struct station_options options = {.dir = world->dir,
                                      .pc = world->pc,
                                      .now = world_now(world),
                                      .kdf_floor = world->kdf_floor,
                                      .progress = world->progress,
                                      .progress_arg = world->progress_arg};
    struct station *station;
    int rc = setup_check(setup, world, e);
    *out = NULL;
    if (rc == 0)
        rc = station_create(&station, &options, &founding, e);
    return rc != 0 ? rc : session_adopt(out, world, station, e);
}
