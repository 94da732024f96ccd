/* The words of the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/cli.h"

/* Copies the words: cli_parse moves them about. */
static int parse(struct cli *cli, const char *const *words, struct err *e)
{
    static char *argv[16];
    int n = 0;
    argv[n++] = (char *)(uintptr_t) "kanribo";
    while (*words != NULL)
        argv[n++] = (char *)(uintptr_t)*words++;
    argv[n] = NULL;
    return cli_parse(cli, n, argv, e);
}
#define PARSE(cli, e, ...) parse(cli, (const char *const[]){__VA_ARGS__, NULL}, e)

static void nothing_is_the_application(void **state)
{
    struct cli cli;
    struct err e;
    (void)state;
    assert_int_equal(PARSE(&cli, &e, NULL), 0);
    assert_string_equal(cli.command, "");
    assert_int_equal(cli.passphrase_fd, -1);
    assert_null(cli.data);
    assert_int_equal(cli.nwords, 0);
}

static void options_stand_before_or_behind_the_command(void **state)
{
    static const char *const ways[][8] = {{"--data", "D", "--user", "tanaka", "list", "--form", "3"},
                                          {"list", "--form=3", "--user=tanaka", "--data=D"},
                                          {"--data=D", "list", "--form", "3", "--user", "tanaka"}};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct cli cli;
        struct err e;
        assert_int_equal(parse(&cli, ways[i], &e), 0);
        assert_string_equal(cli.command, "list");
        assert_string_equal(cli.data, "D");
        assert_string_equal(cli.user, "tanaka");
        assert_string_equal(cli.form, "3");
        assert_int_equal(cli.nwords, 0);
    }
}

static void words_behind_the_command_are_kept_in_order(void **state)
{
    struct cli cli;
    struct err e;
    (void)state;
    assert_int_equal(PARSE(&cli, &e, "--data", "D", "user", "add", "--passphrase-fd", "3", "suzuki", "-"), 0);
    assert_string_equal(cli.command, "user");
    assert_int_equal(cli.nwords, 3);
    assert_string_equal(cli.words[0], "add");
    assert_string_equal(cli.words[1], "suzuki");
    assert_string_equal(cli.words[2], "-");
    assert_int_equal(cli.passphrase_fd, 3);
    assert_string_equal(cli.data, "D");
}

static void every_option_finds_its_place(void **state)
{
    struct cli cli;
    struct err e;
    (void)state;
    assert_int_equal(PARSE(&cli, &e, "export", "--register", "phone", "--month", "2026-10", "--where",
                           "状態:持出中 a=b", "-o", "x.pdf", "--force", "--json"),
                     0);
    assert_string_equal(cli.reg, "phone");
    assert_string_equal(cli.month, "2026-10");
    assert_string_equal(cli.where, "状態:持出中 a=b");
    assert_string_equal(cli.output, "x.pdf");
    assert_true(cli.force);
    assert_true(cli.json);
    assert_false(cli.csv);
    assert_int_equal(PARSE(&cli, &e, "verify", "--code=ABC=D"), 0);
    assert_string_equal(cli.code, "ABC=D"); /* the first = ends the name */
    assert_int_equal(PARSE(&cli, &e, "--help"), 0);
    assert_string_equal(cli.command, "help");
    assert_int_equal(PARSE(&cli, &e, "--version"), 0);
    assert_string_equal(cli.command, "version");
}

static void what_cannot_be_read_is_said(void **state)
{
    static const char *const bad[][4] = {{"--nothing"},
                                         {"list", "--form"},
                                         {"list", "--form="},
                                         {"list", "--json=yes"},
                                         {"--passphrase-fd", "x"},
                                         {"--passphrase-fd", "-1"},
                                         {"--passphrase-fd", "3x"},
                                         {"--passphrase-fd", "99999999999999999999"},
                                         {"--passphrase", "geheim"}}; /* never among the arguments */
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct cli cli;
        struct err e;
        assert_int_equal(parse(&cli, bad[i], &e), ERR_USAGE);
        assert_true(e.text[0] != '\0');
        assert_int_equal(cli_exit_code(&e), 2);
    }
}

static void the_exit_code_says_what_happened(void **state)
{
    (void)state;
    assert_int_equal(cli_exit_code(&(struct err){.code = ERR_NONE}), 0);
    assert_int_equal(cli_exit_code(&(struct err){.code = ERR_REFUSED}), 1);
    assert_int_equal(cli_exit_code(&(struct err){.code = ERR_IO}), 1);
    assert_int_equal(cli_exit_code(&(struct err){.code = ERR_INTEGRITY}), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_the_application),
        cmocka_unit_test(options_stand_before_or_behind_the_command),
        cmocka_unit_test(words_behind_the_command_are_kept_in_order),
        cmocka_unit_test(every_option_finds_its_place),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(the_exit_code_says_what_happened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
