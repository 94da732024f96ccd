/* Every allocation of the layout fails once: each time a clean refusal, nothing lost, nothing freed twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "print/csv_read.h"
#include "tests/print/sample.h"

static long left = -1; /* allocations until they fail; -1: never */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t n);

static bool refused(void)
{
    if (left > 0)
        left--;
    return left == 0;
}

void *__wrap_malloc(size_t n)
{
    return refused() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return refused() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t n)
{
    return refused() ? NULL : __real_realloc(old, n);
}

static void fill(struct fixture *fixture)
{
    static char purpose[600 * 16];
    size_t n = 0;

    fixture_hard(fixture);
    for (int i = 0; i < 300; i++)
        n += (size_t)snprintf(purpose + n, sizeof purpose - n, "連絡%03d件", i);
    fixture_set(fixture->entries[3], "purpose", purpose); /* longer than a page */
}

static void a_sheet_without_memory_is_refused_cleanly(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct sheet *sheet = NULL;
    int refusals = 0;

    fill(&fixture);
    for (long n = 1; !sheet; n++) {
        struct err e = {0};

        left = n;
        int rc = sheet_new(&sheet, register_find("checkout"), &head, fixture.rows, fixture.n, &e);
        left = -1;
        assert_int_equal(rc, sheet ? 0 : ERR_MEMORY);
        assert_int_equal(e.code, rc);
        refusals += !sheet;
    }
    assert_true(refusals > 100);
    sheet_free(sheet);
    fixture_release(&fixture);
}

/* An application that goes on on a second page, a ledger with its strip, two tiers of labels, rows that entries share. */
static void no_layout_without_memory_is_made(void **state)
{
    (void)state;
    for (size_t i = 0; samples[i]; i++) {
        struct fixture fixture = {0};
        struct sheet_head head = fixture_head();
        struct sheet *sheet = NULL;

        sample_fill(&fixture, samples[i], 3, true);
        head.confirmed = fixture.rows;
        head.nconfirmed = 1;
        for (long n = 1; !sheet; n++) {
            struct err e = {0};

            left = n;
            int rc = sheet_new(&sheet, samples[i], &head, fixture.rows, fixture.n, &e);
            left = -1;
            assert_int_equal(rc, sheet ? 0 : ERR_MEMORY);
        }
        sheet_free(sheet);
        fixture_release(&fixture);
    }
}

static void a_preview_without_memory_is_refused_cleanly(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    char *text = NULL;
    int refusals = 0;

    fill(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    for (long n = 1; !text; n++) {
        struct err e = {0};

        left = n;
        int rc = sheet_preview(&text, sheet, 0, 80, &e);
        left = -1;
        assert_int_equal(rc, text ? 0 : ERR_MEMORY);
        refusals += !text;
    }
    assert_true(refusals > 0);
    free(text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

/* In CP932, so that it is decoded too; wide and tall enough for lists to grow. */
static void no_csv_without_memory_is_read(void **state)
{
    (void)state;
    char text[4096] = "\x93\xfa\x8e\x9e,\"a\n\"\r\n";
    struct csv_table table = {0};
    int refusals = 0;

    for (int i = 0; i < 200; i++)
        strcat(text, "1,2\n");
    for (long n = 1; !table.text; n++) {
        struct err e = {0};

        left = n;
        int rc = csv_read(&table, text, strlen(text), '\0', &e);
        left = -1;
        /* libc wants memory too, to load the table of CP932 */
        assert_true(table.text ? rc == 0 : rc == ERR_MEMORY || rc == ERR_NOT_FOUND);
        refusals += !table.text;
    }
    assert_true(refusals > 0);
    assert_int_equal(table.n, 201);
    csv_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_without_memory_is_refused_cleanly),
        cmocka_unit_test(no_layout_without_memory_is_made),
        cmocka_unit_test(a_preview_without_memory_is_refused_cleanly),
        cmocka_unit_test(no_csv_without_memory_is_read),
    };

    return cmocka_run_group_tests_name("print/memory", tests, NULL, NULL);
}
