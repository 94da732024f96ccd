/* Who may do what: obligations.md §2, M-01…M-12, M-15, M-16, M-30, M-31, each against a table written from the text and not
 * from the rules, over every set of posts, every kind of hour, every person and the roster. */
#include "tests/forms/checkout_world.h"

enum {
    SV = POST_SUPERVISOR,
    AD = POST_ADMINISTRATOR,
    DP = POST_DEPUTY,
    SO = POST_SECURITY_OFFICER,
    OP = POST_OPERATOR
};

/* Hours written down, not asked from the calendar. */
static const struct {
    int year, month, day, hour, minute;
    bool closed;
} hours[] = {
    {2026, 11, 24, 10, 0, false}, /* Tuesday */
    {2026, 11, 24, 22, 14, true}, /* night */
    {2026, 11, 24, 17, 14, false}, {2026, 11, 24, 17, 15, true}, {2026, 11, 24, 8, 29, true},
    {2026, 11, 24, 8, 30, false},  {2026, 11, 28, 12, 0, true}, /* Saturday */
    {2026, 11, 23, 12, 0, true},                                /* 勤労感謝の日, a Monday */
    {2026, 12, 29, 12, 0, true},                                /* 年末 */
    {2027, 1, 3, 12, 0, true},                                  /* 年始 */
    {2027, 1, 4, 12, 0, false},                                 /* first working day */
};
enum { HOURS = sizeof hours / sizeof hours[0] };

struct expected {
    const char *id, *clause;
    const char *kind, *premise;
    const char *pairs[12]; /* more of the request */
    const char *before[6]; /* steps on record */
    const char *step;
    unsigned posts; /* who may */
    bool duty;      /* and the 当直責任者 of the shift, in closed hours */
};

static void world_to(struct world *w, const struct expected *x)
{
    world_open(w, x->kind, x->premise, x->pairs);
    world_put(w, "request", APPLICANT);
    for (size_t i = 0; x->before[i] != NULL; i++) {
        if (strcmp(x->before[i], "return") == 0)
            type_time(w, "returned_at", office_hours() + 60);
        if (strcmp(x->before[i], "extend") == 0)
            type_time(w, "new_until", office_hours() + 48 * 3600);
        world_put(w, x->before[i], OTHER);
    }
}

static int judge(struct world *w, const struct expected *x, struct err *e)
{
    err_clear(e);
    w->s.step = x->step;
    int rc = register_step(&register_checkout, x->step) != NULL ? rule_check(NULL, &w->s, x->step, e)
                                                                : rule_check_person(NULL, &w->s, x->step, e);
    w->s.step = NULL;
    return rc;
}

static void check_one(struct world *w, const struct expected *x, unsigned posts, size_t h, const char *who,
                      bool rostered)
{
    struct err e;
    w->s.now = moment(hours[h].year, hours[h].month, hours[h].day, hours[h].hour, hours[h].minute);
    w->s.actor = person(who, posts, rostered);
    bool self = strcmp(who, APPLICANT) == 0 || strcmp(who, HOLDER) == 0;
    bool technical = (posts & POST_TECHNICAL) != 0;
    bool stands =
        (posts & x->posts) != 0 || (x->duty && (posts & POST_DUTY_OFFICER) != 0 && rostered && hours[h].closed);
    bool may = stands && !self && !technical;
    int rc = judge(w, x, &e);
    if ((rc == 0) != may)
        fail_msg("%s %s: posts %x, hour %zu, %s, rostered %d: %s %s", x->id, x->step, posts, h, who, rostered,
                 may ? "refused" : "allowed", e.text);
    if (rc == 0)
        return;
    assert_int_equal(rc, ERR_REFUSED);
    assert_true(e.text[0] != '\0');
    /* the clause where the text says who; none where it is ours that nobody permits himself and the technician nothing */
    assert_string_equal(e.clause, self || technical ? "" : x->clause);
}

static void prove(const struct expected *x)
{
    static const char *const people[] = {ANOTHER, APPLICANT, HOLDER};
    struct world w;
    world_to(&w, x);
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (size_t p = 0; p < 3; p++)
            for (int rostered = 0; rostered < 2; rostered++) {
                check_one(&w, x, posts, 0, people[p], rostered);
                check_one(&w, x, posts, 1, people[p], rostered);
                /* one post and pairs at every hour */
                for (size_t h = 2; h < HOURS && __builtin_popcount(posts) <= 2; h++)
                    check_one(&w, x, posts, h, people[p], rostered);
            }
    world_close(&w);
}

#define GROUND_A "ground", "a"
#define GROUND_B "ground", "b", "work", "repair", "by_staff", "yes", "controlled", "yes"
#define GROUND_C "ground", "c", "circumstances", "災害"
#define BY_CONTRACTOR "carrier", "contractor", "carrier_name", "運送", "secrecy", "yes"

static const struct expected table[] = {
    {"M-01", "第7の1(2)イ(ア)a", "mobile", NULL, {NULL}, {NULL}, "permit", SV, true},
    {"M-03", "第7の1(2)イ(ア)c", "mobile", NULL, {NULL}, {"permit"}, "whereabouts", SV, false},
    {"M-04", "第7の1(2)イ(ア)e", "mobile", NULL, {BY_CONTRACTOR}, {NULL}, "carrier_permit", SO, false},
    {"M-05", "第7の1(2)イ(イ)a(a)", "non_mobile", NULL, {GROUND_A}, {NULL}, "content_check", SV, false},
    {"M-07", "第7の1(2)イ(イ)a(c)", "non_mobile", NULL, {GROUND_C}, {NULL}, "unavoidable_permit", SO, false},
    {"M-08", "第7の1(2)イ(イ)b", "non_mobile", NULL, {GROUND_A}, {"content_check"}, "operator_permit", OP, false},
    {"M-08", "第7の1(2)イ(イ)b", "non_mobile", NULL, {GROUND_B}, {NULL}, "operator_permit", OP, false},
    {"M-08", "第7の1(2)イ(イ)b", "non_mobile", NULL, {GROUND_C}, {"unavoidable_permit"}, "operator_permit", OP, false},
    {"M-08",
     "第7の1(2)イ(イ)b",
     "non_mobile",
     NULL,
     {GROUND_A},
     {"content_check", "operator_permit", "erase"},
     "administrator_permit",
     AD,
     false},
    {"M-08",
     "第7の1(2)イ(イ)b",
     "non_mobile",
     NULL,
     {GROUND_B},
     {"operator_permit", "erase"},
     "administrator_permit",
     AD,
     false},
    {"M-08",
     "第7の1(2)イ(イ)b",
     "non_mobile",
     NULL,
     {GROUND_C},
     {"unavoidable_permit", "operator_permit", "erase"},
     "administrator_permit",
     AD,
     false},
    {"M-08",
     "第7の1(2)イ(イ)b",
     "non_mobile",
     NULL,
     {GROUND_B, "destination_kind", "police"},
     {"operator_permit", "erase"},
     "administrator_permit",
     AD | SV,
     false},
    {"M-09",
     "第7の1(2)イ(イ)c",
     "non_mobile",
     NULL,
     {GROUND_B},
     {"operator_permit", "erase", "administrator_permit"},
     "whereabouts",
     SV,
     false},
    {"M-10", "第7の1(2)イ(イ)e", "non_mobile", NULL, {GROUND_A, BY_CONTRACTOR}, {NULL}, "carrier_permit", SO, false},
    {"M-12", "第7の1(2)イ(イ)g", "special", "yes", {NULL}, {NULL}, "permit", SV, true},
    {"M-12", "第7の1(2)イ(ア)c", "special", "yes", {NULL}, {"permit"}, "whereabouts", SV, false},
    {"M-12", "第7の1(2)イ(ア)e", "special", "yes", {BY_CONTRACTOR}, {NULL}, "carrier_permit", SO, false},
    {"M-12", "第7の1(2)イ(イ)b", "special", NULL, {GROUND_B}, {NULL}, "operator_permit", OP, false},
    {"M-12",
     "第7の1(2)イ(イ)b",
     "special",
     "yes",
     {"route", "non_mobile", GROUND_B},
     {"operator_permit", "erase"},
     "administrator_permit",
     AD,
     false},
    {"M-15", "第7の1(2)エ(ウ)a", "shared_phone", NULL, {NULL}, {NULL}, "permit", SV, true},
    {"M-16", "第7の1(2)エ(ウ)c", "shared_phone", NULL, {NULL}, {"permit", "return"}, "confirm", SV, true},
    {"M-30", "第2の1(3)イ(ア)", "mobile", NULL, {"confidentiality", "2"}, {NULL}, "report", SV, false},
    {"M-30", "第2の1(3)イ(ア)", "shared_phone", NULL, {"confidentiality", "2"}, {NULL}, "report", SV, false},
    {"M-31",
     "第2の1(3)イ(イ)",
     "mobile",
     NULL,
     {"confidentiality", "3", "secret_route", "administrator"},
     {NULL},
     "secret_permit",
     AD,
     false},
    {"M-31",
     "第2の1(3)イ(イ)",
     "non_mobile",
     NULL,
     {GROUND_B, "confidentiality", "3", "secret_route", "administrator"},
     {NULL},
     "secret_permit",
     AD,
     false},
    {"M-31",
     "第2の1(3)イ(イ)",
     "shared_phone",
     NULL,
     {"confidentiality", "3", "secret_route", "administrator"},
     {NULL},
     "secret_permit",
     AD,
     false},
    {"M-31",
     "第2の1(3)イ(イ)",
     "mobile",
     NULL,
     {"confidentiality", "3", "secret_route", "deputy", "urgent_reason", "急", "administrator_absent", "yes"},
     {NULL},
     "secret_permit",
     AD | DP,
     false},
    /* a longer period is permitted as the first one was */
    {"M-01+", "第7の1(2)イ(ア)a", "mobile", NULL, {NULL}, {"permit", "extend"}, "extend_permit", SV, true},
    {"M-15+", "第7の1(2)エ(ウ)a", "shared_phone", NULL, {NULL}, {"permit", "extend"}, "extend_permit", SV, true},
    {"M-08+",
     "第7の1(2)イ(イ)b",
     "non_mobile",
     NULL,
     {GROUND_B},
     {"operator_permit", "erase", "administrator_permit", "extend"},
     "extend_permit",
     AD,
     false},
    {"M-08+",
     "第7の1(2)イ(イ)b",
     "non_mobile",
     NULL,
     {GROUND_B, "destination_kind", "police"},
     {"operator_permit", "erase", "administrator_permit", "extend"},
     "extend_permit",
     AD | SV,
     false},
    {"M-31+",
     "第2の1(3)イ(イ)",
     "mobile",
     NULL,
     {"confidentiality", "3", "secret_route", "administrator"},
     {"permit", "secret_permit", "extend"},
     "extend_secret_permit",
     AD,
     false},
};

static void prove_id(const char *id)
{
    int n = 0;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(table[i].id, id) == 0) {
            prove(&table[i]);
            n++;
        }
    assert_true(n > 0);
}

#define PROVES(NAME, ID)           \
    static void NAME(void **state) \
    {                              \
        (void)state;               \
        prove_id(ID);              \
    }
PROVES(M_01_mobile_permit, "M-01")
PROVES(M_03_mobile_whereabouts, "M-03")
PROVES(M_04_mobile_carrier, "M-04")
PROVES(M_05_nothing_sensitive_inside, "M-05")
PROVES(M_07_unavoidable, "M-07")
PROVES(M_08_both_permits, "M-08")
PROVES(M_09_non_mobile_whereabouts, "M-09")
PROVES(M_10_non_mobile_carrier, "M-10")
PROVES(M_12_both_routes, "M-12")
PROVES(M_15_shared_phone_permit, "M-15")
PROVES(M_16_any_supervisor_confirms, "M-16")
PROVES(M_30_whom_to_report_to, "M-30")
PROVES(M_31_secret_permit, "M-31")
PROVES(M_01_longer_period, "M-01+")
PROVES(M_08_longer_period, "M-08+")
PROVES(M_15_longer_period, "M-15+")
PROVES(M_31_longer_period, "M-31+")

/* ---- 外部決裁 ---- */

/* What the officer at headquarters decided off this PC is recorded by 運用管理者, also of his own application; number, date and
 * decider are demanded, and a date to come is none. */
static void prove_external(const struct expected *x)
{
    static const char *const dates[] = {NULL, "2026-11-23", "2026-11-24", "2026-11-25"};
    static const char *const people[] = {ANOTHER, APPLICANT, HOLDER};
    struct world w;
    world_to(&w, x);
    for (unsigned bits = 0; bits < 4; bits++)
        for (size_t d = 0; d < 4; d++) {
            type(&w, "external_number", bits & 1 ? "情管第12号" : NULL);
            type(&w, "external_decider", bits & 2 ? "システムセキュリティ責任者" : NULL);
            type(&w, "external_date", dates[d]);
            for (unsigned posts = 0; posts < POSTS_ALL; posts++)
                for (size_t p = 0; p < 3; p++) {
                    const struct rule *rule = NULL;
                    struct err e;
                    bool technical = (posts & POST_TECHNICAL) != 0;
                    bool himself = (posts & SO) != 0 && p == 0, recorded = (posts & AD) != 0 && bits == 3 && d % 3 != 0;
                    w.s.actor = person(people[p], posts, false);
                    w.s.step = x->step;
                    assert_int_equal(rule_check(&rule, &w.s, x->step, &e),
                                     !technical && (himself || recorded) ? 0 : ERR_REFUSED);
                    if (rule != NULL)
                        assert_int_equal(rule->external, !himself);
                }
        }
    world_close(&w);
}

static void M_04_M_07_M_10_decided_elsewhere_is_recorded(void **state)
{
    int n = 0;
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].posts == SO) {
            prove_external(&table[i]);
            n++;
        }
    assert_int_equal(n, 4); /* M-04, M-07, M-10, M-12 by the way of M-04 */
}

/* ---- 同 ---- */

static const struct bound {
    const char *kind, *premise, *ground, *permit, *clause;
} bounds[] = {
    {"mobile", NULL, NULL, "permit", "第7の1(2)イ(ア)b"},
    {"special", "yes", NULL, "permit", "第7の1(2)イ(ア)b"},
    {"non_mobile", NULL, "b", "administrator_permit", "第7の1(2)イ(イ)f"},
    {"special", NULL, "b", "administrator_permit", "第7の1(2)イ(イ)f"},
};

static void world_returned(struct world *w, const struct bound *b)
{
    const char *const mobile[] = {NULL}, *const other[] = {GROUND_B, NULL};
    world_open(w, b->kind, b->premise, b->ground != NULL ? other : mobile);
    world_put(w, "request", APPLICANT);
    if (b->ground != NULL) {
        world_put(w, "operator_permit", "K7QF-8");
        world_put(w, "erase", APPLICANT);
    }
    world_put(w, b->permit, OTHER);
    assert_string_equal(w->record->state, "out");
    type_time(w, "returned_at", office_hours() + 60);
    world_put(w, "return", APPLICANT);
}

/* Whatever he is by now and whatever the hour: he who permitted, and nobody else. */
static void prove_bound(const struct bound *b)
{
    struct world w;
    struct err e;
    world_returned(&w, b);
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (size_t h = 0; h < HOURS; h++)
            for (int rostered = 0; rostered < 2; rostered++) {
                bool technical = (posts & POST_TECHNICAL) != 0;
                w.s.now = moment(hours[h].year, hours[h].month, hours[h].day, hours[h].hour, hours[h].minute);
                w.s.actor = person(OTHER, posts, rostered);
                assert_int_equal(rule_check(NULL, &w.s, "confirm", &e), technical ? ERR_REFUSED : 0);
                w.s.actor = person(ANOTHER, posts, rostered);
                err_clear(&e);
                assert_int_equal(rule_check(NULL, &w.s, "confirm", &e), ERR_REFUSED);
                assert_string_equal(e.clause, technical ? "" : b->clause);
                w.s.actor = person(APPLICANT, posts, rostered);
                assert_int_equal(rule_check(NULL, &w.s, "confirm", &e), ERR_REFUSED);
            }
    world_close(&w);
}

static void M_02_bound_to_the_person_not_to_the_hour(void **state)
{
    (void)state;
    prove_bound(&bounds[0]);
    prove_bound(&bounds[1]); /* M-12 */
}

static void M_11_bound_to_the_last_permitter(void **state)
{
    (void)state;
    prove_bound(&bounds[2]);
    prove_bound(&bounds[3]);
}

/* ⚑Q2: with a reason, a 運用責任者 (当直責任者を除く) in his place, at any hour. */
static void M_02_M_11_alternative_confirmer(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct world w;
        struct err e;
        world_returned(&w, &bounds[i]);
        type(&w, "alternative_reason", "転出");
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (size_t h = 0; h < 2; h++)
                for (int rostered = 0; rostered < 2; rostered++) {
                    bool may = (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0;
                    w.s.now = moment(hours[h].year, hours[h].month, hours[h].day, hours[h].hour, hours[h].minute);
                    w.s.actor = person(ANOTHER, posts, rostered);
                    assert_int_equal(rule_check(NULL, &w.s, "confirm", &e), may ? 0 : ERR_REFUSED);
                    w.s.actor = person(HOLDER, posts, rostered);
                    assert_int_equal(rule_check(NULL, &w.s, "confirm", &e), ERR_REFUSED);
                }
        world_close(&w);
    }
}

/* He confirms as what he permitted as: not as what he happens to be by then. */
static void M_02_standing_is_that_of_the_permit(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    world_open(&w, "mobile", NULL, NULL);
    ok(world_do(&w, "request", person(APPLICANT, POST_STAFF, false), &e), &e);
    assert_string_equal(w.record->steps[0].actor.posts, "職員");
    w.s.now = night();
    ok(world_do(&w, "permit", person(OTHER, POST_STAFF | POST_DUTY_OFFICER, true), &e), &e);
    assert_string_equal(entry_done(w.record, "permit")->actor.posts, "当直責任者");
    w.s.now = moment(2026, 11, 25, 10, 0);
    type_time(&w, "returned_at", w.s.now);
    ok(world_do(&w, "return", person(APPLICANT, POST_STAFF, false), &e), &e);
    type(&w, "result", "found");
    ok(world_do(&w, "confirm", person(OTHER, POST_STAFF, false), &e), &e);
    assert_string_equal(entry_done(w.record, "confirm")->actor.posts, "当直責任者");
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

/* ---- M-31 and R0-3: the deputy ---- */

static void M_31_R0_3_deputy_needs_all_three(void **state)
{
    (void)state;
    static const unsigned levels[] = {POST_STAFF,         POST_SUPERVISOR,       POST_DEPUTY,
                                      POST_ADMINISTRATOR, POST_SECURITY_OFFICER, POST_CHIEF};
    for (int urgent = 0; urgent < 2; urgent++)
        for (int absent = 0; absent < 2; absent++)
            for (size_t level = 0; level < 6; level++) {
                struct world w;
                struct err e;
                bool below = level < 3, may = urgent && absent && below;
                const char *const pairs[] = {"confidentiality", "3",       "secret_items", "文書第1号", "secret_route",
                                             "deputy",          "minimum", "yes",          NULL};
                world_open(&w, "mobile", NULL, pairs);
                type(&w, "urgent_reason", urgent ? "災害" : NULL);
                type(&w, "administrator_absent", absent ? "yes" : NULL);
                w.s.applicant_posts = levels[level];
                assert_int_equal(world_do(&w, "request", person(APPLICANT, levels[level], false), &e),
                                 may ? 0 : ERR_INPUT);
                if (!may) {
                    assert_string_equal(e.clause, "第2の1(3)イ(イ)");
                    world_put(&w, "request", APPLICANT); /* even if it were on record */
                }
                assert_int_equal(world_do(&w, "secret_permit", person(ANOTHER, POST_DEPUTY, false), &e),
                                 may ? 0 : ERR_REFUSED);
                world_close(&w);
            }
}

/* The substitute for 機密性3 and for nothing else. */
static void M_31_deputy_permits_nothing_else(void **state)
{
    (void)state;
    struct err e;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct world w;
        if ((table[i].posts & DP) != 0)
            continue;
        world_to(&w, &table[i]);
        w.s.actor = person(ANOTHER, POST_STAFF | POST_DEPUTY, false);
        assert_int_equal(judge(&w, &table[i], &e), ERR_REFUSED);
        world_close(&w);
    }
}

/* ⚑Q12 */
static void M_31_own_secret_of_the_administrator_goes_above(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    const char *const pairs[] = {"confidentiality", "3", "secret_items", "文書第1号", "secret_route",
                                 "administrator",   NULL};
    world_open(&w, "mobile", NULL, pairs);
    w.s.applicant_posts = POST_ADMINISTRATOR;
    assert_int_equal(world_do(&w, "request", person(APPLICANT, POST_ADMINISTRATOR, false), &e), ERR_INPUT);
    assert_string_equal(e.field, "confidentiality");
    assert_string_equal(e.clause, "");
    assert_non_null(strstr(e.text, "上位の者"));
    world_close(&w);
}

/* ---- ⚑Q12: the only 運用責任者 ---- */

static void M_01_M_15_only_supervisor_is_permitted_by_the_administrator(void **state)
{
    (void)state;
    static const char *const replaced[] = {"M-01", "M-03", "M-05", "M-09", "M-12", "M-15", "M-16", "M-30"};
    struct err e;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        for (size_t k = 0; k < sizeof replaced / sizeof replaced[0]; k++) {
            struct world w;
            if (strcmp(table[i].id, replaced[k]) != 0 || table[i].posts != SV)
                continue;
            world_to(&w, &table[i]);
            for (int others = 0; others < 2; others++)
                for (int own = 0; own < 2; own++) {
                    w.s.other_supervisors = others;
                    w.s.applicant_posts = own ? POST_SUPERVISOR : POST_STAFF;
                    w.s.actor = person(ANOTHER, POST_ADMINISTRATOR, false);
                    assert_int_equal(judge(&w, &table[i], &e), own && !others ? 0 : ERR_REFUSED);
                    w.s.actor = person(APPLICANT, POST_ADMINISTRATOR | POST_SUPERVISOR, false);
                    assert_int_equal(judge(&w, &table[i], &e), ERR_REFUSED);
                }
            world_close(&w);
        }
}

/* ---- refusals say what would do ---- */

static void M_01_refusals_say_why(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    world_to(&w, &table[0]);
    w.s.actor = person(ANOTHER, POST_DUTY_OFFICER, true);
    assert_int_equal(judge(&w, &table[0], &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "執務時間中"));
    w.s.now = night();
    w.s.actor.rostered = false;
    assert_int_equal(judge(&w, &table[0], &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "今夜の当直表"));
    w.s.now = moment(2026, 11, 28, 12, 0);
    assert_int_equal(judge(&w, &table[0], &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "日直の当直表"));
    w.s.actor = person(ANOTHER, POST_SUPERVISOR | POST_TECHNICAL, false);
    assert_int_equal(judge(&w, &table[0], &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "技術管理者"));
    world_close(&w);
    world_to(&w, &table[1]); /* 除く */
    w.s.now = night();
    w.s.actor = person(ANOTHER, POST_DUTY_OFFICER, true);
    assert_int_equal(judge(&w, &table[1], &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "当直責任者は運用責任者に含まれない"));
    world_close(&w);
}

static void a_step_without_its_reason_is_refused(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    world_to(&w, &table[0]);
    w.s.actor = person(ANOTHER, POST_SUPERVISOR, false);
    err_clear(&e);
    assert_int_equal(rule_check(NULL, &w.s, "refuse", &e), ERR_INPUT);
    assert_string_equal(e.field, "reason");
    assert_string_equal(e.clause, "");
    w.s.reason = "業務上不要";
    ok(rule_check(NULL, &w.s, "refuse", &e), &e);
    assert_int_equal(rule_check(NULL, &w.s, "no_such", &e), ERR_REFUSED);
    assert_int_equal(rule_check(NULL, &w.s, "request", &e), ERR_REFUSED); /* made already */
    world_close(&w);
}

/* Every step of every register has somebody who may, and every rule of a clause an id. */
static void every_step_has_a_rule(void **state)
{
    (void)state;
    for (size_t r = 0; registers[r] != NULL; r++)
        for (const struct step *step = registers[r]->steps; step->key != NULL; step++) {
            bool found = false;
            for (const struct rule *rule = registers[r]->rules; rule->step != NULL; rule++)
                found = found || strcmp(rule->step, step->key) == 0;
            if (!found)
                fail_msg("%s %s", registers[r]->id, step->key);
        }
    for (const struct rule *rule = checkout_rules; rule->step != NULL; rule++) {
        if (rule->id[0] == '\0' && rule->posts != 0)
            assert_null(rule->clause);
        /* a decision of the text is never one's own: only what was decided elsewhere may be recorded, and a 特例 named, by anybody */
        if (rule->id[0] != '\0' && !rule->external && !word_in("take_exempt|name_user|return_exempt", rule->step))
            assert_int_equal(rule->person, PERSON_OTHER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_01_mobile_permit),
        cmocka_unit_test(M_02_bound_to_the_person_not_to_the_hour),
        cmocka_unit_test(M_02_M_11_alternative_confirmer),
        cmocka_unit_test(M_02_standing_is_that_of_the_permit),
        cmocka_unit_test(M_03_mobile_whereabouts),
        cmocka_unit_test(M_04_mobile_carrier),
        cmocka_unit_test(M_04_M_07_M_10_decided_elsewhere_is_recorded),
        cmocka_unit_test(M_05_nothing_sensitive_inside),
        cmocka_unit_test(M_07_unavoidable),
        cmocka_unit_test(M_08_both_permits),
        cmocka_unit_test(M_09_non_mobile_whereabouts),
        cmocka_unit_test(M_10_non_mobile_carrier),
        cmocka_unit_test(M_11_bound_to_the_last_permitter),
        cmocka_unit_test(M_12_both_routes),
        cmocka_unit_test(M_15_shared_phone_permit),
        cmocka_unit_test(M_16_any_supervisor_confirms),
        cmocka_unit_test(M_30_whom_to_report_to),
        cmocka_unit_test(M_31_secret_permit),
        cmocka_unit_test(M_31_R0_3_deputy_needs_all_three),
        cmocka_unit_test(M_31_deputy_permits_nothing_else),
        cmocka_unit_test(M_31_own_secret_of_the_administrator_goes_above),
        cmocka_unit_test(M_01_M_15_only_supervisor_is_permitted_by_the_administrator),
        cmocka_unit_test(M_01_longer_period),
        cmocka_unit_test(M_08_longer_period),
        cmocka_unit_test(M_15_longer_period),
        cmocka_unit_test(M_31_longer_period),
        cmocka_unit_test(M_01_refusals_say_why),
        cmocka_unit_test(a_step_without_its_reason_is_refused),
        cmocka_unit_test(every_step_has_a_rule),
        ALSO("R0-3", M_31_R0_3_deputy_needs_all_three),
        ALSO("M-03", M_03_mobile_whereabouts),
        ALSO("M-09", M_09_non_mobile_whereabouts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
