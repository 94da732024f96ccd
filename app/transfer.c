/* transfer — doing what was planned, in one transaction. See transfer.h; the plan: transfer_plan.c. */
#include "app/transfer.h"

#include <stdlib.h>
#include <string.h>

#include "db/journal.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { REASON_BYTES = NAME_BYTES * 2, LIST_BYTES = 20000 };

/* What every act of the transfer needs to know of it. */
struct deal {
    struct act *act;
    struct journal *journal;
    bool comes;
    const char *person, *date, *successor; /* canonical; successor NULL for none */
    char reason[REASON_BYTES];
};

static void deal_init(struct deal *deal, struct act *act)
{
    const struct entry *entry = act_entry(act);
    char day[DATE_BYTES];
    int at = register_field(entry->reg, "date");
    *deal = (struct deal){.act = act,
                          .comes = entry_is(entry, "direction", "come"),
                          .person = entry_get(entry, "person"),
                          .date = entry_get(entry, "date"),
                          .successor = entry_get(entry, "successor")};
    field_format(day, sizeof day, &entry->reg->fields[at], deal->date, FORMAT_LIST);
    text_format(deal->reason, sizeof deal->reason, "%sの異動 (%s)", reference_label(deal->person), day);
}

/* ---- one line ---- */

/* Makes or changes one entry: pairs of key and canonical value, ended by NULL. */
static int append(struct deal *deal, const struct register_def *reg, const char *id, const char *step,
                  const char *const *pairs, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, act_session(deal->act), reg, id, step, e);
    for (size_t i = 0; rc == 0 && pairs[i] != NULL; i += 2)
        rc = act_set(act, pairs[i], pairs[i + 1], e);
    if (rc == 0)
        rc = act_set_reason(act, deal->reason, e);
    if (rc == 0)
        rc = act_append(act, deal->journal, e);
    act_free(act);
    return rc;
}

static int give_post(struct deal *deal, const struct transfer_line *line, const char *person, struct err *e)
{
    const char *const pairs[] = {"person", person, "post", line->post, "from", deal->date, NULL};
    return append(deal, line->reg, NULL, "enter", pairs, e);
}

/* Whoever follows comes before the one who goes ends: nothing is without its post in between. */
static int move_post(struct deal *deal, const struct transfer_line *line, struct err *e)
{
    if (deal->comes)
        return line->chosen ? give_post(deal, line, deal->person, e) : 0;
    return line->chosen && deal->successor != NULL ? give_post(deal, line, deal->successor, e) : 0;
}

static int end_post(struct deal *deal, const struct transfer_line *line, struct err *e)
{
    const char *const until[] = {"to", deal->date, NULL}, *const nothing[] = {NULL};
    if (deal->comes)
        return 0;
    return line->started ? append(deal, line->reg, line->entry, "change", until, e)
                         : append(deal, line->reg, line->entry, "end", nothing, e);
}

static int move_custody(struct deal *deal, const struct transfer_line *line, struct err *e)
{
    const char *pairs[TRANSFER_CUSTODY_FIELDS * 2 + 1] = {NULL};
    size_t n = 0;
    for (const struct field *f = line->reg->fields; f->key != NULL && n < TRANSFER_CUSTODY_FIELDS * 2; f++)
        if (word_in(line->fields, f->key)) {
            pairs[n++] = f->key;
            pairs[n++] = deal->successor;
        }
    return append(deal, line->reg, line->entry, line->step, pairs, e);
}

static int end_person(struct deal *deal, const struct transfer_line *line, struct err *e)
{
    const char *const nothing[] = {NULL};
    return line->chosen ? append(deal, line->reg, line->entry, "end", nothing, e) : 0;
}

/* In this order: the successor's posts, things, then what ends. */
static const struct {
    enum transfer_kind kind;
    int (*move)(struct deal *deal, const struct transfer_line *line, struct err *e);
} moves[] = {
    {TRANSFER_POST, move_post},
    {TRANSFER_CUSTODY, move_custody},
    {TRANSFER_POST, end_post},
    {TRANSFER_PERSON, end_person},
};

/* ---- the entry ---- */

/* What moved, or what stayed, a line each; NULL where there is none. */
static int note_lines(struct deal *deal, const struct transfer_plan *plan, const char *field, bool moved, struct err *e)
{
    char *text = calloc(1, LIST_BYTES);
    int rc = text == NULL ? err_memory(e) : 0;
    for (size_t i = 0; rc == 0 && i < plan->n; i++) {
        const struct transfer_line *line = &plan->lines[i];
        bool moves_now =
            line->kind == TRANSFER_CUSTODY || line->chosen || (line->kind == TRANSFER_POST && !deal->comes);
        if (moves_now != moved || (line->kind == TRANSFER_POST && deal->comes && !line->chosen))
            continue;
        text_append(text, LIST_BYTES, text[0] != '\0' ? "\n" : "");
        text_append(text, LIST_BYTES, line->label);
        text_append(text, LIST_BYTES, ": ");
        text_append(text, LIST_BYTES, line->effect);
    }
    if (rc == 0)
        rc = act_set(deal->act, field, text[0] != '\0' ? text : NULL, e);
    free(text);
    return rc;
}

static bool same_lines(const struct transfer_plan *a, const struct transfer_plan *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = a->lines[i].kind == b->lines[i].kind && strcmp(a->lines[i].entry, b->lines[i].entry) == 0 &&
               strcmp(a->lines[i].post, b->lines[i].post) == 0 && a->lines[i].blocking == b->lines[i].blocking;
    return same;
}

/* Within the transaction: nobody can have changed anything since. */
static int check_plan(struct deal *deal, const struct transfer_plan *plan, struct err *e)
{
    struct transfer_plan now = {0};
    int rc = transfer_plan_load(&now, deal->act, plan, e);
    if (rc == 0 && !same_lines(plan, &now))
        rc = err_set(e, ERR_CONFLICT,
                     "この職員のものが、ほかの者の記録で変わりました。行を確かめて、もう一度記録してください。");
    else if (rc == 0 && now.blocking > 0)
        rc = err_refuse(e, NULL, "先に片付けるものが%zu件あります。「止」の行を終えてから記録してください。",
                        now.blocking);
    transfer_plan_release(&now);
    return rc;
}

static int append_all(struct deal *deal, const struct transfer_plan *plan, struct err *e)
{
    int rc = 0;
    for (size_t m = 0; rc == 0 && m < sizeof moves / sizeof moves[0]; m++)
        for (size_t i = 0; rc == 0 && i < plan->n; i++)
            if (plan->lines[i].kind == moves[m].kind)
                rc = moves[m].move(deal, &plan->lines[i], e);
    return rc;
}

int transfer_commit(struct act *act, const struct transfer_plan *plan, struct err *e)
{
    struct session *session = act_session(act);
    struct deal deal;
    int rc = act_check(act, e);
    if (rc != 0)
        return rc;
    deal_init(&deal, act);
    rc = note_lines(&deal, plan, "moved", true, e);
    if (rc == 0)
        rc = note_lines(&deal, plan, "left", false, e);
    deal_init(&deal, act); /* the values have been copied on the way */
    if (rc == 0)
        rc = journal_begin(&deal.journal, session_station(session), NULL, session_now(session), e);
    if (rc != 0)
        return rc;
    rc = check_plan(&deal, plan, e);
    if (rc == 0)
        rc = act_append(act, deal.journal, e);
    if (rc == 0)
        rc = append_all(&deal, plan, e);
    if (rc == 0)
        return journal_commit(&deal.journal, e);
    journal_cancel(&deal.journal);
    return rc;
}
