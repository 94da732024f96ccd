/* actor — who somebody is at a moment: posts held, rank, rostered; and the rest of what the rules need. */
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "app/session_impl.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { POSTS_OF_ONE = 64, POSTS_OF_ALL = 2000, OPEN_PARTS_MOST = 10000 };

/* Current entries of the post register, of one person (or NULL) and one post (or NULL). */
static int posts_load(struct rows *rows, struct session *session, const char *person, const char *post, struct err *e)
{
    struct cond conds[4] = {{"state", COND_IS, "current"}};
    struct query query = {.reg = station_register(session->station, "post"),
                          .conds = conds,
                          .limit = person != NULL ? POSTS_OF_ONE : POSTS_OF_ALL};
    int n = 1;
    if (person != NULL)
        conds[n++] = (struct cond){"person", COND_IS, person};
    if (post != NULL)
        conds[n++] = (struct cond){"post", COND_IS, post};
    return rows_load(rows, session->station, &query, ROWS_FIRST, NULL, e);
}

static bool held_on(const struct entry *post, const char *today)
{
    const char *from = entry_get(post, "from"), *to = entry_get(post, "to");
    return (from == NULL || strcmp(from, today) <= 0) && (to == NULL || strcmp(today, to) <= 0);
}

static int posts_of(unsigned *out, struct session *session, const char *person, int64_t now, struct err *e)
{
    char today[DATE_BYTES];
    struct rows rows = {0};
    int rc = posts_load(&rows, session, person, NULL, e);
    *out = POST_STAFF;
    date_format(today, sizeof today, date_of(now), DATE_ISO);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        if (held_on(rows.entries[i], today) && entry_get(rows.entries[i], "post") != NULL)
            *out |= post_bit(entry_get(rows.entries[i], "post"));
    rows_release(&rows);
    return rc;
}

int duty_load(struct entry **out, struct shift *shift, struct session *session, int64_t now, struct err *e)
{
    char key[KEY_BYTES], date[DATE_BYTES];
    struct shift current;
    const struct calendar *calendar = session_calendar(session, e);
    *out = NULL;
    if (calendar == NULL)
        return ERR_IO;
    calendar_shift(calendar, now, &current);
    if (shift != NULL)
        *shift = current;
    date_format(date, sizeof date, current.date, DATE_ISO);
    text_format(key, sizeof key, "%s %s", date, current.part == SHIFT_NIGHT ? "night" : "day");
    return entry_find(out, session->station, station_register(session->station, "roster"), "shift", key, e);
}

/* Is the person on the roster for the shift that `now` belongs to? False in office hours. */
static int rostered(bool *out, struct session *session, const char *person, int64_t now, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    struct entry *duty = NULL;
    const struct calendar *calendar = session_calendar(session, e);
    int rc;
    *out = false;
    if (calendar == NULL)
        return ERR_IO;
    if (!calendar_closed(calendar, now))
        return 0;
    rc = duty_load(&duty, NULL, session, now, e);
    if (rc == ERR_NOT_FOUND)
        return 0;
    if (rc == 0)
        *out = strcmp(reference_id(id, entry_get(duty, "person")), person) == 0;
    entry_free(duty);
    return rc;
}

int actor_load(struct actor *out, struct session *session, const char *person, int64_t now, struct err *e)
{
    struct entry *entry = NULL;
    int rc;
    memset(out, 0, sizeof *out);
    text_append(out->id, sizeof out->id, person);
    if (person[0] == '\0')
        return 0;
    rc = entry_load(&entry, session->station, station_register(session->station, "person"), person, e);
    if (rc != 0)
        return rc;
    text_append(out->name, sizeof out->name, entry_get(entry, "name") != NULL ? entry_get(entry, "name") : "");
    text_append(out->rank, sizeof out->rank, entry_get(entry, "rank") != NULL ? entry_get(entry, "rank") : "");
    reference_id(out->place, entry_get(entry, "place"));
    entry_free(entry);
    rc = posts_of(&out->posts, session, person, now, e);
    if (rc == 0 && (out->posts & POST_DUTY_OFFICER) != 0)
        rc = rostered(&out->rostered, session, person, now, e);
    return rc;
}

int actor_self(struct actor *out, struct session *session, struct err *e)
{
    return actor_load(out, session, session->person, session_now(session), e);
}

/* 運用責任者 besides applicant and holder. */
static int count_other_supervisors(int *out, struct session *session, const struct entry *entry, int64_t now,
                                   struct err *e)
{
    char today[DATE_BYTES], id[ENTRY_ID_BYTES];
    struct rows rows = {0};
    int rc = posts_load(&rows, session, NULL, "supervisor", e);
    *out = 0;
    date_format(today, sizeof today, date_of(now), DATE_ISO);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        if (held_on(rows.entries[i], today) &&
            !entry_self(entry, reference_id(id, entry_get(rows.entries[i], "person"))))
            (*out)++;
    rows_release(&rows);
    return rc;
}

/* The entry that a field refers to, from the first of its registers that has it. NULL where it is unset, or the register or
 * the entry is no more: the label in the reference still names it. */
static int load_reference(struct entry **out, struct session *session, const struct field *field, const char *id,
                          struct err *e)
{
    const char *list = field->type == FIELD_PERSON ? "person" : field->registers;
    *out = NULL;
    while (list != NULL && list[0] != '\0') {
        char reg[KEY_BYTES];
        size_t n = strcspn(list, "|");
        const struct register_def *def;
        int rc = ERR_NOT_FOUND;
        text_format(reg, sizeof reg, "%.*s", (int)n, list);
        def = station_register(session->station, reg);
        if (def != NULL)
            rc = entry_load(out, session->station, def, id, e);
        if (rc != ERR_NOT_FOUND && rc != 0)
            return rc;
        err_clear(e); /* of the registers that did not have it */
        if (rc == 0)
            return 0;
        list += list[n] == '|' ? n + 1 : n;
    }
    return 0;
}

/* Brings a loaded entry in line with what the field says now. */
static int follow(struct entry **loaded, bool *changed, struct situation *s, struct session *session,
                  const struct field *field, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    reference_id(id, entry_get(s->entry, field->key));
    if (strcmp(*loaded != NULL ? (*loaded)->id : "", id) == 0)
        return 0;
    entry_free(*loaded);
    *loaded = NULL;
    *changed = true;
    return id[0] != '\0' ? load_reference(loaded, session, field, id, e) : 0;
}

int situation_follow(bool *changed, struct situation *s, struct session *session, struct err *e)
{
    int rc = 0, n = 0;
    for (const struct field *f = s->reg->fields; rc == 0 && f->key != NULL; f++) {
        if (s->reg->item_field != NULL && strcmp(f->key, s->reg->item_field) == 0) {
            rc = follow(&s->item, changed, s, session, f, e);
        } else if ((f->flags & FIELD_LINKED) != 0 && n < LINKS) {
            s->links[n].field = f->key;
            rc = follow(&s->links[n++].entry, changed, s, session, f, e);
        }
    }
    return rc;
}

/* Parts of the entry that still wait. */
static int count_open_parts(struct situation *s, struct session *session, struct err *e)
{
    char states[NAME_BYTES];
    const struct register_def *parts = s->reg->parts != NULL ? station_register(session->station, s->reg->parts) : NULL;
    const struct cond conds[] = {{s->reg->part_field, COND_IS, s->entry->id}, {"state", COND_IS, states}, {0}};
    const struct query query = {.reg = parts, .conds = conds};
    s->open_parts = -1;
    if (parts == NULL || s->entry->id[0] == '\0')
        return 0;
    register_states(states, sizeof states, parts, 1u << STATE_WAITING);
    return query_count(&s->open_parts, session->station, &query, OPEN_PARTS_MOST, e);
}

int situation_fill(struct situation *s, struct session *session, struct err *e)
{
    unsigned applicant = s->actor.posts;
    bool changed = false;
    int rc = 0;
    s->now = session_now(session);
    s->calendar = session_calendar(session, e);
    if (s->calendar == NULL)
        return ERR_IO;
    s->settings = &session->office.view;
    if (s->entry->rev > 0 && s->entry->applicant.id[0] != '\0' && strcmp(s->entry->applicant.id, s->actor.id) != 0)
        rc = posts_of(&applicant, session, s->entry->applicant.id, s->now, e);
    if (rc == 0 &&
        s->reg->person_field != NULL) { /* what the applicant may not do for himself, the holder may not either */
        char holder[ENTRY_ID_BYTES];
        unsigned held = 0;
        reference_id(holder, entry_get(s->entry, s->reg->person_field));
        if (holder[0] != '\0' && strcmp(holder, s->actor.id) != 0)
            rc = posts_of(&held, session, holder, s->now, e);
        else if (holder[0] != '\0')
            held = s->actor.posts;
        applicant |= held;
    }
    s->applicant_posts = applicant;
    if (rc == 0 && (applicant & POST_SUPERVISOR) != 0)
        rc = count_other_supervisors(&s->other_supervisors, session, s->entry, s->now, e);
    if (rc == 0)
        rc = situation_follow(&changed, s, session, e);
    return rc != 0 ? rc : count_open_parts(s, session, e);
}

void situation_release(struct situation *s)
{
    entry_free(s->item);
    s->item = NULL;
    for (int i = 0; i < LINKS; i++)
        entry_free(s->links[i].entry);
    memset(s->links, 0, sizeof s->links);
}

/* Appends the person when the rules would allow him; true when appended. */
static bool append_if_allowed(char *buf, size_t size, struct session *session, const struct situation *s,
                              const char *step, const char *person)
{
    struct situation his = *s;
    const struct rule *rule = NULL;
    char standing[POSTS_BYTES];
    if (actor_load(&his.actor, session, person, s->now, NULL) != 0 || rule_check_person(&rule, &his, step, NULL) != 0 ||
        rule->external) /* he records what another decides */
        return false;
    rule_standing(standing, sizeof standing, rule, &his);
    if (strstr(buf, his.actor.name) != NULL)
        return false;
    text_append(buf, size, buf[0] != '\0' ? "、" : "");
    text_append(buf, size, standing);
    text_append(buf, size, " ");
    text_append(buf, size, his.actor.name);
    return true;
}

/* Where no post gives it: the keeper named in the entry, the 警部補 posted at the place. */
static int who_else(char *buf, size_t size, struct session *session, const struct situation *s, const char *step,
                    int most, struct err *e)
{
    static const struct cond current[] = {{"state", COND_IS, "current"}, {0}};
    const struct query query = {
        .reg = station_register(session->station, "person"), .conds = current, .limit = POSTS_OF_ALL};
    const struct rule *rule = rule_for(s, step);
    struct rows rows = {0};
    int n = 0, rc = 0;
    if (rule == NULL || (rule->named == NULL && rule->who == NULL))
        return 0;
    rc = rows_load(&rows, session->station, &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n && n < most; i++)
        n += append_if_allowed(buf, size, session, s, step, rows.entries[i]->id);
    rows_release(&rows);
    return rc;
}

int who_may(char *buf, size_t size, struct session *session, const struct situation *s, const char *step, int most,
            struct err *e)
{
    char id[ENTRY_ID_BYTES];
    struct rows rows = {0};
    struct entry *duty = NULL;
    int n = 0, rc;
    buf[0] = '\0';
    if (duty_load(&duty, NULL, session, s->now, NULL) == 0 && calendar_closed(s->calendar, s->now) &&
        append_if_allowed(buf, size, session, s, step, reference_id(id, entry_get(duty, "person"))))
        n++;
    entry_free(duty);
    rc = posts_load(&rows, session, NULL, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n && n < most; i++)
        if (!entry_is(rows.entries[i], "post", "staff") && !entry_is(rows.entries[i], "post", "duty_officer"))
            n += append_if_allowed(buf, size, session, s, step, reference_id(id, entry_get(rows.entries[i], "person")));
    rows_release(&rows);
    return rc == 0 && n == 0 ? who_else(buf, size, session, s, step, most, e) : rc;
}
