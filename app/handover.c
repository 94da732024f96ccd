/* handover — whose shift is handed over, and the record of it. See handover.h; the rows: handover_rows.c. */
#include "app/handover.h"

#include <stdlib.h>
#include <string.h>

#include "app/handover_inside.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/register_handover.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { SHIFTS = 2, TEXT_BYTES = 8000, TEXT_CHARACTERS = 1900 };

void handover_release(struct handover *h)
{
    free(h->rows);
    *h = (struct handover){0};
}

bool handover_leaves(const struct handover *h)
{
    return h->left[HANDOVER_WAITING] + h->left[HANDOVER_DESIGNATED] > 0;
}

const char *handover_shift_label(char *buf, size_t size, const struct handover *h)
{
    char day[DATE_BYTES];
    text_format(buf, size, "%s %s", date_format(day, sizeof day, h->shift.date, DATE_LONG),
                h->shift.part == SHIFT_NIGHT ? "宿直" : "日直");
    return buf;
}

/* ---- whose shift ---- */

static int find(struct entry **out, struct session *session, const char *reg, const char *key, struct err *e)
{
    struct station *station = session_station(session);
    int rc = entry_find(out, station, station_register(station, reg), "shift", key, e);
    if (rc == ERR_NOT_FOUND)
        err_clear(e);
    return rc == ERR_NOT_FOUND ? 0 : rc;
}

static void fill_record(struct handover *h, const struct entry *record)
{
    const char *receiver = entry_get(record, "receiver");
    text_format(h->entry, sizeof h->entry, "%s", record->id);
    text_format(h->state, sizeof h->state, "%s", record->state);
    reference_id(h->receiver, receiver);
    text_format(h->receiver_name, sizeof h->receiver_name, "%s", reference_label(receiver));
}

/* The shift, who has it, and its record if there is one. */
static int load_shift(struct handover *out, struct session *session, struct shift shift, bool runs, struct err *e)
{
    char key[KEY_BYTES], title[NAME_BYTES];
    struct entry *roster = NULL, *record = NULL;
    const struct calendar *calendar = session_calendar(session, e);
    if (calendar == NULL)
        return ERR_IO;
    *out = (struct handover){.shift = shift,
                             .from = shift_begin(calendar, shift),
                             .until = calendar_shift_end(calendar, shift),
                             .runs = runs};
    shift_key(key, sizeof key, shift);
    int rc = find(&roster, session, "roster", key, e);
    if (rc == 0)
        rc = find(&record, session, "handover", key, e);
    if (rc == 0 && roster != NULL) {
        entry_title(title, sizeof title, roster);
        text_format(out->roster, sizeof out->roster, "%s %s", roster->id, title);
        reference_id(out->officer, entry_get(roster, "person"));
        text_format(out->officer_name, sizeof out->officer_name, "%s", reference_label(entry_get(roster, "person")));
        out->his = strcmp(out->officer, session_person(session)) == 0;
    }
    if (rc == 0 && record != NULL)
        fill_record(out, record);
    entry_free(roster);
    entry_free(record);
    return rc;
}

/* His own that is over and not handed over comes first; then what he is to receive; then his own that runs. */
static int rank_of(const struct handover *h, struct session *session)
{
    if (h->his)
        return h->entry[0] != '\0' ? 2 : h->runs ? 3 : 5;
    return strcmp(h->state, "open") == 0 && strcmp(h->receiver, session_person(session)) == 0 ? 4 : 1;
}

int handover_load(struct handover *out, struct session *session, struct err *e)
{
    struct handover found[SHIFTS];
    struct shift shift;
    const struct calendar *calendar = session_calendar(session, e);
    int n = 0, best = 0, rc;
    *out = (struct handover){0};
    if (calendar == NULL)
        return ERR_IO;
    bool runs = calendar_shift(calendar, session_now(session), &shift);
    rc = session_may_view(session, &register_handover, e);
    if (rc == 0 && runs)
        rc = load_shift(&found[n++], session, shift, true, e);
    if (rc == 0)
        rc = load_shift(&found[n++], session, shift_before(calendar, shift), false, e);
    if (rc != 0)
        return rc;
    bool stays = n == SHIFTS && found[0].his && found[1].his; /* who stays on hands nothing over */
    if (n == SHIFTS && !stays && rank_of(&found[1], session) > rank_of(&found[0], session))
        best = 1;
    *out = found[best];
    rc = handover_gather(out, session, e);
    if (rc != 0)
        handover_release(out);
    return rc;
}

/* ---- the acts ---- */

int handover_do(bool *form, struct session *session, const struct handover_row *row, struct err *e)
{
    struct act *act = NULL;
    int rc;
    *form = false;
    if (row->step == NULL)
        return err_refuse(e, NULL, "この行について、ここで行うことはありません。");
    rc = act_new(&act, session, row->reg, row->entry, row->step->key, e);
    if (rc == 0)
        *form = act_wants_form(act);
    if (rc == 0 && !*form)
        rc = act_commit(act, NULL, e);
    act_free(act);
    return rc;
}

/* ---- the record ---- */

static void row_text(char *buf, size_t size, const struct handover_row *row)
{
    char due[DATE_BYTES] = "";
    if (row->due != 0)
        date_format_time(due, sizeof due, row->due, DATE_SHORT);
    if (row->back) {
        text_format(buf, size, "%s 返却済", row->title);
        return;
    }
    text_format(buf, size, "%s %s%s%s", row->title, row->who, due[0] != '\0' ? " 予定 " : "", due);
    if (row->by[0] != '\0' && (row->reason || row->route[0] == '\0')) {
        text_append(buf, size, row->group == HANDOVER_DESIGNATED ? " 返却 " : " 確認 ");
        text_append(buf, size, row->by);
    }
    if (row->route[0] != '\0') { /* of a phone they stand for the post itself: the text names nobody */
        text_append(buf, size, row->reason ? " できないとき " : " 確認 ");
        text_append(buf, size, row->route);
    }
}

void handover_rows_text(char *buf, size_t size, const struct handover *h, enum handover_group group, bool camera)
{
    size_t left = 0;
    buf[0] = '\0';
    for (size_t i = 0; i < h->n; i++) {
        char line[NAME_BYTES * 8];
        const struct handover_row *row = &h->rows[i];
        if (row->group != group || (group == HANDOVER_DESIGNATED && row->camera != camera))
            continue;
        row_text(line, sizeof line, row);
        if (left > 0 || text_length(buf, strlen(buf)) + text_length(line, strlen(line)) + 20 > TEXT_CHARACTERS) {
            left++;
            continue;
        }
        text_append(buf, size, buf[0] != '\0' ? "\n" : "");
        text_append(buf, size, line);
    }
    if (left > 0) {
        char more[40];
        text_format(more, sizeof more, "\nほか%zu件", left);
        text_append(buf, size, more);
    }
}

static size_t designated(const struct handover *h, bool camera, bool back)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n; i++)
        n += h->rows[i].group == HANDOVER_DESIGNATED && h->rows[i].camera == camera && h->rows[i].back == back;
    return n;
}

typedef int setter(void *into, const char *field, const char *canonical, struct err *e);

static int set_act(void *into, const char *field, const char *canonical, struct err *e)
{
    return act_set(into, field, canonical, e);
}

static int set_entry(void *into, const char *field, const char *canonical, struct err *e)
{
    return entry_set(into, field, canonical, e);
}

static int set_numbers(void *into, setter *set, const struct handover *h, struct err *e)
{
    const struct {
        const char *field;
        int64_t n;
    } counts[] = {
        {"away", (int64_t)h->count[HANDOVER_AWAY]},           {"permitted", h->permitted},
        {"overnight", (int64_t)h->count[HANDOVER_OVERNIGHT]}, {"confirmed", h->confirmed},
        {"waiting", (int64_t)h->left[HANDOVER_WAITING]},      {"phones_back", (int64_t)designated(h, false, true)},
        {"phones_out", (int64_t)designated(h, false, false)}, {"cameras_back", (int64_t)designated(h, true, true)},
        {"cameras_out", (int64_t)designated(h, true, false)},
    };
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof counts / sizeof counts[0]; i++) {
        char number[32];
        text_format(number, sizeof number, "%lld", (long long)counts[i].n);
        rc = set(into, counts[i].field, number, e);
    }
    return rc;
}

static int set_rows(void *into, setter *set, const struct handover *h, struct err *e)
{
    static const struct {
        const char *field;
        enum handover_group group;
        bool camera;
    } texts[] = {
        {"away_rows", HANDOVER_AWAY, false},        {"overnight_rows", HANDOVER_OVERNIGHT, false},
        {"waiting_rows", HANDOVER_WAITING, false},  {"phone_rows", HANDOVER_DESIGNATED, false},
        {"camera_rows", HANDOVER_DESIGNATED, true},
    };
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof texts / sizeof texts[0]; i++) {
        char text[TEXT_BYTES];
        handover_rows_text(text, sizeof text, h, texts[i].group, texts[i].camera);
        rc = set(into, texts[i].field, text[0] != '\0' ? text : "なし", e);
    }
    return rc;
}

int handover_act(struct act **out, struct session *session, const struct handover *h, struct err *e)
{
    bool again = h->entry[0] != '\0';
    int rc;
    *out = NULL;
    if (h->roster[0] == '\0')
        return err_refuse(e, NULL, "この勤務の当直責任者が当直表にありません。当直表に入れてから引き継いでください。");
    rc = act_new(out, session, &register_handover, again ? h->entry : NULL, again ? "hand_over_again" : "hand_over", e);
    if (rc == 0)
        rc = set_numbers(*out, set_act, h, e);
    if (rc == 0)
        rc = set_rows(*out, set_act, h, e);
    return rc != 0 ? rc : act_set(*out, "roster", h->roster, e); /* last: what is left follows from the numbers */
}

int handover_record(struct session *session, const char *receiver, const char *why, const char *remarks,
                    char id[ENTRY_ID_BYTES], struct err *e)
{
    struct handover h;
    struct act *act = NULL;
    struct entry *after = NULL;
    int rc = handover_load(&h, session, e);
    if (rc == 0)
        rc = handover_act(&act, session, &h, e);
    if (rc == 0)
        rc = act_set(act, "receiver", receiver, e);
    if (rc == 0 && why != NULL && why[0] != '\0')
        rc = act_type(act, "why_left", why, NULL, e);
    if (rc == 0 && remarks != NULL && remarks[0] != '\0')
        rc = act_type(act, "remarks", remarks, NULL, e);
    if (rc == 0)
        rc = act_commit(act, &after, e);
    if (rc == 0 && id != NULL)
        text_format(id, ENTRY_ID_BYTES, "%s", after->id);
    entry_free(after);
    act_free(act);
    handover_release(&h);
    return rc;
}

int handover_receive(struct session *session, const struct handover *h, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, session, &register_handover, h->entry, "receive", e);
    if (rc == 0)
        rc = act_commit(act, NULL, e);
    act_free(act);
    return rc;
}

int handover_sketch(struct entry **out, const struct handover *h, struct err *e)
{
    char date[DATE_BYTES], officer[ENTRY_ID_BYTES + NAME_BYTES + 1];
    int rc = entry_new(out, &register_handover, e);
    date_format(date, sizeof date, h->shift.date, DATE_ISO);
    text_format(officer, sizeof officer, "%s %s", h->officer, h->officer_name);
    const char *const known[][2] = {{"date", date},
                                    {"part", h->shift.part == SHIFT_NIGHT ? "night" : "day"},
                                    {"officer", h->officer[0] != '\0' ? officer : NULL}};
    for (size_t i = 0; rc == 0 && i < sizeof known / sizeof known[0]; i++)
        rc = entry_set(*out, known[i][0], known[i][1], e);
    if (rc == 0)
        rc = set_numbers(*out, set_entry, h, e);
    if (rc == 0)
        rc = set_rows(*out, set_entry, h, e);
    if (rc != 0) {
        entry_free(*out);
        *out = NULL;
    }
    return rc;
}
