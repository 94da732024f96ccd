/* 使用状況の検証 from the CSV of a computer to the confirmed 様式第5号, in a real station. */
#include "app/verification.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/query.h"
#include "forms/field.h"
#include "forms/register_log_result.h"
#include "forms/text.h"
#include "print/csv_read.h"
#include "tests/app/model.h"
#include "tests/print/fixture.h"

enum { PATH = 128, SUMMARY = 4096 };

static char usb[HOUSE_VALUE], pc[HOUSE_VALUE], mute[HOUSE_VALUE], path[PATH];

/* A USB stick, a computer with a log and one without. */
static int furnish(void **state)
{
    char section[HOUSE_VALUE], place[HOUSE_VALUE];
    int rc = setup(state);
    house_enter(&house, KANRI, "section", section, "code", "012", "name", "地域係");
    house_enter(&house, KANRI, "place", place, "name", "署", "kind", "station");
    house_enter(&house, KANRI, "medium", usb, "=section", section, "kind", "usb", "=supervisor", house.people[ITO],
                "=custodian", house.people[SATO], "=place", place);
    house_enter(&house, KANRI, "pc", pc, "name", "端末-11", "input_limit", "permit", "=output_permit", "yes",
                "=output_registered_only", "yes");
    house_enter(&house, KANRI, "pc", mute, "name", "端末-12", "input_limit", "permit", "=output_permit", "yes",
                "=output_registered_only", "yes", "=no_log", "yes");
    snprintf(path, sizeof path, "/tmp/kanribo-log-%ld.csv", (long)getpid());
    return rc;
}

static int clear(void **state)
{
    unlink(path);
    return teardown(state);
}

/* TANAKA uses the stick in the building on 9.14 from 10:00 to 11:00. */
static void use_it(void)
{
    char id[ENTRY_ID_BYTES] = "";
    house.now = house_time(2026, 9, 14, 10, 0);
    house_do(&house, TANAKA, "use", id, "request", "mode", "in_building", "=item", usb, "use_place", "執務室");
    house_must(&house, ITO, "use", id, "permit", NULL);
    house.now += 3600;
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes");
    house_must(&house, ITO, "use", id, "confirm", NULL);
}

static void write_log(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static const char heading[] = "日時,コンピューター名,ユーザー名,操作,ファイル名,サイズ,管理番号\r\n";

/* With that log, as of 10.5, by ITO; its columns kept under a name where they are new. */
static struct verification *verify(const char *lines, bool known)
{
    char text[4096];
    struct verification *v = NULL;
    bool mapped;
    struct err e;
    snprintf(text, sizeof text, "%s%s", heading, lines);
    house.now = house_time(2026, 10, 5, 9, 0);
    house_as(&house, ITO);
    house_ok(verification_load(&v, house.session, "2026-09", &e));
    if (lines[0] == '\0')
        return v;
    write_log(text);
    house_ok(verification_read(v, path, &mapped, &e));
    assert_int_equal(mapped, known);
    if (!mapped)
        house_ok(verification_map(v, &v->files[0], "端末のログ", &e));
    house_ok(verification_compare(v, &e));
    return v;
}

#define NUMBER "600-012-001"
#define GOOD "2026/09/14 10:30:05,端末-11,tanaka,書き込み,資料.xlsx,20480," NUMBER "\r\n"
#define ALIEN "2026/09/14 10:40:00,端末-11,sato,読み込み,写真.jpg,1048576," NUMBER "\r\n"
#define LATE "2026/09/14 13:00:00,端末-11,tanaka,読み込み,写真.jpg,1048576," NUMBER "\r\n"

/* What the form of 結果の記載 stands filled with, and recorded as it stands. */
static void report(char round[ENTRY_ID_BYTES], const char *measures)
{
    struct act_draft draft;
    struct act *act = NULL;
    struct err e;
    house_ok(act_draft_newest(&draft, house.session, &e));
    assert_string_equal(draft.reg->id, "inspection");
    assert_string_equal(draft.step, "report");
    house_ok(act_new(&act, house.session, draft.reg, draft.id, draft.step, &e));
    house_ok(act_draft_load(act, &e));
    if (measures != NULL) {
        char text[SUMMARY];
        snprintf(text, sizeof text, "%s\n%s", entry_get(act_entry(act), "differences"), measures);
        house_ok(act_type(act, "differences", text, NULL, &e));
    }
    house_ok(act_commit(act, NULL, &e));
    snprintf(round, ENTRY_ID_BYTES, "%s", draft.id);
    act_free(act);
}

static void expect(const struct entry *entry, const char *key, const char *value)
{
    const char *now = entry_get(entry, key);
    if (value == NULL ? now != NULL : now == NULL || strcmp(now, value) != 0)
        fail_msg("%s is %s", key, now != NULL ? now : "unset");
}

/* The whole way: log, comparison, result, 運用管理補助者; nothing differs. */
static void M_37_R5_5_R5_6_from_csv_to_confirmed(void **state)
{
    char round[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    use_it();
    struct verification *v = verify(GOOD, false);
    assert_int_equal(v->result.lines, 1);
    assert_int_equal(log_result_faults(&v->result), 0);
    house_ok(verification_record(v, &e));
    report(round, NULL);
    struct entry *entry = house_load(&house, "inspection", round);
    assert_string_equal(entry->state, "reported");
    expect(entry, "month", "2026-09");
    expect(entry, "period_from", "2026-09-01");
    expect(entry, "period_to", "2026-09-30");
    expect(entry, "by_logs", "yes");
    expect(entry, "by_books", "yes");
    expect(entry, "result", "none");
    expect(entry, "differences", NULL);
    expect(entry, "log_kept", "file");
    expect(entry, "log_file", v->files[0].name);
    expect(entry, "log_digest", v->files[0].digest);
    entry_free(entry);
    verification_free(v);
    assert_int_equal(house_try(&house, KANRI, "inspection", round, "confirm_deputy", (const char *const[]){NULL}, &e),
                     ERR_REFUSED);
    house_must(&house, HOJO, "inspection", round, "confirm_deputy", NULL);
    house_state(&house, "inspection", round, "confirmed");
}

static size_t listed(const char *round, const char *state, struct rows *rows)
{
    const struct cond conds[] = {{"inspection", COND_IS, round}, {"state", COND_IS, state}, {0}};
    const struct query query = {
        .reg = station_register(session_station(house.session), "log_result"), .conds = conds, .limit = 1000};
    struct err e;
    house_ok(rows_load(rows, session_station(house.session), &query, ROWS_FIRST, NULL, &e));
    return rows->n;
}

/* As coreutils says it. */
static void sha256sum(char out[VERIFICATION_DIGEST])
{
    struct output_buffer said = {0};
    assert_int_equal(fixture_run(&said, (const char *const[]){"sha256sum", path, NULL}), 0);
    snprintf(out, VERIFICATION_DIGEST, "%s", said.bytes);
    output_buffer_release(&said);
}

/* The sheet that goes with 様式第5号 of the year. */
static void expect_on_paper(void)
{
    struct output_buffer text = {0};
    struct paper_sheets sheets;
    struct err e;
    const struct paper_request request = {.reg = register_find("inspection"), .year = "2026"};
    house_ok(paper_sheets(&sheets, house.session, &request, &e));
    fixture_check_cells(sheets.sheets[sheets.n - 1]);
    fixture_texts(&text, sheets.sheets[sheets.n - 1]);
    assert_true(fixture_printed(&text, "写真.jpg"));
    assert_true(fixture_printed(&text, "記載と異なる者の使用"));
    output_buffer_release(&text);
    paper_sheets_release(&sheets);
}

/* R5-6: every difference and the digest of the file stand beside 様式第5号, on record and on paper; done again they are replaced. */
static void R5_5_R5_6_differences_are_kept_with_the_book(void **state)
{
    char round[ENTRY_ID_BYTES], digest[VERIFICATION_DIGEST];
    struct verification *v;
    struct rows rows;
    struct err e;
    (void)state;
    use_it();
    v = verify(GOOD ALIEN LATE, false);
    sha256sum(digest);
    assert_string_equal(v->files[0].digest, digest);
    assert_int_equal(log_result_faults(&v->result), 2);
    house_ok(verification_record(v, &e));
    snprintf(round, sizeof round, "%s", v->round->id);
    assert_int_equal(listed(round, "listed", &rows), 3);
    expect(rows.entries[0], "kind", "file");
    expect(rows.entries[0], "digest", digest);
    expect(rows.entries[1], "kind", "other_person");
    expect(rows.entries[1], "person", house_people[SATO].name);
    expect(rows.entries[1], "file", "写真.jpg");
    expect(rows.entries[1], "month", "2026-09");
    assert_non_null(strstr(entry_get(rows.entries[1], "row"), house_people[TANAKA].name));
    assert_non_null(strstr(entry_get(rows.entries[1], "source"), "3行目"));
    expect(rows.entries[2], "kind", "outside_time");
    rows_release(&rows);
    house_ok(verification_record(v, &e)); /* the same again: nothing new */
    assert_int_equal(listed(round, "replaced", &rows), 0);
    rows_release(&rows);
    verification_free(v);
    v = verify(GOOD ALIEN, true); /* the columns are known; another file, in the same round */
    house_ok(verification_record(v, &e));
    assert_string_equal(v->round->id, round);
    assert_int_equal(listed(round, "replaced", &rows), 3);
    rows_release(&rows);
    assert_int_equal(listed(round, "listed", &rows), 2);
    rows_release(&rows);
    report(round, "措置: 本人に指導した");
    struct entry *entry = house_load(&house, "inspection", round);
    expect(entry, "result", "found");
    assert_non_null(strstr(entry_get(entry, "differences"), "記載と異なる者の使用 1"));
    assert_non_null(strstr(entry_get(entry, "differences"), "本人に指導した"));
    entry_free(entry);
    assert_int_not_equal(verification_record(v, &e), 0); /* waits for 運用管理補助者 */
    expect_on_paper();
    verification_free(v);
}

/* A computer without a log: what stands in 接続記録簿 is set against 様式第7号, and the form can be reached. */
static void M_37_R5_5_the_book_of_connections_stands_for_a_log(void **state)
{
    char id[2][ENTRY_ID_BYTES] = {"", ""}, round[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    use_it();
    house.now = house_time(2026, 9, 14, 10, 20);
    house_do(&house, TANAKA, "connection", id[0], "record", "=person", house.people[TANAKA], "=pc", mute, "=medium",
             usb, "purpose", "取込み");
    house.now = house_time(2026, 9, 15, 18, 0);
    house_do(&house, SATO, "connection", id[1], "record", "=person", house.people[SATO], "=pc", mute, "=medium", usb,
             "purpose", "取込み");
    struct verification *v = verify("", true);
    assert_int_equal(v->nbook, 2);
    assert_int_equal(v->result.lines, 2);
    assert_int_equal(v->result.counts[LOG_NO_ROW], 1);
    house_ok(verification_record(v, &e));
    report(round, "確認中");
    struct entry *entry = house_load(&house, "inspection", round);
    expect(entry, "by_logs", "yes");
    expect(entry, "log_kept", "paper");
    expect(entry, "log_place", "様式第5号付属 ログの検証結果");
    entry_free(entry);
    verification_free(v);
}

static void M_37_by_the_supervisor_alone(void **state)
{
    static const enum who others[] = {KANRI, HOJO, TANAKA};
    struct err e;
    (void)state;
    use_it();
    struct verification *v = verify(GOOD, false);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        house_as(&house, others[i]);
        v->session = house.session;
        assert_int_equal(verification_record(v, &e), ERR_REFUSED);
    }
    verification_free(v);
}

/* 「運用管理者及び運用管理補助者による確認」: the months of the setting, both of them, in either order. */
static void M_28_R5_4_permits_are_confirmed_by_both(void **state)
{
    static const char *const none[] = {NULL};
    static const struct {
        enum who who;
        const char *step;
    } steps[] = {{KANRI, "confirm_administrator"}, {HOJO, "confirm_deputy"}};
    struct err e;
    (void)state;
    for (size_t first = 0; first < 2; first++) {
        char round[ENTRY_ID_BYTES] = "";
        size_t second = 1 - first;
        house_do(&house, ITO, "inspection", round, "begin", "kind", "permit_check");
        struct entry *entry = house_load(&house, "inspection", round);
        expect(entry, "period_from", "2026-03-01"); /* six months, until the last that is over */
        expect(entry, "period_to", "2026-08-31");
        expect(entry, "covers", "both");
        entry_free(entry);
        assert_int_not_equal(house_try(&house, KANRI, "inspection", round, "confirm_administrator", none, &e), 0);
        house_do(&house, ITO, "inspection", round, "report", "result", "none");
        house_must(&house, steps[first].who, "inspection", round, steps[first].step, NULL);
        house_state(&house, "inspection", round, "reported");
        for (size_t i = 0; i < WHO; i++)
            if (i != (size_t)steps[second].who)
                assert_int_equal(house_try(&house, (enum who)i, "inspection", round, steps[second].step, none, &e),
                                 ERR_REFUSED);
        house_must(&house, steps[second].who, "inspection", round, steps[second].step, NULL);
        house_state(&house, "inspection", round, "confirmed");
    }
}

/* The words of `differences` stay within the field, whatever there is; what is not listed is counted. */
static void R5_5_long_lists_are_summarised(void **state)
{
    enum { LINES = 300 };
    char *text = calloc(LINES + 2, 120), summary[SUMMARY], round[ENTRY_ID_BYTES];
    struct rows rows;
    bool mapped;
    struct err e;
    (void)state;
    use_it();
    struct verification *v = verify(GOOD, false);
    strcat(text, heading);
    for (int i = 0; i < LINES; i++)
        snprintf(text + strlen(text), 120, "2026/09/15 %02d:%02d:00,端末-11,sato,読み込み,写真%d.jpg,1," NUMBER "\r\n",
                 i / 60, i % 60, i);
    write_log(text);
    house_ok(verification_read(v, path, &mapped, &e));
    assert_true(mapped || v->nfiles == 2);
    house_ok(verification_compare(v, &e));
    assert_int_equal(log_result_faults(&v->result), LINES);
    verification_summary(summary, sizeof summary, v);
    assert_true(text_length(summary, strlen(summary)) < 560);
    assert_non_null(strstr(summary, "使用の記載なし 300"));
    assert_non_null(strstr(summary, "ほか2"));
    house_ok(verification_record(v, &e));
    assert_int_equal(listed(v->round->id, "listed", &rows), 2 + VERIFICATION_LISTED + 1);
    expect(rows.entries[rows.n - 1], "kind", "more");
    expect(rows.entries[rows.n - 1], "row", "ほか100件");
    rows_release(&rows);
    report(round, "確認中");
    verification_free(v);
    free(text);
}

static void files_are_read_once_and_told_when_they_cannot_be(void **state)
{
    bool mapped;
    struct err e;
    (void)state;
    struct verification *v = verify(GOOD, false);
    assert_int_equal(verification_read(v, path, &mapped, &e), ERR_CONFLICT);
    assert_int_equal(v->nfiles, 1);
    assert_int_equal(verification_read(v, "/tmp/none.csv", &mapped, &e), ERR_NOT_FOUND);
    write_log("a,b\n\"c");
    assert_int_equal(verification_read(v, path, &mapped, &e), ERR_INPUT);
    write_log("x,y\n1,2\n");
    house_ok(verification_read(v, path, &mapped, &e));
    assert_false(mapped);
    assert_int_equal(verification_compare(v, &e), ERR_INPUT); /* no column of times */
    assert_string_equal(e.field, "time");
    verification_drop(v, 1);
    house_ok(verification_compare(v, &e));
    verification_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(M_37_R5_5_R5_6_from_csv_to_confirmed, furnish, clear),
        cmocka_unit_test_setup_teardown(R5_5_R5_6_differences_are_kept_with_the_book, furnish, clear),
        cmocka_unit_test_setup_teardown(M_37_R5_5_the_book_of_connections_stands_for_a_log, furnish, clear),
        cmocka_unit_test_setup_teardown(M_37_by_the_supervisor_alone, furnish, clear),
        cmocka_unit_test_setup_teardown(M_28_R5_4_permits_are_confirmed_by_both, furnish, clear),
        cmocka_unit_test_setup_teardown(R5_5_long_lists_are_summarised, furnish, clear),
        cmocka_unit_test_setup_teardown(files_are_read_once_and_told_when_they_cannot_be, furnish, clear),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}
