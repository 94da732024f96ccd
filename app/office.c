/* office — the station's settings and calendar, read from their registers and kept until they change. */
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "app/session_impl.h"
#include "db/query.h"
#include "forms/setting.h"
#include "forms/text.h"

#include "forms/banned.h"

void office_release(struct office *office)
{
    for (int i = 0; i < office->view.n; i++)
        free(office->settings[i].value);
    office->view = (struct settings){0};
    office->read = false;
}

void office_forget(struct session *session)
{
    office_release(&session->office);
}

static int read_settings(struct session *session, struct err *e)
{
    static const struct cond current[] = {{"state", COND_IS, "current"}, {0}};
    struct office *office = &session->office;
    struct query query = {
        .reg = station_register(session->station, "setting"), .conds = current, .limit = OFFICE_SETTINGS};
    struct rows rows = {0};
    int rc = rows_load(&rows, session->station, &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        struct setting_value *setting = &office->settings[office->view.n];
        const char *key = entry_get(rows.entries[i], "key"), *value = entry_get(rows.entries[i], "value");
        if (key == NULL || value == NULL)
            continue;
        setting->value = text_dup(value, strlen(value));
        if (setting->value == NULL) {
            rc = err_memory(e);
            break;
        }
        text_format(setting->key, sizeof setting->key, "%s", key);
        office->view = (struct settings){office->settings, office->view.n + 1};
    }
    rows_release(&rows);
    return rc;
}

static void apply_settings(struct office *office)
{
    struct calendar *c = &office->calendar;
    *c = calendar_default;
    c->open = setting_minutes(setting_get(&office->view, "office_open"));
    c->close = setting_minutes(setting_get(&office->view, "office_close"));
    if (!setting_day(setting_get(&office->view, "year_end"), &c->year_end_month, &c->year_end_day) ||
        !setting_day(setting_get(&office->view, "new_year"), &c->new_year_month, &c->new_year_day) || c->open < 0 ||
        c->close < c->open)
        *c = calendar_default; /* a register check keeps such values out */
}

/* Iso date of a canonical FIELD_DATE. */
static struct date iso_date(const char *canonical)
{
    struct date d = {0};
    if (strlen(canonical) == 10) {
        d.year = (int)strtol(canonical, NULL, 10);
        d.month = (int)strtol(canonical + 5, NULL, 10);
        d.day = (int)strtol(canonical + 8, NULL, 10);
    }
    return d;
}

static int read_days(struct session *session, struct err *e)
{
    static const struct cond current[] = {{"state", COND_IS, "current"}, {0}};
    struct office *office = &session->office;
    struct query query = {.reg = station_register(session->station, "calendar_day"),
                          .conds = current,
                          .sort = "date",
                          .limit = OFFICE_DAYS};
    struct rows rows = {0};
    int rc = rows_load(&rows, session->station, &query, ROWS_FIRST, NULL, e);
    size_t n = 0;
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        if (entry_get(rows.entries[i], "date") != NULL)
            office->days[n++] = (struct calendar_day){
                .date = iso_date(entry_get(rows.entries[i], "date")),
                .kind = entry_is(rows.entries[i], "kind", "open") ? CALENDAR_OPEN : CALENDAR_CLOSED};
    rows_release(&rows);
    office->calendar.days = office->days;
    office->calendar.ndays = n;
    return rc;
}

static int read_office(struct session *session, struct err *e)
{
    int rc;
    if (session->office.read && !station_changed(session->station))
        return 0;
    office_release(&session->office);
    rc = read_settings(session, e);
    if (rc != 0)
        return rc;
    apply_settings(&session->office);
    rc = read_days(session, e);
    session->office.read = rc == 0;
    return rc;
}

const struct calendar *session_calendar(struct session *session, struct err *e)
{
    return read_office(session, e) == 0 ? &session->office.calendar : NULL;
}

const char *session_setting(struct session *session, const char *key)
{
    (void)read_office(session, NULL); /* unreadable: the defaults hold, and whatever reads next says why */
    return setting_get(&session->office.view, key);
}
