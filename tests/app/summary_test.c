/* The sentence of what a step will record, for every register. */
#include <string.h>

#include "forms/text.h"
#include "tests/app/model.h"

/* How often a mark stands in it. */
static int count(const char *text, const char *mark)
{
    int n = 0;
    for (const char *at = strstr(text, mark); at != NULL; at = strstr(at + 1, mark))
        n++;
    return n;
}

/* One sentence, every quotation closed, nothing left of the pattern. */
static void is_a_sentence(const char *text, const char *reg, const char *step)
{
    size_t n = strlen(text);
    bool whole = n > 3 && strcmp(text + n - strlen("。"), "。") == 0 && count(text, "「") == count(text, "」") &&
                 strpbrk(text, "{}") == NULL;
    if (!whole || strstr(text, "。。") != NULL || strstr(text, "する。する") != NULL)
        fail_msg("%s %s: %s", reg, step, text);
}

static void every_way_to_make_an_entry_is_said_in_a_sentence(void **state)
{
    char text[NAME_BYTES * 4], pattern[NAME_BYTES * 2];
    const struct register_def *const *reg = station_registers(session_station(house.session));
    struct err e;
    (void)state;
    for (; *reg != NULL; reg++) {
        const struct step *first = register_step_with(*reg, STEP_CREATES);
        for (const struct step *step = (*reg)->steps; step->key != NULL; step++) {
            struct act *act;
            if ((step->flags & STEP_CREATES) == 0)
                continue;
            house_ok(act_new(&act, house.session, *reg, NULL, step->key, &e));
            act_summary(act, text, sizeof text);
            act_free(act);
            is_a_sentence(text, (*reg)->id, step->key);
            text_format(pattern, sizeof pattern, "%s%s%sに「%s」と記録する。", (*reg)->form != NULL ? "" : "「",
                        (*reg)->label, (*reg)->form != NULL ? "" : "」", step->done != NULL ? step->done : "");
            if (((*reg)->summary == NULL || step != first) && step->done != NULL && strstr(text, pattern) == NULL)
                fail_msg("%s %s: %s", (*reg)->id, step->key, text);
        }
    }
}

static void what_is_done_with_an_entry_names_it(void **state)
{
    char id[ENTRY_ID_BYTES], text[NAME_BYTES * 4];
    struct act *act;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    act = house_form(&house, TANAKA, "checkout", id, "withdraw", NULL);
    act_summary(act, text, sizeof text);
    act_free(act);
    is_a_sentence(text, "checkout", "withdraw");
    assert_non_null(strstr(text, "「携帯-03 田中 玲」について、モバイル端末等持出簿に「"));
    act = house_form(&house, TANAKA, "key_use", NULL, "take", NULL);
    act_summary(act, text, sizeof text);
    act_free(act);
    assert_string_equal(text, "「田中 玲」について、通信機械室鍵管理簿に「鍵を貸し出した」と記録する。");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(every_way_to_make_an_entry_is_said_in_a_sentence),
        IN_HOUSE(what_is_done_with_an_entry_names_it),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}
