/* ledger_world — rows of 様式第2号 and 様式第6号 for the tests of their rules, on rule_world.h. */
#ifndef KANRIBO_TESTS_FORMS_LEDGER_WORLD_H
#define KANRIBO_TESTS_FORMS_LEDGER_WORLD_H

#include "forms/register_digital_device.h"
#include "forms/register_medium.h"
#include "forms/register_place.h"
#include "forms/register_section.h"
#include "tests/forms/rule_world.h"

#define PAIRS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define COUNT(ARRAY) (sizeof(ARRAY) / sizeof *(ARRAY))

/* A medium with all it needs, typed but not entered. pairs: more, or NULL. */
static inline void medium_open(struct world *w, const char *const *pairs)
{
    world_start(w, &register_medium);
    world_refer(w, "section", &register_section, "K7QF-80 012 地域課", PAIRS("code", "012", "name", "地域課"));
    world_refer(w, "place", &register_place, "K7QF-81 証拠品倉庫", PAIRS("kind", "station"));
    type_all(w, PAIRS("number", "600-012-001", "kind", "usb", "supervisor", OTHER " 佐藤 健", "custodian",
                      HOLDER " 山田 実", "from", "2026-04-01"));
    type_all(w, pairs);
}

/* A device that takes a card, likewise; its card is in 様式第6号. */
static inline void device_open(struct world *w, const char *const *pairs)
{
    world_start(w, &register_digital_device);
    world_refer(w, "place", &register_place, "K7QF-81 警務課", PAIRS("kind", "station"));
    world_refer(w, "medium", &register_medium, "K7QF-82 600-012-001", PAIRS("kind", "card"));
    type_all(w, PAIRS("name", "カメラ-01", "class", "camera", "model", "IXY", "serial", "A-1", "medium_kind",
                      "SDカード", "capacity", "32GB", "from", "2026-04-01"));
    type_all(w, pairs);
}

/* The field that the step refuses as typed, "" when it does not. */
static inline const char *step_fault(struct world *w, const char *step)
{
    static char field[KEY_BYTES];
    struct err e;
    err_clear(&e);
    field[0] = '\0';
    w->s.step = step;
    assert_int_equal(entry_settle(&w->s, NULL), 0);
    if (entry_check(&w->s, step, &e) != 0)
        text_format(field, sizeof field, "%s", e.field[0] != '\0' ? e.field : "?");
    w->s.step = NULL;
    return field;
}

/* Unsetting any of these refuses the step and names the field. */
static inline void demands(struct world *w, const char *step, const char *const *keys)
{
    assert_string_equal(step_fault(w, step), "");
    for (size_t i = 0; keys[i] != NULL; i++) {
        char *kept = text_dup(entry_get(w->typed, keys[i]), strlen(entry_get(w->typed, keys[i])));
        type(w, keys[i], NULL);
        assert_string_equal(step_fault(w, step), keys[i]);
        type(w, keys[i], kept);
        free(kept);
    }
    assert_string_equal(step_fault(w, step), "");
}

/* The step is open to exactly those who hold one of the posts: every set of posts, at all hours, rostered or not, applicant or
 * not. `text`: it is one of the text's confirmations, which no technician does, and refusals cite that clause. */
static inline void only_posts(struct world *w, const char *step, unsigned posts, const char *text)
{
    for (unsigned held = 0; held < POSTS_ALL; held++)
        for (int c = 0; c < 8; c++) {
            struct err e;
            bool technician = text != NULL && (held & POST_TECHNICAL) != 0;
            bool may = (held & posts) != 0 && !technician;
            w->s.now = (c & 1) != 0 ? night() : office_hours();
            w->s.actor = person((c & 2) != 0 ? APPLICANT : OTHER, held, (c & 4) != 0);
            err_clear(&e);
            if ((rule_check(NULL, &w->s, step, &e) == 0) != may)
                fail_msg("%s %x %d: %s", step, held, c, e.text);
            if (!may)
                assert_string_equal(e.clause, text == NULL || technician ? "" : text);
        }
    w->s.now = office_hours();
}

static inline void expect(const struct world *w, const char *key, const char *value)
{
    const char *is = entry_get(w->typed, key);
    if (value == NULL ? is != NULL : is == NULL || strcmp(is, value) != 0)
        fail_msg("%s is %s, not %s", key, is != NULL ? is : "unset", value != NULL ? value : "unset");
}

/* 増減: entered, ended and taken up again it waits for 運用管理者, each time, and for nobody else; a change of words does not. */
static inline void changes_are_confirmed(struct world *w, unsigned keepers, const char *clause)
{
    static const struct {
        const char *step, *pending;
    } steps[] = {{"enter", "increase"}, {"change", NULL}, {"end", "decrease"}, {"resume", "increase"}};
    struct err e;
    w->s.reason = "理由";
    for (size_t i = 0; i < COUNT(steps); i++) {
        only_posts(w, steps[i].step, keepers, NULL);
        if (strcmp(steps[i].step, "end") == 0)
            type_all(w, PAIRS("to", "2026-11-24"));
        ok(world_do(w, steps[i].step, person(OTHER, keepers, false), &e), &e);
        expect(w, "pending", steps[i].pending);
        if (steps[i].pending == NULL) {
            w->s.actor = person(OTHER, POST_ADMINISTRATOR, false);
            assert_int_equal(rule_check(NULL, &w->s, "confirm_change", &e), ERR_REFUSED);
            continue;
        }
        only_posts(w, "confirm_change", POST_ADMINISTRATOR, clause);
        ok(world_do(w, "confirm_change", person(ANOTHER, POST_ADMINISTRATOR, false), &e), &e);
        expect(w, "pending", NULL);
    }
    expect(w, "to", NULL); /* taken up again */
}

#endif
