/* yearly — see yearly.h. */
#include "app/yearly.h"

#include <string.h>

#include "app/session_impl.h"
#include "db/query.h"
#include "forms/duty.h"
#include "forms/field.h"
#include "forms/register_yearly.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { KINDS_BYTES = 60, WAITING_MOST = 100000, AHEAD_MONTHS = 25 };

/* The kinds of confirmation that count for the book, '|'-joined. */
static const char *kinds_counting(char *buf, size_t size, const char *book)
{
    const struct field *kind = &register_yearly.fields[register_field(&register_yearly, "kind")];
    buf[0] = '\0';
    for (const struct choice *c = kind->choices; c->key != NULL; c++)
        if (yearly_counts(book, c->key)) {
            text_append(buf, size, buf[0] != '\0' ? "|" : "");
            text_append(buf, size, c->key);
        }
    return buf;
}

static int load_last(struct yearly *out, struct session *session, struct date today, struct err *e)
{
    char kinds[KINDS_BYTES];
    const struct cond conds[] = {{"book", COND_IS, out->ledger->form},
                                 {"kind", COND_IS, kinds_counting(kinds, sizeof kinds, out->ledger->form)},
                                 {0}};
    const struct query query = {.reg = station_register(session_station(session), register_yearly.id),
                                .conds = conds,
                                .sort = "date",
                                .descending = true,
                                .limit = 1};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n > 0) {
        const struct entry *last = rows.entries[0];
        rc = date_parse(&out->last, entry_get(last, "date"), today, NULL, e);
        text_format(out->by, sizeof out->by, "%s", last->applicant.name);
        field_format(out->kind, sizeof out->kind, entry_field(last, "kind"), entry_get(last, "kind"), FORMAT_LIST);
    }
    rows_release(&rows);
    return rc;
}

static int count_waiting(struct yearly *out, struct session *session, struct err *e)
{
    const struct cond conds[] = {{out->ledger->pending_field, COND_SET, NULL}, {0}};
    const struct query query = {.reg = out->ledger, .conds = conds};
    return out->ledger->pending_field != NULL
               ? query_count(&out->waiting, session_station(session), &query, WAITING_MOST, e)
               : 0;
}

static struct due due_on(const struct yearly *ledger, struct session *session, const struct calendar *calendar,
                         struct date last, struct date day)
{
    return strcmp(ledger->ledger->form, "6") == 0 ? clock_year_start(last, calendar, &session->office.view, day)
                                                  : clock_year(last, day);
}

/* From the founding where there was none. `until` is known of every day: that of a day two years later is the same. */
static int reckon(struct yearly *out, struct session *session, struct date today, struct err *e)
{
    const struct calendar *calendar = session_calendar(session, e);
    struct date last = out->last.year != 0 ? out->last : date_of(session_founded(session));
    if (calendar == NULL)
        return ERR_IO;
    if (out->in_use == 0)
        return 0;
    out->due = due_on(out, session, calendar, last, today);
    out->until = due_on(out, session, calendar, last, date_add_months(last, AHEAD_MONTHS)).until;
    if (out->due.state == DUE_OVER)
        out->over_days = (int)(date_days(today) - date_days(out->until));
    return 0;
}

static void say_duty(struct yearly *out)
{
    char key[KEY_BYTES];
    const struct duty_kind *kind;
    text_format(key, sizeof key, "year_%s", out->ledger->form);
    kind = duty_kind_find(key);
    out->duty = kind != NULL ? kind->label : "";
    out->clause = kind != NULL ? kind->clause : "";
}

int yearly_load(struct yearly out[YEARLY_LEDGERS], struct session *session, struct err *e)
{
    const struct field *books = &register_yearly.fields[register_field(&register_yearly, "book")];
    struct date today = date_of(session_now(session));
    int rc = 0;
    for (int i = 0; rc == 0 && i < YEARLY_LEDGERS; i++) {
        out[i] = (struct yearly){.ledger = register_of_form(books->choices[i].key)};
        say_duty(&out[i]);
        rc = session_may_view(session, out[i].ledger, e);
        if (rc == 0)
            rc = state_count(&out[i].in_use, session_station(session), out[i].ledger, "current", e);
        if (rc == 0)
            rc = count_waiting(&out[i], session, e);
        if (rc == 0)
            rc = load_last(&out[i], session, today, e);
        if (rc == 0)
            rc = reckon(&out[i], session, today, e);
    }
    return rc;
}
