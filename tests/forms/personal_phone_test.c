/* Private phones: the permit and its seven fields, what is off in 緊急事態, the conditions on paper. M-40, R10-1, R10-3, R10-4. */
#include "forms/register_personal_phone.h"
#include "tests/forms/application_world.h"

#define PERMIT "第7の1(2)カ(イ)a"
#define PHONE                                                                                                        \
    "holder", HOLDER " 山田 実", "purpose", "山間部の捜索", "phone_number", "090-0000-0000", "mail", "a@example.jp", \
        "maker", "甲社", "model", "A-1", "authenticated", "yes", "not_shared", "yes", "mail_service", "carrier"

static const char *const smart[] = {PHONE, "kind", "smartphone", "os", "甲OS", "os_version", "14", NULL};
static const char *const plain[] = {PHONE, "kind", "other", NULL};
static const char *const emergency[] = {"holder",   HOLDER " 山田 実", "purpose",    "安否の連絡", "emergency",
                                        "disaster", "used_on",         "2026-11-24", NULL};

static struct actor administrator(void)
{
    return person(OTHER, POST_STAFF | POST_ADMINISTRATOR, false);
}

static void M_40_R10_1_permitted_beforehand_by_the_administrator(void **state)
{
    (void)state;
    struct world w;
    world_start(&w, &register_personal_phone);
    type_all(&w, smart);
    judge_everybody(&w, "request", every_approver, NULL);
    done_by(&w, "request", clerk());
    assert_string_equal(w.record->state, "requested"); /* not to be used yet */
    w.s.reason = "理由";
    judge_everybody(&w, "permit", other_administrators, PERMIT);
    judge_everybody(&w, "refuse", other_administrators, NULL);
    judge_everybody(&w, "send_back", other_administrators, NULL);
    done_by(&w, "permit", administrator());
    assert_string_equal(w.record->state, "permitted");
    assert_int_equal(register_state(&register_personal_phone, "permitted")->kind, STATE_CURRENT);
    world_close(&w);
}

static void R10_1_seven_fields_two_of_them_of_smartphones(void **state)
{
    (void)state;
    demands(&register_personal_phone, "request", clerk(), smart,
            "holder|purpose|phone_number|mail|maker|model|authenticated|not_shared|mail_service|kind|os|os_version");
    demands(&register_personal_phone, "request", clerk(), plain,
            "holder|purpose|phone_number|mail|maker|model|authenticated|not_shared|mail_service|kind");
    static const char *const seven[] = {"holder", "phone_number", "mail", "maker", "model", "os", "os_version"};
    for (int i = 0; i < 7; i++)
        assert_string_equal(register_personal_phone.fields[register_field(&register_personal_phone, seven[i])].clause,
                            "第7の1(2)カ(イ)b");
    struct world w;
    apply(&w, &register_personal_phone, "request", clerk(), plain);
    assert_null(entry_get(w.record, "os"));
    world_close(&w);
    world_start(&w, &register_personal_phone); /* an OS typed for another kind of phone is not kept */
    type_all(&w, smart);
    type(&w, "kind", "other");
    done_by(&w, "request", clerk());
    assert_null(entry_get(w.record, "os"));
    assert_null(entry_get(w.record, "os_version"));
    world_close(&w);
}

static void M_40_R10_3_deemed_permitted_in_an_emergency(void **state)
{
    (void)state;
    static const char *const kinds[] = {"disaster", "terror", "other", "drill"}; /* 訓練を含む。 */
    for (int i = 0; i < 4; i++) {
        struct world w;
        world_start(&w, &register_personal_phone);
        type_all(&w, emergency);
        type(&w, "emergency", kinds[i]);
        judge_everybody(&w, "declare", every_approver, NULL);
        done_by(&w, "declare", clerk());
        assert_string_equal(w.record->state, "deemed");
        assert_int_equal(register_state(&register_personal_phone, "deemed")->kind, STATE_DONE);
        assert_string_equal(entry_get(w.record, "basis"), "emergency");
        world_close(&w);
    }
    /* b and c are off: nothing of them is asked, nothing of them kept */
    demands(&register_personal_phone, "declare", clerk(), emergency, "holder|purpose|emergency|used_on");
    struct world w;
    world_start(&w, &register_personal_phone);
    type_all(&w, smart);
    type_all(&w, emergency);
    done_by(&w, "declare", clerk());
    for (const struct field *f = register_personal_phone.fields; f->key != NULL; f++)
        if (f->clause != NULL &&
            (strcmp(f->clause, "第7の1(2)カ(イ)b") == 0 || strcmp(f->clause, "第7の1(2)カ(イ)c") == 0) &&
            strcmp(f->key, "holder") != 0)
            assert_null(entry_get(w.record, f->key));
    world_close(&w);
    world_start(&w, &register_personal_phone); /* an emergency that is yet to come is none */
    type_all(&w, emergency);
    type(&w, "used_on", "2026-11-25");
    refused(&w, "declare", clerk(), "used_on", NULL);
    world_close(&w);
}

static void R10_4_conditions_are_promised_recorded_and_printed(void **state)
{
    (void)state;
    struct world w;
    const char *notes = register_personal_phone.sheet->notes;
    static const char *const said[] = {"主体認証情報の入力", "共用・貸与", "移動通信事業者", "機密性2(中)まで",
                                       "運用管理者が認めた"};
    for (int i = 0; i < 5; i++)
        assert_non_null(strstr(notes, said[i]));
    world_start(&w, &register_personal_phone); /* another mail service: named, and so permitted with it */
    type_all(&w, smart);
    type(&w, "mail_service", "approved");
    refused(&w, "request", clerk(), "mail_name", "第7の1(2)カ(イ)d");
    type(&w, "mail_name", "県警メール");
    done_by(&w, "request", clerk());
    assert_string_equal(entry_get(w.record, "mail_name"), "県警メール");
    done_by(&w, "permit", administrator());
    assert_non_null(entry_done(w.record, "permit"));
    world_close(&w);
    assert_int_equal(register_personal_phone.retention_years, 5); /* ⚑Q8 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_40_R10_1_permitted_beforehand_by_the_administrator),
        cmocka_unit_test(R10_1_seven_fields_two_of_them_of_smartphones),
        cmocka_unit_test(M_40_R10_3_deemed_permitted_in_an_emergency),
        ALSO("R10-3", M_40_R10_3_deemed_permitted_in_an_emergency),
        cmocka_unit_test(R10_4_conditions_are_promised_recorded_and_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
