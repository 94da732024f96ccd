/* The connection of a medium to a computer, and what needs no line: R7-9, R7-11…R7-14, R7-17, R7-18, X-6…X-8, M-47, X-T1. */
#include "tests/forms/use_world.h"

static const struct actor self = {.id = APPLICANT, .name = "職員", .rank = "officer", .posts = POST_STAFF};
static const struct actor boss = {.id = OTHER, .name = "上司", .rank = "inspector", .posts = POST_SUPERVISOR};
static const struct actor duty = {
    .id = ANOTHER, .name = "当直", .rank = "inspector", .posts = POST_DUTY_OFFICER, .rostered = true};

static const char *const directions[] = {"input", "output", "both"};
static const char *const encryptions[] = {"police", "self", "plain"};
static const char *const reasons[] = {NULL, "a", "b", "c"};
static const char *const limits[] = {"permit", "registered", "both", "none"};

static const struct field *field_of(const char *key)
{
    return &register_use.fields[register_field(&register_use, key)];
}

static struct entry *pc_of(struct world *w)
{
    for (int i = 0; i < LINKS && w->s.links[i].field != NULL; i++)
        if (strcmp(w->s.links[i].field, "pc") == 0)
            return w->s.links[i].entry;
    return NULL;
}

static void set_pc(struct world *w, const char *key, const char *value)
{
    assert_int_equal(entry_set(pc_of(w), key, value, NULL), 0);
}

static void want(struct world *w, const char *step, const char *missing, const char *clause)
{
    struct err e;
    int rc = world_do(w, step, self, &e);
    if (missing == NULL)
        ok(rc, &e);
    else if (rc != ERR_INPUT || strcmp(e.field, missing) != 0 || (clause != NULL && strcmp(e.clause, clause) != 0))
        fail_msg("wanted a fault at %s (%s), got %d at %s (%s): %s", missing, clause != NULL ? clause : "", rc, e.field,
                 e.clause, e.text);
}

/* ---- plain or encrypted ---- */

struct output {
    int direction, encryption, reason, information;
    bool common, no_encryption, target;
};

/* 1393–1398 as they stand: encrypted; self-decrypting only where the same software is not on both; plain only by (a) (b) (c). */
static const char *fault_of(const struct output *o)
{
    if (o->direction == 0 || o->encryption == 0)
        return NULL; /* e–g speak of 出力 */
    if (o->encryption == 1)
        return o->common ? "no_common_software" : NULL;
    switch (o->reason) {
    case 1:
        return o->information == 1 ? NULL : "plain_reason";
    case 2:
        return o->no_encryption ? NULL : "plain_reason";
    case 3:
        return o->target ? NULL : "target_pc";
    default:
        return "plain_reason";
    }
}

static void R7_12_R7_11_how_output_is_encrypted(void **state)
{
    (void)state;
    for (int n = 0; n < 3 * 3 * 4 * 3 * 2 * 2 * 2; n++) {
        static const char *const classes[] = {"1", "2", "3"};
        const struct output o = {n % 3,       n / 3 % 3, n / 9 % 4, n / 36 % 3 + 1, n / 108 % 2 == 1, n / 216 % 2 == 1,
                                 n / 432 == 1};
        struct world w;
        use_open(&w, "connection", AT_STATION,
                 KEYS("direction", directions[o.direction], "encryption", encryptions[o.encryption]));
        set_pc(&w, "no_encryption", o.no_encryption ? "yes" : NULL);
        type(&w, "information", classes[o.information - 1]);
        type(&w, "no_common_software", o.common ? NULL : "yes");
        type(&w, "plain_reason", reasons[o.reason]);
        type(&w, "target_pc", o.target ? "K7QF-71 端末-12" : NULL);
        world_settle(&w, "request");
        want(&w, "request", fault_of(&o), NULL);
        if (fault_of(&o) == NULL && o.direction > 0 && o.encryption == 2)
            assert_true(use_is(&w, "plain_reason", reasons[o.reason])); /* the reason code is stored */
        world_close(&w);
    }
}

/* R7-18: one permit, one mode: what a permit rests on is not corrected, and asking again lets it lapse. */
static void R7_18_one_permit_carries_one_mode(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    for (const char *const *key =
             KEYS("encryption", "direction", "plain_reason", "pc", "user", "taken_until", "target_pc");
         *key != NULL; key++)
        assert_int_not_equal(field_of(*key)->flags & FIELD_FIXED, 0);
    use_open(&w, "connection", AT_STATION, KEYS("direction", "output"));
    ok(world_do(&w, "request", self, &e), &e);
    type(&w, "minimum_scope", "yes");
    ok(world_do(&w, "permit_connection", boss, &e), &e);
    assert_string_equal(w.record->state, "granted");
    assert_int_equal(world_do(&w, "request_again", self, &e), ERR_REFUSED);
    world_close(&w);
    use_open(&w, "connection", AT_STATION, KEYS("direction", "input"));
    ok(world_do(&w, "request", self, &e), &e);
    type(&w, "minimum_scope", "yes");
    ok(world_do(&w, "permit_connection", boss, &e), &e);
    assert_string_equal(w.record->state, "requested"); /* not yet given technically */
    ok(world_do(&w, "pull_back", self, &e), &e);
    type_all(&w, KEYS("direction", "output", "encryption", "plain", "plain_reason", "a", "information", "1"));
    ok(world_do(&w, "request_again", self, &e), &e);
    assert_int_equal(world_do(&w, "grant", boss, &e), ERR_REFUSED); /* the permit lapsed with its mode */
    world_close(&w);
}

/* ---- the permit and its being given technically ---- */

/* 1231, 1235: by the computer's limits; output that only computers of the police can decrypt needs none. */
static bool technical(int limit, bool output_permit, int direction, int encryption)
{
    bool input = direction != 1 && (limit == 0 || limit == 2),
         output = direction != 0 && output_permit && encryption != 0;
    return input || output;
}

static void M_27_M_47_R7_17_when_a_permit_is_given_technically(void **state)
{
    (void)state;
    for (int n = 0; n < 4 * 2 * 3 * 3; n++) {
        struct world w;
        struct err e;
        int limit = n % 4, direction = n / 8 % 3, encryption = n / 24;
        bool output_permit = n / 4 % 2 == 1, grant = technical(limit, output_permit, direction, encryption);
        use_open(&w, "connection", AT_STATION,
                 KEYS("direction", directions[direction], "encryption", encryptions[encryption], "no_common_software",
                      "yes", "plain_reason", "a"));
        set_pc(&w, "input_limit", limits[limit]);
        set_pc(&w, "output_permit", output_permit ? "yes" : NULL);
        type_all(&w, KEYS("information", "1", "no_common_software", "yes", "plain_reason", "a"));
        world_settle(&w, "request");
        ok(world_do(&w, "request", self, &e), &e);
        assert_int_equal(use_is(&w, "technical", "yes"), grant);
        assert_int_equal(world_do(&w, "grant", boss, &e), ERR_REFUSED); /* never before the permit */
        assert_int_equal(world_do(&w, "permit_connection", boss, &e), ERR_INPUT);
        assert_string_equal(e.field, "minimum_scope"); /* 必要最小限の範囲で (1392) */
        type(&w, "minimum_scope", "yes");
        w.s.now = night();
        ok(world_do(&w, "permit_connection", duty, &e), &e); /* 「以下同じ」 reaches オ(エ)d */
        assert_string_equal(w.record->state, grant ? "requested" : "granted");
        if (grant) {
            assert_int_equal(world_do(&w, "grant", duty, &e), ERR_REFUSED); /* … but not 第6の2(5) */
            assert_int_equal(world_do(&w, "grant", person(ANOTHER, POST_TECHNICAL | POST_SUPERVISOR, false), &e),
                             ERR_REFUSED);
            ok(world_do(&w, "grant", boss, &e), &e);
            assert_string_equal(w.record->state, "granted");
        }
        world_close(&w);
    }
}

/* R7-11: the scope is period × PC × user, each in the clause that asks it. */
static void R7_11_the_scope_of_a_permit(void **state)
{
    (void)state;
    static const char *const keys[] = {"taken_from", "taken_until", "pc", "user", "system"};
    static const char *const clauses[] = {"第6の2(5)ウ", "第6の2(5)ウ", "第7の1(2)オ(エ)c", "第6の2(5)ウ",
                                          "第6の2(5)ウ"};
    struct world w;
    use_open(&w, "connection", AT_STATION, NULL);
    for (int i = 0; i < 5; i++)
        assert_string_equal(field_clause(field_of(keys[i]), w.typed), clauses[i]);
    world_close(&w);
}

/* R7-13: erased after use, but for the backups of servers (L801). It ends without a confirmation: the text asks none. */
static void R7_13_the_end_of_a_connection(void **state)
{
    (void)state;
    for (int n = 0; n < 8; n++) {
        struct world w;
        bool backup = n % 2 == 1, imported = n / 2 % 2 == 1, erased = n / 4 == 1;
        struct err e;
        use_open(&w, "connection", AT_STATION, backup ? KEYS("server_backup", "yes") : NULL);
        use_put(&w, "permit_connection|grant");
        assert_string_equal(w.record->state, "granted");
        type_time(&w, "returned_at", w.s.now);
        type(&w, "imported", imported ? "yes" : NULL);
        type(&w, "erased", erased ? "yes" : NULL);
        assert_int_equal(world_do(&w, "end_connection", boss, &e), ERR_REFUSED); /* his own affair */
        want(&w, "end_connection",
             backup      ? NULL
             : !imported ? "imported"
             : !erased   ? "erased"
                         : NULL,
             backup || (imported && erased) ? NULL : "第7の1(2)オ(エ)h");
        if (backup || (imported && erased))
            assert_string_equal(w.record->state, "done");
        world_close(&w);
    }
}

/* ---- what the computer allows ---- */

/* R7-17: registered media alone, discs free; a computer on which no medium can be used; footage on 解析用端末 alone (R7-14). */
static void R7_17_R7_14_which_medium_on_which_computer(void **state)
{
    (void)state;
    for (int n = 0; n < 4 * 2 * 3 * 2 * 2 * 2 * 2; n++) {
        struct world w;
        int limit = n % 4, direction = n / 8 % 3;
        bool registered_only = n / 4 % 2 == 1, listed = n / 24 % 2 == 1, disc = n / 48 % 2 == 1,
             footage = n / 96 % 2 == 1, analysis = n / 192 == 1;
        const char *missing = NULL, *clause = NULL;
        use_open(&w, "connection", AT_STATION, KEYS("direction", directions[direction]));
        set_pc(&w, "input_limit", limits[limit]);
        set_pc(&w, "output_registered_only", registered_only ? "yes" : NULL);
        set_pc(&w, "analysis", analysis ? "yes" : NULL);
        if (!listed) {
            entry_free(w.item);
            w.s.item = w.item = NULL;
            type_all(&w, KEYS("outside_medium", "○○商店から受領したもの", disc ? "optical" : NULL, "yes"));
            type(&w, "item", NULL);
            type(&w, "footage", footage ? "yes" : NULL);
        }
        world_settle(&w, "request");
        if (!listed && footage && !analysis)
            missing = "pc", clause = "第7の1(2)オ(オ)";
        if (!listed && !disc && direction != 0 && registered_only)
            missing = "outside_medium", clause = "第6の2(5)イ(エ)";
        if (!listed && !disc && direction != 1 && (limit == 1 || limit == 2))
            missing = "outside_medium", clause = "第6の2(5)ア(イ)";
        want(&w, "request", missing, clause);
        world_close(&w);
    }
    for (int i = 0; i < 5; i++) {
        static const char *const exemptions[] = {"a", "b", "c", "d", "e"};
        struct world w;
        use_open(&w, "connection", AT_STATION, NULL);
        set_pc(&w, "exemption", exemptions[i]);
        want(&w, "request", i == 2 ? "pc" : NULL, i == 2 ? "第6の2(5)エ(ウ)" : NULL);
        world_close(&w);
    }
}

/* ---- what needs no line ---- */

static int omit(struct world *w, struct err *e)
{
    world_settle(w, "omit");
    return world_do(w, "omit", self, e);
}

/* The refusal, and the same words at the form before (X-T1). */
static void told(const struct world *w, const struct err *e, const char *clause)
{
    char answer[ERR_TEXT_BYTES];
    assert_string_equal(use_answer(answer, sizeof answer, &w->s), e->text);
    assert_non_null(strstr(e->text, "記載省略できません"));
    assert_string_equal(e->clause, clause);
}

/* X-6, R7-9: a written, running line of the device whose medium this is. */
static void X_6_R7_9_X_T1_covered_by_a_line_of_the_device(void **state)
{
    (void)state;
    static const char *const states[] = {"requested", "out", "written", "returned", "done"};
    static const char *const modes[] = {"take_out", "device", "in_building", "connection"};
    for (int n = 0; n < 4 * 4 * 5 * 2 * 2; n++) {
        struct world w;
        struct err e;
        struct entry *line;
        int own = n % 4, other = n / 4 % 4, s = n / 16 % 5;
        bool omitted = n / 80 % 2 == 1, same = n / 160 == 1, fine;
        if (own == 1)
            continue; /* a device is not used in a row of a device */
        use_open(&w, modes[own], AT_STATION, KEYS("omission", "covered"));
        line = world_refer(&w, "covered_by", &register_use, "K7QF-200 カメラ-03",
                           KEYS("mode", modes[other], "item", DEVICE, "medium", same ? MEDIUM : "K7QF-92 580-012-002"));
        assert_int_equal(entry_set(line, "omitted", omitted ? "yes" : NULL, NULL), 0);
        text_format(line->state, sizeof line->state, "%s", states[s]);
        fine = own == 2 && other == 1 && s == 1 && !omitted && same;
        assert_int_equal(omit(&w, &e), fine ? 0 : ERR_REFUSED);
        if (fine)
            assert_true(use_is(&w, "covered_by", "K7QF-200 カメラ-03") && strcmp(w.record->state, "omitted") == 0);
        else
            told(&w, &e, "第7の1(2)オ(エ)a");
        world_close(&w);
    }
}

/* X-7, R7-14: received from outside, footage of 防犯カメラ, on a 解析用端末. */
static void X_7_R7_14_X_T1_footage_from_outside(void **state)
{
    (void)state;
    for (int n = 0; n < 8; n++) {
        struct world w;
        struct err e;
        bool outside = n % 2 == 1, footage = n / 2 % 2 == 1, analysis = n / 4 == 1;
        use_open(&w, "connection", AT_STATION, KEYS("omission", "footage"));
        set_pc(&w, "analysis", analysis ? "yes" : NULL);
        if (outside) {
            entry_free(w.item);
            w.s.item = w.item = NULL;
            type(&w, "item", NULL);
            type(&w, "outside_medium", "○○商店から受領したもの");
            type(&w, "footage", footage ? "yes" : NULL);
        }
        assert_int_equal(omit(&w, &e), outside && footage && analysis ? 0 : ERR_REFUSED);
        if (outside && footage && analysis)
            assert_string_equal(w.record->state, "omitted");
        else
            told(&w, &e, "第7の1(2)オ(オ)");
        world_close(&w);
    }
}

/* where the use of media is not technically restricted no application is asked; the output rules stay. */
static void X_8_R7_11_X_T1_an_unrestricted_computer(void **state)
{
    (void)state;
    for (int n = 0; n < 2 * 3 * 4; n++) {
        struct world w;
        struct err e;
        bool unrestricted = n % 2 == 1, fine = true;
        int encryption = n / 2 % 3, reason = n / 6;
        for (int step = 0; step < 2; step++) {
            use_open(&w, "connection", AT_STATION,
                     KEYS("direction", "output", "encryption", encryptions[encryption], "omission", "unrestricted"));
            set_pc(&w, "unrestricted", unrestricted ? "yes" : NULL);
            set_pc(&w, "no_encryption", "yes");
            type_all(&w, KEYS("information", "1", "no_common_software", "yes", "target_pc", "K7QF-71 端末-12"));
            type(&w, "plain_reason", reasons[reason]);
            world_settle(&w, step == 0 ? "request" : "omit");
            fine = encryption < 2 || reason > 0;
            if (step == 0 && fine)
                want(&w, "request", unrestricted ? "pc" : NULL, unrestricted ? "第7の1(2)オ(エ)c" : NULL);
            if (step == 1 && unrestricted)
                want(&w, "omit", fine ? NULL : "plain_reason", NULL);
            if (step == 1 && !unrestricted) {
                assert_int_equal(omit(&w, &e), ERR_REFUSED);
                told(&w, &e, "第7の1(2)オ(エ)c");
            }
            world_close(&w);
        }
    }
}

/* None of them is asked a permit or a confirmation, and none is where the medium is. */
static void X_6_X_7_X_8_a_memo_waits_for_nobody(void **state)
{
    (void)state;
    for (const struct step *step = register_use.steps; step->key != NULL; step++)
        assert_false(word_in(step->from, "omitted"));
    assert_false(word_in(register_use.exclusive->states, "omitted"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALSO("R7-12 R7-11", R7_12_R7_11_how_output_is_encrypted),
        cmocka_unit_test(R7_18_one_permit_carries_one_mode),
        ALSO("M-27 M-47 R7-17", M_27_M_47_R7_17_when_a_permit_is_given_technically),
        cmocka_unit_test(R7_11_the_scope_of_a_permit),
        cmocka_unit_test(R7_13_the_end_of_a_connection),
        ALSO("R7-17 R7-14", R7_17_R7_14_which_medium_on_which_computer),
        ALSO("X-6 R7-9 X-T1", X_6_R7_9_X_T1_covered_by_a_line_of_the_device),
        ALSO("X-7 R7-14 X-T1", X_7_R7_14_X_T1_footage_from_outside),
        ALSO("X-8 R7-11 X-T1", X_8_R7_11_X_T1_an_unrestricted_computer),
        ALSO("X-6 X-7 X-8", X_6_X_7_X_8_a_memo_waits_for_nobody),
        ALSO("R7-14", R7_17_R7_14_which_medium_on_which_computer),
        ALSO("R7-9", X_6_R7_9_X_T1_covered_by_a_line_of_the_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
