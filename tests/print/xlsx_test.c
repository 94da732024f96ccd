#include "print/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "print/pdf.h"
#include "tests/print/fixture.h"

static char dir[64] = "/tmp/kanribo-xlsx-XXXXXX";

static const char *in_dir(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static void make(const struct fixture *fixture, struct output_buffer *out)
{
    struct sheet_head head = fixture_head();
    struct sheet *sheet = fixture_sheet(fixture, &head);
    const struct sheet *sheets[] = {sheet};
    struct err e = {0};

    if (xlsx_write(sheets, 1, true, output_buffer_write, out, &e))
        fail_msg("%s", e.text);
    fixture_save(in_dir("form.xlsx"), out);
    sheet_free(sheet);
}

/* The part of a workbook of the hard entries, as text. */
static void part(struct output_buffer *out, const char *name)
{
    struct fixture fixture = {0};
    struct output_buffer book = {0};

    fixture_plain(&fixture, 9);
    fixture_hard(&fixture);
    make(&fixture, &book);
    assert_int_equal(fixture_run(out, (const char *const[]){"unzip", "-p", in_dir("form.xlsx"), name, NULL}), 0);
    output_buffer_release(&book);
    fixture_release(&fixture);
}

static void has(const struct output_buffer *text, const char *wanted)
{
    if (!strstr(text->bytes, wanted))
        fail_msg("%s is missing in\n%s", wanted, text->bytes);
}

static void the_page_is_set_up_for_printing(void **state)
{
    (void)state;
    struct output_buffer text = {0};

    if (!fixture_has("unzip"))
        skip();
    part(&text, "xl/worksheets/sheet1.xml");
    has(&text, "paperSize=\"9\"");
    has(&text, "orientation=\"landscape\"");
    has(&text, "<rowBreaks count=\"1\" manualBreakCount=\"1\">");
    has(&text, "<mergeCells");
    has(&text, "照合符号 1234-0123456789abcdef");
    has(&text, "&amp;P/2");
    assert_null(strstr(text.bytes, "fitToPage"));
    assert_null(strstr(text.bytes, "fitToWidth"));
    output_buffer_release(&text);
    part(&text, "xl/workbook.xml");
    has(&text, "_xlnm.Print_Area");
    has(&text, "_xlnm.Print_Titles");
    has(&text, "令和8年10月分");
    output_buffer_release(&text);
}

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    struct output_buffer text = {0};

    if (!fixture_has("unzip"))
        skip();
    part(&text, "xl/worksheets/sheet1.xml");
    assert_null(strstr(text.bytes, "<f>"));
    assert_null(strstr(text.bytes, "<f "));
    output_buffer_release(&text);
    part(&text, "xl/sharedStrings.xml");
    has(&text, "=HYPERLINK(");
    has(&text, "&amp; &lt;東署&gt;");
    output_buffer_release(&text);
}

static void texts_names_and_struck_values_are_whole(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "様式第3号(第7の1(2)イ関係)",
        "所属　白河署",
        "髙﨑 𠮷雄",
        "深夜の巡回連絡\n管内",
        "自 令和8年10月1日 22:10",
        "【デモ】",
        "庁舎移転に伴う保管場所の変更のため、機器一式を分庁舎へ運搬し、設置及び動作確認を行う",
        "管内の巡回連絡及び防犯指導"};
    struct output_buffer text = {0};

    if (!fixture_has("unzip"))
        skip();
    part(&text, "xl/sharedStrings.xml");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        has(&text, wanted[i]);
    const char *struck = strstr(text.bytes, "<strike/>");
    assert_non_null(struck);
    assert_non_null(strstr(struck, "巡回連絡"));
    output_buffer_release(&text);
}

static void make_pdf(const struct fixture *fixture)
{
    struct sheet_head head = fixture_head();
    struct sheet *sheet = fixture_sheet(fixture, &head);
    const struct sheet *sheets[] = {sheet};
    struct output_buffer pdf = {0};
    struct err e = {0};

    if (pdf_write(sheets, 1, output_buffer_write, &pdf, &e))
        fail_msg("%s", e.text);
    fixture_save(in_dir("paper.pdf"), &pdf);
    output_buffer_release(&pdf);
    sheet_free(sheet);
}

static int pages_of(const char *name)
{
    struct output_buffer text = {0};
    int pages = 0;

    assert_int_equal(fixture_run(&text, (const char *const[]){"pdfinfo", in_dir(name), NULL}), 0);
    const char *at = strstr(text.bytes, "Pages:");
    assert_non_null(at);
    pages = (int)strtol(at + strlen("Pages:"), NULL, 10);
    output_buffer_release(&text);
    return pages;
}

/* The characters of a page but for blanks and lines, sorted: what is on it, wherever a program put it. */
static int compare_chars(const void *a, const void *b)
{
    return memcmp(a, b, 4);
}

static size_t page_chars(const char *name, int page, char (**chars)[4])
{
    struct output_buffer text = {0};
    char number[16];
    size_t n = 0;

    snprintf(number, sizeof number, "%d", page);
    assert_int_equal(
        fixture_run(&text, (const char *const[]){"pdftotext", "-f", number, "-l", number, in_dir(name), "-", NULL}), 0);
    *chars = calloc(text.n + 1, 4);
    assert_non_null(*chars);
    for (const char *at = text.bytes; *at;) {
        size_t bytes = 1;

        while ((at[bytes] & 0xC0) == 0x80)
            bytes++;
        if ((unsigned char)*at > ' ' && strncmp(at, "　", bytes) != 0)
            memcpy((*chars)[n++], at, bytes);
        at += bytes;
    }
    qsort(*chars, n, 4, compare_chars);
    output_buffer_release(&text);
    return n;
}

static void check_pages(size_t plain, bool hard)
{
    struct fixture fixture = {0};
    struct output_buffer book = {0}, said = {0};
    char profile[128];

    fixture_plain(&fixture, plain);
    if (hard)
        fixture_hard(&fixture);
    make(&fixture, &book);
    make_pdf(&fixture);
    fixture_release(&fixture);
    output_buffer_release(&book);
    snprintf(profile, sizeof profile, "-env:UserInstallation=file://%s/profile", dir);
    assert_int_equal(fixture_run(&said, (const char *const[]){"soffice", "--headless", profile, "--convert-to", "pdf",
                                                              "--outdir", dir, in_dir("form.xlsx"), NULL}),
                     0);
    output_buffer_release(&said);
    int pages = pages_of("form.pdf");
    assert_int_equal(pages, pages_of("paper.pdf"));
    for (int i = 1; i <= pages; i++) {
        char(*xlsx)[4], (*pdf)[4];
        size_t n = page_chars("form.pdf", i, &xlsx);

        assert_int_equal(n, page_chars("paper.pdf", i, &pdf));
        assert_memory_equal(xlsx, pdf, n * 4);
        free(xlsx);
        free(pdf);
    }
}

static void libreoffice_prints_the_pages_of_the_pdf(void **state)
{
    (void)state;
    if (!fixture_has("soffice") || !fixture_has("pdftotext"))
        skip();
    check_pages(0, false);
    check_pages(10, false);
    check_pages(21, false);
    check_pages(7, true);
}

static void each_sheet_has_a_worksheet(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer book = {0}, text = {0};
    struct err e = {0};

    if (!fixture_has("unzip"))
        skip();
    struct sheet *october = fixture_sheet(&fixture, &head);
    head.period = "令和8年11月分";
    struct sheet *november = fixture_sheet(&fixture, &head);
    const struct sheet *sheets[] = {october, november};
    assert_int_equal(xlsx_write(sheets, 2, true, output_buffer_write, &book, &e), 0);
    fixture_save(in_dir("two.xlsx"), &book);
    assert_int_equal(
        fixture_run(&text, (const char *const[]){"unzip", "-p", in_dir("two.xlsx"), "xl/workbook.xml", NULL}), 0);
    has(&text, "令和8年10月分");
    has(&text, "令和8年11月分");
    sheet_free(october);
    sheet_free(november);
    output_buffer_release(&book);
    output_buffer_release(&text);
}

static int refuse(void *context, const void *bytes, size_t n)
{
    (void)bytes;
    (void)n;
    ++*(int *)context;
    return ERR_FULL;
}

static void a_failing_output_is_reported(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    const struct sheet *sheets[] = {sheet};
    struct err e = {0};
    int calls = 0;

    assert_int_equal(xlsx_write(sheets, 1, true, refuse, &calls, &e), ERR_FULL);
    assert_int_equal(calls, 1);
    assert_string_not_equal(e.text, "");
    sheet_free(sheet);
}

static int begin(void **state)
{
    (void)state;
    return fixture_dir(dir);
}

static int end(void **state)
{
    (void)state;
    return fixture_dir_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_set_up_for_printing),
        cmocka_unit_test(no_cell_is_a_formula),
        cmocka_unit_test(texts_names_and_struck_values_are_whole),
        cmocka_unit_test(libreoffice_prints_the_pages_of_the_pdf),
        cmocka_unit_test(each_sheet_has_a_worksheet),
        cmocka_unit_test(a_failing_output_is_reported),
    };

    return cmocka_run_group_tests_name("print/xlsx", tests, begin, end);
}
