/* Every allocation of forms/ is made to fail once, in turn: what was asked for fails with ERR_MEMORY, nothing is lost or half
 * done. Linked with --wrap, so that the library's calls come here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/entry.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "forms/media_compare.h"
#include "forms/media_log.h"
#include "forms/text.h"
#include "tests/forms/sample_register.h"

static long countdown = -1; /* allocations that still succeed; -1 = all */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static bool fails(void)
{
    if (countdown < 0)
        return false;
    return countdown-- == 0; /* then −1: only this one fails */
}
void *__wrap_malloc(size_t n)
{
    return fails() ? NULL : __real_malloc(n);
}
void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *p, size_t n)
{
    return fails() ? NULL : __real_realloc(p, n);
}

typedef int attempt(struct err *e);

/* Runs until no allocation was left to fail. */
static void exhaust(attempt *try)
{
    for (long n = 0;; n++) {
        struct err e;
        err_clear(&e);
        countdown = n;
        int rc = try(&e);
        bool all = countdown >= 0;
        countdown = -1;
        if (all) {
            assert_int_equal(rc, 0);
            assert_true(n > 0);
            return;
        }
        assert_int_equal(rc, ERR_MEMORY);
        assert_int_equal(e.code, ERR_MEMORY);
    }
}

static int make_and_move(struct err *e)
{
    struct entry *entry = NULL, *copy = NULL;
    struct change c;
    change_init(&c);
    int rc = entry_new(&entry, &sample_register, e);
    text_append(c.reg, sizeof c.reg, "sample");
    text_append(c.entry, sizeof c.entry, "K7QF-1");
    text_append(c.step, sizeof c.step, "check");
    text_append(c.state_after, sizeof c.state_after, "open");
    if (rc == 0)
        rc = change_field(&c, "title", NULL, "巡回", e);
    if (rc == 0)
        rc = change_field(&c, "title", "巡回", "警備", e);
    if (rc == 0)
        rc = change_field(&c, "result", NULL, "found", e);
    if (rc == 0)
        rc = entry_apply(entry, &c, 1, e);
    if (rc != 0 && entry) { /* nothing half done */
        assert_int_equal(entry->rev, 0);
        assert_int_equal(entry->nsteps, 0);
        assert_null(entry_get(entry, "title"));
    }
    if (rc == 0)
        rc = entry_set(entry, "note", "備考", e);
    if (rc == 0)
        rc = entry_copy(&copy, entry, e);
    change_release(&c);
    entry_free(entry);
    entry_free(copy);
    return rc;
}

static int parse_fields(struct err *e)
{
    static const char *const typed[] = {
        "巡回",         "備考",      "R8.11.23", "2210",   "R8.11",  "共有公用携帯電話機", "はい", "12", "K7QF-12 田中",
        "K7QF-13 携帯", "600012001", "110",      "a@b.jp", "tanaka",
    };
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof typed / sizeof typed[0]; i++) {
        const struct field *field = &sample_register.fields[i];
        char *out, *low, *high;
        rc = field_parse(&out, field, typed[i], sample_now(), e);
        free(out);
        if (rc != 0 || !field_types[field->type].range)
            continue;
        rc = field_types[field->type].range(&low, &high, field, typed[i], sample_now(), e);
        free(low);
        free(high);
    }
    return rc;
}

static int search(struct err *e)
{
    struct filter filter;
    struct entry *entry;
    int rc = filter_parse(
        &filter, &sample_register,
        "田中 状態:持出 区分:モバイル端末 使用者=\"田中 玲\" 使用者:K7QF-12 ticked:はい 開始日<今月 期限: 番号:K7QF-1 "
        "備考:あ 管理番号:600012001",
        sample_now(), e);
    if (rc != 0)
        return rc;
    rc = entry_new(&entry, &sample_register, e);
    if (rc == 0)
        rc = entry_set(entry, "user", "K7QF-12 田中 玲", e);
    if (rc == 0)
        rc = filter_matches(&filter, entry, e);
    filter_release(&filter);
    entry_free(entry);
    return rc;
}

static int read_line(struct log_line *line, struct log_known *known, struct err *e)
{
    static const char *const headings[] = {"日時", "ユーザー名", "操作"};
    static const char *const cells[LOG_COLUMNS] = {[LOG_TIME] = "2026/10/3 14:05",
                                                   [LOG_PERSON] = "署\\tanaka@x",
                                                   [LOG_DIRECTION] = "出力",
                                                   [LOG_ENCRYPTION] = "暗号"};
    struct log_mapping mapping;
    int rc = log_names_add(&known->persons, "tanaka", "P1", e);
    log_names_sort(&known->persons);
    if (rc == 0 && (log_mapping_guess(&mapping, headings, 3) < 0 || log_heading_find("操作", headings, 3) < 0))
        rc = err_memory(e);
    return rc == 0 ? log_line_read(line, cells, known, sample_now(), e) : rc;
}

static int compare(struct err *e)
{
    const struct log_period period = {.until = INT64_MAX, .tolerance = 600};
    struct log_row row = {.medium = "M1", .person = "P2", .until = INT64_MAX / 2, .expected = true};
    struct log_known known = {0};
    struct log_result result = {0};
    struct log_line line = {.source = ""};
    int rc = read_line(&line, &known, e);
    if (rc == 0) {
        assert_true(line.at > 0 && line.direction == LOG_OUTPUT && line.encryption == LOG_ENCRYPTED);
        rc = log_compare(&result, &line, 1, &row, 1, &period, e);
    }
    if (rc == 0)
        assert_int_equal(result.n, 2); /* no row of his, and a row without a line */
    log_result_release(&result);
    log_names_release(&known.persons);
    return rc;
}

static void entries_and_changes(void **state)
{
    (void)state;
    exhaust(make_and_move);
}
static void fields(void **state)
{
    (void)state;
    exhaust(parse_fields);
}
static void filters(void **state)
{
    (void)state;
    exhaust(search);
}
static void logs(void **state)
{
    (void)state;
    exhaust(compare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_and_changes),
        cmocka_unit_test(logs),
        cmocka_unit_test(fields),
        cmocka_unit_test(filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
