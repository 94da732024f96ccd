/* transfer_plan — what a person holds on the date, and what would become of it. See transfer.h. */
#include <stdlib.h>
#include <string.h>

#include "app/transfer_inside.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { PLAN_MOST = 2000 };

const struct register_def *transfer_register(struct session *session)
{
    return station_register(session_station(session), "transfer");
}

void transfer_plan_release(struct transfer_plan *plan)
{
    free(plan->lines);
    *plan = (struct transfer_plan){0};
}

int planner_add(struct transfer_line **out, struct planner *p, enum transfer_kind kind, const struct register_def *reg,
                struct err *e)
{
    struct transfer_plan *plan = p->plan;
    struct transfer_line *lines = realloc(plan->lines, (plan->n + 1) * sizeof *lines);
    if (lines == NULL)
        return err_memory(e);
    plan->lines = lines;
    *out = &lines[plan->n++];
    **out = (struct transfer_line){.kind = kind, .reg = reg};
    return 0;
}

int planner_add_entry(struct transfer_line **out, struct planner *p, enum transfer_kind kind, const struct entry *entry,
                      struct err *e)
{
    char title[NAME_BYTES * 2];
    int rc = planner_add(out, p, kind, entry->reg, e);
    if (rc != 0)
        return rc;
    entry_title(title, sizeof title, entry);
    text_format((*out)->label, sizeof(*out)->label, "%s %s", entry->reg->label, title);
    text_format((*out)->entry, sizeof(*out)->entry, "%s", entry->id);
    return 0;
}

int planner_each(struct planner *p, const struct query *query, plan_each *each, struct err *e)
{
    struct query all = *query;
    struct rows rows = {0};
    int rc;
    all.limit = PLAN_MOST;
    rc = rows_load(&rows, session_station(p->session), &all, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = each(p, rows.entries[i], e);
    if (rc == 0 && rows.after)
        rc = err_refuse(e, NULL, "「%s」に、この職員のものが多すぎます。先に簿冊で片付けてください。",
                        query->reg->label);
    rows_release(&rows);
    return rc;
}

/* ---- posts ---- */

/* The books whose rules name the post: what nobody could do. */
static void books_of(char *buf, size_t size, const struct planner *p, unsigned post)
{
    const struct register_def *const *list = station_registers(session_station(p->session));
    buf[0] = '\0';
    for (size_t i = 0; list[i] != NULL; i++) {
        bool named = false;
        for (const struct rule *rule = list[i]->rules; rule != NULL && rule->step != NULL; rule++)
            named = named || ((rule->posts & post) != 0 && rule->id[0] != '\0');
        if (!named || list[i]->form == NULL)
            continue;
        text_append(buf, size, buf[0] != '\0' ? "・" : "様式");
        text_append(buf, size, list[i]->form);
    }
}

static void post_effect(struct transfer_line *line, const struct planner *p)
{
    char until[DATE_BYTES], books[NAME_BYTES];
    const struct entry *entry = act_entry(p->act);
    field_format(until, sizeof until, entry_field(entry, "date"), p->date, FORMAT_LIST);
    line->vacant = !p->comes && !line->chosen && !line->others && post_bit(line->post) != POST_STAFF;
    if (p->comes && line->chosen)
        text_format(line->effect, sizeof line->effect, "%sから就く", until);
    else if (p->comes)
        text_format(line->effect, sizeof line->effect, "就かない");
    else if (line->chosen)
        text_format(line->effect, sizeof line->effect, "%sまで。後任 %s が同じ日から", until,
                    reference_label(entry_get(entry, "successor")));
    else
        text_format(line->effect, sizeof line->effect, "%s%s", until, line->started ? "まで" : "より後の指定を終える");
    if (!line->vacant)
        return;
    books_of(books, sizeof books, p, post_bit(line->post));
    text_append(line->effect, sizeof line->effect, "。あとに誰もいません");
    if (books[0] != '\0') {
        text_append(line->effect, sizeof line->effect, " 関わる簿冊: ");
        text_append(line->effect, sizeof line->effect, books);
    }
}

/* Does another person hold the post on the day after the date, or the successor already on it? */
static int post_others(struct transfer_line *line, bool *successor, struct planner *p, struct err *e)
{
    const struct cond conds[] = {{"state", COND_IS, "current"}, {"post", COND_IS, line->post}, {0}};
    const struct query query = {.reg = line->reg, .conds = conds, .limit = PLAN_MOST};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(p->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        char id[ENTRY_ID_BYTES];
        const char *from = entry_get(rows.entries[i], "from"), *to = entry_get(rows.entries[i], "to");
        reference_id(id, entry_get(rows.entries[i], "person"));
        if (strcmp(id, p->person) == 0 || (from != NULL && strcmp(from, p->date) > 0) ||
            (to != NULL && strcmp(to, p->date) <= 0))
            continue;
        line->others = true;
        *successor = *successor || strcmp(id, p->successor) == 0;
    }
    rows_release(&rows);
    return rc;
}

static int add_held_post(struct planner *p, const struct entry *entry, struct err *e)
{
    const char *from = entry_get(entry, "from"), *to = entry_get(entry, "to"), *post = entry_get(entry, "post");
    const struct choice *choice = post != NULL ? choice_find(post_choices, post) : NULL;
    struct transfer_line *line;
    bool successor = false;
    int rc;
    if (choice == NULL || (to != NULL && strcmp(to, p->date) <= 0))
        return 0;
    rc = planner_add_entry(&line, p, TRANSFER_POST, entry, e);
    if (rc != 0)
        return rc;
    text_format(line->post, sizeof line->post, "%s", post);
    text_format(line->label, sizeof line->label, "%s", choice->label);
    line->started = from == NULL || strcmp(from, p->date) <= 0;
    rc = post_others(line, &successor, p, e);
    line->open = line->chosen = p->successor[0] != '\0' && !successor;
    post_effect(line, p);
    return rc;
}

static int add_leaving_posts(struct planner *p, struct err *e)
{
    const struct cond conds[] = {{"state", COND_IS, "current"}, {"person", COND_IS, p->person}, {0}};
    const struct query query = {.reg = station_register(session_station(p->session), "post"), .conds = conds};
    return planner_each(p, &query, add_held_post, e);
}

/* Every post that he does not hold yet, to be chosen from. */
static int add_coming_posts(struct planner *p, struct err *e)
{
    struct actor actor;
    int64_t noon = 0;
    struct date day;
    int rc = date_parse(&day, p->date, date_of(session_now(p->session)), NULL, e);
    if (rc == 0)
        noon = date_at(day, 12 * 60);
    if (rc == 0)
        rc = actor_load(&actor, p->session, p->person, noon, e);
    for (const struct choice *c = post_choices; rc == 0 && c->key != NULL; c++) {
        struct transfer_line *line;
        if (post_bit(c->key) == POST_STAFF || (actor.posts & post_bit(c->key)) != 0)
            continue;
        rc = planner_add(&line, p, TRANSFER_POST, station_register(session_station(p->session), "post"), e);
        if (rc != 0)
            break;
        text_format(line->post, sizeof line->post, "%s", c->key);
        text_format(line->label, sizeof line->label, "%s", c->label);
        line->open = true;
        post_effect(line, p);
    }
    return rc;
}

/* What was decided before stays decided. */
static void keep_choices(struct planner *p, const struct transfer_plan *before)
{
    for (size_t i = 0; i < p->plan->n; i++) {
        struct transfer_line *line = &p->plan->lines[i];
        for (size_t k = 0; before != NULL && line->open && k < before->n; k++) {
            const struct transfer_line *was = &before->lines[k];
            if (!was->open || was->kind != line->kind || strcmp(was->entry, line->entry) != 0 ||
                strcmp(was->post, line->post) != 0)
                continue;
            line->chosen = was->chosen;
        }
    }
}

/* ---- the person himself ---- */

static void person_effect(struct transfer_line *line)
{
    if (!line->open)
        text_format(line->effect, sizeof line->effect, "異動日が来たら、「職員」で終了にしてください");
    else
        text_format(line->effect, sizeof line->effect, "%s",
                    line->chosen ? "終了にする (これからの記載では選べません)" : "このまま (署の中での異動)");
}

static int add_person(struct planner *p, struct err *e)
{
    char today[DATE_BYTES];
    const struct register_def *reg = station_register(session_station(p->session), "person");
    struct entry *person = NULL;
    struct transfer_line *line;
    int rc = entry_load(&person, session_station(p->session), reg, p->person, e);
    if (rc == 0)
        rc = planner_add_entry(&line, p, TRANSFER_PERSON, person, e);
    entry_free(person);
    if (rc != 0)
        return rc;
    date_format(today, sizeof today, date_of(session_now(p->session)), DATE_ISO);
    line->open = line->chosen = strcmp(p->date, today) <= 0;
    person_effect(line);
    return 0;
}

/* ---- the plan ---- */

static void count(struct planner *p)
{
    p->plan->blocking = p->plan->vacant = 0;
    for (size_t i = 0; i < p->plan->n; i++) {
        struct transfer_line *line = &p->plan->lines[i];
        if (line->kind == TRANSFER_POST)
            post_effect(line, p);
        else if (line->kind == TRANSFER_PERSON)
            person_effect(line);
        p->plan->blocking += line->blocking;
        p->plan->vacant += line->vacant;
    }
}

static void planner_init(struct planner *p, struct transfer_plan *plan, const struct act *act)
{
    const struct entry *entry = act_entry(act);
    *p = (struct planner){.plan = plan,
                          .session = act_session(act),
                          .act = act,
                          .comes = entry_is(entry, "direction", "come"),
                          .date = entry_get(entry, "date")};
    reference_id(p->person, entry_get(entry, "person"));
    reference_id(p->successor, entry_get(entry, "successor"));
}

static int add_leaving(struct planner *p, const struct transfer_plan *before, struct err *e)
{
    int rc = add_leaving_posts(p, e);
    keep_choices(p, before); /* who gets which post decides who may take which thing */
    if (rc == 0)
        rc = planner_add_things(p, e);
    return rc != 0 ? rc : add_person(p, e);
}

int transfer_plan_load(struct transfer_plan *out, struct act *act, const struct transfer_plan *before, struct err *e)
{
    struct planner p;
    int rc;
    *out = (struct transfer_plan){0};
    planner_init(&p, out, act);
    if (p.person[0] == '\0' || p.date == NULL)
        return 0;
    rc = p.comes ? add_coming_posts(&p, e) : add_leaving(&p, before, e);
    if (rc != 0) {
        transfer_plan_release(out);
        return rc;
    }
    keep_choices(&p, before);
    count(&p);
    return 0;
}

void transfer_choose(struct transfer_plan *plan, size_t line, const struct act *act)
{
    struct planner p;
    if (line >= plan->n || !plan->lines[line].open)
        return;
    plan->lines[line].chosen = !plan->lines[line].chosen;
    planner_init(&p, plan, act);
    count(&p);
}
