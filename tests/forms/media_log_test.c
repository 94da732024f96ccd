/* What a line of a log means, and how lines are set against rows: M-37, R5-5. */
#include "forms/media_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "forms/date.h"
#include "forms/media_compare.h"

#define COUNT(A) (sizeof(A) / sizeof *(A))
enum { MINUTE = 60, TOLERANCE = 10 * MINUTE };

static int64_t at(int day, int hour, int minute)
{
    return date_at((struct date){2026, 10, day}, hour * 60 + minute);
}

/* ---- times ---- */

static void R5_5_times_as_programs_write_them(void **state)
{
    static const struct {
        const char *text;
        int second; /* after 2026-10-03 14:05 in Japan; -1: none */
    } times[] = {
        {"2026/10/03 14:05:11", 11},
        {"2026-10-03 14:05:11", 11},
        {"2026-10-03T14:05:11", 11},
        {"2026-10-03T05:05:11Z", 11},
        {"2026-10-03T14:05:11+09:00", 11},
        {"2026-10-03T14:05:11.250+0900", 11},
        {"2026-10-02T22:05-07", 0},
        {"2026/10/3 14:05", 0},
        {"2026.10.03 14:05", 0},
        {"2026年10月3日 14時5分11秒", 11},
        {"２０２６／１０／０３　１４：０５", 0},
        {"20261003140511", 11},
        {"2026/10/3 2:05:11 PM", 11},
        {"2026/10/3 午後2:05", 0},
        {"R8.10.3 14:05", 0},
        {"2026/10/03 14:05 JST", 0},
        {"2026/10/3 25:05", -1},
        {"2026/13/03 14:05", -1},
        {"2026/10/03", -1},
        {"10/03/2026 14:05", -1},
        {"2026/10/3 14:05 AM", -1},
        {"2026/10/03 14:05:11 x", -1},
        {"20261003250511", -1},
        {"", -1},
        {"昨日", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(times); i++) {
        int64_t out = 0;
        struct err e = {0};
        int rc = log_time_parse(&out, times[i].text, at(31, 0, 0), &e);
        if ((rc == 0) != (times[i].second >= 0))
            fail_msg("%s: %s", times[i].text, e.text);
        if (rc == 0 && out != at(3, 14, 5) + times[i].second)
            fail_msg("%s: %lld", times[i].text, (long long)(out - at(3, 14, 5)));
    }
}

/* ---- columns ---- */

static void R5_5_columns_by_their_headings(void **state)
{
    static const char *const sky[] = {"No.",  "日時",       "コンピューター名", "ユーザー名",
                                      "操作", "ファイル名", "サイズ",           "デバイスID"};
    static const int sky_at[LOG_COLUMNS] = {1, -1, 3, 2, 5, 6, 4, -1, 7};
    static const char *const english[] = {"Date", "Time", "User Name", "Host Name", "Action", "File Name", "Size"};
    static const char *const ids[] = {"氏名", "職員番号", "日付", "時刻", "管理番号", "平文・暗号文の別"};
    struct log_mapping m;
    struct err e;
    (void)state;
    assert_int_equal(log_mapping_guess(&m, sky, COUNT(sky)), 7);
    for (int c = 0; c < LOG_COLUMNS; c++)
        assert_int_equal(m.at[c], sky_at[c]);
    assert_int_equal(log_mapping_check(&m, &e), 0);
    assert_int_equal(log_mapping_guess(&m, english, COUNT(english)), 6);
    assert_int_equal(m.at[LOG_PERSON], 2);
    assert_int_equal(log_mapping_guess(&m, ids, COUNT(ids)), 5);
    assert_int_equal(m.at[LOG_PERSON], 1); /* a number names one person, a name may be that of two */
    assert_int_equal(m.at[LOG_DAY], 2);
    assert_int_equal(m.at[LOG_TIME], 3);
    assert_int_equal(log_mapping_guess(&m, (const char *const[]){"列1", "列2"}, 2), 0);
    assert_int_equal(log_mapping_check(&m, &e), ERR_INPUT);
    assert_string_equal(e.field, "time");
    assert_int_equal(log_heading_find("ファイル 名", sky, COUNT(sky)), 5);
    assert_int_equal(log_heading_find("ﾌｧｲﾙ名", sky, COUNT(sky)), 5);
    assert_int_equal(log_heading_find("名", sky, COUNT(sky)), -1);
}

/* ---- names and words ---- */

static void know(struct log_known *known)
{
    static const char *const persons[][2] = {{"tanaka", "P1"},  {"田中 玲", "P1"}, {"sato", "P2"},
                                             {"佐藤 健", "P2"}, {"佐藤 健", "P3"}, {"髙橋 誠", "P4"}};
    struct err e;
    *known = (struct log_known){0};
    for (size_t i = 0; i < COUNT(persons); i++)
        assert_int_equal(log_names_add(&known->persons, persons[i][0], persons[i][1], &e), 0);
    assert_int_equal(log_names_add(&known->media, "600-012-001", "M1", &e), 0);
    assert_int_equal(log_names_add(&known->pcs, "PC-07", "C7", &e), 0);
    log_names_sort(&known->persons);
    log_names_sort(&known->media);
    log_names_sort(&known->pcs);
}

static void forget(struct log_known *known)
{
    log_names_release(&known->persons);
    log_names_release(&known->media);
    log_names_release(&known->pcs);
}

static void R5_5_names_as_the_station_knows_them(void **state)
{
    static const char *const found[][2] = {
        {"tanaka", "P1"},
        {"ＴＡＮＡＫＡ", "P1"},
        {"田中玲", "P1"},
        {"田中　玲", "P1"},
        {"SHIRAKAWA\\tanaka", "P1"},
        {"tanaka@example", "P1"},
        {"高橋誠", "P4"},
        {"佐藤 健", NULL},
        {"sato", "P2"},
        {"", NULL},
        {"tana", NULL},
    };
    struct log_known known;
    bool memory;
    (void)state;
    know(&known);
    for (size_t i = 0; i < COUNT(found); i++) {
        const char *id = log_names_find(&known.persons, found[i][0], &memory);
        assert_false(memory);
        if ((id == NULL) != (found[i][1] == NULL) || (id != NULL && strcmp(id, found[i][1]) != 0))
            fail_msg("%s: %s", found[i][0], id != NULL ? id : "none");
    }
    assert_string_equal(log_names_find(&known.media, "600012001", &memory), "M1");
    assert_string_equal(log_names_find(&known.media, "６００－０１２－００１", &memory), "M1");
    assert_null(log_names_find(&known.media, "600012002", &memory));
    forget(&known);
}

static void R5_5_a_line_as_it_is_meant(void **state)
{
    static const struct {
        const char *direction, *encryption;
        int input, plain;
    } words[] = {
        {"出力", "平文", LOG_OUTPUT, LOG_PLAIN},
        {"入力", "暗号文", LOG_INPUT, LOG_ENCRYPTED},
        {"書き込み", "暗号化なし", LOG_OUTPUT, LOG_PLAIN},
        {"読込", "あり", LOG_INPUT, LOG_ENCRYPTED},
        {"Write", "none", LOG_OUTPUT, LOG_PLAIN},
        {"READ", "Encrypted", LOG_INPUT, LOG_ENCRYPTED},
        {"", "自己復号型", 0, LOG_ENCRYPTED},
        {"削除", "", 0, 0},
    };
    struct log_known known;
    struct err e;
    (void)state;
    know(&known);
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *cells[LOG_COLUMNS] = {[LOG_DAY] = "2026/10/3",
                                          [LOG_TIME] = "14:05",
                                          [LOG_PERSON] = "tanaka",
                                          [LOG_PC] = "pc07",
                                          [LOG_MEDIUM] = "600012001",
                                          [LOG_DIRECTION] = words[i].direction,
                                          [LOG_ENCRYPTION] = words[i].encryption};
        struct log_line line = {0};
        assert_int_equal(log_line_read(&line, cells, &known, at(31, 0, 0), &e), 0);
        assert_int_equal(line.at, at(3, 14, 5));
        assert_string_equal(line.person, "P1");
        assert_string_equal(line.pc, "C7");
        assert_string_equal(line.medium, "M1");
        assert_int_equal(line.direction, words[i].input);
        assert_int_equal(line.encryption, words[i].plain);
        assert_string_equal(line.text[LOG_FILE], "");
    }
    forget(&known);
}

static void R5_3_sizes_as_logs_write_them(void **state)
{
    static const struct {
        const char *text;
        int64_t bytes;
    } sizes[] = {
        {"20480", 20480}, {"1,048,576", 1048576}, {"20 KB", 20480}, {"1.5MB", 1572864},
        {"２ＫＢ", 2048}, {"3 bytes", 3},         {"0", 0},         {"", -1},
        {"不明", -1},     {"1e400", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++)
        if (log_size(sizes[i].text) != sizes[i].bytes)
            fail_msg("%s: %lld", sizes[i].text, (long long)log_size(sizes[i].text));
}

/* ---- lines against rows ---- */

static const struct log_period october = {.tolerance = TOLERANCE};

static struct log_period period(void)
{
    struct log_period p = october;
    p.from = at(1, 0, 0);
    p.until = date_at((struct date){2026, 11, 1}, 0);
    return p;
}

static struct log_line line(const char *medium, const char *person, int64_t when)
{
    struct log_line l = {.line = 2, .at = when, .person = person, .medium = medium, .source = "log.csv"};
    for (int c = 0; c < LOG_COLUMNS; c++)
        l.text[c] = "";
    l.text[LOG_MEDIUM] = medium != NULL ? medium : "";
    l.text[LOG_PERSON] = person != NULL ? person : "?";
    return l;
}

static struct log_row row(const char *medium, const char *person, int64_t from, int64_t until)
{
    return (struct log_row){.medium = medium, .person = person, .from = from, .until = until};
}

/* The faults of the one line, as marks. */
static const char *judged(const struct log_line *l, struct log_row *rows, size_t n)
{
    static char marks[64];
    const struct log_period p = period();
    struct log_result result;
    struct err e;
    assert_int_equal(log_compare(&result, l, 1, rows, n, &p, &e), 0);
    marks[0] = '\0';
    for (size_t i = 0; i < result.n; i++)
        strcat(marks, log_differences[result.list[i].fault].mark);
    log_result_release(&result);
    return marks;
}

/* Each kind of difference, and that there is none: one line against the rows of a day. M1 is P1's from 9 to 12, P2's from 13 to 17, open
 * from the 20th. */
static void M_37_R5_5_medium_person_and_time(void **state)
{
    const struct {
        const char *medium, *person;
        int day, hour, minute;
        const char *mark;
    } lines[] = {
        {"M1", "P1", 3, 9, 0, ""},     {"M1", "P1", 3, 12, 0, ""},    {"M1", "P1", 3, 8, 50, ""},
        {"M1", "P1", 3, 8, 49, "時"},  {"M1", "P1", 3, 12, 10, ""},   {"M1", "P1", 3, 12, 11, "時"},
        {"M1", "P1", 3, 14, 0, "人"},  {"M1", "P2", 3, 14, 0, ""},    {"M1", "P2", 3, 10, 0, "人"},
        {"M1", "P3", 3, 10, 0, "人"},  {"M1", "P3", 3, 12, 30, "無"}, {"M1", "P1", 4, 11, 59, "無"},
        {"M1", "P2", 4, 11, 59, "時"}, {"M1", "P1", 10, 9, 0, "無"},  {"M1", "P2", 31, 9, 0, ""},
        {"M2", "P1", 3, 10, 0, "無"},  {"M1", NULL, 3, 10, 0, "誰"},  {NULL, NULL, 3, 10, 0, "誰"},
        {NULL, "P1", 3, 10, 0, ""},    {NULL, "P1", 3, 15, 0, "時"},  {NULL, "P3", 3, 10, 0, "無"},
        {NULL, "P1", 10, 10, 0, "無"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct log_row rows[] = {row("M1", "P2", at(3, 13, 0), at(3, 17, 0)),
                                 row("M1", "P1", at(3, 9, 0), at(3, 12, 0)),
                                 row("M1", "P2", at(20, 9, 0), INT64_MAX / 2)};
        struct log_line l = line(lines[i].medium, lines[i].person, at(lines[i].day, lines[i].hour, lines[i].minute));
        if (strcmp(judged(&l, rows, COUNT(rows)), lines[i].mark) != 0)
            fail_msg("%zu: %s, not %s", i, judged(&l, rows, COUNT(rows)), lines[i].mark);
    }
}

static void M_37_R5_5_a_medium_in_no_ledger(void **state)
{
    struct log_row rows[] = {row(NULL, "P1", at(3, 9, 0), at(3, 12, 0)), row("M1", "P2", at(3, 9, 0), at(3, 12, 0))};
    struct log_line l = line(NULL, "P1", at(3, 10, 0));
    (void)state;
    l.text[LOG_MEDIUM] = "DVD-R 3";
    assert_string_equal(judged(&l, rows, 2), "媒"); /* a camera that is in use is no such medium */
    rows[0].connection = true;
    assert_string_equal(judged(&l, rows, 2), ""); /* received from outside, with its row */
    l.person = "P2";
    assert_string_equal(judged(&l, rows, 2), "媒");
    l.person = "P1";
    l.at = at(5, 10, 0);
    assert_string_equal(judged(&l, rows, 2), "媒");
    l.at = 0;
    assert_string_equal(judged(&l, rows, 2), "読");
}

/* The computer and the encryption of the permit, over every combination. */
static void M_37_R5_5_computer_and_encryption(void **state)
{
    (void)state;
    for (int same = 0; same < 3; same++) /* another computer, the permit's, none in the log */
        for (int encrypted = 0; encrypted < 2; encrypted++)
            for (int direction = LOG_UNTOLD_DIRECTION; direction <= LOG_OUTPUT; direction++)
                for (int way = LOG_UNTOLD_ENCRYPTION; way <= LOG_ENCRYPTED; way++) {
                    struct log_row rows[] = {row("M1", "P1", at(3, 9, 0), at(3, 12, 0)),
                                             row("M1", "P1", at(3, 9, 0), at(3, 12, 0))};
                    struct log_line l = line("M1", "P1", at(3, 10, 0));
                    rows[1].connection = true;
                    rows[1].pc = "C1";
                    rows[1].encrypted = encrypted;
                    l.pc = same == 1 ? "C1" : same == 0 ? "C2" : NULL;
                    l.text[LOG_PC] = same == 2 ? "" : "PC";
                    l.direction = (enum log_direction)direction;
                    l.encryption = (enum log_encryption)way;
                    bool plain = same == 1 && encrypted && direction == LOG_OUTPUT && way == LOG_PLAIN;
                    assert_string_equal(judged(&l, rows, 2), same == 0 ? "機" : plain ? "平" : "");
                    assert_string_equal(judged(&l, rows, 1), ""); /* no application: nothing was named */
                }
}

static void M_37_R5_5_rows_without_a_line_are_told(void **state)
{
    struct log_row rows[] = {row("M1", "P1", at(3, 9, 0), at(3, 12, 0)), row("M2", "P1", at(3, 9, 0), at(3, 12, 0)),
                             row("M3", "P1", at(3, 9, 0), at(3, 12, 0))};
    struct log_line lines[] = {line("M1", "P1", at(3, 10, 0)), line("M1", "P1", at(3, 10, 1)),
                               line("M1", "P1", date_at((struct date){2026, 11, 1}, 0))};
    const struct log_period p = period();
    struct log_result result;
    struct err e;
    (void)state;
    rows[0].expected = rows[1].expected = true;
    assert_int_equal(log_compare(&result, lines, 3, rows, 3, &p, &e), 0);
    assert_int_equal(result.n, 1);
    assert_int_equal(result.list[0].fault, LOG_ROW_ALONE);
    assert_int_equal(result.list[0].row, 1);
    assert_int_equal(result.lines, 2);
    assert_int_equal(result.later, 1);
    assert_int_equal(log_result_faults(&result), 0);
    log_result_release(&result);
}

/* By time, whatever their order in the files; rows alone last. */
static void R5_5_differences_stand_in_order(void **state)
{
    struct log_line lines[] = {line("M9", "P1", at(5, 10, 0)), line("M1", "P2", at(3, 10, 0)),
                               line("M9", "P1", at(4, 10, 0))};
    struct log_row rows[] = {row("M1", "P1", at(3, 9, 0), at(3, 12, 0)), row("M2", "P1", at(1, 9, 0), at(1, 12, 0))};
    const struct log_period p = period();
    struct log_result result;
    struct err e;
    (void)state;
    rows[1].expected = true;
    assert_int_equal(log_compare(&result, lines, 3, rows, 2, &p, &e), 0);
    assert_int_equal(result.n, 4);
    assert_int_equal(result.list[0].line, 1);
    assert_int_equal(result.list[1].line, 2);
    assert_int_equal(result.list[2].line, 0);
    assert_int_equal(result.list[3].line, LOG_NONE);
    assert_int_equal(result.counts[LOG_NO_ROW], 2);
    assert_int_equal(result.counts[LOG_OTHER_PERSON], 1);
    log_result_release(&result);
}

enum { MANY = 100000, MANY_ROWS = 10000, MANY_SECONDS = 10 };

/* Merged, not every line against every row: a hundred thousand lines of one medium are no matter of minutes. */
static void R5_5_many_lines_are_quick(void **state)
{
    struct log_line *lines = calloc(MANY, sizeof *lines);
    struct log_row *rows = calloc(MANY_ROWS, sizeof *rows);
    const struct log_period p = period();
    struct log_result result;
    struct err e;
    clock_t start = clock();
    (void)state;
    assert_true(lines != NULL && rows != NULL);
    for (int i = 0; i < MANY; i++)
        lines[i] = line("M1", i % 7 == 0 ? "P2" : "P1", at(1, 0, 0) + (int64_t)(MANY - i) * 20);
    for (int i = 0; i < MANY_ROWS; i++)
        rows[i] = row("M1", "P1", at(1, 0, 0) + (int64_t)i * 200, at(1, 0, 0) + (int64_t)i * 200 + 100);
    assert_int_equal(log_compare(&result, lines, MANY, rows, MANY_ROWS, &p, &e), 0);
    assert_int_equal(result.counts[LOG_OTHER_PERSON], (MANY + 6) / 7);
    assert_int_equal(result.lines, MANY);
    assert_true((clock() - start) / CLOCKS_PER_SEC < MANY_SECONDS);
    log_result_release(&result);
    free(lines);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R5_5_times_as_programs_write_them),
        cmocka_unit_test(R5_5_columns_by_their_headings),
        cmocka_unit_test(R5_5_names_as_the_station_knows_them),
        cmocka_unit_test(R5_5_a_line_as_it_is_meant),
        cmocka_unit_test(R5_3_sizes_as_logs_write_them),
        cmocka_unit_test(M_37_R5_5_medium_person_and_time),
        cmocka_unit_test(M_37_R5_5_a_medium_in_no_ledger),
        cmocka_unit_test(M_37_R5_5_computer_and_encryption),
        cmocka_unit_test(M_37_R5_5_rows_without_a_line_are_told),
        cmocka_unit_test(R5_5_differences_stand_in_order),
        cmocka_unit_test(R5_5_many_lines_are_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
