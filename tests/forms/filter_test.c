#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "forms/field.h"
#include "forms/filter.h"
#include "forms/text.h"
#include "tests/forms/sample_register.h"

static const struct {
    const char *id, *state, *title, *day, *kind, *user, *thing, *number, *pieces;
    int hours; /* the time limit lies so many hours from now; 0 = unset */
} rows[] = {
    {"K7QF-1", "out", "深夜の 巡回連絡", "2026-11-23", "shared_phone", "K7QF-91 髙橋 誠", "K7QF-71 携帯-03", NULL, "5",
     10},
    {"K7QF-2", "out", "捜査", "2026-11-20", "mobile", "K7QF-92 田中 玲", "K7QF-72 端末-12", "600-012-001", "12", -3},
    {"K7QF-3", "done", "捜査", "2026-10-31", "mobile", "K7QF-91 髙橋 誠", "K7QF-72 端末-12", NULL, NULL, -600},
    {"K7QF-4", "open", "警備 22:10 集合", NULL, "special", "K7QF-93 齋藤 学", NULL, "600-012-002", NULL, 0},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static void set(struct entry *entry, const char *key, const char *value)
{
    assert_int_equal(entry_set(entry, key, value, NULL), 0);
}

static struct entry *row(size_t i)
{
    struct entry *entry;
    char buf[32];
    assert_int_equal(entry_new(&entry, &sample_register, NULL), 0);
    entry->state[0] = '\0';
    assert_true(text_append(entry->state, sizeof entry->state, rows[i].state));
    assert_true(text_append(entry->id, sizeof entry->id, rows[i].id));
    set(entry, "title", rows[i].title);
    set(entry, "day", rows[i].day);
    set(entry, "kind", rows[i].kind);
    set(entry, "user", rows[i].user);
    set(entry, "thing", rows[i].thing);
    set(entry, "number", rows[i].number);
    set(entry, "pieces", rows[i].pieces);
    if (rows[i].hours != 0)
        set(entry, "until", field_time_value(buf, sizeof buf, sample_now() + rows[i].hours * 3600));
    return entry;
}

/* The numbers of the rows that pass, "124"; the sentence when the line is refused. */
static void found(char *buf, size_t size, const char *line)
{
    struct filter filter;
    struct err e;
    err_clear(&e);
    buf[0] = '\0';
    if (filter_parse(&filter, &sample_register, line, sample_now(), &e) != 0) {
        assert_int_equal(e.code, ERR_INPUT);
        text_append(buf, size, e.text);
        return;
    }
    for (size_t i = 0; i < ROWS; i++) {
        struct entry *entry = row(i);
        int passes = filter_matches(&filter, entry, &e);
        assert_true(passes >= 0);
        if (passes)
            text_append(buf, size, rows[i].id + strlen("K7QF-"));
        entry_free(entry);
    }
    filter_release(&filter);
}

static void lines_find_their_rows(void **state)
{
    (void)state;
    static const struct {
        const char *line, *rows;
    } v[] = {
        {"", "1234"},
        {" 　", "1234"},
        /* bare words: any listed field, the state, an id */
        {"捜査", "23"},
        {"高橋", "13"}, /* 髙 is found by 高 */
        {"斎藤", "4"},
        {"捜査 高橋", "3"},
        {"捜査　田中", "2"},
        {"共有", "1"}, /* label of a choice */
        {"ｹｲﾀｲ", ""},
        {"携帯-03", "1"},
        {"600-012", "24"},
        {"持出中", "12"},
        {"k7qf-3", "3"},
        {"K7QF-33", ""},
        {"どこにもない語", ""},
        {"\"深夜の 巡回\"", "1"},
        {"“深夜の 巡回”", "1"},
        {"\"22:10\"", "4"},
        {"超過", "2"},
        /* states */
        {"状態:持出中", "12"},
        {"状態：持出中", "12"},
        {"state:out", "12"},
        {"state=done", "3"},
        {"状態:待", "4"},
        {"状態:持出", "12"},
        {"状態:超過", "2"},
        {"state:late", "2"},
        /* text, choices, references */
        {"件名:巡回", "1"},
        {"title=捜査", "23"},
        {"title=捜", ""},
        {"区分:モバイル端末", "23"},
        {"kind:mobile", "23"},
        {"区分:端末", "23"},
        {"区分:機", "14"},
        {"使用者:田中", "2"},
        {"使用者=\"田中 玲\"", "2"},
        {"使用者:K7QF-91", "13"},
        {"使用者:\"K7QF-91 髙橋 誠\"", "13"},
        {"管理番号:６００ー０１２－００１", "2"},
        {"管理番号:012", "24"},
        {"管理:002", "4"}, /* a label cut short */
        /* days, moments, numbers */
        {"開始日:今日", "1"},
        {"開始日<今日", "23"},
        {"開始日<=今日", "123"},
        {"開始日＜＝今日", "123"},
        {"開始日≦今日", "123"},
        {"開始日>R8.11.20", "1"},
        {"開始日>=R8.11.20", "12"},
        {"開始日:今月", "12"},
        {"開始日:2026-10", "3"},
        {"開始日<今月", "3"},
        {"day:R8.11 捜査", "2"},
        {"期限<今日", "3"},
        {"期限<今", "23"},
        {"due>=今", "1"},
        {"終了予定:\"R8.11.24 8:14\"", "1"},
        {"終了予定:\"R8.11.24 8:15\"", ""},
        {"終了予定:R8.11.24", "1"},
        {"個数:12", "2"},
        {"個数>5", "2"},
        {"個数>=5", "12"},
        {"個数<１０", "1"},
        /* unset */
        {"期限:", "4"},
        {"管理番号=", "13"},
        {"ticked:", "1234"},
        {"ticked:はい", ""},
        {"ticked:いいえ", "1234"},
        /* ids */
        {"id:k7qf-2", "2"},
        {"番号:K7QF-4", "4"},
    };
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        char buf[ERR_TEXT_BYTES];
        found(buf, sizeof buf, v[i].line);
        if (strcmp(buf, v[i].rows) != 0)
            fail_msg("%s: %s, not %s", v[i].line, buf, v[i].rows);
    }
}

static void what_cannot_be_meant_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *line, *sentence; /* a part of it */
    } v[] = {
        {"場所:白河", "「場所」という項目は見本簿にない"},
        {"状態:行方不明", "「許可待ち」「持出中」「済」「超過」"},
        {"状態<持出中", "大小で比べられません"},
        {"件名>捜査", "大小で比べられません"},
        {"区分:自動車", "選択肢はありません"},
        {"開始日<", "開始日"},
        {"開始日:いつか", "開始日"},
        {"個数:たくさん", "個数"},
        {"\"深夜", "閉じていません"},
        {"番号:三番", "K7QF-12"},
        {"\xFF", ""},
        {"a\x01", ""},
        {"1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1", "20語"},
    };
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        struct filter filter;
        struct err e;
        err_clear(&e);
        assert_int_equal(filter_parse(&filter, &sample_register, v[i].line, sample_now(), &e), ERR_INPUT);
        if (!strstr(e.text, v[i].sentence) || !e.text[0])
            fail_msg("%s: %s", v[i].line, e.text);
        assert_null(filter.terms);
        assert_int_equal(filter.nterms, 0);
    }
}

/* What db/ compiles to SQL: groups of alternatives with everything worked out. */
static void terms_are_ready_for_sql(void **state)
{
    (void)state;
    struct filter f;
    assert_int_equal(filter_parse(&f, &sample_register, "区分:端末 開始日:今月 超過", sample_now(), NULL), 0);
    assert_int_equal(f.ngroups, 3);
    assert_int_equal(f.terms[0].kind, FILTER_IS);
    assert_int_equal(f.terms[0].group, 0);
    assert_int_equal(f.terms[0].field, register_field(&sample_register, "kind"));
    assert_string_equal(f.terms[0].value, "mobile");
    assert_int_equal(f.terms[1].kind, FILTER_RANGE);
    assert_string_equal(f.terms[1].low, "2026-11-01");
    assert_string_equal(f.terms[1].high, "2026-12-01");
    assert_int_equal(f.terms[f.nterms - 1].kind, FILTER_LATE);
    assert_int_equal(f.terms[f.nterms - 1].field, register_field(&sample_register, "until"));
    assert_string_equal(f.terms[f.nterms - 1].high, "1795439640");
    for (size_t i = 2; i < f.nterms; i++)
        assert_int_equal(f.terms[i].group, 2);
    filter_release(&f);
    filter_release(&f);
    assert_int_equal(f.nterms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_find_their_rows),
        cmocka_unit_test(what_cannot_be_meant_is_told),
        cmocka_unit_test(terms_are_ready_for_sql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
