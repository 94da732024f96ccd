/* 督促: who owes what, an entry a duty in one transaction, and the letter of it. Ours (◇), but each names the clause of the duty. */
#include <string.h>

#include "app/made.h"
#include "app/reminder.h"
#include "db/query.h"
#include "forms/register_reminder.h"
#include "forms/register_reminder_letter.h"
#include "forms/text.h"
#include "tests/app/model.h"
#include "tests/app/printed.h"

enum { MOST = 50 };

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

/* A terminal that should have been back on the 15th, a phone since the same evening; seen on the 17th. */
static int make(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    model_begin(house_time(2026, 9, 14, 10, 0));
    house_do(&model, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", model.things[TERMINAL_1], "purpose",
             "捜査会議", "=minimum", "yes", "confidentiality", "1", "taken_until", "R8.9.15 17:00");
    house_do(&model, ITO, "checkout", id, "permit", NULL);
    house_as(&model, KANRI);
    house_leave(&model);
    return 0;
}

static struct reminders load(void)
{
    struct reminders r;
    struct err e;
    house_ok(reminders_load(&r, house.session, &e));
    return r;
}

static size_t holder_of(const struct reminders *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->holders[i].name, name) == 0)
            return i;
    return NOBODY;
}

/* The first to owe, of his duties one that is over. */
static size_t duties_of(const struct reminders *r, const char *name, const struct duty **list)
{
    size_t at = holder_of(r, name), n;
    if (at == NOBODY)
        fail_msg("%s owes nothing", name);
    n = reminders_of(r, at, list, MOST);
    assert_int_equal(n, r->holders[at].n);
    return n;
}

static void each_duty_has_one_holder_and_nothing_ahead_of_time(void **state)
{
    size_t total = 0;
    (void)state;
    house.now = house_time(2026, 9, 17, 10, 0);
    struct reminders r = load();
    assert_true(r.n > 0);
    for (size_t i = 0; i < r.n; i++) {
        const struct duty *list[MOST];
        size_t n = reminders_of(&r, i, list, MOST);
        total += n;
        assert_int_equal(n, r.holders[i].n);
        for (size_t k = 0; k < n; k++) {
            assert_true(list[k]->state == DUE_NOW || list[k]->state == DUE_OVER);
            assert_memory_equal(list[k]->owner, r.holders[i].name, strlen(r.holders[i].name));
            assert_string_not_equal(list[k]->clause, "");
        }
        if (i > 0)
            assert_true(r.holders[i - 1].over >= r.holders[i].over);
        assert_int_equal(r.holders[i].reminded, 0);
    }
    for (size_t i = 0; i < r.duties.n; i++)
        total -= r.owner[i] != NOBODY;
    assert_int_equal(total, 0);
    reminders_release(&r);
}

static void R3_1_a_reminder_is_an_entry_that_names_the_clause(void **state)
{
    char letter[LETTER_BYTES];
    const struct duty *list[MOST];
    struct err e;
    (void)state;
    house.now = house_time(2026, 9, 17, 10, 0);
    struct reminders r = load();
    size_t n = duties_of(&r, "田中 玲", list);
    int64_t before = station_seq(session_station(house.session));
    house_ok(reminder_make(house.session, list, n, "oral", letter, &e));
    assert_int_equal(station_seq(session_station(house.session)), before + (int64_t)n);
    struct paper_made pages;
    house_ok(reminder_letter(&pages, house.session, letter, &e));
    assert_int_equal(pages.n, 1);
    assert_string_equal(entry_get(pages.entries[0], "addressee"), "田中 玲");
    assert_non_null(strstr(entry_get(pages.entries[0], "items"), list[0]->clause));
    assert_non_null(strstr(entry_get(pages.entries[0], "items"), list[0]->title));
    assert_string_equal(entry_get(pages.entries[0], "way"), "oral");
    assert_string_equal(pages.entries[0]->steps[0].actor.name, "管理 一郎");
    made_release(&pages);
    reminders_release(&r);

    struct entry *entry;
    house_ok(entry_find(&entry, session_station(house.session), register_find("reminder"), "letter", letter, &e));
    assert_string_equal(entry->state, "reminded");
    assert_non_null(entry_get(entry, "clause"));
    assert_string_equal(entry_get(entry, "date"), "2026-09-17");
    assert_non_null(duty_kind_find(entry_get(entry, "duty")));
    entry_free(entry);

    r = load();
    size_t at = holder_of(&r, "田中 玲");
    assert_int_equal(r.holders[at].reminded, house.now);
    assert_string_equal(r.holders[at].letter, letter);
    assert_int_equal(r.holders[at].n, n); /* to remind of it does not do it */
    reminders_release(&r);
}

/* One transaction: when one of them cannot be recorded, none is. */
static void nothing_is_recorded_by_halves(void **state)
{
    const struct duty *list[MOST];
    struct duty broken = {0};
    char letter[LETTER_BYTES];
    struct err e;
    (void)state;
    house.now = house_time(2026, 9, 17, 10, 0);
    struct reminders r = load();
    duties_of(&r, "田中 玲", list);
    broken = *list[0];
    broken.clause[0] = '\0'; /* a duty without a clause is none */
    int64_t before = station_seq(session_station(house.session));
    assert_int_not_equal(
        reminder_make(house.session, (const struct duty *const[]){list[0], &broken}, 2, "paper", letter, &e), 0);
    assert_int_equal(station_seq(session_station(house.session)), before);
    assert_int_equal(reminder_make(house.session, NULL, 0, "paper", letter, &e), ERR_NOT_FOUND);
    assert_int_equal(reminder_letter(&(struct paper_made){0}, house.session, letter, &e), ERR_NOT_FOUND);
    reminders_release(&r);
}

static void those_who_keep_the_books_remind(void **state)
{
    struct err e;
    (void)state;
    for (enum who who = KANRI; who < WHO; who++) {
        bool may = who == KANRI || who == HOJO || who == ITO || who == SAITO;
        house_as(&house, who);
        assert_int_equal(reminder_may(house.session, &e), may ? 0 : ERR_REFUSED);
    }
    house_as(&house, KANRI);
    house_roster(&house, house_time(2026, 9, 14, 22, 0), SUZUKI);
    house.now = house_time(2026, 9, 14, 22, 0);
    house_as(&house, SUZUKI); /* the 当直責任者 of the shift */
    house_ok(reminder_may(house.session, &e));
    house_as(&house, TAKAHASHI);
    assert_int_equal(reminder_may(house.session, &e), ERR_REFUSED);
    house_as(&house, KANRI);
}

/* To two in one go: a page each, portrait, as PDF and xlsx. */
static void a_letter_prints_a_page_for_each(void **state)
{
    struct duty duties[3] = {{.kind = duty_kind_find("late_mobile"),
                              .state = DUE_OVER,
                              .title = "端末-01",
                              .clause = "第7の1(2)イ(ア)a",
                              .owner = "田中 玲",
                              .since = house_time(2026, 9, 15, 17, 0),
                              .due = house_time(2026, 9, 16, 0, 0)},
                             {.kind = duty_kind_find("year_6"),
                              .state = DUE_NOW,
                              .title = "外部記録媒体管理簿",
                              .clause = "第7の1(2)オ(ア)a",
                              .owner = "運用管理者(当直責任者を除く)"},
                             {.kind = duty_kind_find("countersign"),
                              .state = DUE_OVER,
                              .guide = true,
                              .title = "カメラ-01",
                              .clause = "第7の1(2)オ(ウ)e(c)",
                              .owner = "田中 玲",
                              .due = house_time(2026, 9, 16, 0, 0)}};
    char letter[LETTER_BYTES];
    struct paper_made pages;
    struct err e;
    (void)state;
    text_format(duties[0].owner_id, ENTRY_ID_BYTES, "%s",
                reference_id((char[ENTRY_ID_BYTES]){0}, house.people[TANAKA]));
    text_format(duties[2].owner_id, ENTRY_ID_BYTES, "%s", duties[0].owner_id);
    house.now = house_time(2026, 9, 17, 10, 0);
    house_ok(reminder_make(house.session, (const struct duty *const[]){&duties[0], &duties[1], &duties[2]}, 3, "paper",
                           letter, &e));
    house_ok(reminder_letter(&pages, house.session, letter, &e));
    assert_int_equal(pages.n, 2);
    assert_string_equal(entry_get(pages.entries[0], "count"), "2");
    assert_non_null(
        strstr(entry_get(pages.entries[0], "items"), "令和8年9月15日までのところ、まだ済んでいません(2日超過)"));
    assert_non_null(strstr(entry_get(pages.entries[0], "items"), "◇"));
    assert_null(strstr(entry_get(pages.entries[1], "items"), "◇"));
    assert_string_equal(entry_get(pages.entries[1], "addressee"), "運用管理者");
    prints(&house, &register_reminder_letter, &pages);
    made_release(&pages);
}

static void the_declaration_of_the_letter_is_sound(void **state)
{
    struct err e;
    (void)state;
    house_ok(register_check(&register_reminder_letter, &e));
    assert_null(register_find("reminder_letter")); /* never stored */
    assert_null(register_reminder.clause);         /* no clause asks for a reminder */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_declaration_of_the_letter_is_sound),
        IN_HOUSE(each_duty_has_one_holder_and_nothing_ahead_of_time),
        IN_HOUSE(R3_1_a_reminder_is_an_entry_that_names_the_clause),
        IN_HOUSE(nothing_is_recorded_by_halves),
        IN_HOUSE(those_who_keep_the_books_remind),
        IN_HOUSE(a_letter_prints_a_page_for_each),
    };
    return cmocka_run_group_tests(tests, make, remove_model);
}
