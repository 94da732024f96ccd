/* Random walks over 様式第3号: whatever is tried in whatever order, nothing is out without its permits, none of them given by
 * the applicant or the holder; and the changes,
 * applied again, make the same entry. The seeds are fixed. */
#include "forms/register_person.h"
#include "tests/forms/checkout_world.h"

enum { WALKS = 1500, TRIES = 60 };

static uint64_t seed;

static unsigned dice(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const char *one_of(const char *const *list, unsigned n)
{
    return list[dice(n)];
}

static const char *const people[] = {APPLICANT, HOLDER, OTHER, ANOTHER, "K7QF-5", "K7QF-6"};

/* Everybody keeps to one half of the posts or has them all: so that most walks get somewhere. */
static struct actor anybody(void)
{
    return person(people[dice(6)], dice(3) == 0 ? (1u << 9) - 1 : dice(POSTS_ALL), dice(2));
}

static void type_something(struct world *w, const char *step)
{
    static const char *const results[] = {"found", "missing", "damaged"}, *const ends[] = {"ended", "missing",
                                                                                           "damaged"};
    type(w, "result", one_of(results, 3));
    type(w, "end_result", one_of(ends, 3));
    type(w, "whereabouts", one_of(results, 3));
    if (strcmp(step, "confirm") == 0)
        type(w, "alternative_reason", dice(2) ? "転出" : NULL);
    if (word_in("return|return_exempt", step))
        type_time(w, "returned_at", w->s.now - dice(600));
    if (strcmp(step, "write_up") == 0)
        type(w, "purpose", dice(2) ? "検問の照会" : NULL);
    if (strcmp(step, "extend") == 0)
        type_time(w, "new_until", w->s.now + 86400 * (1 + dice(60)));
    w->s.reason = dice(4) ? "理由" : NULL;
}

static void walk_open(struct world *w)
{
    static const char *const kinds[] = {"mobile", "non_mobile", "special", "shared_phone"};
    static const char *const grounds[] = {"a", "b", "c"}, *const levels[] = {"1", "2", "3"};
    static const char *const places[] = {"outside", "police"}, *const ways[] = {"administrator", "deputy"};
    const char *const pairs[] = {"ground",
                                 one_of(grounds, 3),
                                 "work",
                                 "repair",
                                 "by_staff",
                                 "yes",
                                 "controlled",
                                 "yes",
                                 "circumstances",
                                 "災害",
                                 "confidentiality",
                                 one_of(levels, 3),
                                 "destination_kind",
                                 one_of(places, 2),
                                 "reported_to",
                                 OTHER " 伊藤 学",
                                 "reported_how",
                                 "oral",
                                 "secret_items",
                                 "文書第1号",
                                 "secret_route",
                                 one_of(ways, 2),
                                 "urgent_reason",
                                 "急",
                                 "administrator_absent",
                                 "yes",
                                 "carrier",
                                 dice(2) ? "staff" : "contractor",
                                 "carrier_name",
                                 "運送",
                                 "secrecy",
                                 "yes",
                                 "route",
                                 dice(2) ? "mobile" : "non_mobile",
                                 NULL};
    world_open(w, one_of(kinds, 4), dice(2) ? "yes" : NULL, pairs);
    w->s.applicant_posts = POST_STAFF | (dice(4) == 0 ? POST_SUPERVISOR : 0);
    w->s.other_supervisors = (int)dice(2);
}

/* A phone asked to go out without an entry: as its designation says, or not. */
static void walk_omit(struct world *w)
{
    static const char *const words[] = {"duty", "police_box"};
    world_refer(w, "item", &register_phone, "K7QF-90 携帯-01",
                (const char *const[]){"kind", "shared_phone", "designation", one_of(words, 2), "designated_place",
                                      dice(4) ? "K7QF-40 駅前交番" : "K7QF-41 南町交番", NULL});
    world_refer(w, "user", &register_person, HOLDER " 山田 実",
                (const char *const[]){"place", "K7QF-40 駅前交番", NULL});
    w->s.now = dice(4) ? night() : office_hours();
    type(w, "kind", "shared_phone");
    type(w, "exemption", one_of(words, 2));
    type(w, "named_by", dice(8) ? OTHER " 鈴木 茂" : NULL);
    type(w, "on_duty", dice(8) ? "yes" : NULL);
}

/* Nothing is out so but what was designated for it, below 機密性3(高), named in closed hours or for the place of its user. */
static void check_omitted(const struct world *w)
{
    const struct entry *entry = w->record;
    assert_true(entry_is(w->item, "designation", entry_get(entry, "exemption")));
    assert_true(entry_is(entry, "route", "shared_phone"));
    assert_false(entry_is(entry, "confidentiality", "3"));
    if (entry_is(entry, "exemption", "duty")) {
        assert_true(entry_done(entry, "take_exempt")->at == night());
        assert_non_null(entry_get(entry, "named_by"));
        assert_non_null(entry_get(entry, "on_duty"));
    } else {
        assert_string_equal(entry_get(w->item, "designated_place"), "K7QF-40 駅前交番");
    }
}

/* Written from the text once more: who must have permitted by now? */
static void check_out(const struct world *w)
{
    const struct entry *entry = w->record;
    if (entry_get(entry, "omitted") != NULL) {
        check_omitted(w);
        return;
    }
    const char *route = entry_get(entry, "route");
    bool other = strcmp(route, "non_mobile") == 0;
    const struct {
        const char *step;
        bool needed;
    } needs[] = {
        {"permit", !other},
        {"content_check", other && entry_is(entry, "ground", "a")},
        {"unavoidable_permit", other && entry_is(entry, "ground", "c")},
        {"operator_permit", other},
        {"administrator_permit", other},
        {"carrier_permit", entry_is(entry, "carrier", "contractor")},
        {"secret_permit", entry_is(entry, "confidentiality", "3")},
    };
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        const struct done *done = entry_done(entry, needs[i].step);
        if (!needs[i].needed)
            continue;
        assert_non_null(done);
        assert_string_not_equal(done->actor.id, APPLICANT);
        assert_string_not_equal(done->actor.id, HOLDER);
    }
    if (other) {
        assert_non_null(entry_done(entry, "erase"));
        assert_string_equal(entry_is(entry, "ground", "b") ? entry_get(entry, "carrier") : "staff", "staff");
    }
    assert_true(entry_is(entry, "kind", "special")
                    ? strcmp(route, "mobile") != 0 || entry_get(w->item, "premise") != NULL
                    : entry_is(entry, "kind", route));
}

static void check_step(const struct world *w, const char *before)
{
    const struct step *step = register_step(&register_checkout, w->record->steps[w->record->nsteps - 1].step);
    const char *actor = w->record->steps[w->record->nsteps - 1].actor.id;
    bool self = strcmp(actor, APPLICANT) == 0 || strcmp(actor, HOLDER) == 0;
    if ((step->flags & STEP_DECIDES) != 0)
        assert_false(self);
    if (strcmp(w->record->state, "out") == 0)
        check_out(w);
    if (strcmp(w->record->state, "out") == 0 && strcmp(before, "out") != 0)
        assert_true(word_in("requested|written", before));
    if (strcmp(w->record->state, "done") == 0 && strcmp(before, "done") != 0) {
        bool omitted = entry_get(w->record, "omitted") != NULL;
        bool well = entry_is(w->record, "result", "found") || entry_is(w->record, "end_result", "ended");
        assert_non_null(entry_done(w->record, omitted ? "return_exempt" : "return"));
        assert_int_equal(entry_done(w->record, "confirm") == NULL, omitted);
        assert_true(omitted || well || entry_done(w->record, "settle") != NULL);
    }
}

static void check_equal(const struct entry *a, const struct entry *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->state, b->state);
    assert_int_equal(a->rev, b->rev);
    assert_int_equal(a->last_seq, b->last_seq);
    assert_int_equal(a->corrected, b->corrected);
    assert_string_equal(a->applicant.id, b->applicant.id);
    for (size_t i = 0; i < register_nfields(a->reg); i++) {
        assert_int_equal(a->values[i] == NULL, b->values[i] == NULL);
        if (a->values[i] != NULL)
            assert_string_equal(a->values[i], b->values[i]);
    }
    assert_int_equal(a->nsteps, b->nsteps);
    for (size_t i = 0; i < a->nsteps; i++) {
        assert_string_equal(a->steps[i].step, b->steps[i].step);
        assert_string_equal(a->steps[i].actor.id, b->steps[i].actor.id);
        assert_int_equal(a->steps[i].lapsed, b->steps[i].lapsed);
        assert_int_equal(a->steps[i].seq, b->steps[i].seq);
        assert_int_equal(a->steps[i].note == NULL, b->steps[i].note == NULL);
        if (a->steps[i].note != NULL)
            assert_string_equal(a->steps[i].note, b->steps[i].note);
    }
}

static void check_replay(const struct world *w)
{
    struct entry *again;
    struct err e;
    err_clear(&e);
    ok(entry_new(&again, &register_checkout, &e), &e);
    for (size_t i = 0; i < w->nchanges; i++)
        ok(entry_apply(again, &w->changes[i], (int64_t)i + 1, &e), &e);
    check_equal(again, w->record);
    entry_free(again);
}

/* Mostly a step that the state knows. */
static const char *any_step(const struct entry *entry, unsigned nsteps)
{
    const struct step *step;
    bool any = dice(5) == 0;
    do
        step = &register_checkout.steps[dice(nsteps)];
    while (!any && !word_in(step->from, entry->state) &&
           register_state(&register_checkout, entry->state)->kind != STATE_VOID);
    return step->key;
}

/* Refusing and withdrawing end a walk: not too often. */
static bool ends(const char *step)
{
    return word_in("refuse|withdraw", step) && dice(10) != 0;
}

static unsigned walk(void)
{
    struct world w;
    struct err e;
    unsigned seen = 0;
    size_t nsteps = 0;
    while (register_checkout.steps[nsteps].key != NULL)
        nsteps++;
    walk_open(&w);
    bool omit = dice(4) == 0;
    if (omit)
        walk_omit(&w);
    (void)world_do(&w, omit ? "take_exempt" : "request", person(APPLICANT, POST_STAFF, false), &e);
    if (omit && w.record->rev > 0)
        check_omitted(&w);
    for (int i = 0; i < TRIES && w.record->rev > 0; i++) {
        char before[KEY_BYTES];
        const char *step = any_step(w.record, (unsigned)nsteps);
        if (ends(step))
            continue;
        text_format(before, sizeof before, "%s", w.record->state);
        w.s.now += dice(4 * 3600);
        type_something(&w, step);
        if (world_do(&w, step, anybody(), &e) == 0)
            check_step(&w, before);
        else
            assert_true(e.text[0] != '\0');
        world_retype(&w); /* what was typed in vain is gone */
        seen |= strcmp(w.record->state, "out") == 0 ? 1u : strcmp(w.record->state, "done") == 0 ? 2u : 0u;
        seen |= entry_done(w.record, "return_exempt") != NULL ? 4u : entry_done(w.record, "write_up") != NULL ? 8u : 0u;
    }
    check_replay(&w);
    world_close(&w);
    return seen;
}

static void M_01_M_08_M_31_X_1_X_2_never_out_without_its_permits(void **state)
{
    (void)state;
    unsigned out = 0, done = 0, omitted = 0, written = 0;
    for (unsigned i = 0; i < WALKS; i++) {
        seed = i + 1;
        unsigned seen = walk();
        out += seen & 1u;
        done += (seen & 2u) >> 1;
        omitted += (seen & 4u) >> 2;
        written += (seen & 8u) >> 3;
    }
    print_message("# of %d walks %u went out, %u were done, %u omitted and back, %u written up\n", WALKS, out, done,
                  omitted, written);
    assert_true(out > WALKS / 5); /* or nothing was tried */
    assert_true(done > WALKS / 20);
    assert_true(omitted > WALKS / 100);
    assert_true(written > WALKS / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(M_01_M_08_M_31_X_1_X_2_never_out_without_its_permits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
