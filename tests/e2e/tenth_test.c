/* A tenth register, dropped in as one file: the program built with it has its list, form, table, journal, filter and paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"
#include "tests/e2e/form.h"

#define CHARGER "充電-七"
#define PLACE "朧月夜の詰所"

static void made_and_permitted(struct desk *d, struct pty *p)
{
    static const struct answer answers[] = {{"充電器", CHARGER, false}, {"使用場所", PLACE, false}, {0}};

    pty_keys(p, "F3");
    pty_wait(p, "┌─ 検索");
    pty_send(p, "充電器");
    pty_wait(p, "様式第10号");
    pty_wait_gone(p, "様式第3号");
    pty_keys(p, "Enter");
    pty_wait(p, "様式第10号 充電器貸出簿");
    pty_keys(p, "F2");
    pty_wait(p, "充電器貸出簿 — 申請");
    form_fill(p, answers);
    pty_keys(p, "F4");
    pty_wait(p, "┌─ 許可");
    desk_permit_to(d, p, "suzuki", "様式第10号 充電器貸出簿");
}

static void listed_and_filtered(struct pty *p)
{
    pty_wait(p, CHARGER);
    pty_send(p, "状態:貸出中 端子:C型");
    pty_wait(p, "端子:C型");
    pty_wait(p, CHARGER);
    pty_send(p, " 充電器:無い物");
    pty_wait(p, "該当する行がありません");
    pty_keys(p, "C-u");
    pty_wait(p, PLACE);
}

static void returned(struct pty *p)
{
    static const struct answer none[] = {{0}};

    pty_keys(p, "F5");
    pty_wait(p, "充電器貸出簿 — 返却");
    form_fill(p, none);
    pty_keys(p, "Enter");
    pty_wait(p, "様式第10号 充電器貸出簿");
    pty_wait(p, "済");
}

static void written_out(struct desk *d, const char *file)
{
    char *path = stage_path(d->stage, file), *text;
    struct result r;

    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "export", "--form", "10", "-o", path);
    result_release(&r);
    text = paper_text(d->stage, path);
    assert_non_null(strstr(text, "様式第10号"));
    assert_non_null(strstr(text, CHARGER));
    assert_non_null(strstr(text, PLACE));
    assert_non_null(strstr(text, "鈴木"));
    free(text);
    free(path);
}

static void it_has_list_form_table_journal_filter_and_paper(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");
    struct result r;
    const char *line;
    char *value;

    made_and_permitted(d, p);
    listed_and_filtered(p);
    returned(p);
    station_must(&d->station, &r, 0, station_officer(&d->station, "tanaka"), "list", "--form", "10", "--where",
                 "充電器:" CHARGER, "--json");
    line = json_line(r.out, "charger", CHARGER);
    assert_non_null(line);
    value = json_value(line, "state");
    assert_string_equal(value, "done");
    free(value);
    result_release(&r);
    written_out(d, "data/form-10.pdf");
    written_out(d, "data/form-10.xlsx");
    desk_verify(d, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_has_list_form_table_journal_filter_and_paper, desk_open, desk_close),
    };
    const char *build = getenv("BUILDDIR");
    char path[4096];

    if (build == NULL || (size_t)snprintf(path, sizeof path, "%s/tests/e2e/kanribo-ten", build) >= sizeof path ||
        setenv("KANRIBO", path, 1) != 0)
        return 1;
    return desk_run(tests);
}
