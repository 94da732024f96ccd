/* The form of a step at the keyboard: its draft, what it offers, what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/text.h"
#include "screens/entry.h"
#include "screens/shared.h"
#include "tests/screens/duty.h"
#include "tests/screens/fixture.h"

/* What was shown after the last picture that has the text. */
static const char *after(const struct seat *d, const char *text)
{
    const char *last = NULL;
    for (const char *at = strstr(d->shown, text); at != NULL; at = strstr(at + 1, text))
        last = at;
    if (last == NULL)
        fail_msg("never shown: %s\nthe last picture:\n%s", text, d->before);
    return last;
}

static void a_draft_is_left(struct seat *d)
{
    duty_open(d, DUTY_SUZUKI);
    duty_sit(d);
    duty_sign(d, DUTY_TANAKA);
    duty_begin(d, "モバイル 申請");
    duty_type(d, "共有");
    DUTY_PRESS(d, K_ENTER, K_DOWN, K_DOWN);
    duty_type(d, "途中の用務");
    DUTY_PRESS(d, K_ESC);
    duty_run(d, "", false);
    duty_saw(d, "下書きに残しました");
}

static void esc_at_the_question_leaves_the_draft_and_opens_nothing(void **state)
{
    struct seat d;
    (void)state;
    a_draft_is_left(&d);
    for (int again = 0; again < 2; again++) {
        duty_sit(&d);
        duty_sign(&d, DUTY_TANAKA);
        duty_begin(&d, "モバイル 申請");
        DUTY_PRESS(&d, K_ESC);
        duty_run(&d, "", false);
        duty_saw(&d, "この手続には下書きがあります");
        duty_saw(&d, "Enter 続きから  F6 下書きを捨てて初めから  Esc やめる");
        duty_saw(&d, "下書きはそのまま残っています");
        duty_saw_not(&d, "を記録する (Enter)");
    }
    duty_close(&d);
}

static void f6_at_the_question_throws_the_draft_away(void **state)
{
    struct seat d;
    (void)state;
    a_draft_is_left(&d);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_begin(&d, "モバイル 申請");
    DUTY_PRESS(&d, K_F6, K_ESC); /* a form in which nothing was typed leaves no draft either */
    duty_begin(&d, "モバイル 申請");
    duty_run(&d, "", false);
    duty_saw_not(&d, "途中の用務");
    assert_null(strstr(after(&d, "Esc やめる") + 1, "この手続には下書きがあります"));
    duty_close(&d);
}

/* 開始: now, 終了: the end of the duty, as the form gives them. */
static void a_time_that_the_form_gave_is_typed_over_or_edited(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_begin(&d, "モバイル 申請");
    duty_type(&d, "共有");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "03");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "巡回連絡");
    DUTY_PRESS(&d, K_ENTER, K_DOWN);
    duty_run(&d, "", false);
    duty_saw(&d, "R8.11.23 22:10");

    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA); /* the draft is opened where it was kept */
    DUTY_PRESS(&d, K_DOWN);
    duty_type(&d, "R8.11.23 23:15");
    DUTY_PRESS(&d, K_F1, K_ESC, K_ENTER, K_UP, K_END, K_BACKSPACE);
    duty_type(&d, "7");
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw_not(&d, "22:10R8.11.23");
    duty_saw(&d, "23:15");
    duty_saw(&d, "字を打つと、入っている値に替わります");
    duty_saw(&d, "R8.11.23 23:17");
    duty_close(&d);
}

/* From the list of 様式第3号: a phone is asked for, for that. */
static void ask(struct seat *d, bool first, const char *phone, const char *purpose)
{
    duty_begin(d, "申請");
    if (first) { /* its kind stands there the next time */
        duty_type(d, "共有");
        DUTY_PRESS(d, K_ENTER);
    }
    duty_type(d, phone);
    DUTY_PRESS(d, K_ENTER);
    duty_type(d, purpose);
    DUTY_PRESS(d, K_F2);
}

static void the_cursor_of_the_list_goes_to_what_was_recorded(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_type(&d, "3");
    ask(&d, true, "03", "一つ目");
    DUTY_PRESS(&d, K_F7); /* the oldest first: what is new stands last */
    ask(&d, false, "07", "二つ目");
    duty_run(&d, "", false);
    const char *last = after(&d, "記載順↑");
    const char *cursor = strstr(last, "▶");
    assert_non_null(strstr(last, "携帯-03"));
    assert_non_null(cursor);
    assert_true(strstr(last, "携帯-03") < cursor);
    assert_true(strstr(cursor, "携帯-07") != NULL &&
                strcspn(cursor, "\n") > (size_t)(strstr(cursor, "携帯-07") - cursor));
    duty_close(&d);
}

/* A sitting at one form, without home below it: all that it shows. */
struct desk {
    struct term *term;
    char shown[200000];
};

static int64_t look(void *arg)
{
    struct desk *desk = arg;
    char *seen = draw_screen_text(term_draw(desk->term));
    assert_non_null(seen);
    text_append(desk->shown, sizeof desk->shown, seen);
    free(seen);
    return 0;
}

enum { ROWS_DOWN = 40, LABEL_CELLS = 32, FAULT_CELLS = 75 };

/* Opens the form and goes through it downwards, or presses F2. false: that person may not begin it. */
static bool walk(struct desk *desk, struct shared *shared, const struct register_def *reg, const char *step, bool down)
{
    const struct screens_options options = {.boot_ms = look, .arg = desk, .shared = shared, .term = desk->term};
    struct err e;
    desk->shown[0] = '\0';
    assert_int_equal(screens_new(&shared->screens, &options, &e), 0);
    int rc = entry_open(shared->screens, reg, NULL, step, &e);
    for (int i = 0; rc == 0 && i < (down ? ROWS_DOWN : 1); i++) {
        term_press(desk->term, K_NONE);
        term_press(desk->term, down ? K_DOWN : K_F2);
    }
    if (rc == 0) {
        term_press(desk->term, K_NONE);
        term_press(desk->term, K_HANGUP);
        screens_run(shared->screens);
    }
    screens_free(shared->screens);
    return rc == 0;
}

/* Every line of it, as so many cells break it. */
static void is_whole(const struct desk *desk, const struct register_def *reg, const char *text, int cells)
{
    char line[NAME_BYTES];
    size_t n = strlen(text), next;
    for (size_t at = 0; at < n; at += next) {
        size_t end = text_break(text + at, n - at, cells, &next);
        text_format(line, sizeof line, "%.*s", (int)end, text + at);
        if (strstr(desk->shown, line) == NULL)
            fail_msg("%s: %s is cut:\n%s", reg->id, text, desk->shown);
    }
}

static int labels_of(struct desk *desk, struct shared *shared, const struct register_def *reg, const struct step *step)
{
    struct act *act;
    struct err e;
    size_t n;
    if (!walk(desk, shared, reg, step->key, true))
        return 0;
    assert_int_equal(act_new(&act, shared->session, reg, NULL, step->key, &e), 0);
    const struct field *const *fields = act_fields(act, &n);
    for (size_t f = 0; f < n; f++)
        is_whole(desk, reg, fields[f]->label, LABEL_CELLS);
    act_free(act);
    return 1;
}

/* What an empty form is refused for, at its field. */
static int fault_of(struct desk *desk, struct shared *shared, const struct register_def *reg, const struct step *step)
{
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 8];
    struct act *act;
    struct err e;
    size_t n;
    bool asked = false;
    assert_int_equal(act_new(&act, shared->session, reg, NULL, step->key, &e), 0);
    int rc = act_check(act, &e);
    const struct field *const *fields = act_fields(act, &n);
    for (size_t f = 0; rc != 0 && f < n; f++)
        asked = asked || strcmp(fields[f]->key, e.field) == 0;
    act_free(act);
    if (!asked || !walk(desk, shared, reg, step->key, false))
        return 0;
    bool clause = e.clause[0] != '\0' && strstr(e.text, e.clause) == NULL;
    text_format(text, sizeof text, "%s%s%s%s", e.text, clause ? " (" : "", clause ? e.clause : "", clause ? ")" : "");
    is_whole(desk, reg, text, FAULT_CELLS);
    return 1;
}

typedef int look_at(struct desk *desk, struct shared *shared, const struct register_def *reg, const struct step *step);

/* Every form that he may begin. */
static int walk_all(struct seat *d, enum duty_who who, look_at *one)
{
    static struct desk desk;
    struct shared shared = {.world = d->world, .session = duty_session(d, who)};
    struct err e;
    int forms = 0;
    desk.term = open_term(24, 80);
    for (size_t i = 0; registers[i] != NULL; i++)
        for (const struct step *step = registers[i]->steps; step->key != NULL; step++)
            if ((step->flags & STEP_CREATES) != 0)
                forms += one(&desk, &shared, registers[i], step);
    term_close(desk.term);
    assert_int_equal(session_close(shared.session, "sign_out", &e), 0);
    return forms;
}

static void no_label_is_cut_in_any_form_at_80_columns(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    assert_true(walk_all(&d, DUTY_KANRI, labels_of) > 20);
    assert_true(walk_all(&d, DUTY_ITO, labels_of) > 10);
    duty_close(&d);
}

static void what_a_form_is_refused_for_is_shown_whole_at_its_field(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    assert_true(walk_all(&d, DUTY_KANRI, fault_of) > 20);
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(esc_at_the_question_leaves_the_draft_and_opens_nothing),
        cmocka_unit_test(f6_at_the_question_throws_the_draft_away),
        cmocka_unit_test(a_time_that_the_form_gave_is_typed_over_or_edited),
        cmocka_unit_test(the_cursor_of_the_list_goes_to_what_was_recorded),
        cmocka_unit_test(no_label_is_cut_in_any_form_at_80_columns),
        cmocka_unit_test(what_a_form_is_refused_for_is_shown_whole_at_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
