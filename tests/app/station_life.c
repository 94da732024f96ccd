/* The tales are told as the demo's are (app/demo_script.h), one after the other, by the people of the house:
 *
 *   = 2032-04-05 09:00 REGISTER        the clock goes there, unless it is past it by minutes; the tales that follow are of that register
 *   * WHO STEP KEY=VALUE; KEY=VALUE    an entry is made; "* WHO of:REGISTER:TITLE STEP" (of:@uid): one there is
 *   +SPAN WHO [each] STEP KEY=VALUE    what is done with it (each: with each of its open parts, each:done: of those) so long after */
#include "tests/app/station_life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/account.h"
#include "app/demo_script.h"
#include "app/disposal.h"
#include "app/handover.h"
#include "app/month.h"
#include "app/session_impl.h"
#include "app/transfer.h"
#include "db/query.h"
#include "forms/date.h"
#include "forms/field.h"

enum { NAMES = 200 };
struct life {
    struct house *house;
    const struct register_def *reg;
    int64_t start;
    char id[ENTRY_ID_BYTES];
    char names[NAMES][NAME_BYTES * 2]; /* "phone:携帯-03" */
    char values[NAMES][HOUSE_VALUE];
    int n;
};

/* ---- values ---- */

static void keep_name(struct life *life, const char *reg, const char *value)
{
    assert_true(life->n < NAMES);
    snprintf(life->names[life->n], sizeof life->names[0], "%s:%s", reg, reference_label(value));
    snprintf(life->values[life->n++], HOUSE_VALUE, "%s", value);
}

/* "端末-01" of the field's register, or "device:端末-01": the last made of that name. */
static const char *thing(const struct life *life, const char *of, const char *name)
{
    char full[NAME_BYTES * 2];
    bool whole = strchr(name, ':') != NULL;
    snprintf(full, sizeof full, "%s%s%s", whole ? "" : of, whole ? "" : ":", name);
    for (int i = life->n; i-- > 0;)
        if (strcmp(life->names[i], full) == 0)
            return life->values[i];
    for (int i = life->n; i-- > 0;) /* "012" of "012 地域係" */
        if (strncmp(life->names[i], full, strlen(full)) == 0 && life->names[i][strlen(full)] == ' ')
            return life->values[i];
    fail_msg("nothing is called %s", full);
    return "";
}

static enum who person(const char *uid)
{
    int i = 0;
    while (i < WHO && strcmp(house_people[i].uid, uid) != 0)
        i++;
    if (i == WHO)
        fail_msg("nobody is called %s", uid);
    return (enum who)i;
}

static void value_set(const struct life *life, struct act *act, const char *key, const char *raw)
{
    int index = register_field(life->reg, key);
    char buf[HOUSE_VALUE];
    const char *value = raw;
    struct err e;
    if (index < 0)
        fail_msg("%s has no %s", life->reg->id, key);
    const struct field *field = &life->reg->fields[index];
    if (raw[0] == '@')
        value = life->house->people[person(raw + 1)];
    else if (field->type == FIELD_PERSON)
        value = thing(life, "person", raw);
    else if (field->type == FIELD_ITEM)
        value = thing(life, field->registers, raw);
    else if (raw[0] == '+' && (field->type == FIELD_TIME || field->type == FIELD_DATE)) {
        const char *p = raw + 1;
        int64_t at = life->start + script_span(&p);
        if (field->type == FIELD_TIME)
            field_time_value(buf, sizeof buf, at / MINUTE * MINUTE);
        else
            date_format(buf, DATE_BYTES, date_of(at), DATE_ISO);
        value = buf;
    }
    house_ok(act_set(act, key, value, &e));
}

/* ---- a line ---- */

/* The title of what was made is its name from here on. */
static void note(struct life *life, const struct entry *entry)
{
    char title[NAME_BYTES], value[HOUSE_VALUE];
    entry_title(title, sizeof title, entry);
    snprintf(value, sizeof value, "%s %s", entry->id, title);
    snprintf(life->id, sizeof life->id, "%s", entry->id);
    keep_name(life, entry->reg->id, value);
}

/* All that can move moves. */
static void commit_transfer(struct act *act)
{
    struct transfer_plan plan;
    struct err e;
    house_ok(transfer_plan_load(&plan, act, NULL, &e));
    for (size_t i = 0; i < plan.n; i++) {
        if (plan.lines[i].blocking)
            print_error("%s: %s\n", plan.lines[i].label, plan.lines[i].effect);
        if (plan.lines[i].kind == TRANSFER_PERSON && plan.lines[i].open && !plan.lines[i].chosen)
            transfer_choose(&plan, i, act);
    }
    house_ok(transfer_commit(act, &plan, &e));
    transfer_plan_release(&plan);
}

static void act_on(struct life *life, const struct script_line *line, const char *id)
{
    struct act *act =
        house_act(life->house, person(line->who), life->reg->id, id[0] != '\0' ? id : NULL, line->step, NULL);
    struct entry *after = NULL;
    struct err e;
    for (int i = 0; i < line->n; i++)
        if (strcmp(line->keys[i], "reason") == 0)
            house_ok(act_set_reason(act, line->values[i], &e));
        else
            value_set(life, act, line->keys[i], line->values[i]);
    if (strcmp(life->reg->id, "transfer") == 0)
        commit_transfer(act);
    else
        house_ok(act_commit(act, &after, &e));
    if (after != NULL && life->id[0] == '\0')
        note(life, after);
    entry_free(after);
    act_free(act);
}

static void act_on_parts(struct life *life, const struct script_line *line)
{
    const struct register_def *whole = life->reg;
    const char *state = line->which[4] == ':' ? line->which + 5 : "open";
    const struct cond conds[] = {{whole->part_field, COND_IS, life->id}, IS("state", state), {0}};
    struct station *station = session_station(life->house->session);
    struct rows rows = {0};
    struct err e;
    life->reg = station_register(station, whole->parts);
    const struct query query = {.reg = life->reg, .conds = conds};
    house_ok(rows_load(&rows, station, &query, ROWS_FIRST, NULL, &e));
    assert_true(rows.n > 0);
    for (size_t i = 0; i < rows.n; i++)
        act_on(life, line, rows.entries[i]->id);
    rows_release(&rows);
    life->reg = whole;
}

static void head(struct life *life, const char *text)
{
    struct date day = {0};
    int hour = 0, minute = 0;
    char reg[KEY_BYTES] = "";
    assert_int_equal(sscanf(text, "= %d-%d-%d %d:%d %39s", &day.year, &day.month, &day.day, &hour, &minute, reg), 6);
    int64_t at = house_time(day.year, day.month, day.day, hour, minute);
    if (at < life->house->now - HOUR)
        fail_msg("%s lies in the past", text);
    if (at > life->house->now)
        life->house->now = at;
    life->reg = station_register(session_station(life->house->session), reg);
    if (life->reg == NULL)
        fail_msg("no register %s", reg);
}

static void tell(struct life *life, const char *const *lines)
{
    for (; *lines != NULL; lines++) {
        struct script_line line;
        struct err e;
        const char *span = *lines + 1;
        print_message("%s\n", *lines); /* what fails then is the last */
        if ((*lines)[0] == '=') {
            head(life, *lines);
            continue;
        }
        life->house->now += (*lines)[0] == '*' ? MINUTE : script_span(&span);
        house_ok(script_line_read(&line, *lines, &e));
        if ((*lines)[0] == '*') {
            life->start = life->house->now;
            life->id[0] = '\0';
        }
        if (strncmp(line.which, "of:", 3) == 0)
            reference_id(life->id, line.which[3] == '@' ? life->house->people[person(line.which + 4)]
                                                        : thing(life, "", line.which + 3));
        if (strncmp(line.which, "each", 4) == 0)
            act_on_parts(life, &line);
        else
            act_on(life, &line, life->id);
    }
}

/* ---- all of it ---- */

/* What has been kept for five years is listed by one, and the list is then permitted, refused, or taken back by himself. */
static void dispose(struct house *house, enum who who, bool permit, const char *reason)
{
    struct disposal_lines lines;
    struct disposal_list list;
    char name[KEY_BYTES];
    struct err e;
    house_as(house, HOJO);
    house_ok(disposal_due(&lines, house->session, &e));
    assert_true(lines.n > 0);
    house_ok(disposal_request(house->session, &lines, name, &e));
    disposal_release(&lines);
    house_as(house, who);
    house_ok(disposal_waiting(&list, house->session, &e));
    house_ok(permit ? disposal_permit(house->session, &list, &e) : disposal_drop(house->session, &list, reason, &e));
    disposal_list_release(&list);
}

static void issue(const struct life *life, const char *name, const char *uid)
{
    char code[CODE_BYTES], id[ENTRY_ID_BYTES];
    struct err e;
    house_ok(account_issue(life->house->session, uid, reference_id(id, thing(life, "person", name)), code, &e));
}

/* An id that is gone, one that may not be used, one that nobody has used yet. */
static void give_ids(const struct life *life)
{
    struct station *station = session_station(life->house->session);
    char id[ENTRY_ID_BYTES];
    struct entry *user;
    struct err e;
    house_as(life->house, KANRI);
    issue(life, "𠮷田 光", "rinji");
    house_ok(entry_find(&user, station, station_register(station, "user"), "uid", "rinji", &e));
    snprintf(id, sizeof id, "%s", user->id);
    entry_free(user);
    house_do(life->house, KANRI, "user", id, "end", "reason", "書き誤り");
    issue(life, "𠮷田 光", "yoshida");
    house_ok(account_suspend(life->house->session, "yoshida", "着任の前", &e));
    issue(life, "大竹 徹", "otake");
}

static void confirm(struct house *house, enum who who, const char *form, const char *month, const char *step)
{
    struct err e;
    house_as(house, who);
    house_ok(month_confirm(house->session, register_of_form(form), month, step, &e));
}

/* The night of the 13th: handed over twice, received, a word set right. */
static void hand_over(struct house *house)
{
    char id[ENTRY_ID_BYTES];
    struct handover page;
    struct err e;
    house->now = house_time(2032, 4, 14, 8, 10);
    house_as(house, TAKAHASHI);
    for (int i = 0; i < 2; i++)
        house_ok(handover_record(house->session, house->people[ITO], "朝の報告の後に返却する。", "特になし", id, &e));
    house->now += 30 * 60;
    house_as(house, ITO);
    house_ok(handover_load(&page, house->session, &e));
    house_ok(handover_receive(house->session, &page, &e));
    handover_release(&page);
    house_do(house, TAKAHASHI, "handover", id, "correct", "remarks", "鍵は保管庫に戻した。", "reason", "書き足し");
}

void station_life(struct house *house)
{
    struct life life = {.house = house};
    house_open(house, house_time(2026, 9, 14, 10, 0));
    house_enrol_all(house);
    for (int i = 0; i < THING; i++)
        keep_name(&life, i <= PHONE_7 ? "phone" : "device", house->things[i]);
    tell(&life, tales_founded);
    house->now = house_time(2032, 4, 2, 10, 0);
    dispose(house, KANRI, false, "年度の初めに行う");
    dispose(house, HOJO, false, NULL);
    dispose(house, KANRI, true, NULL);
    tell(&life, tales_masters);
    give_ids(&life);
    house_roster(house, house_time(2032, 4, 5, 20, 0), SUZUKI);
    tell(&life, tales_of_applications);
    tell(&life, tales_out_and_back);
    tell(&life, tales_beside_the_books);
    house_roster(house, house_time(2032, 4, 13, 20, 0), TAKAHASHI);
    tell(&life, tales_of_the_rest);
    hand_over(house);
    house->now = house_time(2032, 5, 6, 10, 0);
    confirm(house, HOJO, "3", STATION_LIFE_MONTH, "confirm_deputy");
    confirm(house, ITO, "3", "2032-03", "sole_decision");
    confirm(house, KANRI, "7", STATION_LIFE_MONTH, "confirm_administrator");
    tell(&life, tales_after_the_month);
}
