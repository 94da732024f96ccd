#include "print/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void row(struct output_buffer *out, const char *const *values, size_t n)
{
    output_buffer_release(out);
    assert_int_equal(csv_row(values, n, output_buffer_write, out), 0);
    assert_int_equal(output_buffer_write(out, "", 1), 0);
}

static void values_are_quoted_as_rfc_4180_says(void **state)
{
    (void)state;
    struct output_buffer out = {0};

    row(&out, (const char *const[]){"携帯-01", "a,b", "say \"x\"", "two\nlines", NULL, ""}, 6);
    assert_string_equal(out.bytes, "携帯-01,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",,\r\n");
    assert_memory_equal(csv_bom, "\xEF\xBB\xBF", 3);
    output_buffer_release(&out);
}

/* The one value of a line that csv_row wrote. */
static void unquote(char *buf, size_t size, const char *line)
{
    size_t n = 0;
    bool quoted = *line == '"';

    for (line += quoted; *line && n + 1 < size; line++) {
        if (quoted && *line == '"' && *++line != '"')
            break;
        if (!quoted && *line == '\r' && line[1] == '\n')
            break;
        buf[n++] = *line;
    }
    buf[n] = '\0';
}

static void check_guard(const char *value, bool formula)
{
    struct output_buffer out = {0};
    char back[128];

    row(&out, &value, 1);
    unquote(back, sizeof back, out.bytes);
    assert_int_equal(*back == '\'', formula || *value == '\'');
    char *plain = csv_unguard(back);
    assert_non_null(plain);
    assert_string_equal(plain, value);
    free(plain);
    output_buffer_release(&out);
}

static void no_value_is_a_formula_and_every_one_comes_back(void **state)
{
    (void)state;
    static const char *const leads[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    static const char *const blanks[] = {"", " ", "\xC2\xA0", "\t", "\n", "　", " \t　"};
    static const char *const before[] = {"", "'", "''"};
    static const char *const plain[] = {"",    "'",           "''", "'x", "'90年", "携帯-01",
                                        "x=1", "a@b.example", " x", "\n", "’=1"};
    char value[64];

    for (size_t l = 0; l < sizeof leads / sizeof *leads; l++) {
        for (size_t b = 0; b < sizeof blanks / sizeof *blanks; b++) {
            for (size_t a = 0; a < sizeof before / sizeof *before; a++) {
                bool blank = *leads[l] == '\t' || *leads[l] == '\r'; /* a lead only where it stands first */

                if (blank && *blanks[b])
                    continue;
                snprintf(value, sizeof value, "%s%s%s1+1", before[a], blanks[b], leads[l]);
                check_guard(value, true);
            }
        }
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        check_guard(plain[i], false);
}

static void line(struct output_buffer *out, const struct json_pair *pairs, size_t n)
{
    output_buffer_release(out);
    assert_int_equal(json_line(pairs, n, output_buffer_write, out), 0);
    assert_int_equal(output_buffer_write(out, "", 1), 0);
}

static void json_escapes_what_it_must(void **state)
{
    (void)state;
    struct output_buffer out = {0};

    line(&out, (const struct json_pair[]){{"item", "携帯-01 𠮷", false}, {"note", "\"\\\n\r\t\x01\x7f", false}}, 2);
    assert_string_equal(out.bytes, "{\"item\":\"携帯-01 𠮷\",\"note\":\"\\\"\\\\\\n\\r\\t\\u0001\\u007f\"}\n");
    line(&out, (const struct json_pair[]){{"bad", "\xE3\x81x\xFF", false}, {"sep", "\xE2\x80\xA8", false}}, 2);
    assert_string_equal(out.bytes, "{\"bad\":\"\\ufffd\\ufffdx\\ufffd\",\"sep\":\"\\u2028\"}\n");
    line(&out, NULL, 0);
    assert_string_equal(out.bytes, "{}\n");
    output_buffer_release(&out);
}

static void json_numbers_are_numbers_only_when_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *value, *written;
    } cases[] = {{"12", "12"}, {"-3", "-3"},     {"0", "0"},     {"1.5", "1.5"},   {"007", "\"007\""},
                 {"", "\"\""}, {"1e", "\"1e\""}, {"-", "\"-\""}, {"1.", "\"1.\""}, {NULL, "null"}};
    struct output_buffer out = {0};
    char wanted[64];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        line(&out, &(struct json_pair){"n", cases[i].value, true}, 1);
        snprintf(wanted, sizeof wanted, "{\"n\":%s}\n", cases[i].written);
        assert_string_equal(out.bytes, wanted);
    }
    output_buffer_release(&out);
}

static int refuse(void *context, const void *bytes, size_t n)
{
    (void)bytes;
    (void)n;
    return --*(int *)context < 0 ? ERR_FULL : 0;
}

static void a_failing_output_stops_the_line(void **state)
{
    (void)state;
    const char *values[] = {"a", "b,c"};
    const struct json_pair pairs[] = {{"a", "b", false}, {"c", NULL, false}};

    for (int i = 0; i < 5; i++) {
        int left = i;

        assert_int_equal(csv_row(values, 2, refuse, &left), ERR_FULL);
        assert_int_equal(left, -1);
        left = i;
        assert_int_equal(json_line(pairs, 2, refuse, &left), ERR_FULL);
        assert_int_equal(left, -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_quoted_as_rfc_4180_says),
        cmocka_unit_test(no_value_is_a_formula_and_every_one_comes_back),
        cmocka_unit_test(json_escapes_what_it_must),
        cmocka_unit_test(json_numbers_are_numbers_only_when_they_are),
        cmocka_unit_test(a_failing_output_stops_the_line),
    };

    return cmocka_run_group_tests_name("print/csv", tests, NULL, NULL);
}
