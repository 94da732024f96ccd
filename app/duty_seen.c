/* duty_seen — what is to be looked at where the entry may be omitted (M-42, M-45, M-46), and the single things of the ledgers: labels,
 * the review of rights, the next edition of the text, losses without measures. See duties_inside.h. */
#include <string.h>

#include "app/duties_inside.h"
#include "forms/edition.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/register_handover.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { HANDOVER_AHEAD_S = 3600, HANDOVER_DAY_S = 86400 };
enum { PATROL_DAYS = 30 }; /* ◇: the text has 「巡視等に合わせて」 and no number */

/* Since when the thing is kept: its first day in use, or the founding of the station. */
static struct date kept_since(const struct search *s, const struct entry *thing)
{
    struct date from = duty_day(entry_get(thing, "from"));
    return from.year == 0 || date_compare(from, s->founded) < 0 ? s->founded : from;
}

/* The day on which the thing was last seen; year 0: never. */
static int last_seen(struct date *out, struct search *s, const struct entry *thing, struct err *e)
{
    const struct cond conds[] = {{"item", COND_IS, thing->id}, {0}};
    struct entry *sighting = NULL;
    int rc = search_last(&sighting, s, search_register(s, "sighting"), conds, "seen_at", e);
    *out = (struct date){0};
    if (sighting != NULL)
        *out = date_of(field_time(entry_get(sighting, "seen_at")));
    entry_free(sighting);
    return rc;
}

/* The day on which it was last designated for what it is kept for now. */
static int designated_since(struct date *out, struct search *s, const struct entry *thing, struct err *e)
{
    struct history history = {0};
    int rc = history_load(&history, session_station(s->session), thing->reg->id, thing->id, e);
    for (size_t i = 0; rc == 0 && i < history.n; i++)
        if (change_after(&history.events[i].change, "designation") != NULL)
            *out = date_of(history.events[i].change.at);
    history_release(&history);
    return rc;
}

/* A thing of a 交番等 was looked at on `seen`, or never: asked for, then shown ahead with its last look until its day comes again (◇). */
static struct due due_of_patrol(const struct search *s, struct date first, struct date seen)
{
    struct due due = clock_days(seen.year != 0 ? seen : first, PATROL_DAYS, s->today);
    if (seen.year != 0 && due.state == DUE_NOW && date_compare(s->today, due.until) < 0)
        due.state = DUE_SOON;
    if (seen.year != 0)
        due.since = due.until;
    return due;
}

/* Who looks at it, and may the person signed in, now: by the rules of the record that would be made (M-42, M-45, M-46). */
static int judge_sight(struct duty *duty, struct search *s, const char *kind, const char *item, struct err *e)
{
    const struct register_def *reg = duty->reg;
    struct situation t = {0};
    struct entry *entry = NULL;
    const struct rule *rule;
    bool changed = false;
    int rc = entry_new(&entry, reg, e);
    if (rc == 0)
        rc = entry_set(entry, "kind", kind, e);
    if (rc == 0)
        rc = entry_set(entry, "item", item, e);
    t = (struct situation){.reg = reg, .entry = entry, .actor = s->self};
    if (rc == 0)
        rc = situation_fill(&t, s->session, e);
    t.step = duty->step;
    t.now = s->now;
    for (int pass = 0; rc == 0 && pass < 2;
         pass++) { /* what is derived of the thing leads to its place, and that to who */
        rc = entry_settle(&t, e);
        if (rc == 0)
            rc = situation_follow(&changed, &t, s->session, e);
    }
    t.step = NULL;
    rule = rc == 0 ? rule_for(&t, duty->step) : NULL;
    if (rule != NULL)
        rule_who(duty->owner, sizeof duty->owner, rule, &t);
    duty->mine = rule != NULL && rule_check(NULL, &t, duty->step, NULL) == 0;
    situation_release(&t);
    entry_free(entry);
    return rc;
}

static int add_sight(struct search *s, const struct duty_kind *kind, const struct entry *thing, const char *designation,
                     struct err *e)
{
    char value[ENTRY_ID_BYTES + NAME_BYTES], title[NAME_BYTES], when[DATE_BYTES] = "まだ見ていない";
    struct date seen;
    int rc = last_seen(&seen, s, thing, e);
    bool daily = strcmp(designation, "person") == 0, may;
    struct date first = kept_since(s, thing);
    struct due due = {DUE_NONE, {0}, {0}};
    struct duty *duty;
    if (rc == 0)
        due = daily ? clock_day(first, seen, s->today) : due_of_patrol(s, first, seen);
    if (rc == 0 && due.state == DUE_OVER) { /* was it to be looked at so long already? */
        rc = designated_since(&first, s, thing, e);
        if (date_compare(seen, first) < 0)
            seen = (struct date){0};
        due = daily ? clock_day(first, seen, s->today) : due_of_patrol(s, first, seen);
    }
    duty = rc == 0 ? duty_add(s, kind, due, &rc, e) : NULL;
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, thing);
    entry_title(title, sizeof title, thing);
    duty->reg = search_register(s, "sighting");
    duty->entry[0] = '\0';
    text_format(duty->step, sizeof duty->step, "record");
    text_format(value, sizeof value, "%s %s", thing->id, title);
    duty_given(duty, "kind", designation);
    duty_given(duty, "item", value);
    if (seen.year != 0)
        date_format(when, sizeof when, seen, DATE_SHORT);
    text_format(duty->detail, sizeof duty->detail, "%s%s %s",
                reference_label(entry_get(thing, daily ? "designated_person" : "designated_place")),
                seen.year != 0 ? " 前回" : "", when);
    rc = judge_sight(duty, s, designation, value, e);
    may = duty->mine;
    if (entry_get(thing, "holder") != NULL)
        duty_owner(duty, s, entry_get(thing, "holder"));
    duty->mine = may;
    duty_settle(s);
    return rc;
}

static int search_designated(struct search *s, const char *kind, const char *reg, const char *designation,
                             struct err *e)
{
    const struct cond conds[CONDS] = {{"designation", COND_IS, designation}};
    struct rows rows = {0};
    int rc = search_wants(s, kind) ? search_rows(&rows, s, search_register(s, reg), conds, 1u << STATE_CURRENT, e) : 0;
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = add_sight(s, duty_kind_find(kind), rows.entries[i], designation, e);
    rows_release(&rows);
    return rc;
}

/* R2-4: each device without its label, from the day on which it came. */
static int search_labels(struct search *s, struct err *e)
{
    const struct cond conds[CONDS] = {{"label", COND_UNSET, NULL}};
    struct rows rows = {0};
    int rc = search_wants(s, "label")
                 ? search_rows(&rows, s, search_register(s, "digital_device"), conds, 1u << STATE_CURRENT, e)
                 : 0;
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct date from = kept_since(s, rows.entries[i]);
        struct duty *duty = duty_add(s, duty_kind_find("label"), clock_days(from, 0, s->today), &rc, e);
        if (duty == NULL)
            continue;
        duty_of_entry(duty, rows.entries[i]);
        text_format(duty->step, sizeof duty->step, "change");
        duty_by_posts(duty, s);
        duty_settle(s);
    }
    rows_release(&rows);
    return rc;
}

/* R0-9: what was not found, or is damaged, and whose measures are not on record yet. The text asks a procedure for モバイル端末 (L747)
 * and 公用携帯電話機 (L763); for the rest it is ours. */
static int add_loss(struct search *s, const struct entry *entry, struct err *e)
{
    const struct step *settle = register_step(entry->reg, "settle");
    const char *route = entry_get(entry, "route");
    bool phone = route != NULL && strcmp(route, "shared_phone") == 0, mobile = route != NULL && !phone;
    int64_t at = entry->nsteps > 0 ? entry->steps[entry->nsteps - 1].at : s->now;
    int rc = 0;
    struct duty *duty = duty_add(s, duty_kind_find("loss"), clock_same_day(date_of(at), s->today), &rc, e);
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, entry);
    duty->since = at;
    duty->guide = !phone && !mobile;
    if (phone)
        text_format(duty->clause, sizeof duty->clause, "第5の1(1)ウ(イ)e");
    text_format(duty->owner, sizeof duty->owner, "%s", entry->applicant.name);
    text_format(duty->owner_id, sizeof duty->owner_id, "%s", entry->applicant.id);
    duty_by_posts(duty, s);
    duty->mine = duty->mine || entry_self(entry, s->self.id);
    if (settle != NULL && step_open(entry, settle) && duty->mine)
        text_format(duty->step, sizeof duty->step, "settle");
    duty_settle(s);
    return 0;
}

static int search_losses(struct search *s, const struct register_def *reg, struct err *e)
{
    char field[KEY_BYTES];
    const unsigned open = 1u << STATE_WAITING | 1u << STATE_BACK | 1u << STATE_OUT;
    int rc = 0;
    for (const char *at = reg->alarm_fields; rc == 0 && at != NULL && *at != '\0';) {
        size_t n = strcspn(at, "|");
        struct rows rows = {0};
        text_format(field, sizeof field, "%.*s", (int)n, at);
        const struct cond conds[CONDS] = {{field, COND_IS, reg->alarm_values}};
        rc = search_rows(&rows, s, reg, conds, open, e);
        for (size_t i = 0; rc == 0 && i < rows.n; i++)
            rc = add_loss(s, rows.entries[i], e);
        rows_release(&rows);
        at += n + (at[n] == '|');
    }
    return rc;
}

/* S-12, T-10. */
static int search_review(struct search *s, struct err *e)
{
    const struct register_def *reg = register_find("access_review");
    const int months = setting_number(setting_get(s->settings, "access_review_months"));
    const struct cond conds[] = {{"state", COND_IS, "reviewed"}, {0}};
    struct entry *last = NULL;
    struct date day = s->founded;
    int rc = 0;
    struct duty *duty;
    if (reg == NULL || months <= 0 || !search_wants(s, "access_review"))
        return 0;
    rc = search_last(&last, s, search_register(s, reg->id), conds, "date", e);
    if (last != NULL)
        day = duty_day(entry_get(last, "date"));
    entry_free(last);
    day = date_add_months(day, months);
    duty = rc == 0 ? duty_add(s, duty_kind_find("access_review"), clock_in_month(day, s->today), &rc, e) : NULL;
    if (duty == NULL)
        return rc;
    text_format(duty->title, sizeof duty->title, "%s", reg->label);
    duty_by_posts(duty, s);
    duty_settle(s);
    return 0;
}

/* R0-8 */
static int search_edition(struct search *s, struct err *e)
{
    const struct edition *edition = edition_current();
    struct due due = {DUE_SOON, {0}, {0}};
    int rc = 0;
    struct duty *duty = NULL;
    if (edition != NULL && edition_reminds(s->today)) {
        due.since = due.until = edition->until;
        due.state = date_compare(s->today, edition->until) > 0    ? DUE_OVER
                    : date_compare(s->today, edition->until) == 0 ? DUE_NOW
                                                                  : DUE_SOON;
        duty = duty_add(s, duty_kind_find("edition"), due, &rc, e);
    }
    if (duty == NULL)
        return rc;
    text_format(duty->title, sizeof duty->title, "細目の次の版");
    date_format(duty->detail, sizeof duty->detail, edition->until, DATE_LONG);
    text_append(duty->detail, sizeof duty->detail, "まで有効");
    duty_by_posts(duty, s);
    duty_settle(s);
    return 0;
}

/* ◇: the officer of the shift that ends within the hour, or ended within the day, has yet to hand it over. */
static struct shift shift_to_hand_over(const struct search *s, int64_t *end)
{
    struct shift shift;
    bool runs = calendar_shift(s->calendar, s->now, &shift);
    *end = calendar_shift_end(s->calendar, shift);
    if (runs && s->now >= *end - HANDOVER_AHEAD_S)
        return shift;
    shift = shift_before(s->calendar, shift);
    *end = calendar_shift_end(s->calendar, shift);
    return shift;
}

static int search_handover(struct search *s, struct err *e)
{
    char key[KEY_BYTES];
    int64_t end;
    const struct shift shift = shift_to_hand_over(s, &end);
    const struct cond conds[] = {{"shift", COND_IS, shift_key(key, sizeof key, shift)}, {0}};
    struct entry *handed = NULL, *roster = NULL;
    struct due due = clock_same_day(date_of(end), s->today);
    struct duty *duty = NULL;
    int rc = search_last(&handed, s, search_register(s, "handover"), conds, NULL, e);
    if (rc == 0 && handed == NULL)
        rc = search_last(&roster, s, search_register(s, "roster"), conds, NULL, e);
    due.state = s->now < end ? DUE_SOON : s->now - end > HANDOVER_DAY_S ? DUE_NONE : due.state;
    if (roster != NULL)
        duty = duty_add(s, duty_kind_find("handover"), due, &rc, e);
    if (duty != NULL) {
        date_format(duty->title, sizeof duty->title, shift.date, DATE_DAY);
        text_append(duty->title, sizeof duty->title, shift.part == SHIFT_NIGHT ? " 宿直" : " 日直");
        duty_owner(duty, s, entry_get(roster, "person"));
        duty_settle(s);
    }
    entry_free(handed);
    entry_free(roster);
    return rc;
}

int duty_seen(struct search *s, struct err *e)
{
    int rc = search_designated(s, "sight", "medium", "person", e);
    if (rc == 0)
        rc = search_designated(s, "patrol_camera", "medium", "police_box", e);
    if (rc == 0)
        rc = search_designated(s, "patrol_phone", "phone", "police_box", e);
    if (rc == 0)
        rc = search_labels(s, e);
    for (const struct register_def *const *reg = station_registers(session_station(s->session));
         rc == 0 && *reg != NULL && search_wants(s, "loss"); reg++)
        if (session_may_view(s->session, *reg, NULL) == 0)
            rc = search_losses(s, *reg, e);
    if (rc == 0 && search_wants(s, "handover"))
        rc = search_handover(s, e);
    if (rc == 0)
        rc = search_review(s, e);
    return rc != 0 ? rc : search_edition(s, e);
}
