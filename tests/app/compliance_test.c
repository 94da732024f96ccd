/* The 適合ボード over the demo: each omission of obligations.md §4, seeded into its projections, turns exactly its own line red, or of a
 * 目安 (◇) over; and what the board and its papers say besides.
 *
 * The demo is made once. Every seed is put into a transaction that is taken back, past the triggers that guard the projections. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/compliance.h"
#include "db/inside.h"
#include "db/query.h"
#include "forms/date.h"
#include "forms/register_compliance.h"
#include "tests/app/house.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static struct house house;
static struct compliance base;

/* ---- SQL of the seeds; {now} is the moment, {month} the beginning of its month, {d} a day ---- */

/* The chosen one of a register is set to these; what follows may speak of (chosen). */
#define CHOOSE(REG, COND) "CREATE TEMP TABLE chosen AS SELECT id FROM r_" REG " WHERE " COND " ORDER BY n DESC LIMIT 1;"
#define CHOSEN "(SELECT id FROM chosen)"
#define PUT(REG, VALUES) "UPDATE r_" REG " SET " VALUES " WHERE id IN " CHOSEN ";"
#define WITHOUT(REG, STEPS) "DELETE FROM step WHERE register='" REG "' AND entry IN " CHOSEN " AND key IN (" STEPS ");"
#define CONFIRMS "'confirm','telephone_confirm'"
/* Came back last month, and nobody has confirmed it. */
#define UNCONFIRMED_SO(REG, COND, VALUES)                                                 \
    CHOOSE(REG, "state='done' AND f_omitted IS NULL AND f_returned_at<{month} AND " COND) \
    PUT(REG, "state='returned'" VALUES) WITHOUT(REG, CONFIRMS)
#define UNCONFIRMED(REG, COND) UNCONFIRMED_SO(REG, COND, "")
/* What came back is out again, for as long. */
#define OUT_AGAIN(REG, COND, FROM, UNTIL)                                                           \
    CHOOSE(REG, "state='done' AND f_omitted IS NULL AND " COND)                                     \
    PUT(REG, "state='out',f_returned_at=NULL,f_taken_from={now}" FROM ",f_taken_until={now}" UNTIL) \
    WITHOUT(REG, "'return','whereabouts'," CONFIRMS)
#define LATE(REG, COND) "UPDATE r_" REG " SET f_taken_until={now}-{d} WHERE state='out' AND " COND ";"
#define INSPECTED(KIND, MONTHS) "f_kind='" KIND "' AND f_month " MONTHS
#define NO_INSPECTION(KIND, MONTHS)                                                                      \
    "DELETE FROM r_inspection_item WHERE f_inspection IN (SELECT id FROM r_inspection WHERE " INSPECTED( \
        KIND, MONTHS) ");"                                                                               \
                      "DELETE FROM r_inspection WHERE " INSPECTED(KIND, MONTHS) ";"
#define LONG_AGO(BOOK) "UPDATE r_yearly SET f_date='2025-11-01' WHERE f_book='" BOOK "';"
#define NOT_LOOKED_AT(THINGS) \
    "UPDATE r_sighting SET f_seen_at=f_seen_at-60*{d} WHERE f_item IN (SELECT id FROM " THINGS ");"
/* Changed at the very beginning, and that was never confirmed. */
#define PENDING(REG)                                                                                       \
    CHOOSE(REG, "state='current' AND f_pending IS NULL AND EXISTS(SELECT 1 FROM step WHERE register='" REG \
                "' AND entry=r_" REG ".id AND key='confirm_change')")                                      \
    PUT(REG, "f_pending='increase'") WITHOUT(REG, "'confirm_change'")
#define NOT_BACK_IN_THE_MORNING(REG)                   \
    CHOOSE(REG, "f_exemption='duty' AND state='done'") \
    PUT(REG, "state='out',f_returned_at=NULL") WITHOUT(REG, "'return_exempt'")

#define SEED(NAME, KIND, ...)                          \
    {                                                  \
        .name = NAME, .kind = KIND, .sql = __VA_ARGS__ \
    }
static const struct seed {
    const char *name, *kind, *sql; /* name: as a test; begins with its id */
    const char *cure;              /* of a line that is red in the demo: before the board is looked at first; or NULL */
    const char *with;              /* another line that the same omission makes due; or NULL */
} seeds[] = {
    SEED("R0-5 a terminal left in its cabinet for a week and more", "storage",
         "UPDATE r_terminal_storage SET f_away_from=f_away_from-10*{d} WHERE state='stored';"),
    SEED("R0-5 a terminal not back from its storage in time", "late_storage",
         "UPDATE r_terminal_storage SET f_away_until={now}-{d} WHERE state='stored';"),
    SEED("R2-1 a change of 様式第2号 that nobody has confirmed", "change_2", PENDING("digital_device")),
    SEED("R2-2 a year without a confirmation of 様式第2号", "year_2", LONG_AGO("2")),
    SEED("R2-4 a device without its label", "label",
         CHOOSE("digital_device", "state='current'") PUT("digital_device", "f_label=NULL")),
    SEED("R0-9 a terminal not found, and no measures on record", "loss",
         "UPDATE r_checkout SET f_whereabouts='missing' WHERE state='out' AND f_taken_from<{now}-30*{d};"),
    SEED("S-12 no review of the rights", "access_review", "DELETE FROM r_access_review;"),
    SEED("R0-7 a departure that stays unconfirmed", "departures",
         "UPDATE step SET at=at-40*{d} WHERE register='setting' AND entry IN (SELECT id FROM r_setting WHERE "
         "f_unconfirmed IS NOT NULL);"),
    SEED("R3-1 a mobile terminal out beyond its time", "late_mobile", LATE("checkout", "f_route='mobile'")),
    SEED("R3-3 a mobile terminal back without 紛失なし", "return_mobile", UNCONFIRMED("checkout", "f_route='mobile'")),
    SEED("R3-4 a month out without a look at a mobile terminal", "whereabouts_mobile",
         "DELETE FROM step WHERE register='checkout' AND key='whereabouts';"),
    SEED("R3-7 a terminal that is not mobile out beyond its time", "late_terminal",
         OUT_AGAIN("checkout", "f_route='non_mobile'", "-3*{d}", "-{d}")),
    SEED("R3-8 a month out without a look at a terminal that is not mobile", "whereabouts_terminal",
         OUT_AGAIN("checkout", "f_route='non_mobile'", "-40*{d}", "+9*{d}")),
    SEED("R3-8 a terminal that is not mobile back without 紛失なし", "return_terminal",
         UNCONFIRMED("checkout", "f_route='non_mobile'")),
    SEED("R3-10 a month of 様式第3号 that nobody has confirmed", "month_3",
         "DELETE FROM r_monthly WHERE f_book='3' AND f_month='2026-09';"),
    SEED("R4-2 a year without an update of 様式第4号", "year_4", LONG_AGO("4")),
    SEED("R4-5 a month without a round of the phones", "round_phone", NO_INSPECTION("phone", "='2026-09'")),
    SEED("R3-12 a shared phone out beyond its time", "late_phone", LATE("checkout", "f_route='shared_phone'"),
         .cure = "UPDATE r_checkout SET f_taken_until={now}+{d} WHERE state='out' AND f_route='shared_phone';"),
    SEED("M-44 a phone of the duty not back with the report", "night_phone", NOT_BACK_IN_THE_MORNING("checkout")),
    SEED("M-45 no patrol that looked at the phones of the 交番", "patrol_phone", NOT_LOOKED_AT("r_phone")),
    SEED("R3-13 a shared phone back without its confirmation", "return_phone",
         UNCONFIRMED("checkout", "f_route='shared_phone'")),
    SEED("R6-1 a change of 様式第6号 that nobody has confirmed", "change_6", PENDING("medium")),
    SEED("R6-2 a year that began without an update of 様式第6号", "year_6",
         "UPDATE r_yearly SET f_date='2025-12-01' WHERE f_book='6';"),
    SEED("R5-1 a month without a round of the media", "round_media", NO_INSPECTION("media", "='2026-09'")),
    SEED(
        "R5-2", "round_yearly",
        CHOOSE(
            "medium",
            "state='current' AND f_in_book IS NOT NULL AND f_kind='usb' AND f_from<'2026-01-01'") "UPDATE r_medium SET "
                                                                                                  "f_place=(SELECT id "
                                                                                                  "FROM r_place WHERE "
                                                                                                  "f_class='3') WHERE "
                                                                                                  "id "
                                                                                                  "IN " CHOSEN ";"
                                                                                                  "UPDATE step SET "
                                                                                                  "at=at-500*{d} WHERE "
                                                                                                  "register='"
                                                                                                  "inspection_"
                                                                                                  "item' AND "
                                                                                                  "key='record' "
                                                                                                  "AND entry IN "
                                                                                                  "(SELECT id FROM "
                                                                                                  "r_inspection_item "
                                                                                                  "WHERE f_item "
                                                                                                  "IN " CHOSEN ");"),
    SEED("R7-1 a medium out beyond its time", "late_medium", LATE("use", "f_mode='take_out'")),
    SEED("R7-2 a medium back without 紛失なし", "return_medium", UNCONFIRMED("use", "f_mode='take_out'")),
    SEED("M-42 a day without a look at a camera of 指定職員", "sight",
         "DELETE FROM r_sighting WHERE f_seen_at>{now}-3*{d} AND f_item=(SELECT id FROM r_medium WHERE "
         "f_number='600-021-006');"),
    SEED("X-T2 a camera not back the same day and not written up", "full_entry",
         "UPDATE r_use SET f_taken_from=f_taken_from-{d},f_taken_until=f_taken_until-{d} WHERE state='out' AND "
         "f_exemption='person';"),
    SEED("M-44 a camera of the duty not back with the report", "night_camera", NOT_BACK_IN_THE_MORNING("use")),
    SEED("M-46 no patrol that looked at the cameras of the 交番", "patrol_camera",
         NOT_LOOKED_AT("r_medium WHERE f_designation='police_box'")),
    SEED("R7-6 a device out beyond its time", "late_device", LATE("use", "f_mode='device' AND f_omitted IS NULL")),
    SEED("R7-6 a device back without 紛失なし after a permit by telephone", "return_device",
         UNCONFIRMED_SO("use", "f_mode='device' AND f_permit_called IS NOT NULL", ",f_confirm_called=NULL")),
    SEED("R7-6 a device back without 紛失なし", "return_device",
         UNCONFIRMED("use", "f_mode='device' AND f_permit_called IS NULL")),
    SEED("R7-7 a month out without a look at a device", "whereabouts_device",
         OUT_AGAIN("use", "f_mode='device'", "-40*{d}", "+9*{d}")),
    SEED("R7-4 a permit by telephone not countersigned", "countersign",
         "UPDATE r_use SET f_countersign_until={now}-3*{d} WHERE f_countersign_until IS NOT NULL;"),
    SEED("R7-10 a medium used inside beyond its time", "late_in_building",
         OUT_AGAIN("use", "f_mode='in_building'", "-2*{d}", "-{d}")),
    SEED("R7-10 a medium used inside back without 紛失なし", "return_in_building",
         UNCONFIRMED("use", "f_mode='in_building'")),
    SEED("R5-3 a period without a check of the logs", "log_check", NO_INSPECTION("log_check", ">='2026-09'")),
    SEED("R5-4 no periodic confirmation of the permits", "permit_check", NO_INSPECTION("permit_check", "IS NOT NULL")),
    SEED("R5-5 a month that nobody has verified", "verification", NO_INSPECTION("verification", "='2026-09'")),
    SEED("R5-6 a verification without the result that is kept with it", "verification",
         CHOOSE("inspection", INSPECTED("verification", "='2026-09'"))
             PUT("inspection", "state='open',f_log_file=NULL,f_log_digest=NULL,f_log_kept=NULL")
                 WITHOUT("inspection", "'report','confirm_deputy'")),
    SEED("R7-15 a month of 様式第7号 that nobody has confirmed", "month_7",
         "DELETE FROM r_monthly WHERE f_book='7' AND f_month='2026-09';"),
    SEED("R8-1 a key not back by the end of the day", "late_key",
         "UPDATE r_key_use SET f_due=f_due-{d} WHERE state='out';"),
    SEED("R9-1 a change of an exception that is not applied for", "reapply",
         "DELETE FROM r_exception WHERE f_kind='change' AND state='requested';"),
    SEED("R9-2 an exception that ended without a report", "exception_report",
         "UPDATE r_exception SET state='permitted',f_ends_at=({now}+32400)/{d}*{d}-32400-14*{d} WHERE id IN " CHOSEN
         ";",
         .cure = CHOOSE("exception", "state='permitted' AND f_ends_at<{now}") PUT("exception", "state='reported'"),
         .with = "exception_chase"),
    SEED("R9-2 a report that is missing and that nobody has asked for", "exception_chase",
         "DELETE FROM step WHERE register='exception' AND key='chase';",
         .cure = CHOOSE(
             "exception",
             "state='permitted' AND f_ends_at<{now}") "INSERT INTO step SELECT "
                                                      "register,entry,n+100,'chase',actor,actor_name,actor_rank,actor_"
                                                      "posts,rule,{now}-{d},"
                                                      "seq,0,NULL FROM step WHERE register='exception' AND entry "
                                                      "IN " CHOSEN " ORDER BY n DESC LIMIT 1;"),
};
enum { SEEDS = sizeof seeds / sizeof seeds[0] };

/* ---- putting them in ---- */

static struct store *store_of(void)
{
    return session_station(house.session)->store;
}

static int64_t month_began(void)
{
    return date_at(date_month_first(date_of(house.now)), 0);
}

static void replace(char *buf, size_t size, const char *sql, const char *word, long long number)
{
    buf[0] = '\0';
    for (const char *at; (at = strstr(sql, word)) != NULL; sql = at + strlen(word)) {
        size_t n = strlen(buf);
        snprintf(buf + n, size - n, "%.*s%lld", (int)(at - sql), sql, number);
    }
    snprintf(buf + strlen(buf), size - strlen(buf), "%s", sql);
}

static void run(const char *sql)
{
    char a[4096], b[4096];
    struct err e;
    replace(a, sizeof a, sql, "{now}", (long long)house.now);
    replace(b, sizeof b, a, "{month}", (long long)month_began());
    replace(a, sizeof a, b, "{d}", 86400);
    house_ok(store_exec(store_of(), a, &e));
}

/* Everything that keeps the projections from being what the journal does not say. */
static void begin(void)
{
    struct statement s;
    struct err e;
    char drop[200][120];
    int n = 0;
    house_ok(store_begin(store_of(), &e));
    house_ok(statement_begin(&s, store_of(), &e,
                             "SELECT 'DROP '||type||' \"'||name||'\"' FROM sqlite_master WHERE type='trigger' OR "
                             "(type='index' AND name LIKE 'x\\_%' ESCAPE '\\')",
                             ""));
    while (statement_step(&s, &e) == 1 && n < 200)
        snprintf(drop[n++], sizeof drop[0], "%s", statement_text(&s, 0));
    statement_end(&s);
    assert_in_range(n, 1, 199);
    for (int i = 0; i < n; i++)
        house_ok(store_exec(store_of(), drop[i], &e));
}

static struct compliance look(int64_t now)
{
    struct compliance board;
    struct err e;
    house_ok(compliance_load(&board, house.session, now, &e));
    return board;
}

static const struct compliance_line *line_of(const struct compliance *board, const char *kind)
{
    for (size_t i = 0; i < board->n; i++)
        if (strcmp(board->lines[i].kind->key, kind) == 0)
            return &board->lines[i];
    fail_msg("no line %s", kind);
    return NULL;
}

/* What a line becomes that is over. */
static const char *over(const struct compliance_line *line)
{
    return line->kind->guide ? COMPLIANCE_GUIDE_OVER : COMPLIANCE_BROKEN;
}

static void compare(const struct seed *seed, const struct compliance *before, const struct compliance *after)
{
    assert_int_equal(before->n, after->n);
    assert_string_not_equal(line_of(before, seed->kind)->state, over(line_of(before, seed->kind)));
    assert_string_equal(line_of(after, seed->kind)->state, over(line_of(after, seed->kind)));
    for (size_t i = 0; i < before->n; i++) {
        const struct compliance_line *a = &before->lines[i], *b = &after->lines[i];
        const char *expected = seed->with != NULL && strcmp(a->kind->key, seed->with) == 0 ? COMPLIANCE_DUE : a->state;
        if (strcmp(a->kind->key, seed->kind) != 0 && strcmp(b->state, expected) != 0)
            fail_msg("%s: %s went from %s to %s", seed->name, a->kind->key, a->state, b->state);
    }
}

static void turns_its_line_red(void **state)
{
    const struct seed *seed = *state;
    struct compliance before, after;
    begin();
    if (seed->cure != NULL)
        run(seed->cure);
    before = look(0);
    run(seed->sql);
    after = look(0);
    store_rollback(store_of());
    compare(seed, &before, &after);
    compliance_release(&before);
    compliance_release(&after);
}

/* ---- the board itself ---- */

static void every_line_has_an_omission_that_is_tried(void **state)
{
    (void)state;
    for (size_t i = 0; i < base.n; i++) {
        const char *key = base.lines[i].kind->key;
        /* of the text itself, not of the station; over only in the night after the duty, not at this hour */
        bool tried = strcmp(key, "edition") == 0 || strcmp(key, "handover") == 0;
        for (size_t k = 0; !tried && k < SEEDS; k++)
            tried = strcmp(seeds[k].kind, key) == 0;
        if (!tried)
            fail_msg("nothing is seeded for %s", key);
    }
}

/* What is red in the demo is meant to be: an exception that ended without a report. */
static void the_demo_is_red_where_it_is_meant_to_be_and_nowhere_else(void **state)
{
    static const char *const red[] = {"exception_report", "exception_chase"};
    (void)state;
    assert_int_equal(base.broken, sizeof red / sizeof red[0]);
    for (size_t i = 0; i < sizeof red / sizeof red[0]; i++)
        assert_string_equal(line_of(&base, red[i])->state, COMPLIANCE_BROKEN);
    assert_string_equal(line_of(&base, "late_phone")->state, COMPLIANCE_GUIDE_OVER);
    assert_int_equal(base.guides_over, 1);
    assert_true(base.met > base.due && base.due > base.broken);
}

static void the_text_comes_first_and_a_guide_breaks_nothing(void **state)
{
    bool guides = false;
    (void)state;
    assert_int_equal(base.rows.n, base.n);
    for (size_t i = 0; i < base.n; i++) {
        const struct compliance_line *line = &base.lines[i];
        guides = guides || line->kind->guide;
        assert_true(guides == line->kind->guide); /* below the others */
        assert_true(!line->kind->guide || strncmp(line->state, "guide_", 6) == 0);
        assert_non_null(line->kind->clause);
        assert_string_equal(base.rows.entries[i]->state, line->state);
        assert_string_equal(entry_get(base.rows.entries[i], "clause"), line->kind->clause);
    }
    assert_true(guides);
}

/* The newest that is on record, by whom, and an entry that can be opened. */
static void a_line_shows_its_newest_evidence(void **state)
{
    const struct compliance_line *line = line_of(&base, "month_3");
    struct entry *entry;
    struct err e;
    (void)state;
    assert_string_equal(line->state, COMPLIANCE_MET);
    assert_string_equal(line->evidence.reg->id, "monthly");
    assert_non_null(strstr(line->evidence.title, "10月"));
    assert_string_equal(line->evidence.by, "渡部 恒一");
    house_ok(entry_load(&entry, session_station(house.session), line->evidence.reg, line->evidence.entry, &e));
    entry_free(entry);
    line = line_of(&base, "whereabouts_mobile");
    assert_string_equal(line->evidence.by, "伊藤 学");
    assert_int_equal(date_compare(date_of(line->evidence.at), (struct date){2026, 11, 11}), 0);
    assert_string_equal(line_of(&base, "whereabouts_terminal")->state, COMPLIANCE_NONE);
    assert_null(line_of(&base, "whereabouts_terminal")->evidence.reg);
}

/* Spring: the year's beginning and the month that nobody has confirmed by then. */
static void another_day_can_be_looked_at_in_a_demo(void **state)
{
    struct compliance board = look(date_at((struct date){2027, 1, 6}, 600));
    (void)state;
    assert_string_equal(line_of(&base, "year_6")->state, COMPLIANCE_MET);
    assert_string_equal(line_of(&board, "year_6")->state, COMPLIANCE_BROKEN);
    assert_string_equal(line_of(&board, "month_7")->state, COMPLIANCE_BROKEN);
    compliance_release(&board);
}

static void another_day_is_refused_in_a_real_station(void **state)
{
    struct house real;
    struct compliance board;
    struct err e;
    (void)state;
    house_open(&real, house_time(2026, 11, 24, 10, 0));
    assert_int_equal(compliance_load(&board, real.session, real.now + 86400, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "デモ"));
    house_ok(compliance_load(&board, real.session, 0, &e));
    assert_int_equal(board.broken, 0);
    compliance_release(&board);
    house_close(&real);
}

/* S-15: who administers the machine sees no book, and so not what is owed of them. */
static void the_board_is_not_for_the_technical_administrator(void **state)
{
    struct house real;
    struct compliance board;
    struct err e;
    (void)state;
    house_open(&real, house_time(2026, 11, 24, 10, 0));
    house_as(&real, GIJUTSU);
    assert_int_equal(compliance_load(&board, real.session, 0, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "技術管理者"));
    house_close(&real);
}

static void the_pack_holds_what_is_owed_and_what_is_on_record(void **state)
{
    struct compliance_pack pack;
    char path[160];
    struct err e;
    (void)state;
    house_ok(compliance_pack_load(&pack, house.session, &e));
    assert_int_equal(pack.board.n, base.n);
    assert_true(pack.owed.n >= base.due + base.broken);
    assert_true(pack.evidence.n > base.met);
    assert_string_equal(pack.requests[1].made->period, "令和8年11月24日現在");
    for (int pdf = 0; pdf < 2; pdf++) {
        snprintf(path, sizeof path, "%s/pack.%s", house.dir.path, pdf ? "pdf" : "xlsx");
        house_ok(paper_set_export(house.session, "適合状況一覧", pack.requests, COMPLIANCE_SHEETS,
                                  pdf ? PAPER_PDF : PAPER_XLSX, path, false, &e));
        assert_int_equal(access(path, R_OK), 0);
    }
    compliance_pack_release(&pack);
}

static int setup(void **state)
{
    (void)state;
    house_demo(&house, house_time(2026, 11, 24, 14, 10));
    base = look(0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    compliance_release(&base);
    house_close(&house);
    return 0;
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(every_line_has_an_omission_that_is_tried),
        cmocka_unit_test(the_demo_is_red_where_it_is_meant_to_be_and_nowhere_else),
        cmocka_unit_test(the_text_comes_first_and_a_guide_breaks_nothing),
        cmocka_unit_test(a_line_shows_its_newest_evidence),
        cmocka_unit_test(another_day_can_be_looked_at_in_a_demo),
        cmocka_unit_test(another_day_is_refused_in_a_real_station),
        cmocka_unit_test(the_board_is_not_for_the_technical_administrator),
        cmocka_unit_test(the_pack_holds_what_is_owed_and_what_is_on_record),
    };
    enum { OTHERS = sizeof others / sizeof others[0] };
    struct CMUnitTest tests[SEEDS + OTHERS];
    for (size_t i = 0; i < SEEDS; i++)
        tests[i] = (struct CMUnitTest){seeds[i].name, turns_its_line_red, NULL, NULL, (void *)(uintptr_t)&seeds[i]};
    memcpy(&tests[SEEDS], others, sizeof others);
    return cmocka_run_group_tests(tests, setup, teardown);
}
