#include "print/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/print/fixture.h"

static char path[64] = "/tmp/kanribo-pdf-XXXXXX";

static void make(struct output_buffer *out, const struct fixture *fixture)
{
    struct sheet_head head = fixture_head();
    struct sheet *sheet = fixture_sheet(fixture, &head);
    const struct sheet *sheets[] = {sheet};
    struct err e = {0};

    if (pdf_write(sheets, 1, output_buffer_write, out, &e))
        fail_msg("%s", e.text);
    sheet_free(sheet);
}

static void make_hard(struct output_buffer *out)
{
    struct fixture fixture = {0};

    fixture_plain(&fixture, 9);
    fixture_hard(&fixture);
    make(out, &fixture);
    fixture_release(&fixture);
    fixture_save(path, out);
}

static void text_of_the_pages_can_be_searched(void **state)
{
    (void)state;
    static const char *const wanted[] = {"様式第3号(第7の1(2)イ関係)",
                                         "モバイル端末等持出簿",
                                         "白河署",
                                         "令和8年10月分",
                                         "運用管理補助者",
                                         "髙﨑 𠮷雄",
                                         "渡邉 悟",
                                         "管内の巡回連絡及び防犯指導",
                                         "照合符号 1234-0123456789abcdef",
                                         "【デモ】",
                                         "2/2"};
    struct output_buffer pdf = {0}, text = {0};

    if (!fixture_has("pdftotext"))
        skip();
    make_hard(&pdf);
    assert_int_equal(fixture_run(&text, (const char *const[]){"pdftotext", "-layout", path, "-", NULL}), 0);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (!strstr(text.bytes, wanted[i]))
            fail_msg("%s is missing in\n%s", wanted[i], text.bytes);
    }
    output_buffer_release(&pdf);
    output_buffer_release(&text);
}

/* Every font of the file is embedded and maps back to Unicode. */
static void its_fonts_are_embedded(void **state)
{
    (void)state;
    struct output_buffer pdf = {0}, text = {0};
    int fonts = 0;

    if (!fixture_has("pdffonts"))
        skip();
    make_hard(&pdf);
    assert_int_equal(fixture_run(&text, (const char *const[]){"pdffonts", path, NULL}), 0);
    for (char *line = text.bytes, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        if (strstr(line, "Mincho")) {
            fonts++;
            assert_non_null(strstr(line, " yes yes yes "));
        } else {
            assert_true(strncmp(line, "name", 4) == 0 || strncmp(line, "---", 3) == 0);
        }
    }
    assert_true(fonts > 0);
    output_buffer_release(&pdf);
    output_buffer_release(&text);
}

static void it_is_a4_landscape_and_says_its_title_and_date(void **state)
{
    (void)state;
    struct output_buffer pdf = {0}, text = {0};

    if (!fixture_has("pdfinfo"))
        skip();
    make_hard(&pdf);
    assert_int_equal(fixture_run(&text, (const char *const[]){"pdfinfo", "-isodates", path, NULL}), 0);
    assert_non_null(strstr(text.bytes, "モバイル端末等持出簿 令和8年10月分"));
    assert_non_null(strstr(text.bytes, "841.89 x 595.27"));
    assert_non_null(strstr(text.bytes, "(A4)"));
    assert_non_null(strstr(text.bytes, "CreationDate:    2026-11-10T"));
    assert_non_null(strstr(text.bytes, "Pages:           2"));
    output_buffer_release(&pdf);
    output_buffer_release(&text);
}

static void the_same_sheet_gives_the_same_bytes(void **state)
{
    (void)state;
    struct output_buffer first = {0}, second = {0};

    make_hard(&first);
    make_hard(&second);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.bytes, second.bytes, first.n);
    assert_memory_equal(first.bytes, "%PDF-1.5", 8);
    output_buffer_release(&first);
    output_buffer_release(&second);
}

static void sheets_follow_each_other_in_one_file(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer pdf = {0}, text = {0};
    struct err e = {0};

    if (!fixture_has("pdftotext"))
        skip();
    fixture_plain(&fixture, 11);
    struct sheet *october = fixture_sheet(&fixture, &head);
    head.period = "令和8年11月分";
    fixture_release(&fixture);
    struct sheet *november = fixture_sheet(&fixture, &head);
    const struct sheet *sheets[] = {october, november};
    assert_int_equal(pdf_write(sheets, 2, output_buffer_write, &pdf, &e), 0);
    fixture_save(path, &pdf);
    assert_int_equal(fixture_run(&text, (const char *const[]){"pdftotext", "-f", "3", "-l", "3", path, "-", NULL}), 0);
    assert_non_null(strstr(text.bytes, "令和8年11月分"));
    assert_non_null(strstr(text.bytes, "1/1"));
    sheet_free(october);
    sheet_free(november);
    output_buffer_release(&pdf);
    output_buffer_release(&text);
}

struct limited {
    size_t left;
    int calls_after;
};

static int limited_write(void *context, const void *bytes, size_t n)
{
    struct limited *limited = context;

    (void)bytes;
    if (limited->left == 0)
        limited->calls_after++;
    if (n > limited->left) {
        limited->left = 0;
        return ERR_FULL;
    }
    limited->left -= n;
    return 0;
}

static void a_failing_output_is_reported_and_not_called_again(void **state)
{
    (void)state;
    for (size_t room = 1; room < 90000; room += 9000) {
        struct fixture fixture = {0};
        struct sheet_head head = fixture_head();
        struct limited limited = {.left = room};
        struct err e = {0};

        fixture_plain(&fixture, 1);
        struct sheet *sheet = fixture_sheet(&fixture, &head);
        const struct sheet *sheets[] = {sheet};
        int rc = pdf_write(sheets, 1, limited_write, &limited, &e);
        if (limited.left == 0) {
            assert_int_equal(rc, ERR_FULL);
            assert_string_not_equal(e.text, "");
        }
        assert_true(limited.calls_after <= 1);
        sheet_free(sheet);
        fixture_release(&fixture);
    }
}

static int begin(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int end(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_the_pages_can_be_searched),
        cmocka_unit_test(its_fonts_are_embedded),
        cmocka_unit_test(it_is_a4_landscape_and_says_its_title_and_date),
        cmocka_unit_test(the_same_sheet_gives_the_same_bytes),
        cmocka_unit_test(sheets_follow_each_other_in_one_file),
        cmocka_unit_test(a_failing_output_is_reported_and_not_called_again),
    };

    return cmocka_run_group_tests_name("print/pdf", tests, begin, end);
}
