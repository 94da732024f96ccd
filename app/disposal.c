/* disposal — asking for a disposal, and permitting it. See disposal.h; what is due: disposal_due.c. */
#include "app/disposal.h"

#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "db/journal.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { ROWS_MOST = 100000, CODE_TEXT = 64, PROGRESS_STEP = 50 };

static const struct register_def *disposal_register(struct session *session)
{
    return station_register(session_station(session), "disposal");
}

static void progress(struct session *session, const char *what, size_t done, size_t total)
{
    const struct world *world = session_world(session);
    if (world->progress != NULL && done % PROGRESS_STEP == 0)
        world->progress(world->progress_arg, what, (int64_t)done, (int64_t)total);
}

/* ---- asking ---- */

/* One row of the list: words alone, so that nothing hangs on what is gone. */
static int request_row(struct session *session, struct journal *journal, const struct disposal_line *line,
                       const char *name, struct err *e)
{
    char since[DATE_BYTES], due[DATE_BYTES], code[CODE_TEXT];
    struct act *act = NULL;
    int rc = station_code_at(code, sizeof code, session_station(session), line->seq, e);
    date_format(since, sizeof since, line->since, DATE_ISO);
    date_format(due, sizeof due, line->due, DATE_ISO);
    const struct {
        const char *key, *value;
    } cells[] = {{"list", name},
                 {"book", line->reg->label},
                 {"entry", line->entry},
                 {"title", line->title[0] != '\0' ? line->title : line->entry},
                 {"number", line->number[0] != '\0' ? line->number : NULL},
                 {"was", line->was},
                 {"since", since},
                 {"due", due},
                 {"hash", code}};
    if (rc == 0)
        rc = act_new(&act, session, disposal_register(session), NULL, "request", e);
    for (size_t i = 0; rc == 0 && i < sizeof cells / sizeof cells[0]; i++)
        rc = act_set(act, cells[i].key, cells[i].value, e);
    if (rc == 0)
        rc = act_append(act, journal, e);
    act_free(act);
    return rc;
}

int disposal_request(struct session *session, const struct disposal_lines *lines, char name[KEY_BYTES], struct err *e)
{
    struct disposal_list waiting;
    struct journal *journal = NULL;
    char when[DATE_BYTES];
    int rc = disposal_waiting(&waiting, session, e);
    if (rc != 0)
        return rc;
    if (lines->n == 0)
        rc = err_set(e, ERR_NOT_FOUND, "保管期間の満了した記載はありません。");
    else if (waiting.n > 0)
        rc = err_refuse(e, NULL, "許可を待っている廃棄目録「%s」があります。先に許可、否認又は取下げをしてください。",
                        waiting.name);
    disposal_list_release(&waiting);
    date_format_time(when, sizeof when, session_now(session), DATE_SHORT);
    text_format(name, KEY_BYTES, "廃棄 %s", when);
    if (rc == 0)
        rc = journal_begin(&journal, session_station(session), NULL, session_now(session), e);
    if (rc != 0)
        return rc;
    for (size_t i = 0; rc == 0 && i < lines->n; i++) {
        progress(session, "廃棄目録を作っています", i, lines->n);
        rc = request_row(session, journal, &lines->list[i], name, e);
    }
    if (rc == 0)
        return journal_commit(&journal, e);
    journal_cancel(&journal);
    return rc;
}

/* ---- the list that waits ---- */

int disposal_waiting(struct disposal_list *out, struct session *session, struct err *e)
{
    char states[NAME_BYTES];
    const struct register_def *reg = disposal_register(session);
    const struct cond conds[] = {{"state", COND_IS, states}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = ROWS_MOST, .steps = true};
    struct rows rows = {0};
    int rc;
    *out = (struct disposal_list){0};
    register_states(states, sizeof states, reg, 1u << STATE_WAITING);
    rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n > 0 && (out->rows = calloc(rows.n, sizeof *out->rows)) == NULL)
        rc = err_memory(e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        if (i == 0) {
            text_format(out->name, sizeof out->name, "%s", entry_get(rows.entries[i], "list"));
            text_format(out->by, sizeof out->by, "%s", rows.entries[i]->applicant.name);
            out->at = rows.entries[i]->nsteps > 0 ? rows.entries[i]->steps[0].at : 0;
        }
        if (entry_is(rows.entries[i], "list", out->name))
            out->rows[out->n++] = rows_take(&rows, i);
    }
    rows_release(&rows);
    return rc;
}

void disposal_list_release(struct disposal_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        entry_free(list->rows[i]);
    free(list->rows);
    *list = (struct disposal_list){0};
}

/* ---- permitting ---- */

static int by_entry(const void *a, const void *b)
{
    const struct disposal_line *x = a, *y = b;
    return strcmp(x->entry, y->entry);
}

/* The line of what is due today that the row asks for. */
static const struct disposal_line *line_of(const struct disposal_lines *due, const struct entry *row)
{
    struct disposal_line key = {0};
    text_format(key.entry, sizeof key.entry, "%s", entry_get(row, "entry"));
    return due->n > 0 ? bsearch(&key, due->list, due->n, sizeof key, by_entry) : NULL;
}

/* Is it still as it was when the list was made? */
static int check_row(struct session *session, const struct disposal_line *line, const struct entry *row, struct err *e)
{
    char code[CODE_TEXT];
    if (line == NULL)
        return err_set(
            e, ERR_CONFLICT,
            "「%s %s」は、今は廃棄できません(ほかの記載が参照しているか、記載が変わりました)。目録を取り下げ、"
            "作り直してください。",
            entry_get(row, "book"), entry_get(row, "title"));
    int rc = station_code_at(code, sizeof code, session_station(session), line->seq, e);
    if (rc == 0 && !entry_is(row, "hash", code))
        rc = err_set(e, ERR_CONFLICT, "「%s %s」は、目録を作った後に変わりました。目録を取り下げ、作り直してください。",
                     entry_get(row, "book"), entry_get(row, "title"));
    return rc;
}

/* A step on the row of the list; *after as it is then. */
static int step_row(struct session *session, struct journal *journal, const struct entry *row, const char *step,
                    const char *reason, struct entry **after, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, session, row->reg, row->id, step, e);
    if (rc == 0 && reason != NULL)
        rc = act_set_reason(act, reason, e);
    if (rc == 0)
        rc = act_append(act, journal, e);
    if (rc == 0 && after != NULL)
        rc = journal_load(after, journal, row->reg->id, row->id, e);
    act_free(act);
    return rc;
}

/* The tombstone is the permit's: the same person, rule and moment. */
static int dispose_of(struct session *session, struct journal *journal, const struct disposal_line *line,
                      const struct entry *row, struct err *e)
{
    struct entry *permitted = NULL;
    struct change tombstone;
    const struct done *done;
    int rc = step_row(session, journal, row, "permit", NULL, &permitted, e);
    change_init(&tombstone);
    done = rc == 0 ? entry_done(permitted, "permit") : NULL;
    if (done != NULL) {
        text_format(tombstone.reg, sizeof tombstone.reg, "%s", line->reg->id);
        text_format(tombstone.entry, sizeof tombstone.entry, "%s", line->entry);
        text_format(tombstone.rule, sizeof tombstone.rule, "%s", done->rule);
        text_format(tombstone.edition, sizeof tombstone.edition, "%s", rule_edition);
        tombstone.actor = done->actor;
        tombstone.at = done->at;
        tombstone.reason = text_dup(entry_get(row, "list"), strlen(entry_get(row, "list")));
        rc = tombstone.reason == NULL ? err_memory(e) : journal_dispose(journal, &tombstone, line->rev, e);
    }
    change_release(&tombstone);
    entry_free(permitted);
    return rc;
}

int disposal_permit(struct session *session, const struct disposal_list *list, struct err *e)
{
    struct disposal_lines due = {0};
    struct journal *journal = NULL;
    int rc = journal_begin(&journal, session_station(session), NULL, session_now(session), e);
    if (rc != 0)
        return rc;
    rc = disposal_due(&due, session, e); /* within the transaction: nobody refers to anything meanwhile */
    if (rc == 0)
        qsort(due.list, due.n, sizeof *due.list, by_entry);
    for (size_t i = 0; rc == 0 && i < list->n; i++) {
        const struct disposal_line *line = line_of(&due, list->rows[i]);
        progress(session, "廃棄しています", i, list->n);
        rc = check_row(session, line, list->rows[i], e);
        if (rc == 0)
            rc = dispose_of(session, journal, line, list->rows[i], e);
    }
    disposal_release(&due);
    if (rc == 0)
        return journal_commit(&journal, e);
    journal_cancel(&journal);
    return rc;
}

int disposal_drop(struct session *session, const struct disposal_list *list, const char *reason, struct err *e)
{
    struct journal *journal = NULL;
    int rc = journal_begin(&journal, session_station(session), NULL, session_now(session), e);
    if (rc != 0)
        return rc;
    for (size_t i = 0; rc == 0 && i < list->n; i++)
        rc = step_row(session, journal, list->rows[i], reason != NULL ? "refuse" : "withdraw", reason, NULL, e);
    if (rc == 0)
        return journal_commit(&journal, e);
    journal_cancel(&journal);
    return rc;
}
