/* What the demo's year holds, on the screen and on paper; and that it is never taken for a real station. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/demo.h"
#include "app/list.h"
#include "app/month.h"
#include "app/paper.h"
#include "db/query.h"
#include "forms/post.h"
#include "tests/app/house.h"
#include "tests/print/fixture.h"

/* A house without people of its own: the demo brings its own. */
static struct house first;

static int64_t evening(void)
{
    return house_time(2026, 11, 24, 22, 10);
}

static void sign_in(struct house *house, const char *uid)
{
    struct err e;
    for (const struct demo_person *p = demo_people; p->uid != NULL; p++) {
        if (strcmp(p->uid, uid) != 0)
            continue;
        struct secret passphrase = house_secret(p->passphrase);
        house_ok(session_open(&house->session, &house->world, uid, &passphrase, &e));
        secret_release(&passphrase);
        return;
    }
    fail_msg("%s is nobody of the demo", uid);
}

static void make(struct house *house, int64_t at)
{
    struct err e;
    house_empty(house, at);
    house_ok(demo_make(&house->world, &e));
}

static int make_first(void **state)
{
    (void)state;
    make(&first, evening());
    sign_in(&first, "watanabe");
    return 0;
}

static int remove_first(void **state)
{
    (void)state;
    house_close(&first);
    return 0;
}

static const struct register_def *reg(const char *id)
{
    return station_register(session_station(first.session), id);
}

/* A book as JSON Lines, with the name of the site, which is the station's own, taken out. */
static char *book_text(struct house *house, const char *id)
{
    struct station *station = session_station(house->session);
    struct paper_request request = {.reg = station_register(station, id)};
    const char *site = station_site(station);
    char *text = NULL;
    size_t size = 0, n = strlen(site);
    struct err e;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    house_ok(paper_stream(house->session, &request, PAPER_JSON, out, &e));
    fclose(out);
    for (char *at = text; (at = strstr(at, site)) != NULL; at += n)
        memset(at, 'S', n);
    return text;
}

static int count(const char *states, const struct cond *cond)
{
    struct cond conds[3] = {{0}};
    const struct query query = {.reg = reg("checkout"), .conds = conds};
    int64_t n;
    struct err e;
    int i = 0;
    if (states != NULL)
        conds[i++] = (struct cond){"state", COND_IS, states};
    if (cond != NULL)
        conds[i++] = *cond;
    house_ok(query_count(&n, session_station(first.session), &query, 10000, &e));
    return (int)n;
}

static int count_of(const char *id)
{
    const struct query query = {.reg = reg(id)};
    int64_t n;
    struct err e;
    house_ok(query_count(&n, session_station(first.session), &query, 10000, &e));
    return (int)n;
}

static int count_done(const char *step)
{
    const struct query query = {.reg = reg("checkout"), .done_step = step, .limit = 200};
    struct rows rows;
    struct err e;
    int n;
    house_ok(rows_load(&rows, session_station(first.session), &query, ROWS_FIRST, NULL, &e));
    n = (int)rows.n;
    rows_release(&rows);
    return n;
}

static void it_is_marked_and_says_so(void **state)
{
    struct house other;
    (void)state;
    assert_true(demo_is(first.dir.path));
    assert_true(session_demo(first.session));
    house_empty(&other, evening());
    assert_false(demo_is(other.dir.path));
    scratch_remove(&other.dir);
}

static void it_never_goes_over_a_station(void **state)
{
    struct house real;
    struct err e;
    (void)state;
    house_open(&real, evening());
    house_leave(&real);
    assert_int_equal(demo_make(&real.world, &e), ERR_REFUSED);
    assert_false(demo_is(real.dir.path));
    real.session = house_session(&real, KANRI); /* as it was */
    assert_false(session_demo(real.session));
    house_close(&real);
}

static void a_broken_off_one_is_neither_opened_nor_made_over(void **state)
{
    struct house half;
    struct err e;
    (void)state;
    house_empty(&half, evening());
    assert_int_equal(demo_find(half.dir.path, &e), ERR_NOT_FOUND);
    scratch_file(&half.dir, "demo", "", 0, 0600);
    assert_int_equal(demo_find(half.dir.path, &e), ERR_REFUSED);
    assert_int_equal(demo_make(&half.world, &e), ERR_REFUSED);
    scratch_remove(&half.dir);
    house_ok(demo_find(first.dir.path, &e));
    assert_int_equal(demo_make(&first.world, &e), ERR_REFUSED);
}

static void its_people_hold_every_post(void **state)
{
    unsigned held = 0;
    int n = 0;
    struct err e;
    (void)state;
    for (const struct demo_person *p = demo_people; p->uid != NULL; p++, n++) {
        struct entry *user;
        struct actor actor;
        char person[ENTRY_ID_BYTES];
        house_ok(entry_find(&user, session_station(first.session), reg("user"), "uid", p->uid, &e));
        assert_string_equal(user->state, "active");
        house_ok(actor_load(&actor, first.session, reference_id(person, entry_get(user, "person")), first.now, &e));
        assert_string_equal(actor.name, p->name);
        assert_int_equal(actor.rostered, strcmp(p->uid, "suzuki") == 0); /* 高橋 holds the post, but not tonight */
        held |= actor.posts;
        entry_free(user);
    }
    assert_true(n >= 14);
    for (const struct choice *c = post_choices; c->key != NULL; c++)
        if (strcmp(c->key, "staff") != 0)
            assert_true((held & post_bit(c->key)) != 0);
}

static void its_things_are_of_every_kind(void **state)
{
    (void)state;
    assert_true(count_of("device") + count_of("phone") >= 40);
    assert_true(count_of("place") >= 5);
    for (const char *const *kind = (const char *const[]){"mobile", "non_mobile", "special", "shared_phone", NULL};
         *kind != NULL; kind++)
        assert_true(count(NULL, &(struct cond){"kind", COND_IS, *kind}) > 0);
    for (const char *const *ground = (const char *const[]){"a", "b", "c", NULL}; *ground != NULL; ground++)
        assert_true(count("done", &(struct cond){"ground", COND_IS, *ground}) > 0);
    assert_true(count("done", &(struct cond){"confidentiality", COND_IS, "2"}) > 0);
    assert_true(count("done", &(struct cond){"confidentiality", COND_IS, "3"}) > 0);
}

static void something_waits_for_every_screen(void **state)
{
    struct rows rows;
    struct err e;
    int late = 0, corrected = 0;
    (void)state;
    assert_true(count(NULL, NULL) >= 300);
    for (const char *const *s =
             (const char *const[]){"requested", "out", "returned", "done", "sent_back", "refused", "withdrawn", NULL};
         *s != NULL; s++)
        if (count(*s, NULL) == 0)
            fail_msg("nothing is in state %s", *s);
    assert_true(count_done("extend_permit") > 0);
    assert_true(count_done("secret_permit") > 0);
    assert_true(count_done("whereabouts") > 0);
    const struct query all = {.reg = reg("checkout"), .limit = 2000};
    house_ok(rows_load(&rows, session_station(first.session), &all, ROWS_FIRST, NULL, &e));
    for (size_t i = 0; i < rows.n; i++) {
        late += entry_late(rows.entries[i], first.now);
        corrected += rows.entries[i]->corrected;
    }
    assert_true(late > 0 && late <= 3);
    assert_true(corrected > 0);
    rows_release(&rows);
}

static void every_month_but_the_last_is_confirmed(void **state)
{
    struct month_state m;
    struct err e;
    int sole = 0, deputy = 0;
    (void)state;
    for (int i = 0; i < 11; i++) {
        char key[32];
        snprintf(key, sizeof key, "%04d-%02d", i == 0 ? 2025 : 2026, i == 0 ? 12 : i);
        house_ok(month_load(&m, first.session, reg("checkout"), key, &e));
        assert_true(m.confirmed);
        assert_int_equal(m.missing_checks, 0);
        assert_int_equal(strcmp(m.step, "sole_decision") == 0, m.rows == 0);
        sole += strcmp(m.step, "sole_decision") == 0;
        deputy += strcmp(m.step, "confirm_deputy") == 0;
    }
    assert_int_equal(sole, 1);
    assert_true(deputy > 0);
    house_ok(month_load(&m, first.session, reg("checkout"), "2026-11", &e));
    assert_false(m.confirmed);
}

static void nothing_lies_in_the_future(void **state)
{
    struct history_event *last;
    struct history history;
    struct err e;
    (void)state;
    house_ok(history_log(&history, session_station(first.session), NULL, 1, &e));
    last = &history.events[0];
    assert_true(last->recorded <= first.now);
    history_release(&history);
}

static void the_same_date_gives_the_same_demo(void **state)
{
    static const char *const books[] = {"checkout", "person", "post",    "place",        "device",
                                        "phone",    "roster", "monthly", "calendar_day", NULL};
    struct house second;
    const char *tz = getenv("TZ");
    char *kept = tz != NULL ? strdup(tz) : NULL;
    (void)state;
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0); /* nor does the PC's idea of the hour matter */
    make(&second, evening());
    sign_in(&second, "watanabe");
    for (const char *const *id = books; *id != NULL; id++) {
        char *a = book_text(&first, *id), *b = book_text(&second, *id);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    house_close(&second);
    assert_int_equal(kept != NULL ? setenv("TZ", kept, 1) : unsetenv("TZ"), 0);
    free(kept);
}

/* ---- on paper ---- */

static struct paper_request october(void)
{
    return (struct paper_request){.reg = reg("checkout"), .month = "2026-10"};
}

static size_t times(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        n++;
    return n;
}

static void load_october(struct rows *rows)
{
    char from[32], until[32];
    struct err e;
    const struct query query = {
        .reg = reg("checkout"), .range = "taken_from", .range_from = from, .range_until = until, .limit = 500};
    field_time_value(from, sizeof from, house_time(2026, 10, 1, 0, 0));
    field_time_value(until, sizeof until, house_time(2026, 11, 1, 0, 0));
    house_ok(rows_load(rows, session_station(first.session), &query, ROWS_FIRST, NULL, &e));
    assert_true(rows->n > 20);
}

/* The file of October, read by another program; its path is the last of argv but one. */
static void read_back(struct output_buffer *text, const char *path, const char *const *argv)
{
    struct paper_request request = october();
    enum paper_format format;
    struct rows rows;
    struct err e;
    if (!fixture_has(argv[0]))
        skip();
    house_ok(paper_format_of(&format, path, &e));
    house_ok(paper_export(first.session, &request, format, path, false, &e));
    assert_int_equal(fixture_run(text, argv), 0);
    assert_int_equal(remove(path), 0);
    load_october(&rows);
    for (size_t i = 0; i < rows.n; i++)
        assert_non_null(strstr(text->bytes, reference_label(entry_get(rows.entries[i], "item"))));
    rows_release(&rows);
}

static void the_workbook_holds_the_month_and_says_demo(void **state)
{
    struct output_buffer text = {0};
    char path[256];
    (void)state;
    snprintf(path, sizeof path, "%s/form-3.xlsx", first.dir.path);
    read_back(&text, path,
              (const char *const[]){"unzip", "-p", path, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", NULL});
    assert_non_null(strstr(text.bytes, "デモ"));
    assert_non_null(strstr(text.bytes, "モバイル端末等持出簿"));
    assert_non_null(strstr(text.bytes, "令和8年10月"));
    assert_non_null(strstr(text.bytes, "白河署"));
    output_buffer_release(&text);
}

static void the_pdf_holds_the_month_and_says_demo_on_every_page(void **state)
{
    struct output_buffer text = {0};
    char path[256];
    (void)state;
    snprintf(path, sizeof path, "%s/form-3.pdf", first.dir.path);
    read_back(&text, path, (const char *const[]){"pdftotext", path, "-", NULL});
    assert_true(times(text.bytes, "\f") >= 3);
    assert_true(times(text.bytes, "デモ") >= times(text.bytes, "\f"));
    output_buffer_release(&text);
}

static char *stream(enum paper_format format)
{
    struct paper_request request = october();
    char *text = NULL;
    size_t size = 0;
    struct err e;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    house_ok(paper_stream(first.session, &request, format, file, &e));
    assert_int_equal(fclose(file), 0);
    return text;
}

static void csv_and_json_hold_a_line_for_each_entry(void **state)
{
    char *csv = stream(PAPER_CSV), *json = stream(PAPER_JSON);
    struct rows rows;
    (void)state;
    load_october(&rows);
    assert_int_equal(times(json, "\n"), rows.n);
    assert_int_equal(times(csv, "\n"), rows.n + 1); /* with its heading */
    assert_memory_equal(csv, "\xEF\xBB\xBF", 3);
    assert_non_null(strstr(csv, "端末・機器・番号"));
    for (size_t i = 0; i < rows.n; i++) {
        assert_non_null(strstr(json, rows.entries[i]->id));
        assert_non_null(strstr(csv, entry_get(rows.entries[i], "purpose")));
    }
    rows_release(&rows);
    free(csv);
    free(json);
}

/* Last: it moves the clock and changes a setting. */
static void made_anew_it_is_the_same_under_another_clock_and_setting(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    house_verify(&first);
    char *before = book_text(&first, "checkout");
    first.now += 400LL * 24 * 3600;
    house_do(&first, KANRI, "setting", id, "enter", "key", "office_open", "value", "10:00");
    house_verify(&first);
    char *after = book_text(&first, "checkout");
    assert_string_equal(before, after);
    free(before);
    free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_marked_and_says_so),
        cmocka_unit_test(it_never_goes_over_a_station),
        cmocka_unit_test(a_broken_off_one_is_neither_opened_nor_made_over),
        cmocka_unit_test(its_people_hold_every_post),
        cmocka_unit_test(its_things_are_of_every_kind),
        cmocka_unit_test(something_waits_for_every_screen),
        cmocka_unit_test(every_month_but_the_last_is_confirmed),
        cmocka_unit_test(nothing_lies_in_the_future),
        cmocka_unit_test(the_same_date_gives_the_same_demo),
        cmocka_unit_test(the_workbook_holds_the_month_and_says_demo),
        cmocka_unit_test(the_pdf_holds_the_month_and_says_demo_on_every_page),
        cmocka_unit_test(csv_and_json_hold_a_line_for_each_entry),
        cmocka_unit_test(made_anew_it_is_the_same_under_another_clock_and_setting),
    };
    return cmocka_run_group_tests(tests, make_first, remove_first);
}
