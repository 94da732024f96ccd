/* demo_year — a year of night and day checkouts. Everything that will happen is put into an agenda first, then done in the order
 * of time by the persons who may; what lies after the day on which the demo is looked at does not happen. */
#include <stdlib.h>
#include <string.h>

#include "app/demo_inside.h"
#include "app/month.h"
#include "app/session_impl.h"
#include "forms/calendar.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { LINES_MOST = 700, EVENTS_MOST = LINES_MOST * 6, STEPS_MOST = 8, MINUTE = 60, HOUR = 3600, DAY = 86400 };
enum { MAY_STAND_OPEN = 80 * DAY }; /* things of the told lines are kept free for so long before the end */

/* Who does a step, when it is not a certain person. */
enum { BY_USER = -1, BY_PERMITTER = -2 };

/* A step of a line, `after` seconds behind its start; pairs beside those of the line. */
struct told_step {
    int64_t after;
    const char *who; /* uid; NULL = the user; "permit" = who may at that hour */
    const char *step;
    const char *pairs[8];
};
struct told {       /* a line that the demo always has: what makes its screens worth looking at */
    int64_t before; /* the end, seconds */
    int hour;       /* of that day, or −1: exactly `before` the end */
    const char *user, *thing;
    int64_t until; /* seconds behind its start */
    const char *pairs[16];
    struct told_step steps[STEPS_MOST];
};

#define PERMIT                          \
    {                                   \
        2 * MINUTE, "permit", "permit", \
        {                               \
            NULL                        \
        }                               \
    }
#define BACK(AFTER)            \
    {                          \
        AFTER, NULL, "return", \
        {                      \
            NULL               \
        }                      \
    }
#define FOUND(AFTER, WHO)           \
    {                               \
        AFTER, WHO, "confirm",      \
        {                           \
            "result", "found", NULL \
        }                           \
    }
#define TICK "yes"

static const struct told tales[] = {
    {75 * DAY,
     10,
     "sato",
     "端末-12",
     95 * DAY,
     {"purpose", "長期の合同捜査", "destination", "県警本部", "minimum", TICK, NULL},
     {PERMIT,
      {31 * DAY, "ito", "whereabouts", {"whereabouts", "found", "whereabouts_how", "電話で本人に確認", NULL}},
      {62 * DAY, "ito", "whereabouts", {"whereabouts", "found", "whereabouts_how", "出張先で現物を確認", NULL}}}},
    {1 * DAY,
     14,
     "yamada",
     "携帯-07",
     3 * HOUR + 900,
     {"purpose", "駅前地区の聞き込み", "destination", "駅前地区", NULL},
     {PERMIT}},
    {20 * MINUTE, -1, "tanaka", "携帯-03", 10 * HOUR, {"purpose", "巡回連絡", "destination", "管内", NULL}, {{0}}},
    {26 * HOUR,
     -1,
     "sato",
     "端末-08",
     30 * HOUR,
     {"purpose", "現場写真の照合", "destination", "国道沿い", "minimum", TICK, NULL},
     {PERMIT, BACK(25 * HOUR)}},
    {3 * HOUR,
     -1,
     "yoshida",
     "端末-02",
     9 * HOUR,
     {"purpose", "検問の照会", "destination", "国道沿い", "minimum", TICK, NULL},
     {PERMIT}},
    {2 * HOUR,
     -1,
     "takada",
     "携帯-05",
     8 * HOUR,
     {"purpose", "防犯教室の連絡", "destination", "南町地区", NULL},
     {PERMIT}},
    {2 * DAY,
     10,
     "tanaka",
     "端末-04",
     6 * HOUR,
     {"purpose", "会議", "minimum", TICK, NULL},
     {{20 * MINUTE, "ito", "send_back", {"reason", "目的をもう少し詳しく書いてください。", NULL}}}},
    {6 * DAY,
     11,
     "takada",
     "端末-04",
     5 * HOUR,
     {"purpose", "私用の調べ物", "minimum", TICK, NULL},
     {{10 * MINUTE, "ito", "refuse", {"reason", "職務に必要な持ち出しと認められません。", NULL}}}},
    {5 * DAY,
     13,
     "yoshida",
     "端末-04",
     4 * HOUR,
     {"purpose", "交通講習の説明", "minimum", TICK, NULL},
     {{15 * MINUTE, NULL, "withdraw", {NULL}}}},
    {9 * DAY,
     10,
     "sato",
     "端末-06",
     6 * HOUR,
     {"purpose", "市役所での打ち合せ", "destination", "市役所", "minimum", TICK, NULL},
     {PERMIT,
      BACK(5 * HOUR),
      FOUND(5 * HOUR + 600, "permit"),
      {30 * HOUR, NULL, "correct", {"purpose", "市役所での防災会議", "reason", "目的の書き誤り", NULL}}}},
    {8 * DAY,
     10,
     "yamada",
     "端末-05",
     2 * DAY,
     {"purpose", "祭礼の警備本部", "destination", "南町地区", "minimum", TICK, NULL},
     {PERMIT,
      {46 * HOUR, NULL, "extend", {"reason", "祭礼が1日延びたため", NULL}},
      {46 * HOUR + 600, "ito", "extend_permit", {NULL}},
      BACK(70 * HOUR),
      FOUND(70 * HOUR + 600, "permit")}},
    {12 * DAY,
     9,
     "tanaka",
     "端末-06",
     7 * HOUR,
     {"purpose", "関係者への説明", "destination", "市役所", "minimum", TICK, "confidentiality", "2", "reported_to",
      "@ito", "reported_how", "oral", NULL},
     {PERMIT, BACK(5 * HOUR), FOUND(5 * HOUR + 600, "permit")}},
    {14 * DAY,
     9,
     "sato",
     "端末-07",
     8 * HOUR,
     {"purpose", "捜査会議での説明", "destination", "県警本部", "minimum", TICK, "confidentiality", "3", "secret_items",
      "刑収第214号 捜査資料一式", NULL},
     {PERMIT, {10 * MINUTE, "watanabe", "secret_permit", {NULL}}, BACK(7 * HOUR), FOUND(7 * HOUR + 600, "permit")}},
    {30 * DAY,
     10,
     "kanno",
     "庁内PC-21",
     3 * DAY,
     {"purpose", "更新に伴う引渡し", "destination", "業者の作業場", "ground", "a", NULL},
     {{10 * MINUTE, "saito", "content_check", {NULL}},
      {20 * MINUTE, "sakuma", "operator_permit", {NULL}},
      {30 * MINUTE, NULL, "erase", {NULL}},
      {40 * MINUTE, "watanabe", "administrator_permit", {NULL}},
      BACK(50 * HOUR),
      FOUND(51 * HOUR, "watanabe")}},
    {25 * DAY,
     10,
     "kanno",
     "庁内PC-22",
     1 * DAY,
     {"purpose", "分庁舎への配置換え", "destination", "棚倉分庁舎", "destination_kind", "police", "ground", "b", "work",
      "relocation", "by_staff", TICK, "controlled", TICK, NULL},
     {{10 * MINUTE, "sakuma", "operator_permit", {NULL}},
      {20 * MINUTE, NULL, "erase", {NULL}},
      {30 * MINUTE, "ito", "administrator_permit", {NULL}},
      BACK(6 * HOUR),
      FOUND(7 * HOUR, "ito")}},
    {20 * DAY,
     10,
     "kanno",
     "サーバ-1",
     5 * DAY,
     {"purpose", "基板の故障の調査", "destination", "製造者の工場", "ground", "c", "circumstances",
      "現地では直せない故障のため", "carrier", "contractor", "carrier_name", "みちのく精密運送", "secrecy", TICK, NULL},
     {{10 * MINUTE, "hoshi", "unavoidable_permit", {NULL}},
      {15 * MINUTE, "hoshi", "carrier_permit", {NULL}},
      {25 * MINUTE, "sakuma", "operator_permit", {NULL}},
      {35 * MINUTE, NULL, "erase", {NULL}},
      {45 * MINUTE, "watanabe", "administrator_permit", {NULL}},
      BACK(96 * HOUR),
      FOUND(97 * HOUR, "watanabe")}},
    {18 * DAY,
     10,
     "kanno",
     "解析装置-1",
     1 * DAY,
     {"purpose", "電源部の修理", "destination", "白河市内の修理店", "route", "non_mobile", "ground", "b", "work",
      "repair", "by_staff", TICK, "controlled", TICK, NULL},
     {{10 * MINUTE, "sakuma", "operator_permit", {NULL}},
      {20 * MINUTE, NULL, "erase", {NULL}},
      {30 * MINUTE, "watanabe", "administrator_permit", {NULL}},
      BACK(7 * HOUR),
      FOUND(8 * HOUR, "watanabe")}},
};
enum { TALES = sizeof tales / sizeof tales[0] };

static const struct told ordinary_tale = {.steps = {PERMIT, {.step = NULL}}};

/* ---- the agenda ---- */

struct line {
    const struct told *told; /* NULL: an ordinary day or night */
    int thing, user, permitter;
    int64_t out, until, back;
    const char *purpose, *destination;
    char id[ENTRY_ID_BYTES];
};
struct event {
    int64_t at;
    int line;
    int step; /* −1 the request; else index in told->steps, or of the ordinary ones: 0 permit, 1 return, 2 confirm */
};
struct agenda {
    struct line lines[LINES_MOST];
    struct event events[EVENTS_MOST];
    int nlines, nevents;
    int64_t end;
    struct date quiet; /* first day of the month in which nothing goes out: 専決 */
};

static void add_event(struct agenda *a, int64_t at, int line, int step)
{
    if (a->nevents < EVENTS_MOST && at <= a->end)
        a->events[a->nevents++] = (struct event){at, line, step};
}

static int compare_events(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->line != b->line ? a->line - b->line : a->step - b->step;
}

static int thing_index(const char *name)
{
    int i = 0;
    while (demo_things[i].name != NULL && strcmp(demo_things[i].name, name) != 0)
        i++;
    return i;
}

static void plan_told(struct demo *demo, struct agenda *a)
{
    for (int i = 0; i < TALES; i++) {
        const struct told *t = &tales[i];
        struct line *line = &a->lines[a->nlines];
        int64_t out = a->end - t->before;
        if (t->hour >= 0)
            out = date_at(date_of(out), t->hour * 60);
        out -= out % MINUTE;
        *line = (struct line){.told = t,
                              .thing = thing_index(t->thing),
                              .user = demo_person(t->user),
                              .out = out,
                              .until = (out + t->until) / MINUTE * MINUTE};
        add_event(a, out, a->nlines, -1);
        for (int k = 0; k < STEPS_MOST && t->steps[k].step != NULL; k++)
            add_event(a, out + t->steps[k].after, a->nlines, k);
        a->nlines++;
    }
    (void)demo;
}

static bool same_month(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month;
}

/* A thing that is free then; −1 when the chosen kind has none. */
static int pick_thing(struct demo *demo, const struct agenda *a, int64_t out)
{
    static const char *const kinds[] = {"shared_phone", "shared_phone", "mobile", "mobile", "shared_phone", "special"};
    const char *kind = kinds[demo_random(demo, sizeof kinds / sizeof kinds[0])];
    int n = 0, first;
    while (demo_things[n].name != NULL)
        n++;
    first = (int)demo_random(demo, (uint64_t)n);
    for (int k = 0; k < n; k++) {
        int i = (first + k) % n;
        bool told = false;
        for (int t = 0; t < TALES; t++)
            told = told || strcmp(tales[t].thing, demo_things[i].name) == 0;
        if (strcmp(demo_things[i].kind, kind) == 0 && demo->free_from[i] <= out &&
            (strcmp(kind, "special") != 0 || demo_things[i].premise) && !(told && out > a->end - MAY_STAND_OPEN))
            return i;
    }
    return -1;
}

static void plan_ordinary(struct demo *demo, struct agenda *a, struct date day, bool night)
{
    static const char *const users[] = {"tanaka", "yamada", "sato", "yoshida", "takada"};
    struct line *line = &a->lines[a->nlines];
    int64_t out = date_at(day, night ? 20 * 60 + (int)demo_random(demo, 200) : 9 * 60 + (int)demo_random(demo, 300));
    int64_t until = night ? date_at(date_add_days(day, 1), 8 * 60 + 30) : date_at(day, 17 * 60 + 15);
    int64_t back = night ? date_at(date_add_days(day, 1), 6 * 60 + (int)demo_random(demo, 110))
                         : out + HOUR + (int64_t)demo_random(demo, 90) * MINUTE;
    int thing = pick_thing(demo, a, out), npurposes = 0, nplaces = 0;
    if (thing < 0 || a->nlines >= LINES_MOST || out > a->end)
        return;
    while (demo_purposes[npurposes] != NULL)
        npurposes++;
    while (demo_destinations[nplaces] != NULL)
        nplaces++;
    *line = (struct line){.thing = thing,
                          .out = out,
                          .until = until,
                          .back = back,
                          .user = demo_person(users[demo_random(demo, 5)]),
                          .purpose = demo_purposes[demo_random(demo, (uint64_t)npurposes)],
                          .destination = demo_destinations[demo_random(demo, (uint64_t)nplaces)]};
    demo->free_from[thing] = back + HOUR;
    add_event(a, out, a->nlines, -1);
    add_event(a, out + 2 * MINUTE, a->nlines, 0);
    add_event(a, back, a->nlines, 1);
    add_event(a, back + 10 * MINUTE, a->nlines, 2);
    a->nlines++;
}

static void plan_year(struct demo *demo, struct agenda *a)
{
    struct date last = date_of(a->end);
    a->quiet = date_month_first(date_add_days(date_of(demo->start), 45));
    plan_told(demo, a);
    for (struct date d = date_add_days(date_of(demo->start), 2); date_compare(d, last) <= 0; d = date_add_days(d, 1)) {
        if (same_month(d, a->quiet) || same_month(date_add_days(d, 1), a->quiet))
            continue; /* the night before it would end in it */
        if (demo_random(demo, 10) < 7)
            plan_ordinary(demo, a, d, false);
        if (demo_random(demo, 10) < 6)
            plan_ordinary(demo, a, d, true);
    }
    qsort(a->events, (size_t)a->nevents, sizeof a->events[0], compare_events);
}

/* ---- living it ---- */

/* 運用責任者 in office hours; at night and on holidays the one on the roster. */
static int who_permits(struct demo *demo, int64_t at, struct err *e)
{
    const struct calendar *calendar = session_calendar(demo->session, e);
    struct shift shift;
    if (calendar == NULL || !calendar_shift(calendar, at, &shift))
        return demo_person("ito");
    return demo_duty_of(demo, shift.date);
}

static int request(struct demo *demo, struct line *line, struct err *e)
{
    const struct demo_thing *thing = &demo_things[line->thing];
    char from[32], until[32];
    const char *pairs[40] = {"kind", thing->kind,   "item", demo->things[line->thing], "taken_from",
                             from,   "taken_until", until,  "confidentiality",         "1",
                             NULL};
    int n = 10;
    field_time_value(from, sizeof from, line->out);
    field_time_value(until, sizeof until, line->until);
    for (int i = 0; line->told != NULL && line->told->pairs[i] != NULL; i += 2) {
        const char *value = line->told->pairs[i + 1];
        pairs[n++] = line->told->pairs[i];
        pairs[n++] = value[0] == '@' ? demo->people[demo_person(value + 1)] : value;
    }
    if (line->told == NULL) {
        const char *const rest[] = {"purpose",     line->purpose,
                                    "destination", line->destination,
                                    "minimum",     strcmp(thing->kind, "shared_phone") == 0 ? NULL : TICK};
        for (int i = 0; i < 6; i++)
            pairs[n++] = rest[i];
    }
    pairs[n] = NULL;
    return demo_step(demo, line->user, "checkout", line->id, "request", pairs, e);
}

static int told_step(struct demo *demo, struct line *line, const struct told_step *step, struct err *e)
{
    char until[32];
    const char *pairs[12] = {NULL};
    int n = 0, who = line->user;
    for (; step->pairs[n] != NULL; n++)
        pairs[n] = step->pairs[n];
    if (strcmp(step->step, "extend") == 0) {
        field_time_value(until, sizeof until, line->until + DAY);
        pairs[n++] = "new_until";
        pairs[n++] = until;
    }
    if (step->who != NULL && strcmp(step->who, "permit") == 0)
        who = strcmp(step->step, "permit") == 0 ? (line->permitter = who_permits(demo, demo->now, e)) : line->permitter;
    else if (step->who != NULL)
        who = demo_person(step->who);
    return demo_step(demo, who, "checkout", line->id, step->step, pairs, e);
}

static int ordinary_step(struct demo *demo, struct line *line, int step, struct err *e)
{
    switch (step) {
    case 0:
        return told_step(demo, line, &ordinary_tale.steps[0], e);
    case 1:
        return demo_step(demo, line->user, "checkout", line->id, "return", NULL, e);
    default:
        return demo_step(demo, line->permitter, "checkout", line->id, "confirm", NULL, e);
    }
}

/* The month before that of `now`, confirmed on the first office day from the 2nd on. */
static int confirm_month(struct demo *demo, const struct agenda *a, struct date month, struct err *e)
{
    char text[DATE_BYTES];
    bool quiet = same_month(month, a->quiet);
    const char *who = quiet ? "ito" : (month.month % 3 == 0 ? "endo" : "watanabe");
    const char *step = quiet ? "sole_decision" : (month.month % 3 == 0 ? "confirm_deputy" : "confirm_administrator");
    struct station *station = session_station(demo->session);
    int rc = session_as(demo->session, demo->identities[demo_person(who)], e);
    date_format(text, sizeof text, month, DATE_ISO);
    text[7] = '\0';
    return rc != 0 ? rc : month_confirm(demo->session, station_register(station, "checkout"), text, step, e);
}

/* The months whose day of confirmation lies before `at`. */
static int confirm_until(struct demo *demo, const struct agenda *a, struct date *next, int64_t at, struct err *e)
{
    int rc = 0;
    for (;;) {
        struct date day = date_add_days(date_add_months(*next, 1), 1);
        const struct calendar *calendar = session_calendar(demo->session, e);
        if (calendar == NULL)
            return ERR_IO;
        while (calendar_closed_day(calendar, day))
            day = date_add_days(day, 1);
        if (date_at(day, 10 * 60) > at)
            return rc;
        demo->now = date_at(day, 10 * 60);
        rc = confirm_month(demo, a, *next, e);
        if (rc != 0)
            return rc;
        *next = date_add_months(*next, 1);
    }
}

int demo_live(struct demo *demo, struct err *e)
{
    struct agenda *a = calloc(1, sizeof *a);
    struct date next = date_month_first(date_of(demo->start));
    int rc = 0;
    if (a == NULL)
        return err_memory(e);
    a->end = world_now(demo->outer);
    plan_year(demo, a);
    for (int i = 0; rc == 0 && i < a->nevents; i++) {
        struct line *line = &a->lines[a->events[i].line];
        if (demo->outer->progress != NULL && i % 20 == 0)
            demo->outer->progress(demo->outer->progress_arg, "デモの1年", i, a->nevents);
        rc = confirm_until(demo, a, &next, a->events[i].at, e);
        if (a->events[i].at > demo->now)
            demo->now = a->events[i].at;
        if (rc != 0)
            break;
        if (a->events[i].step < 0)
            rc = request(demo, line, e);
        else if (line->told != NULL)
            rc = told_step(demo, line, &line->told->steps[a->events[i].step], e);
        else
            rc = ordinary_step(demo, line, a->events[i].step, e);
    }
    if (rc == 0)
        rc = confirm_until(demo, a, &next, a->end, e);
    if (demo->now < a->end)
        demo->now = a->end;
    if (demo->outer->progress != NULL)
        demo->outer->progress(demo->outer->progress_arg, "デモの1年", 1, 1);
    free(a);
    return rc;
}
