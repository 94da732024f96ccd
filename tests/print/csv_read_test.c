#include "print/csv_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "forms/text.h"
#include "print/csv.h"
#include "print/output.h"

enum { CELLS = 12, LINE = 256 };

/* What was read, a line a row, cells parted by | and line breaks shown as ⏎. */
static char *shown(const struct csv_table *t)
{
    static char buf[1024];
    buf[0] = '\0';
    for (size_t row = 0; row < t->n; row++) {
        for (size_t i = 0; i < t->rows[row].n; i++) {
            text_append(buf, sizeof buf, i > 0 ? "|" : "");
            for (const char *c = csv_cell(t, row, i); *c != '\0'; c++)
                text_append(buf, sizeof buf, *c == '\n' ? "/" : (char[2]){*c, '\0'});
        }
        text_append(buf, sizeof buf, ";");
    }
    return buf;
}

static void shapes_of_rows(void **state)
{
    static const struct {
        const char *in, *out;
        char separator;
    } shapes[] = {
        {"a,b\r\nc,d\r\n", "a|b;c|d;", ','},
        {"a,b\nc,d", "a|b;c|d;", ','},
        {"a,b\rc,d\r", "a|b;c|d;", ','},
        {"a;b;\"c,d\"\n", "a|b|c,d;", ';'},
        {"a\tb\t\"c,d,e,f\"\n", "a|b|c,d,e,f;", '\t'},
        {"sep=;\r\na,1;b\r\n", "a,1|b;", ';'},
        {"\"a\"\"b\",\"\",c\n", "a\"b||c;", ','},
        {"\"a\r\nb\",\"c\rd\ne\"\r\nf,g\r\n", "a/b|c/d/e;f|g;", ','},
        {"a,,\n,,\n\n\r\n,b\n", "a||;|b;", ','},
        {"5\" floppy,b\n", "5\" floppy|b;", ','},
        {"one\ntwo\n", "one;two;", ','},
        {"a,", "a|;", ','},
        {"\"\"", "", ','},
        {"sep=,", "", ','},
        {"", "", ','},
        {"\n\n\n", "", ','},
    };
    struct csv_table t;
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (csv_read(&t, shapes[i].in, strlen(shapes[i].in), '\0', &e) != 0)
            fail_msg("%s: %s", shapes[i].in, e.text);
        assert_string_equal(shown(&t), shapes[i].out);
        assert_int_equal(t.separator, shapes[i].separator);
        assert_false(t.cp932);
        csv_release(&t);
    }
}

static void a_row_knows_its_line_and_ends_where_it_ends(void **state)
{
    static const char in[] = "a,b\n\n\"x\ny\",z\nlast\n";
    struct csv_table t;
    struct err e;
    (void)state;
    assert_int_equal(csv_read(&t, in, strlen(in), '\0', &e), 0);
    assert_int_equal(t.n, 3);
    assert_int_equal(t.rows[0].line, 1);
    assert_int_equal(t.rows[1].line, 3);
    assert_int_equal(t.rows[2].line, 5);
    assert_string_equal(csv_cell(&t, 2, 0), "last");
    assert_string_equal(csv_cell(&t, 2, 1), "");
    assert_string_equal(csv_cell(&t, 2, 200), "");
    csv_release(&t);
}

static void a_given_separator_is_taken(void **state)
{
    struct csv_table t;
    struct err e;
    (void)state;
    assert_int_equal(csv_read(&t, "a,b;c", 5, ';', &e), 0);
    assert_string_equal(shown(&t), "a,b|c;");
    csv_release(&t);
}

/* UTF-8, with BOM, and CP932 with what NEC and IBM added: 髙 﨑 ① ㈱ Ⅰ, a tilde, half-width kana, and 表 whose second byte is \. */
static void encodings_are_told_apart(void **state)
{
    static const char cp932[] = "\x8e\x81\x96\xbc,\x97\x9d\x8c\x8e\r\n"
                                "\xfb\xfc\xed\x95,\x87\x40\x87\x8a\x87\x54\r\n"
                                "\x81\x60\xb1\xb2,\x95\x5c\r\n";
    static const char expected[] = "氏名|理月;髙﨑|①㈱Ⅰ;～ｱｲ|表;";
    static const char utf8[] = "氏名,理月\r\n髙﨑,①㈱Ⅰ\r\n～ｱｲ,表\r\n";
    char marked[LINE];
    struct csv_table t;
    struct err e;
    (void)state;
    snprintf(marked, sizeof marked, "\xEF\xBB\xBF%s", utf8);
    const char *const texts[] = {utf8, marked, cp932};
    for (size_t i = 0; i < 3; i++) {
        if (csv_read(&t, texts[i], strlen(texts[i]), '\0', &e) != 0)
            fail_msg("%zu: %s", i, e.text);
        assert_string_equal(shown(&t), expected);
        assert_int_equal(t.cp932, i == 2);
        csv_release(&t);
    }
}

static void faults_name_line_and_column(void **state)
{
    static const struct {
        const char *in;
        size_t n; /* 0 = the text's own length */
        const char *says;
    } faults[] = {
        {"a,b\r\nあ,\"い\r\nう", 0, "2行目の3文字目で始まる引用符"},
        {"a,b\nあい,\"い\"x\n", 0, "2行目の7文字目で、引用符"},
        {"a\0b", 3, "1行目の2文字目に制御文字(U+0000)"},
        {"a,b\r\nc,\x1b[0m", 0, "2行目の3文字目に制御文字(U+001B)"},
        {"a\r\xC2\x85", 0, "2行目の1文字目に制御文字(U+0085)"},
        {"a,b\nc,\x85\xff\n", 0, "2行目の3文字目が文字として読めません"},
        {"あいうえお\nかき\xff", 0, "2行目の3文字目が文字として読めません"},
        {"\xEF\xBB\xBF"
         "a\xff",
         0, "1行目の2文字目が文字として読めません"},
        {"\xff\xfe"
         "a\0",
         4, "UTF-16"},
    };
    struct csv_table t;
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        size_t n = faults[i].n != 0 ? faults[i].n : strlen(faults[i].in);
        assert_int_equal(csv_read(&t, faults[i].in, n, '\0', &e), ERR_INPUT);
        if (strstr(e.text, faults[i].says) == NULL)
            fail_msg("%zu: %s", i, e.text);
        assert_null(t.text);
        assert_int_equal(t.n, 0);
    }
}

static char *repeated(const char *word, size_t times, const char *end)
{
    size_t n = strlen(word);
    char *s = malloc(n * times + strlen(end) + 1);
    assert_non_null(s);
    for (size_t i = 0; i < times; i++)
        memcpy(s + i * n, word, n);
    memcpy(s + n * times, end, strlen(end) + 1);
    return s;
}

static void limits_are_refused(void **state)
{
    struct csv_table t;
    struct err e;
    char *wide = repeated("a,", CSV_COLUMNS_MOST, "b"), *full = repeated("a,", CSV_COLUMNS_MOST - 1, "b");
    char *longest = repeated("a", CSV_CELL_MOST, ""), *longer = repeated("a", CSV_CELL_MOST, "a");
    char *tall = repeated("a\n", CSV_ROWS_MOST, "a\n");
    (void)state;
    assert_int_equal(csv_read(&t, full, strlen(full), '\0', &e), 0);
    assert_int_equal(t.rows[0].n, CSV_COLUMNS_MOST);
    csv_release(&t);
    assert_int_equal(csv_read(&t, longest, strlen(longest), '\0', &e), 0);
    csv_release(&t);
    assert_int_equal(csv_read(&t, tall, strlen(tall) - 2, '\0', &e), 0);
    assert_int_equal(t.n, CSV_ROWS_MOST);
    csv_release(&t);
    assert_int_equal(csv_read(&t, wide, strlen(wide), '\0', &e), ERR_INPUT);
    assert_int_equal(csv_read(&t, longer, strlen(longer), '\0', &e), ERR_INPUT);
    assert_int_equal(csv_read(&t, tall, strlen(tall), '\0', &e), ERR_INPUT);
    assert_int_equal(csv_read(&t, tall, (size_t)CSV_BYTES_MOST + 1, '\0', &e), ERR_INPUT);
    free(wide);
    free(full);
    free(longest);
    free(longer);
    free(tall);
}

/* What csv_row writes comes back. */
static void what_is_written_is_read(void **state)
{
    const char *const values[] = {"携帯-01", "a,b;c", "say \"x\"", "two\nlines", "", "'=1+1", " 髙", "\""};
    enum { N = sizeof values / sizeof *values };
    struct output_buffer out = {0};
    struct csv_table t;
    struct err e;
    (void)state;
    assert_int_equal(csv_row(values, N, output_buffer_write, &out), 0);
    assert_int_equal(csv_read(&t, out.bytes, out.n, '\0', &e), 0);
    assert_int_equal(t.n, 1);
    assert_int_equal(t.rows[0].n, N);
    for (size_t i = 0; i < N; i++) {
        char *value = csv_unguard(csv_cell(&t, 0, i));
        assert_string_equal(value, values[i]);
        free(value);
    }
    csv_release(&t);
    output_buffer_release(&out);
}

/* Whatever comes, the table holds text and nothing beyond it. */
static void expect_sound(const char *bytes, size_t n)
{
    struct csv_table t;
    struct err e;
    int rc = csv_read(&t, bytes, n, '\0', &e);
    if (rc != 0) {
        assert_int_equal(rc, ERR_INPUT);
        assert_true(e.text[0] != '\0');
        return;
    }
    for (size_t row = 0; row < t.n; row++)
        for (size_t i = 0; i < t.rows[row].n; i++) {
            const char *cell = csv_cell(&t, row, i);
            size_t left = strlen(cell), taken;
            uint32_t code;
            assert_true(left <= n * 3);
            for (; left > 0; cell += taken, left -= taken)
                assert_true((taken = text_decode(cell, left, &code)) > 0);
        }
    csv_release(&t);
}

static const char sample[] =
    "\x93\xfa\x8e\x9e,\x97\x98\x97p\x8e\xd2\r\n\"2026/10/03 14:05\",\"\xfb\xfc\x8d\xe8 \"\"x\"\"\"\r\n"
    "a;b\tc,\"d\r\ne\"\r\n";
static const char utf8_sample[] =
    "\xEF\xBB\xBF日時,利用者\r\n\"2026/10/03 14:05\",\"髙﨑 \"\"x\"\"\"\r\na;b\tc,\"d\r\ne\"\r\n";

static void truncated_at_every_byte(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof sample; n++)
        expect_sound(sample, n);
    for (size_t n = 0; n < sizeof utf8_sample; n++)
        expect_sound(utf8_sample, n);
}

static void mutated(void **state)
{
    static const char spice[] = {'"', ',', ';', '\t', '\r', '\n', '\0', '\x80', '\xE3', '\xFF', 'a', '\x1b'};
    uint32_t seed = 20261123;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char bytes[sizeof utf8_sample];
        const char *from = round % 2 == 0 ? sample : utf8_sample;
        size_t n = (round % 2 == 0 ? sizeof sample : sizeof utf8_sample) - 1;
        memcpy(bytes, from, n);
        for (int i = 0; i < 1 + round % 4; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[(seed >> 8) % n] = round % 3 == 0 ? (char)(seed >> 24) : spice[(seed >> 24) % sizeof spice];
        }
        expect_sound(bytes, n);
    }
}

static void files_are_read_whole_or_refused(void **state)
{
    char path[] = "/tmp/kanribo-csv-XXXXXX", none[LINE];
    int fd = mkstemp(path);
    unsigned char *bytes;
    size_t n;
    struct err e;
    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(csv_read_file(&bytes, &n, path, &e), ERR_INPUT); /* empty */
    assert_int_equal(write(fd, "a,b\n", 4), 4);
    assert_int_equal(csv_read_file(&bytes, &n, path, &e), 0);
    assert_int_equal(n, 4);
    assert_memory_equal(bytes, "a,b\n", 4);
    free(bytes);
    assert_int_equal(ftruncate(fd, (off_t)CSV_BYTES_MOST + 1), 0);
    assert_int_equal(csv_read_file(&bytes, &n, path, &e), ERR_INPUT);
    assert_null(bytes);
    close(fd);
    unlink(path);
    assert_int_equal(csv_read_file(&bytes, &n, path, &e), ERR_NOT_FOUND);
    assert_int_equal(csv_read_file(&bytes, &n, "/tmp", &e), ERR_INPUT);
    snprintf(none, sizeof none, "%s/x", path);
    assert_int_equal(csv_read_file(&bytes, &n, none, &e), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_of_rows),
        cmocka_unit_test(a_row_knows_its_line_and_ends_where_it_ends),
        cmocka_unit_test(a_given_separator_is_taken),
        cmocka_unit_test(encodings_are_told_apart),
        cmocka_unit_test(faults_name_line_and_column),
        cmocka_unit_test(limits_are_refused),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(truncated_at_every_byte),
        cmocka_unit_test(mutated),
        cmocka_unit_test(files_are_read_whole_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
