/* Every layout as files: xlsx and PDF hold the same pages and the same words, on the same paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "print/pdf.h"
#include "print/xlsx.h"
#include "tests/print/sample.h"

static char dir[64] = "/tmp/kanribo-layout-XXXXXX";

static const char *in_dir(char *path, const char *name)
{
    snprintf(path, 128, "%s/%s", dir, name);
    return path;
}

/* Writes sheets as form.xlsx and paper.pdf. */
static void write_files(const struct sheet *const *sheets, size_t n)
{
    struct output_buffer book = {0}, pdf = {0};
    char path[128];
    struct err e = {0};

    if (xlsx_write(sheets, n, true, output_buffer_write, &book, &e) ||
        pdf_write(sheets, n, output_buffer_write, &pdf, &e))
        fail_msg("%s", e.text);
    fixture_save(in_dir(path, "form.xlsx"), &book);
    fixture_save(in_dir(path, "paper.pdf"), &pdf);
    output_buffer_release(&book);
    output_buffer_release(&pdf);
}

static struct sheet *make(const struct register_def *reg, size_t n)
{
    struct fixture fixture = {0};
    struct sheet *sheet;

    sample_fill(&fixture, reg, n, true);
    sheet = sample_sheet(reg, &fixture, "写し");
    fixture_release(&fixture);
    return sheet;
}

static void run(struct output_buffer *out, const char *const *argv)
{
    if (fixture_run(out, argv))
        fail_msg("%s failed", argv[0]);
}

/* A part of form.xlsx; with `plain` without tags and line ends, and with & < > as themselves. */
static void part(struct output_buffer *out, const char *name, bool plain)
{
    struct output_buffer raw = {0};
    char path[128];

    run(&raw, (const char *const[]){"unzip", "-p", in_dir(path, "form.xlsx"), name, NULL});
    for (const char *at = raw.bytes; plain && *at; at++) {
        if (*at == '<')
            at += strcspn(at, ">");
        else if (*at != '\n')
            output_buffer_write(out, at, 1);
    }
    if (plain)
        output_buffer_write(out, "", 1);
    else
        output_buffer_write(out, raw.bytes, raw.n);
    output_buffer_release(&raw);
}

static void has(const struct output_buffer *text, const char *wanted)
{
    if (!strstr(text->bytes, wanted))
        fail_msg("%s is missing in\n%s", wanted, text->bytes);
}

/* Every paragraph of the block is in the workbook's strings. */
static void check_strings(const struct sheet_block *block, const struct output_buffer *strings)
{
    for (size_t i = 0; i < block->ncells; i++) {
        for (size_t k = 0; k < block->cells[i].ntexts; k++)
            has(strings, block->cells[i].texts[k].text);
    }
}

static void check_xlsx(const struct sheet *sheet)
{
    struct output_buffer strings = {0}, page = {0}, book = {0};
    char area[64];
    size_t rows = sheet->head.nrows;

    part(&strings, "xl/sharedStrings.xml", true);
    check_strings(&sheet->head, &strings);
    for (size_t i = 0; i < sheet->npages; i++) {
        check_strings(&sheet->pages[i], &strings);
        rows += sheet->pages[i].nrows;
    }
    part(&page, "xl/worksheets/sheet1.xml", false);
    has(&page, "paperSize=\"9\"");
    has(&page, sheet->landscape ? "orientation=\"landscape\"" : "orientation=\"portrait\"");
    assert_null(strstr(page.bytes, "fitToPage"));
    snprintf(area, sizeof area, "manualBreakCount=\"%zu\"", sheet->npages - 1);
    if (sheet->npages > 1)
        has(&page, area);
    else
        assert_null(strstr(page.bytes, "rowBreaks"));
    part(&book, "xl/workbook.xml", true);
    snprintf(area, sizeof area, "$%zu", rows); /* the area ends with the last row */
    has(&book, area);
    output_buffer_release(&strings);
    output_buffer_release(&page);
    output_buffer_release(&book);
}

static int pages_of(const char *name, bool *landscape)
{
    struct output_buffer text = {0};
    char path[128];

    run(&text, (const char *const[]){"pdfinfo", in_dir(path, name), NULL});
    const char *at = strstr(text.bytes, "Pages:"), *size = strstr(text.bytes, "Page size:");
    assert_true(at && size);
    has(&text, "(A4)");
    *landscape = strtod(size + strlen("Page size:"), NULL) > 800;
    int pages = (int)strtol(at + strlen("Pages:"), NULL, 10);
    output_buffer_release(&text);
    return pages;
}

/* Without blanks, of which pdftotext makes its own. */
static void squeeze(char *text)
{
    char *to = text;

    for (const char *at = text; *at;) {
        size_t wide = strncmp(at, "　", strlen("　")) == 0 ? strlen("　") : 0;

        if (wide || *at == ' ')
            at += wide ? wide : 1;
        else
            *to++ = *at++;
    }
    *to = '\0';
}

/* Every printed line of the block is in the text of its page. */
static void check_lines(const struct sheet_block *block, const struct output_buffer *text)
{
    for (size_t i = 0; i < block->ncells; i++) {
        for (size_t k = 0; k < block->cells[i].nlines; k++) {
            const struct sheet_line *line = &block->cells[i].lines[k];
            char wanted[512];

            snprintf(wanted, sizeof wanted, "%.*s", (int)line->bytes, line->text);
            squeeze(wanted);
            has(text, wanted);
        }
    }
}

static void check_pdf(const struct sheet *sheet)
{
    bool landscape;
    char path[128];

    assert_int_equal(pages_of("paper.pdf", &landscape), sheet->npages);
    assert_int_equal(landscape, sheet->landscape);
    for (size_t i = 0; i < sheet->npages; i++) {
        struct output_buffer text = {0};
        char number[32];

        snprintf(number, sizeof number, "%zu", i + 1);
        run(&text, (const char *const[]){"pdftotext", "-layout", "-f", number, "-l", number, in_dir(path, "paper.pdf"),
                                         "-", NULL});
        squeeze(text.bytes);
        check_lines(&sheet->head, &text);
        check_lines(&sheet->pages[i], &text);
        output_buffer_release(&text);
    }
}

static void xlsx_and_pdf_say_what_the_sheet_says(void **state)
{
    (void)state;
    if (!fixture_has("unzip") || !fixture_has("pdftotext"))
        skip();
    for (size_t i = 0; samples[i]; i++) {
        for (size_t n = 0; n <= 8; n += 4) {
            struct sheet *sheet = make(samples[i], n);
            const struct sheet *sheets[] = {sheet};

            write_files(sheets, 1);
            check_xlsx(sheet);
            check_pdf(sheet);
            sheet_free(sheet);
        }
    }
}

static void the_number_of_the_form_can_be_selected(void **state)
{
    (void)state;
    if (!fixture_has("pdftotext"))
        skip();
    for (size_t i = 0; samples[i]; i++) {
        struct output_buffer text = {0};
        struct sheet *sheet = make(samples[i], 1);
        const struct sheet *sheets[] = {sheet};
        char path[128], label[32];

        write_files(sheets, 1);
        run(&text, (const char *const[]){"pdftotext", in_dir(path, "paper.pdf"), "-", NULL});
        snprintf(label, sizeof label, "様式第%s号", samples[i]->form ? samples[i]->form : "");
        has(&text, samples[i]->form ? label : "付属");
        has(&text, "【デモ】【写し】");
        output_buffer_release(&text);
        sheet_free(sheet);
    }
}

/* A spreadsheet prints as many pages as the PDF has, of every layout, all in one file, either way up. */
static void libreoffice_prints_as_many_pages(void **state)
{
    (void)state;
    struct sheet *sheets[8];
    const struct sheet *all[8];
    struct output_buffer said = {0};
    size_t n = 0;
    bool landscape;
    char profile[128], path[128];

    if (!fixture_has("soffice") || !fixture_has("pdfinfo"))
        skip();
    for (; samples[n]; n++)
        all[n] = sheets[n] = make(samples[n], 7);
    write_files(all, n);
    snprintf(profile, sizeof profile, "-env:UserInstallation=file://%s/profile", dir);
    run(&said, (const char *const[]){"soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", dir,
                                     in_dir(path, "form.xlsx"), NULL});
    assert_int_equal(pages_of("form.pdf", &landscape), pages_of("paper.pdf", &landscape));
    output_buffer_release(&said);
    for (size_t i = 0; i < n; i++)
        sheet_free(sheets[i]);
}

static void what_is_attached_has_a_worksheet_of_its_own_name(void **state)
{
    (void)state;
    struct sheet *year = make(&sample_year, 1), *visits = make(&sample_visits, 1);
    const struct sheet *sheets[] = {year, visits}; /* both of the same period */
    struct output_buffer book = {0};

    if (!fixture_has("unzip"))
        skip();
    write_files(sheets, 2);
    part(&book, "xl/workbook.xml", false);
    has(&book, "name=\"令和8年10月分\"");
    has(&book, "name=\"通信機械室鍵管理簿\"");
    output_buffer_release(&book);
    sheet_free(year);
    sheet_free(visits);
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
        cmocka_unit_test(xlsx_and_pdf_say_what_the_sheet_says),
        cmocka_unit_test(the_number_of_the_form_can_be_selected),
        cmocka_unit_test(what_is_attached_has_a_worksheet_of_its_own_name),
        cmocka_unit_test(libreoffice_prints_as_many_pages),
    };

    return cmocka_run_group_tests_name("print/layout_file", tests, begin, end);
}
