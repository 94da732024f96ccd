/* demo_year — a station's first day and the year after it. Everything that will happen is put into an agenda first, then done in
 * the order of time by the persons who may; what lies after the day on which the demo is looked at does not happen. */
#include <stdlib.h>
#include <string.h>

#include "app/demo_inside.h"
#include "app/month.h"
#include "app/session_impl.h"
#include "db/journal.h"
#include "forms/calendar.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { TALES_MOST = 3000, EVENTS_MOST = 12000, BUSY_MOST = 4000 };
enum { BEFORE_TAKEN = DAY, AFTER_BACK = HOUR };

struct event {
    int64_t at;
    int tale, line;
};
/* A thing is spoken for. */
struct busy {
    char name[NAME_BYTES]; /* "phone:携帯-03" */
    int64_t from, until;   /* with what is left free before and after */
    int64_t out, back;
};
struct agenda {
    struct demo *demo;
    struct demo_tale tales[TALES_MOST];
    struct event events[EVENTS_MOST];
    struct busy busy[BUSY_MOST];
    int ntales, nevents, nbusy;
    int64_t end;
    struct date quiet; /* first day of the month in which nothing goes out: 専決 */
};

static int full(struct err *e)
{
    return err_set(e, ERR_IO, "デモの予定が多すぎます。");
}

static int add_event(struct agenda *a, int64_t at, int tale, int line, struct err *e)
{
    if (at > a->end)
        return 0;
    if (a->nevents == EVENTS_MOST)
        return full(e);
    a->events[a->nevents++] = (struct event){at, tale, line};
    return 0;
}

static int compare_events(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->tale != b->tale ? a->tale - b->tale : a->line - b->line;
}

static struct demo_tale *add_tale(struct agenda *a, const struct register_def *reg, const char *const *lines,
                                  int64_t start, struct err *e)
{
    if (a->ntales == TALES_MOST) {
        (void)full(e);
        return NULL;
    }
    a->tales[a->ntales] = (struct demo_tale){.lines = lines, .reg = reg, .start = start, .user = -1};
    return &a->tales[a->ntales++];
}

/* ---- what is spoken for ---- */

static int add_busy(struct agenda *a, const char *name, int64_t out, int64_t back, int64_t before, struct err *e)
{
    struct busy *busy = &a->busy[a->nbusy];
    if (a->nbusy == BUSY_MOST)
        return full(e);
    *busy = (struct busy){.from = out - before, .out = out, .back = back};
    busy->until = back == INT64_MAX ? back : back + AFTER_BACK;
    text_format(busy->name, NAME_BYTES, "%s", name);
    a->nbusy++;
    return 0;
}

static bool is_free(const struct agenda *a, const char *name, int64_t from, int64_t until)
{
    for (int i = 0; i < a->nbusy; i++)
        if (a->busy[i].from < until && from < a->busy[i].until && strcmp(a->busy[i].name, name) == 0)
            return false;
    return true;
}

/* ---- the told tales ---- */

static bool is_line(const char *line)
{
    return line != NULL && line[0] != '=' && line[0] != '*';
}

static int plan_tale(struct agenda *a, const struct script_head *head, const struct register_def *reg,
                     const char *const *lines, int64_t start, struct err *e)
{
    struct script_line line;
    int64_t at = start;
    int tale = a->ntales, i = 1;
    const char *thing = NULL;
    int rc = add_tale(a, reg, lines, start, e) != NULL ? 0 : ERR_IO;
    if (rc == 0)
        rc = add_event(a, start, tale, 0, e);
    for (; rc == 0 && is_line(lines[i]); i++) {
        const char *span = lines[i] + 1;
        if (lines[i][0] == '+')
            at = start + script_span(&span);
        rc = add_event(a, at, tale, i, e);
    }
    if (rc == 0)
        rc = script_line_read(&line, lines[0], e);
    if (rc == 0 && reg->exclusive != NULL && reg->item_field != NULL)
        thing = script_value(&line, reg->item_field);
    return thing != NULL ? add_busy(a, thing, start, head->open ? INT64_MAX : at, BEFORE_TAKEN, e) : rc;
}

static int64_t office_day(struct agenda *a, struct date day, int minute)
{
    const struct calendar *calendar = session_calendar(a->demo->session, NULL);
    while (calendar_closed_day(calendar, day))
        day = date_add_days(day, 1);
    return date_at(day, minute);
}

/* Each month, or each year, between the beginning and the end. */
static int plan_again(struct agenda *a, const struct script_head *head, const struct register_def *reg,
                      const char *const *lines, struct err *e)
{
    struct date month = date_month_first(date_of(a->demo->start)), last = date_month_first(date_of(a->end));
    int rc = 0;
    for (; rc == 0 && date_compare(month, last) <= 0; month = date_add_months(month, 1)) {
        int64_t at = office_day(a, date_add_days(month, head->day - 1), head->minute);
        bool now = date_compare(date_month_first(date_of(at)), last) == 0;
        if ((head->when == WHEN_MONTHLY || month.month == head->month) && at > a->demo->start + DAY && at <= a->end &&
            !(now && head->past))
            rc = plan_tale(a, head, reg, lines, at, e);
    }
    return rc;
}

/* As often as the head above the tale says. */
static int plan_headed(struct agenda *a, const struct script_head *head, const struct register_def *reg,
                       const char *const *lines, struct err *e)
{
    int64_t at = a->end - head->before;
    if (head->when == WHEN_START)
        return plan_tale(a, head, reg, lines, a->demo->now, e);
    if (head->when != WHEN_BEFORE)
        return plan_again(a, head, reg, lines, e);
    if (head->minute >= 0)
        at = date_at(date_of(at), head->minute);
    return plan_tale(a, head, reg, lines, at - at % MINUTE, e);
}

static int plan_told(struct agenda *a, const char *const *script, struct err *e)
{
    struct script_head head = {0};
    const struct register_def *reg = NULL;
    int rc = 0;
    for (; rc == 0 && *script != NULL; script++) {
        if ((*script)[0] == '=') {
            rc = script_head_read(&head, *script, e);
            reg = station_register(session_station(a->demo->session), head.reg);
            if (rc == 0 && reg == NULL)
                rc = err_set(e, ERR_NOT_FOUND, "デモの簿冊「%s」がありません。", head.reg);
        } else if ((*script)[0] == '*' && reg != NULL)
            rc = plan_headed(a, &head, reg, script, e);
    }
    return rc;
}

/* ---- habits ---- */

static bool same_month(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month;
}

/* Minutes since midnight, any between: "9:00~14:00". */
static int any_clock(uint64_t *seed, const char *hours)
{
    const char *p = hours;
    int first = script_clock(&p);
    if (*p != '~')
        return first;
    p++;
    return first + (int)demo_random(seed, (uint64_t)(script_clock(&p) - first));
}

/* When a line of a habit that began at `start` is done: "+60m~150m", "^6:00~7:50". */
static int64_t line_time(uint64_t *seed, const char *line, int64_t start)
{
    const char *p = line + 1;
    int64_t first;
    if (line[0] == '^')
        return date_at(date_add_days(date_of(start), 1), any_clock(seed, p));
    first = script_span(&p);
    if (*p != '~')
        return start + first;
    p++;
    return start + first + (int64_t)demo_random(seed, (uint64_t)((script_span(&p) - first) / MINUTE)) * MINUTE;
}

/* One of "phone:携帯-01|携帯-02" that is free, as "phone:携帯-01"; NULL when there is none. For the caller to free. */
static char *any_thing(struct agenda *a, uint64_t *seed, const char *things, int64_t from, int64_t until)
{
    char name[NAME_BYTES];
    int prefix = (int)strcspn(things, ":") + 1, n = 1, first;
    for (const char *p = things; (p = strchr(p, '|')) != NULL; p++)
        n++;
    first = (int)demo_random(seed, (uint64_t)n);
    for (int k = 0; k < n; k++) {
        const char *one = things + prefix;
        for (int i = (first + k) % n; i > 0; i--)
            one = strchr(one, '|') + 1;
        text_format(name, sizeof name, "%.*s%.*s", prefix, things, (int)strcspn(one, "|"), one);
        if (is_free(a, name, from, until))
            return strdup(name);
    }
    return NULL;
}

static int any_person(uint64_t *seed, const char *uids)
{
    char uid[KEY_BYTES];
    uint64_t n = 1;
    for (const char *p = uids; (p = strchr(p, '|')) != NULL; p++)
        n++;
    for (n = demo_random(seed, n); n > 0; n--)
        uids = strchr(uids, '|') + 1;
    text_format(uid, sizeof uid, "%.*s", (int)strcspn(uids, "|"), uids);
    return demo_person(uid);
}

static int plan_habit(struct agenda *a, const struct demo_habit *habit, struct date day, struct err *e)
{
    uint64_t *seed = &a->demo->seed;
    int64_t start = date_at(day, any_clock(seed, habit->hours)), at[8] = {start}, last = start;
    int n = 1, tale = a->ntales, rc = 0;
    struct demo_tale *told;
    char *thing = NULL;
    for (; n < 8 && habit->lines[n] != NULL; n++)
        last = at[n] = line_time(seed, habit->lines[n], start);
    if (start > a->end)
        return 0;
    if (habit->things != NULL && (thing = any_thing(a, seed, habit->things, start, last + AFTER_BACK)) == NULL)
        return 0;
    told = add_tale(a, station_register(session_station(a->demo->session), habit->reg), habit->lines, start, e);
    if (told == NULL || told->reg == NULL) {
        free(thing);
        return ERR_IO;
    }
    told->thing = thing; /* freed with the agenda */
    told->user = any_person(seed, habit->who);
    if (demo_people[told->user].uid == NULL) /* known on the day itself: the line says who */
        told->user = -1;
    told->seed = demo_random(seed, UINT64_MAX);
    if (thing != NULL)
        rc = add_busy(a, thing, start, last, 0, e);
    for (int i = 0; rc == 0 && i < n; i++)
        rc = add_event(a, at[i], tale, i, e);
    return rc;
}

static int plan_habits(struct agenda *a, struct err *e)
{
    struct date last = date_of(a->end), d = date_add_days(date_of(a->demo->start), 2);
    const struct calendar *calendar = session_calendar(a->demo->session, e);
    int rc = calendar != NULL ? 0 : ERR_IO;
    for (; rc == 0 && date_compare(d, last) <= 0; d = date_add_days(d, 1)) {
        /* the night before the quiet month would end in it */
        bool quiet = same_month(d, a->quiet) || same_month(date_add_days(d, 1), a->quiet);
        for (const struct demo_habit *habit = demo_habits; rc == 0 && habit->reg != NULL; habit++)
            if (!(habit->carried && quiet) && !(habit->office && calendar_closed_day(calendar, d)) &&
                (int)demo_random(&a->demo->seed, 100) < habit->percent)
                rc = plan_habit(a, habit, d, e);
    }
    return rc;
}

static int plan_year(struct agenda *a, struct err *e)
{
    const char *const *const scripts[] = {demo_ledgers, demo_checkouts, demo_uses, demo_books, demo_rounds};
    int rc = 0;
    a->quiet = date_month_first(date_add_days(date_of(a->demo->start), 45));
    for (size_t i = 0; rc == 0 && i < sizeof scripts / sizeof scripts[0]; i++)
        rc = plan_told(a, scripts[i], e);
    if (rc == 0)
        rc = plan_habits(a, e);
    qsort(a->events, (size_t)a->nevents, sizeof a->events[0], compare_events);
    return rc;
}

/* ---- does it go? ---- */

/* "携帯-03", also of "phone:携帯-03". */
static const char *title_of(const struct busy *busy)
{
    const char *colon = strchr(busy->name, ':');
    return colon != NULL ? colon + 1 : busy->name;
}

static int compare_busy(const void *x, const void *y)
{
    const struct busy *a = x, *b = y;
    int names = strcmp(title_of(a), title_of(b));
    return names != 0 ? names : a->out != b->out ? (a->out < b->out ? -1 : 1) : 0;
}

/* One thing is out in two tales at once, whether or not they name it alike. */
static int check_busy(struct agenda *a, struct err *e)
{
    qsort(a->busy, (size_t)a->nbusy, sizeof a->busy[0], compare_busy);
    for (int i = 0; i < a->nbusy; i++) {
        const struct busy *one = &a->busy[i], *next = i + 1 < a->nbusy ? &a->busy[i + 1] : NULL;
        char out[DATE_BYTES];
        if (next == NULL || strcmp(title_of(one), title_of(next)) != 0 || next->out >= one->back)
            continue;
        date_format_time(out, sizeof out, next->out, DATE_SHORT);
        return err_set(e, ERR_CONFLICT, "「%s」は %s に持ち出されるとき、まだ戻っていません。", one->name, out);
    }
    return 0;
}

/* ---- living it ---- */

/* The month before that of `now`, of each book that is confirmed by the month. */
static int confirm_month(struct agenda *a, struct date month, struct err *e)
{
    struct demo *demo = a->demo;
    char text[DATE_BYTES];
    bool quiet = same_month(month, a->quiet), third = month.month % 3 == 0;
    const struct register_def *const *reg = station_registers(session_station(demo->session));
    int rc = 0;
    date_format(text, sizeof text, month, DATE_ISO);
    text[7] = '\0';
    for (; rc == 0 && *reg != NULL; reg++) {
        bool deputy =
            third && strcmp((*reg)->id, "checkout") == 0; /* the other book is confirmed by 運用管理者 alone */
        if (!month_confirms(*reg))
            continue;
        rc = session_as(demo->session, demo->identities[demo_person(quiet ? "ito" : deputy ? "endo" : "watanabe")], e);
        if (rc == 0)
            rc = month_confirm(demo->session, *reg, text,
                               quiet    ? "sole_decision"
                               : deputy ? "confirm_deputy"
                                        : "confirm_administrator",
                               e);
    }
    return rc;
}

/* The months whose day of confirmation, the first office day from the 2nd on, lies before `at`. */
static int confirm_until(struct agenda *a, struct date *next, int64_t at, struct err *e)
{
    int rc = 0;
    while (rc == 0) {
        int64_t day = office_day(a, date_add_days(date_add_months(*next, 1), 1), 10 * 60);
        if (day > at)
            return 0;
        if (day > a->demo->now)
            a->demo->now = day;
        rc = confirm_month(a, *next, e);
        *next = date_add_months(*next, 1);
    }
    return rc;
}

/* Everybody's last sign-in, a minute apart: the morning of the last office day. `next` is the first who has not yet. */
static int sign_in_until(struct agenda *a, int *next, int64_t at, struct err *e)
{
    struct demo *demo = a->demo;
    const struct calendar *calendar = session_calendar(demo->session, e);
    struct date day = date_of(a->end - 9 * HOUR);
    int rc = calendar != NULL ? 0 : ERR_IO;
    while (rc == 0 && calendar_closed_day(calendar, day))
        day = date_add_days(day, -1);
    for (; rc == 0 && demo_people[*next].uid != NULL; ++*next) {
        int64_t when = date_at(day, 8 * 60 + 15) + *next * MINUTE;
        if (when > at || when < demo->start + DAY) /* not yet; or only the beginning is lived */
            return 0;
        demo->now = when > demo->now ? when : demo->now;
        rc = journal_log_as(session_station(demo->session), demo->identities[*next], "sign_in", NULL, demo->now, e);
    }
    return rc;
}

static int live(struct agenda *a, struct err *e)
{
    struct demo *demo = a->demo;
    int signed_in = 0;
    const struct world *outer = demo->outer;
    struct date next = date_month_first(date_of(demo->start));
    struct shift shift = demo_first_handover(demo, a->end);
    int rc = 0;
    for (int i = 0; rc == 0 && i < a->nevents; i++) {
        const struct event *event = &a->events[i];
        if (outer->progress != NULL && i % 20 == 0)
            outer->progress(outer->progress_arg, "デモの1年", i, a->nevents);
        rc = confirm_until(a, &next, event->at, e);
        if (rc == 0)
            rc = sign_in_until(a, &signed_in, event->at, e);
        if (rc == 0)
            rc = demo_hand_over(demo, &shift, event->at, e);
        demo->now = event->at > demo->now ? event->at : demo->now;
        if (rc == 0)
            rc = demo_act(demo, &a->tales[event->tale], event->line, e);
    }
    if (rc == 0)
        rc = confirm_until(a, &next, a->end, e);
    if (rc == 0)
        rc = sign_in_until(a, &signed_in, a->end, e);
    return rc == 0 ? demo_hand_over(demo, &shift, a->end, e) : rc;
}

static int plan_day(struct agenda *a, struct err *e)
{
    return plan_told(a, demo_masters, e);
}

static struct agenda *agenda_new(struct demo *demo, int64_t end, struct err *e)
{
    struct agenda *a = calloc(1, sizeof *a);
    if (a == NULL)
        (void)err_memory(e);
    else
        *a = (struct agenda){.demo = demo, .end = end};
    return a;
}

static void agenda_free(struct agenda *a)
{
    for (int i = 0; i < a->ntales; i++)
        free(a->tales[i].thing);
    free(a);
}

static int run(struct demo *demo, int64_t end, int (*plan)(struct agenda *a, struct err *e), struct err *e)
{
    struct agenda *a = agenda_new(demo, end, e);
    if (a == NULL)
        return ERR_MEMORY;
    int rc = plan(a, e);
    if (rc == 0)
        rc = live(a, e);
    if (demo->now < end)
        demo->now = end;
    if (demo->outer->progress != NULL)
        demo->outer->progress(demo->outer->progress_arg, "デモの1年", 1, 1);
    agenda_free(a);
    return rc;
}

int demo_plan(struct demo *demo, struct err *e)
{
    struct agenda *a = agenda_new(demo, world_now(demo->outer), e);
    if (a == NULL)
        return ERR_MEMORY;
    int rc = plan_year(a, e);
    if (rc == 0)
        rc = check_busy(a, e);
    agenda_free(a);
    return rc;
}

int demo_begin(struct demo *demo, struct err *e)
{
    return run(demo, demo->now, plan_day, e);
}

int demo_live(struct demo *demo, struct err *e)
{
    return run(demo, world_now(demo->outer), plan_year, e);
}
