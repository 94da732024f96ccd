#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/entry.h"
#include "forms/text.h"
#include "tests/forms/sample_register.h"

static void set_text(char *buf, size_t size, const char *text)
{
    buf[0] = '\0';
    assert_true(text_append(buf, size, text));
}

/* A change of the sample entry "K7QF-1" by suzuki. */
static void change_make(struct change *c, const char *step, const char *before, const char *after, int64_t at)
{
    change_init(c);
    set_text(c->reg, sizeof c->reg, "sample");
    set_text(c->entry, sizeof c->entry, "K7QF-1");
    set_text(c->step, sizeof c->step, step);
    set_text(c->state_before, sizeof c->state_before, before);
    set_text(c->state_after, sizeof c->state_after, after);
    set_text(c->actor.id, sizeof c->actor.id, "K7QF-9");
    set_text(c->actor.name, sizeof c->actor.name, "鈴木 茂");
    set_text(c->rule, sizeof c->rule, "M-01");
    c->at = at;
}

static void field(struct change *c, const char *key, const char *before, const char *after)
{
    assert_int_equal(change_field(c, key, before, after, NULL), 0);
}

static void apply(struct entry *entry, struct change *c, int64_t seq)
{
    struct err e;
    err_clear(&e);
    int rc = entry_apply(entry, c, seq, &e);
    if (rc != 0)
        print_error("%s\n", e.text);
    assert_int_equal(rc, 0);
    change_release(c);
}

static struct entry *asked(void)
{
    struct entry *entry;
    struct change c;
    assert_int_equal(entry_new(&entry, &sample_register, NULL), 0);
    change_make(&c, "ask", "", "open", 1000);
    field(&c, "title", NULL, "深夜の巡回連絡");
    field(&c, "kind", NULL, "mobile");
    field(&c, "user", NULL, "K7QF-12 田中 玲");
    apply(entry, &c, 7);
    return entry;
}

static void a_new_entry_is_empty_in_the_first_state(void **state)
{
    (void)state;
    struct entry *entry;
    assert_int_equal(entry_new(&entry, &sample_register, NULL), 0);
    assert_string_equal(entry->state, "open");
    assert_int_equal(entry->rev, 0);
    assert_null(entry_get(entry, "title"));
    assert_null(entry_get(entry, "no_such_field"));
    assert_int_equal(entry_set(entry, "no_such_field", "x", NULL), ERR_NOT_FOUND);
    assert_int_equal(entry_set(entry, "title", "", NULL), 0); /* nothing is unset */
    assert_null(entry_get(entry, "title"));
    assert_false(entry_is(entry, "title", ""));
    entry_free(entry);
    entry_free(NULL);
}

static void a_change_keeps_what_differs(void **state)
{
    (void)state;
    struct change c;
    change_init(&c);
    field(&c, "title", "a", "a");
    field(&c, "title", NULL, NULL);
    field(&c, "title", NULL, "");
    assert_int_equal(c.nfields, 0);
    field(&c, "title", "a", "b");
    field(&c, "note", NULL, "n");
    assert_int_equal(c.nfields, 2);
    field(&c, "title", "b", "c"); /* the first before and the last after count */
    assert_int_equal(c.nfields, 2);
    assert_string_equal(c.fields[0].before, "a");
    assert_string_equal(change_after(&c, "title"), "c");
    field(&c, "title", "c", "a"); /* back where it was */
    assert_int_equal(c.nfields, 1);
    assert_string_equal(change_after(&c, "note"), "n");
    assert_null(change_after(&c, "title"));
    field(&c, "note", "n", NULL);
    assert_int_equal(c.nfields, 0);
    change_release(&c);
    change_release(&c);
}

static void the_first_change_makes_the_entry(void **state)
{
    (void)state;
    struct entry *entry = asked();
    assert_string_equal(entry->id, "K7QF-1");
    assert_string_equal(entry->state, "open");
    assert_int_equal(entry->rev, 1);
    assert_int_equal(entry->last_seq, 7);
    assert_string_equal(entry->applicant.name, "鈴木 茂");
    assert_true(entry_is(entry, "kind", "mobile"));
    assert_int_equal(entry->nsteps, 1);
    assert_string_equal(entry->steps[0].rule, "M-01");
    assert_int_equal(entry->steps[0].at, 1000);
    assert_int_equal(entry->steps[0].seq, 7);
    assert_null(entry->steps[0].note);
    assert_false(entry->corrected);
    entry_free(entry);
}

static void what_does_not_agree_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct err e;
    struct {
        const char *reg, *id, *step, *before, *after, *key, *old;
    } wrong[] = {
        {"other", "K7QF-1", "permit", "open", "out", NULL, NULL},
        {"sample", "K7QF-2", "permit", "open", "out", NULL, NULL},
        {"sample", "", "permit", "open", "out", NULL, NULL},
        {"sample", "K7QF-1", "permit", "out", "out", NULL, NULL},
        {"sample", "K7QF-1", "permit", "", "out", NULL, NULL},
        {"sample", "K7QF-1", "permit", "open", "", NULL, NULL},
        {"sample", "K7QF-1", "permit", "open", "out", "title", "昼の巡回連絡"},
        {"sample", "K7QF-1", "permit", "open", "out", "title", NULL},
        {"sample", "K7QF-1", "permit", "open", "out", "note", "あるはず"},
        {"sample", "K7QF-1", "permit", "open", "out", "unknown", NULL},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct change c;
        change_make(&c, wrong[i].step, wrong[i].before, wrong[i].after, 2000);
        set_text(c.reg, sizeof c.reg, wrong[i].reg);
        set_text(c.entry, sizeof c.entry, wrong[i].id);
        if (wrong[i].key)
            field(&c, wrong[i].key, wrong[i].old, "新しい");
        err_clear(&e);
        assert_int_equal(entry_apply(entry, &c, 8, &e), ERR_INTEGRITY);
        assert_non_null(strstr(e.text, "kanribo verify"));
        change_release(&c);
    }
    assert_int_equal(entry->rev, 1);
    assert_int_equal(entry->nsteps, 1);
    assert_int_equal(entry->last_seq, 7);
    assert_string_equal(entry_get(entry, "title"), "深夜の巡回連絡");
    entry_free(entry);
}

static void a_field_twice_in_a_change_is_refused(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    change_make(&c, "permit", "open", "out", 2000);
    field(&c, "note", NULL, "一");
    field(&c, "month", NULL, "2026-11");
    free(c.fields[1].key);
    c.fields[1].key = text_dup("note", 4); /* as a forged event could have it */
    assert_int_equal(entry_apply(entry, &c, 8, NULL), ERR_INTEGRITY);
    change_release(&c);
    assert_null(entry_get(entry, "note"));
    entry_free(entry);
}

static void needs_decide_whether_a_state_is_ready(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    const char *missing;
    assert_false(entry_ready(entry, "out", &missing));
    assert_string_equal(missing, "permit");
    assert_true(entry_ready(entry, "done", &missing));
    assert_null(missing);
    change_make(&c, "permit", "open", "open", 2000);
    apply(entry, &c, 8);
    assert_true(entry_ready(entry, "out", NULL));
    assert_int_equal(entry_set(entry, "kind", "special", NULL), 0);
    assert_false(entry_ready(entry, "out", &missing));
    assert_string_equal(missing, "second");
    entry_free(entry);
}

static void a_new_request_makes_permits_lapse_but_not_the_making(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    change_make(&c, "permit", "open", "open", 2000);
    apply(entry, &c, 8);
    assert_non_null(entry_done(entry, "permit"));
    change_make(&c, "renew", "open", "open", 3000);
    field(&c, "title", "深夜の巡回連絡", "昼の巡回連絡");
    set_text(c.actor.name, sizeof c.actor.name, "別の者");
    apply(entry, &c, 9);
    assert_null(entry_done(entry, "permit"));
    assert_true(entry->steps[1].lapsed);
    assert_non_null(entry_done(entry, "ask"));
    assert_non_null(entry_done(entry, "renew"));
    assert_string_equal(entry->applicant.name, "鈴木 茂");
    change_make(&c, "renew", "open", "open", 4000); /* the second lapses the first */
    apply(entry, &c, 10);
    assert_int_equal(entry_done(entry, "renew")->at, 4000);
    assert_true(entry->steps[2].lapsed);
    entry_free(entry);
}

static void a_correction_marks_the_entry(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    change_make(&c, "permit", "open", "out", 2000);
    apply(entry, &c, 8);
    change_make(&c, "correct", "out", "out", 3000);
    field(&c, "title", "深夜の巡回連絡", "昼の巡回連絡");
    c.reason = text_dup("誤記", strlen("誤記"));
    apply(entry, &c, 9);
    assert_true(entry->corrected);
    assert_string_equal(entry->steps[2].note, "誤記");
    assert_string_equal(entry_get(entry, "title"), "昼の巡回連絡");
    entry_free(entry);
}

/* R3-4: the result of each check stays in the row, also when it is the same as a month before. */
static void R3_4_the_note_of_a_step_says_what_its_fields_said(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    change_make(&c, "permit", "open", "out", 2000);
    apply(entry, &c, 8);
    change_make(&c, "check", "out", "out", 3000);
    field(&c, "result", NULL, "found");
    field(&c, "remark", NULL, "本人の机");
    apply(entry, &c, 9);
    assert_string_equal(entry->steps[2].note, "確認の結果: 紛失なし　所見: 本人の机");
    change_make(&c, "check", "out", "out", 4000);
    field(&c, "remark", "本人の机", NULL);
    c.reason = text_dup("月次", strlen("月次"));
    apply(entry, &c, 10);
    assert_string_equal(entry->steps[3].note, "月次　確認の結果: 紛失なし");
    assert_ptr_equal(entry_done(entry, "check"), &entry->steps[3]);
    change_make(&c, "finish", "out", "done", 5000); /* shares the result, not the remark */
    apply(entry, &c, 11);
    assert_string_equal(entry->steps[4].note, "確認の結果: 紛失なし");
    entry_free(entry);
}

static void old_events_with_retired_words_still_apply(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    change_make(&c, "long_gone_step", "open", "long_gone_state", 2000);
    field(&c, "old", NULL, "昔の値");
    apply(entry, &c, 8);
    assert_string_equal(entry_get(entry, "old"), "昔の値");
    assert_string_equal(entry->state, "long_gone_state");
    assert_non_null(entry_done(entry, "long_gone_step"));
    entry_free(entry);
}

static void before_the_commit_there_is_no_sequence(void **state)
{
    (void)state;
    struct entry *entry = asked();
    struct change c;
    change_make(&c, "permit", "open", "out", 2000);
    apply(entry, &c, 0);
    assert_int_equal(entry->last_seq, 7);
    assert_int_equal(entry->steps[1].seq, 0);
    assert_int_equal(entry->rev, 2);
    entry_free(entry);
}

static void a_copy_is_its_own(void **state)
{
    (void)state;
    struct entry *entry = asked(), *copy;
    struct change c;
    change_make(&c, "permit", "open", "out", 2000);
    c.reason = text_dup("急ぎ", strlen("急ぎ"));
    apply(entry, &c, 8);
    assert_int_equal(entry_copy(&copy, entry, NULL), 0);
    entry_free(entry);
    assert_string_equal(copy->id, "K7QF-1");
    assert_string_equal(copy->state, "out");
    assert_string_equal(copy->steps[1].note, "急ぎ");
    assert_string_equal(copy->applicant.name, "鈴木 茂");
    assert_string_equal(entry_get(copy, "title"), "深夜の巡回連絡");
    assert_int_equal(copy->rev, 2);
    assert_int_equal(copy->last_seq, 8);
    entry_free(copy);
}

static void references_have_two_parts(void **state)
{
    (void)state;
    char id[ENTRY_ID_BYTES];
    assert_string_equal(reference_id(id, "K7QF-12 田中 玲"), "K7QF-12");
    assert_string_equal(reference_label("K7QF-12 田中 玲"), "田中 玲");
    assert_string_equal(reference_id(id, "K7QF-12"), "K7QF-12");
    assert_string_equal(reference_label("K7QF-12"), "");
    assert_string_equal(reference_id(id, NULL), "");
    assert_string_equal(reference_label(NULL), "");
    assert_string_equal(reference_id(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789 x"), ""); /* never cut to another id */
}

static void a_title_names_the_entry(void **state)
{
    (void)state;
    struct entry *entry = asked();
    char buf[128];
    entry_title(buf, sizeof buf, entry);
    assert_string_equal(buf, "深夜の巡回連絡");
    assert_int_equal(entry_set(entry, "thing", "K7QF-30 携帯-03", NULL), 0);
    entry_title(buf, sizeof buf, entry);
    assert_string_equal(buf, "深夜の巡回連絡 携帯-03");
    assert_int_equal(entry_set(entry, "thing", NULL, NULL), 0);
    assert_int_equal(entry_set(entry, "title", NULL, NULL), 0);
    entry_title(buf, sizeof buf, entry);
    assert_string_equal(buf, "K7QF-1");
    entry_free(entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_entry_is_empty_in_the_first_state),
        cmocka_unit_test(a_change_keeps_what_differs),
        cmocka_unit_test(the_first_change_makes_the_entry),
        cmocka_unit_test(what_does_not_agree_is_refused_and_changes_nothing),
        cmocka_unit_test(a_field_twice_in_a_change_is_refused),
        cmocka_unit_test(needs_decide_whether_a_state_is_ready),
        cmocka_unit_test(a_new_request_makes_permits_lapse_but_not_the_making),
        cmocka_unit_test(a_correction_marks_the_entry),
        cmocka_unit_test(R3_4_the_note_of_a_step_says_what_its_fields_said),
        cmocka_unit_test(old_events_with_retired_words_still_apply),
        cmocka_unit_test(before_the_commit_there_is_no_sequence),
        cmocka_unit_test(a_copy_is_its_own),
        cmocka_unit_test(references_have_two_parts),
        cmocka_unit_test(a_title_names_the_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
