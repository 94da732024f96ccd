/* What a line of 様式第3号 must say, in which order its permits come, and when it is out or done: R3-1…R3-18, R0-2, R0-9. */
#include "tests/forms/checkout_world.h"

#define BY_CONTRACTOR "carrier", "contractor", "carrier_name", "運送", "secrecy", "yes"

static const struct actor nobody;

static const char *const of_c[] = {"ground", "c", "circumstances", "災害", NULL};

/* ---- fields ---- */

static const struct {
    const char *kind, *premise, *field, *clause;
} demanded[] = {
    {"mobile", NULL, "kind", ""},
    {"mobile", NULL, "item", "第7の1(2)イ(ア)a"},
    {"mobile", NULL, "user", ""},
    {"mobile", NULL, "purpose", "第7の1(2)イ(ア)a"},
    {"mobile", NULL, "taken_from", "第7の1(2)イ(ア)a"},
    {"mobile", NULL, "taken_until", "第7の1(2)イ(ア)a"},
    {"mobile", NULL, "confidentiality", "第2の1(3)イ"},
    {"mobile", NULL, "minimum", "第7の1(2)イ(ア)a"}, /* R3-2 */
    {"mobile", NULL, "carrier", "第7の1(2)イ(ア)e"},
    {"non_mobile", NULL, "item", "第7の1(2)イ(イ)b"},
    {"non_mobile", NULL, "user", ""},
    {"non_mobile", NULL, "purpose", "第7の1(2)イ(イ)b"},
    {"non_mobile", NULL, "taken_from", "第7の1(2)イ(イ)b"},
    {"non_mobile", NULL, "taken_until", "第7の1(2)イ(イ)b"},
    {"non_mobile", NULL, "destination_kind", "第7の1(2)イ(イ)b"},
    {"non_mobile", NULL, "confidentiality", "第2の1(3)イ"},
    {"non_mobile", NULL, "ground", "第7の1(2)イ(イ)a"},
    {"non_mobile", NULL, "carrier", "第7の1(2)イ(イ)e"},
    {"special", "yes", "minimum", "第7の1(2)イ(ア)a"},
    {"special", "yes", "taken_until", "第7の1(2)イ(ア)a"},
    {"special", NULL, "ground", "第7の1(2)イ(イ)a"},
    {"special", NULL, "taken_until", "第7の1(2)イ(イ)b"},
    {"shared_phone", NULL, "item", "第7の1(2)エ(ウ)a"},
    {"shared_phone", NULL, "user", "第7の1(2)エ(ウ)a"},
    {"shared_phone", NULL, "purpose", "第7の1(2)エ(ウ)a"},
    {"shared_phone", NULL, "taken_from", ""}, /* the text asks no period of it */
    {"shared_phone", NULL, "confidentiality", "第2の1(3)イ"},
};

static void R3_1_R3_2_R3_12_fields_of_each_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof demanded / sizeof demanded[0]; i++) {
        struct world w;
        world_open(&w, demanded[i].kind, demanded[i].premise, of_kind(demanded[i].kind, demanded[i].premise));
        type(&w, demanded[i].field, NULL);
        refused(&w, demanded[i].field, demanded[i].clause);
        world_close(&w);
    }
}

/* …and nothing else is demanded. */
static void R3_1_R3_12_no_other_field_is_demanded(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *premise, *fields;
    } whole[] = {
        {"mobile", NULL, "kind|item|route|user|purpose|taken_from|taken_until|confidentiality|carrier|minimum"},
        {"special", "yes", "kind|item|route|user|purpose|taken_from|taken_until|confidentiality|carrier|minimum"},
        {"non_mobile", NULL,
         "kind|item|route|user|purpose|taken_from|taken_until|confidentiality|carrier|destination_kind|ground|work|by_"
         "staff|"
         "controlled"},
        {"shared_phone", NULL, "kind|item|route|user|purpose|taken_from|confidentiality"},
    };
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        struct world w;
        world_open(&w, whole[i].kind, whole[i].premise, of_kind(whole[i].kind, whole[i].premise));
        if (strcmp(whole[i].kind, "shared_phone") == 0)
            type(&w, "taken_until", NULL);
        for (const struct field *f = register_checkout.fields; f->key != NULL; f++)
            if (f->step == NULL && entry_get(w.typed, f->key) != NULL && !word_in(whole[i].fields, f->key))
                fail_msg("%s kept", f->key);
        made(&w);
        world_close(&w);
    }
}

static void R0_2_R3_1_secret_is_recorded_before_it_is_permitted(void **state)
{
    (void)state;
    static const char *const kinds[] = {"mobile", "non_mobile", "shared_phone"};
    static const char *const fields[] = {"secret_items", "secret_route", "taken_until", "purpose"};
    for (size_t k = 0; k < 3; k++)
        for (size_t f = 0; f < 4; f++) {
            struct world w;
            struct err e;
            world_open(&w, kinds[k], NULL, of_kind(kinds[k], NULL));
            type(&w, "confidentiality", "3");
            type(&w, "secret_items", "文書第1号");
            type(&w, "secret_route", "administrator");
            type(&w, fields[f], NULL);
            assert_int_equal(world_do(&w, "request", clerk(), &e), ERR_INPUT);
            assert_string_equal(e.field, fields[f]);
            if (f < 2)
                assert_string_equal(e.clause, "第2の1(3)イ(イ)");
            assert_int_equal(w.record->rev, 0);
            world_close(&w);
        }
}

static void R0_2_M_30_report_names_its_receiver(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "mobile", NULL, NULL);
    type(&w, "confidentiality", "2");
    type(&w, "reported_how", "oral");
    refused(&w, "reported_to", "第2の1(3)イ(ア)");
    type(&w, "reported_to", APPLICANT " 田中 玲"); /* to himself */
    refused(&w, "reported_to", "");
    type(&w, "reported_to", OTHER " 伊藤 学");
    made(&w);
    world_close(&w);
    world_open(&w, "mobile", NULL, NULL); /* 1(低): none asked, and none kept */
    type(&w, "reported_to", OTHER " 伊藤 学");
    made(&w);
    assert_null(entry_get(w.record, "reported_to"));
    world_close(&w);
}

/* ⚑Q24: another 警察庁舎 is outside on the way. */
static void R0_2_R3_7_secret_to_a_police_building(void **state)
{
    (void)state;
    struct world w;
    const char *missing;
    world_open(&w, "non_mobile", NULL, of_b);
    type(&w, "destination_kind", "police");
    type(&w, "confidentiality", "3");
    type(&w, "secret_items", "文書第1号");
    type(&w, "secret_route", "administrator");
    made(&w);
    world_put(&w, "operator_permit", "K7QF-8");
    world_put(&w, "erase", APPLICANT);
    world_put(&w, "administrator_permit", OTHER);
    assert_string_equal(w.record->state, "requested");
    assert_false(entry_ready(w.record, "out", &missing));
    assert_string_equal(missing, "secret_permit");
    world_close(&w);
}

static void R3_5_a_contractor_needs_an_agreement(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *clause;
    } ways[] = {{"mobile", "第7の1(2)イ(ア)e"}, {"non_mobile", "第7の1(2)イ(イ)e"}};
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        world_open(&w, ways[i].kind, NULL, i == 0 ? of_mobile : of_a);
        type(&w, "carrier", "contractor");
        type(&w, "carrier_name", "運送");
        refused(&w, "secrecy", ways[i].clause);
        type(&w, "secrecy", "yes");
        type(&w, "carrier_name", NULL);
        refused(&w, "carrier_name", "");
        type(&w, "carrier_name", "運送");
        made(&w);
        world_close(&w);
    }
}

/* M-06: (b) is (b) only with a purpose, carried by staff, always in their control. */
static void M_06_R3_6_every_subset_of_the_ticks_of_b(void **state)
{
    (void)state;
    static const char *const works[] = {NULL, "repair", "disposal", "relocation", "maintenance", "other"};
    for (size_t work = 0; work < 6; work++)
        for (int bits = 0; bits < 16; bits++) {
            struct world w;
            struct err e;
            bool staff = bits & 1, controlled = bits & 2, words = bits & 4, contractor = bits & 8;
            world_open(&w, "non_mobile", NULL, NULL);
            type(&w, "ground", "b");
            type(&w, "work", works[work]);
            type(&w, "work_other", words ? "展示" : NULL);
            type(&w, "by_staff", staff ? "yes" : NULL);
            type(&w, "controlled", controlled ? "yes" : NULL);
            if (contractor) {
                type(&w, "carrier", "contractor");
                type(&w, "carrier_name", "運送");
                type(&w, "secrecy", "yes");
            }
            bool may = work > 0 && staff && controlled && !contractor && (work < 5 || words);
            int rc = world_do(&w, "request", clerk(), &e);
            assert_int_equal(rc, may ? 0 : ERR_INPUT);
            if (!may)
                assert_string_equal(e.clause, "第7の1(2)イ(イ)a(b)");
            world_close(&w);
        }
}

static void M_10_R3_6_b_is_never_carried_by_a_contractor(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    const char *const with[] = {BY_CONTRACTOR, NULL};
    world_open(&w, "non_mobile", NULL, of_b);
    for (size_t i = 0; with[i] != NULL; i += 2)
        type(&w, with[i], with[i + 1]);
    refused(&w, "carrier", "第7の1(2)イ(イ)a(b)");
    type(&w, "carrier", "staff");
    made(&w);
    w.s.actor = person(ANOTHER, POST_SECURITY_OFFICER, false);
    assert_int_equal(rule_check(NULL, &w.s, "carrier_permit", &e), ERR_REFUSED); /* nothing to permit */
    world_close(&w);
}

static void R3_6_none_of_a_b_c_is_refused_in_the_rules_words(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    world_open(&w, "non_mobile", NULL, NULL);
    assert_int_equal(world_do(&w, "request", clerk(), &e), ERR_INPUT);
    assert_string_equal(e.field, "ground");
    assert_string_equal(e.clause, "第7の1(2)イ(イ)a");
    assert_non_null(strstr(e.text, "(a)から(c)までに掲げる場合を除き、非モバイル端末等を持ち出す"));
    type(&w, "ground", "c");
    refused(&w, "circumstances", "第7の1(2)イ(イ)a(c)");
    world_close(&w);
}

/* ---- the order of the permits ---- */

enum { CONTENT = 1, UNAVOIDABLE = 2, OPERATOR = 4, ERASE = 8, SUBSETS = 16 };
static const char *const in_order[] = {"content_check", "unavoidable_permit", "operator_permit", "erase"};

static void put_steps(struct entry *entry, const char *const *keys, size_t n, unsigned bits)
{
    for (size_t i = 0; i < entry->nsteps; i++)
        free(entry->steps[i].note);
    free(entry->steps);
    entry->steps = calloc(n, sizeof *entry->steps);
    assert_non_null(entry->steps);
    entry->nsteps = 0;
    for (size_t i = 0; i < n; i++)
        if (bits & 1u << i) {
            struct done *done = &entry->steps[entry->nsteps++];
            text_format(done->step, sizeof done->step, "%s", keys[i]);
            text_format(done->actor.id, sizeof done->actor.id, "K7QF-7");
        }
}

static void M_05_M_06_M_07_M_08_R3_7_order(void **state)
{
    (void)state;
    static const struct {
        char ground;
        const char *const *pairs;
        unsigned first;
    } grounds[] = {{'a', of_a, CONTENT}, {'b', of_b, 0}, {'c', of_c, UNAVOIDABLE}};
    for (size_t g = 0; g < 3; g++)
        for (int police = 0; police < 2; police++) {
            struct world w;
            world_open(&w, "non_mobile", NULL, grounds[g].pairs);
            type(&w, "destination_kind", police ? "police" : "outside");
            made(&w);
            for (unsigned bits = 0; bits < SUBSETS; bits++) {
                struct err e;
                const struct {
                    const char *step;
                    struct actor who;
                    bool may;
                } asked[] = {
                    {"content_check", supervisor(), grounds[g].ground == 'a' && !(bits & CONTENT)},
                    {"unavoidable_permit", person(OTHER, POST_SECURITY_OFFICER, false),
                     grounds[g].ground == 'c' && !(bits & UNAVOIDABLE)},
                    {"operator_permit", person(OTHER, POST_OPERATOR, false),
                     (bits & grounds[g].first) == grounds[g].first && !(bits & OPERATOR)},
                    {"erase", clerk(), (bits & OPERATOR) && !(bits & ERASE)},
                    {"administrator_permit", administrator(), (bits & OPERATOR) && (bits & ERASE)},
                    {"administrator_permit", supervisor(), police && (bits & OPERATOR) && (bits & ERASE)},
                };
                put_steps(w.typed, in_order, 4, bits);
                for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
                    w.s.actor = asked[i].who;
                    err_clear(&e);
                    int rc = rule_check(NULL, &w.s, asked[i].step, &e);
                    if ((rc == 0) != asked[i].may)
                        fail_msg("%c police %d, %x on record: %s %d %s", grounds[g].ground, police, bits, asked[i].step,
                                 rc, e.text);
                }
            }
            world_close(&w);
        }
}

/* ---- when it is out ---- */

static const char *const permits[] = {"permit", "content_check",        "unavoidable_permit", "operator_permit",
                                      "erase",  "administrator_permit", "carrier_permit",     "secret_permit"};
enum { PERMITS = 8 };

/* What must be on record before it goes out, from the text. */
static unsigned needed(const char *route, const char *ground, bool contractor, int confidentiality)
{
    unsigned bits = 0;
    if (strcmp(route, "non_mobile") == 0) {
        bits |= 1u << 3 | 1u << 4 | 1u << 5;
        bits |= strcmp(ground, "a") == 0 ? 1u << 1 : 0;
        bits |= strcmp(ground, "c") == 0 ? 1u << 2 : 0;
    } else {
        bits |= 1u << 0;
    }
    if (contractor && strcmp(route, "shared_phone") != 0)
        bits |= 1u << 6;
    return confidentiality == 3 ? bits | 1u << 7 : bits;
}

static void check_ready(const struct world *w, unsigned need)
{
    struct entry *entry;
    assert_int_equal(entry_copy(&entry, w->typed, NULL), 0);
    for (unsigned bits = 0; bits < 1u << PERMITS; bits++) {
        const char *missing = NULL;
        put_steps(entry, permits, PERMITS, bits);
        assert_int_equal(entry_ready(entry, "out", &missing), (bits & need) == need);
        if (missing != NULL)
            assert_null(entry_done(entry, missing));
        for (size_t i = 0; i < entry->nsteps; i++)
            entry->steps[i].lapsed = true; /* a new request: none of them counts */
        assert_false(entry_ready(entry, "out", NULL));
    }
    entry_free(entry);
}

static void M_01_M_08_M_12_R3_1_out_only_with_every_permit(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *premise, *route;
    } ways[] = {{"mobile", NULL, "mobile"},      {"non_mobile", NULL, "non_mobile"},
                {"special", "yes", "mobile"},    {"special", "yes", "non_mobile"},
                {"special", NULL, "non_mobile"}, {"shared_phone", NULL, "shared_phone"}};
    static const char *const grounds[] = {"a", "b", "c"};
    static const char *const levels[] = {"1", "2", "3"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        for (size_t g = 0; g < 3; g++)
            for (int contractor = 0; contractor < 2; contractor++)
                for (int c = 0; c < 3; c++) {
                    struct world w;
                    const char *const pairs[] = {"route",           ways[i].route, "ground",
                                                 grounds[g],        "carrier",     contractor ? "contractor" : "staff",
                                                 "confidentiality", levels[c],     NULL};
                    world_open(&w, ways[i].kind, ways[i].premise, pairs);
                    assert_string_equal(entry_get(w.typed, "route"), ways[i].route);
                    check_ready(&w, needed(ways[i].route, grounds[g], contractor, c + 1));
                    world_close(&w);
                }
}

/* ---- the kind decides the procedure, and the thing the kind ---- */

static void M_12_R3_9_premise_switches_the_route(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "special", "yes", NULL);
    assert_string_equal(entry_get(w.typed, "route"), "mobile");
    made(&w);
    world_close(&w);
    const char *const other_way[] = {"route", "non_mobile", "ground", "c", "circumstances", "災害", NULL};
    world_open(&w, "special", "yes", other_way); /* できる: the other way stays open */
    assert_string_equal(entry_get(w.typed, "route"), "non_mobile");
    made(&w);
    world_close(&w);
    world_open(&w, "special", NULL, of_b);
    assert_string_equal(entry_get(w.typed, "route"), "non_mobile");
    type(&w, "route", "mobile");
    type(&w, "minimum", "yes");
    refused(&w, "route", "第7の1(2)イ(イ)g");
    type(&w, "route", "shared_phone"); /* no way of a 特定用途機器 */
    type(&w, "destination_kind", "outside");
    type(&w, "ground", "b");
    type(&w, "carrier", "staff");
    made(&w);
    assert_string_equal(entry_get(w.record, "route"), "non_mobile");
    world_close(&w);
    for (size_t i = 0; i < 3; i++) { /* the kind's own way cannot be typed over */
        static const char *const kinds[] = {"mobile", "non_mobile", "shared_phone"};
        struct err e;
        world_open(&w, kinds[i], NULL, of_kind(kinds[i], NULL));
        type(&w, "route", kinds[(i + 1) % 3]);
        ok(entry_settle(&w.s, &e), &e);
        assert_string_equal(entry_get(w.typed, "route"), kinds[i]);
        world_close(&w);
    }
}

static void R3_1_R3_17_a_thing_goes_as_what_it_is(void **state)
{
    (void)state;
    static const char *const kinds[] = {"mobile", "non_mobile", "special", "shared_phone", "individual_phone"};
    for (size_t k = 0; k < 4; k++)
        for (size_t t = 0; t < 5; t++) {
            struct world w;
            struct err e;
            world_open(&w, kinds[k], k == 2 ? "yes" : NULL, k == 1 ? of_b : of_mobile);
            world_thing(&w, kinds[t], t == 2 ? "yes" : NULL);
            if (k == 2)
                type(&w, "route", "mobile");
            int rc = world_do(&w, "request", clerk(), &e);
            assert_int_equal(rc, k == t ? 0 : ERR_INPUT);
            if (k != t)
                assert_string_equal(e.field, "item");
            if (t == 4) {
                assert_string_equal(e.clause, "");
                assert_non_null(strstr(e.text, "個別に支給された公用携帯電話機"));
            }
            world_close(&w);
        }
}

/* An empty form is judged without a crash, whatever the step. */
static void an_empty_entry_is_judged(void **state)
{
    (void)state;
    struct entry *entry;
    struct err e;
    assert_int_equal(entry_new(&entry, &register_checkout, NULL), 0);
    struct situation s = {
        .reg = &register_checkout, .entry = entry, .actor = nobody, .now = night(), .calendar = &calendar_default};
    for (const struct step *step = register_checkout.steps; step->key != NULL; step++) {
        char who[POSTS_BYTES];
        const struct rule *rule = rule_for(&s, step->key);
        (void)rule_check(NULL, &s, step->key, &e);
        s.step = step->key;
        (void)entry_settle(&s, &e);
        (void)entry_check(&s, step->key, &e);
        s.step = NULL;
        if (rule != NULL) {
            rule_who(who, sizeof who, rule, &s);
            assert_true(who[0] != '\0');
        }
    }
    entry_free(entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R3_1_R3_2_R3_12_fields_of_each_kind),
        cmocka_unit_test(R3_1_R3_12_no_other_field_is_demanded),
        cmocka_unit_test(R0_2_R3_1_secret_is_recorded_before_it_is_permitted),
        cmocka_unit_test(R0_2_M_30_report_names_its_receiver),
        cmocka_unit_test(R0_2_R3_7_secret_to_a_police_building),
        cmocka_unit_test(R3_5_a_contractor_needs_an_agreement),
        cmocka_unit_test(M_06_R3_6_every_subset_of_the_ticks_of_b),
        cmocka_unit_test(M_10_R3_6_b_is_never_carried_by_a_contractor),
        cmocka_unit_test(R3_6_none_of_a_b_c_is_refused_in_the_rules_words),
        cmocka_unit_test(M_05_M_06_M_07_M_08_R3_7_order),
        cmocka_unit_test(M_01_M_08_M_12_R3_1_out_only_with_every_permit),
        cmocka_unit_test(M_12_R3_9_premise_switches_the_route),
        cmocka_unit_test(R3_1_R3_17_a_thing_goes_as_what_it_is),
        cmocka_unit_test(an_empty_entry_is_judged),
        ALSO("R3-2", R3_1_R3_2_R3_12_fields_of_each_kind),
        ALSO("R3-12", R3_1_R3_2_R3_12_fields_of_each_kind),
        ALSO("R3-7", M_05_M_06_M_07_M_08_R3_7_order),
        ALSO("R3-9", M_12_R3_9_premise_switches_the_route),
        ALSO("R3-17", R3_1_R3_17_a_thing_goes_as_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
