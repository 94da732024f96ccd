/* reminder — see reminder.h. */
#include "app/reminder.h"

#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/made.h"
#include "db/journal.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/register_reminder.h"
#include "forms/register_reminder_letter.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { TEXT_BYTES = 2048, ITEMS_BYTES = 1 << 16, LETTER_ROWS = 1000, DAY_SECONDS = 86400, TITLE_CHARACTERS = 120 };

static const struct register_def *reminder_register(struct session *session)
{
    return station_register(session_station(session), register_reminder.id);
}

/* ---- who owes what ---- */

/* Whom it is addressed to: a post by its name alone, 運用責任者(当直責任者を除く) being the same addressee as 運用責任者. */
static void addressee(char buf[NAME_BYTES], const struct duty *duty)
{
    size_t n = strlen(duty->owner);
    if (duty->owner_id[0] == '\0' && strcspn(duty->owner, "(") > 0)
        n = strcspn(duty->owner, "(");
    text_format(buf, NAME_BYTES, "%.*s", (int)n, duty->owner);
}

static struct holder *holder_of(struct reminders *out, const struct duty *duty, struct err *e)
{
    struct holder *holders;
    char name[NAME_BYTES];
    addressee(name, duty);
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->holders[i].id, duty->owner_id) == 0 &&
            (duty->owner_id[0] != '\0' || strcmp(out->holders[i].name, name) == 0))
            return &out->holders[i];
    holders = realloc(out->holders, (out->n + 1) * sizeof *holders);
    if (holders == NULL) {
        (void)err_memory(e);
        return NULL;
    }
    out->holders = holders;
    holders[out->n] = (struct holder){0};
    text_format(holders[out->n].id, sizeof holders[out->n].id, "%s", duty->owner_id);
    text_format(holders[out->n].name, sizeof holders[out->n].name, "%s", name);
    return &holders[out->n++];
}

static int gather(struct reminders *out, struct err *e)
{
    out->owner = calloc(out->duties.n + 1, sizeof *out->owner);
    if (out->owner == NULL)
        return err_memory(e);
    for (size_t i = 0; i < out->duties.n; i++) {
        const struct duty *duty = &out->duties.list[i];
        struct holder *holder;
        out->owner[i] = NOBODY;
        if ((duty->state != DUE_NOW && duty->state != DUE_OVER) || duty->owner[0] == '\0')
            continue;
        holder = holder_of(out, duty, e);
        if (holder == NULL)
            return ERR_MEMORY;
        out->owner[i] = (size_t)(holder - out->holders);
        holder->n++;
        holder->over += duty->state == DUE_OVER;
        if (duty->since != 0 && (holder->oldest == 0 || duty->since < holder->oldest))
            holder->oldest = duty->since;
    }
    return 0;
}

static int load_last(struct holder *holder, struct session *session, struct err *e)
{
    const struct cond person[] = {{"person", COND_IS, holder->id}, {0}};
    const struct cond post[] = {{"addressee", COND_IS, holder->name}, {"person", COND_UNSET, NULL}, {0}};
    const struct query query = {.reg = reminder_register(session),
                                .conds = holder->id[0] != '\0' ? person : post,
                                .descending = true,
                                .limit = 1,
                                .steps = true};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n > 0 && rows.entries[0]->nsteps > 0) {
        holder->reminded = rows.entries[0]->steps[0].at;
        text_format(holder->letter, sizeof holder->letter, "%s", entry_get(rows.entries[0], "letter"));
    }
    rows_release(&rows);
    return rc;
}

static bool comes_before(const struct holder *a, const struct holder *b)
{
    if (a->over != b->over)
        return a->over > b->over;
    return a->oldest != 0 && (b->oldest == 0 || a->oldest < b->oldest);
}

/* The holders in order; the owners of the duties go with them. */
static void sort(struct reminders *r)
{
    for (size_t i = 1; i < r->n; i++)
        for (size_t k = i; k > 0 && comes_before(&r->holders[k], &r->holders[k - 1]); k--) {
            struct holder holder = r->holders[k];
            r->holders[k] = r->holders[k - 1];
            r->holders[k - 1] = holder;
            for (size_t d = 0; d < r->duties.n; d++)
                r->owner[d] = r->owner[d] == k ? k - 1 : r->owner[d] == k - 1 ? k : r->owner[d];
        }
}

int reminders_load(struct reminders *out, struct session *session, struct err *e)
{
    const struct duties_wanted wanted = {0};
    int rc = session_may_view(session, reminder_register(session), e);
    *out = (struct reminders){0};
    if (rc == 0)
        rc = duties_load(&out->duties, session, &wanted, e);
    if (rc == 0)
        rc = gather(out, e);
    for (size_t i = 0; rc == 0 && i < out->n; i++)
        rc = load_last(&out->holders[i], session, e);
    if (rc != 0) {
        reminders_release(out);
        return rc;
    }
    sort(out);
    return 0;
}

void reminders_release(struct reminders *reminders)
{
    duties_release(&reminders->duties);
    free(reminders->owner);
    free(reminders->holders);
    *reminders = (struct reminders){0};
}

size_t reminders_of(const struct reminders *reminders, size_t holder, const struct duty **out, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < reminders->duties.n && n < most; i++)
        if (reminders->owner[i] == holder)
            out[n++] = &reminders->duties.list[i];
    return n;
}

/* ---- reminding ---- */

int reminder_may(struct session *session, struct err *e)
{
    struct act *act = NULL;
    int rc = act_new(&act, session, reminder_register(session), NULL, "remind", e);
    if (rc == 0)
        rc = act_judge_person(act, session_person(session), e);
    act_free(act);
    return rc;
}

/* The last day in time of a duty; "" where the text names none. */
static const char *last_day(char buf[DATE_BYTES], const struct duty *duty, enum date_style style)
{
    buf[0] = '\0';
    return duty->due != 0 ? date_format(buf, DATE_BYTES, date_of(duty->due - 1), style) : buf;
}

/* What is said to him of one duty. */
static void duty_text(char *buf, size_t size, const struct duty *duty, int64_t now)
{
    char day[DATE_BYTES], since[DATE_BYTES] = "";
    const char *guide = duty->guide ? "(◇ 当署の目安)" : "";
    if (duty->since != 0)
        date_format(since, sizeof since, date_of(duty->since), DATE_LONG);
    last_day(day, duty, DATE_LONG);
    if (day[0] != '\0' && duty->state == DUE_OVER)
        text_format(buf, size, "%sまで%sのところ、まだ済んでいません(%lld日超過)。速やかに行い、記録してください。",
                    day, guide, (long long)(now - duty->due) / DAY_SECONDS + 1);
    else if (day[0] != '\0')
        text_format(buf, size, "%sまで%sに行い、記録してください。", day, guide);
    else
        text_format(buf, size, "%s%sまだ済んでいません%s。速やかに行い、記録してください。", since,
                    since[0] != '\0' ? "から" : "", guide);
}

/* Cut where the field would not take more. */
static void cut(char *buf, size_t size, const char *text, int characters)
{
    size_t at = 0, n = strlen(text);
    for (int i = 0; at < n && i < characters; i++)
        at = text_next(text, n, at);
    text_format(buf, size, "%.*s", (int)at, text);
}

static int remind_of(struct session *session, struct journal *journal, const struct duty *duty, const char *way,
                     const char *letter, struct err *e)
{
    char person[ENTRY_ID_BYTES + NAME_BYTES + 2], since[DATE_BYTES] = "", due[DATE_BYTES], text[TEXT_BYTES];
    char title[NAME_BYTES * 2], to[NAME_BYTES];
    struct act *act = NULL;
    int rc = act_new(&act, session, reminder_register(session), NULL, "remind", e);
    text_format(person, sizeof person, "%s %s", duty->owner_id, duty->owner);
    if (duty->since != 0)
        date_format(since, sizeof since, date_of(duty->since), DATE_ISO);
    duty_text(text, sizeof text, duty, session_now(session));
    addressee(to, duty);
    cut(title, sizeof title, duty->title, TITLE_CHARACTERS);
    const struct made_cell cells[] = {
        {"addressee", to},
        {"person", duty->owner_id[0] != '\0' ? person : NULL},
        {"letter", letter},
        {"duty", duty->kind->key},
        {"what", duty->kind->label},
        {"clause", duty->clause},
        {"guide", duty->guide ? "yes" : NULL},
        {"book", duty->reg != NULL ? duty->reg->label : NULL},
        {"entry", duty->entry},
        {"title", title},
        {"since", since},
        {"due", last_day(due, duty, DATE_ISO)},
        {"text", text},
        {"way", way},
    };
    for (size_t i = 0; rc == 0 && i < sizeof cells / sizeof cells[0]; i++)
        if (cells[i].value != NULL && cells[i].value[0] != '\0')
            rc = act_set(act, cells[i].key, cells[i].value, e);
    if (rc == 0)
        rc = act_append(act, journal, e);
    act_free(act);
    return rc;
}

int reminder_make(struct session *session, const struct duty *const *duties, size_t n, const char *way,
                  char letter[LETTER_BYTES], struct err *e)
{
    struct journal *journal = NULL;
    int64_t now = session_now(session);
    char day[DATE_BYTES];
    int minute = date_minute(now);
    int rc = n > 0 ? reminder_may(session, e) : err_set(e, ERR_NOT_FOUND, "督促する事項がありません。");
    date_format(day, sizeof day, date_of(now), DATE_ISO);
    text_format(letter, LETTER_BYTES, "%s %02d%02d%02d %s", day, minute / 60, minute % 60, (int)(now % 60),
                n == 0                           ? ""
                : duties[0]->owner_id[0] != '\0' ? duties[0]->owner_id
                                                 : duties[0]->kind->key);
    if (rc == 0)
        rc = journal_begin(&journal, session_station(session), NULL, now, e);
    if (rc != 0)
        return rc;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = remind_of(session, journal, duties[i], way, letter, e);
    if (rc == 0)
        return journal_commit(&journal, e);
    journal_cancel(&journal);
    return rc;
}

/* ---- the letter ---- */

static const char *value_or(const struct entry *entry, const char *key, const char *none)
{
    const char *value = entry_get(entry, key);
    return value != NULL ? value : none;
}

/* "　いつから R8.9.1　期限 R8.9.30": what is known of the two. */
static void add_days(char *line, size_t size, const struct entry *reminder)
{
    static const char *const keys[] = {"since", "due"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char day[NAME_BYTES];
        if (entry_get(reminder, keys[i]) == NULL)
            continue;
        field_format(day, sizeof day, entry_field(reminder, keys[i]), entry_get(reminder, keys[i]), FORMAT_LIST);
        text_append(line, size, "　");
        text_append(line, size, entry_field(reminder, keys[i])->label);
        text_append(line, size, " ");
        text_append(line, size, day);
    }
}

static void add_item(char *items, int number, const struct entry *reminder)
{
    char line[TEXT_BYTES];
    text_format(line, sizeof line, "%s%d. %s%s%s\n　根拠 %s%s", number > 1 ? "\n" : "", number,
                value_or(reminder, "what", ""), entry_get(reminder, "title") != NULL ? " — " : "",
                value_or(reminder, "title", ""), entry_get(reminder, "guide") != NULL ? "◇ " : "",
                value_or(reminder, "clause", ""));
    add_days(line, sizeof line, reminder);
    text_append(line, sizeof line, "\n　");
    text_append(line, sizeof line, value_or(reminder, "text", ""));
    text_append(items, ITEMS_BYTES, line);
}

/* Who reminded, and when, as the letter's own step. */
static int sign(struct entry *page, const struct entry *reminder, struct err *e)
{
    if (reminder->nsteps == 0)
        return 0;
    page->steps = calloc(1, sizeof *page->steps);
    if (page->steps == NULL)
        return err_memory(e);
    page->steps[0] = reminder->steps[0];
    page->steps[0].note = NULL;
    page->nsteps = 1;
    return 0;
}

/* All to the same addressee as reminder `first`, on one page. */
static int add_page(struct paper_made *out, const struct rows *rows, size_t first, char *items, struct err *e)
{
    const struct entry *reminder = rows->entries[first];
    const char *to = value_or(reminder, "addressee", "");
    char count[16];
    struct entry *page;
    int n = 0, rc;
    for (size_t i = 0; i < first; i++)
        if (entry_is(rows->entries[i], "addressee", to))
            return 0; /* he has his page */
    items[0] = '\0';
    for (size_t i = first; i < rows->n; i++)
        if (entry_is(rows->entries[i], "addressee", to))
            add_item(items, ++n, rows->entries[i]);
    text_format(count, sizeof count, "%d", n);
    const struct made_cell cells[] = {{"addressee", to},
                                      {"items", items},
                                      {"count", count},
                                      {"way", entry_get(reminder, "way")},
                                      {"letter", entry_get(reminder, "letter")}};
    rc = made_add(out, &page, &register_reminder_letter, "reminded", cells, sizeof cells / sizeof cells[0], e);
    return rc == 0 ? sign(page, reminder, e) : rc;
}

int reminder_letter(struct paper_made *out, struct session *session, const char *letter, struct err *e)
{
    const struct cond conds[] = {{"letter", COND_IS, letter}, {0}};
    const struct query query = {.reg = reminder_register(session), .conds = conds, .limit = LETTER_ROWS, .steps = true};
    struct rows rows = {0};
    char *items = malloc(ITEMS_BYTES);
    int rc = session_may_view(session, reminder_register(session), e);
    *out = (struct paper_made){0};
    if (items == NULL)
        rc = err_memory(e);
    if (rc == 0)
        rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n == 0)
        rc = err_set(e, ERR_NOT_FOUND, "督促の記録がありません。先に督促してください。");
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = add_page(out, &rows, i, items, e);
    free(items);
    rows_release(&rows);
    if (rc != 0)
        made_release(out);
    return rc;
}
