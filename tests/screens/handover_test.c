/* 当直引継ぎ at the keyboard: the page in the morning, confirming and returning one after the other, handing over, receiving. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/act.h"
#include "db/query.h"
#include "forms/text.h"
#include "screens/handover.h"
#include "tests/screens/duty.h"

static void ok(int rc, const struct err *e)
{
    if (rc != 0)
        fail_msg("%s %s", e->text, e->field);
}

/* A step of his, from the program's side. A key that begins with '=' is set, else typed. */
static void does(struct seat *d, enum duty_who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
                 const char *const *pairs)
{
    struct session *session = duty_session(d, who);
    struct act *act;
    struct entry *after = NULL;
    struct err e;
    ok(act_new(&act, session, register_find(reg), id[0] != '\0' ? id : NULL, step, &e), &e);
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        ok(pairs[i][0] == '=' ? act_set(act, pairs[i] + 1, pairs[i + 1], &e)
                              : act_type(act, pairs[i], pairs[i + 1], NULL, &e),
           &e);
    ok(act_commit(act, &after, &e), &e);
    text_format(id, ENTRY_ID_BYTES, "%s", after->id);
    entry_free(after);
    act_free(act);
    ok(session_close(session, "sign_out", &e), &e);
}
#define DOES(D, WHO, REG, ID, STEP, ...) does(D, WHO, REG, ID, STEP, (const char *const[]){__VA_ARGS__, NULL})

/* "id title" of the entry whose field has that value. */
static const char *reference(struct seat *d, char *buf, const char *reg, const char *field, const char *value)
{
    struct session *session = duty_session(d, DUTY_KANRI);
    struct entry *entry;
    struct err e;
    ok(entry_find(&entry, session_station(session), register_find(reg), field, value, &e), &e);
    text_format(buf, NAME_BYTES, "%s %s", entry->id, value);
    entry_free(entry);
    ok(session_close(session, "sign_out", &e), &e);
    return buf;
}

static char duty_phone[ENTRY_ID_BYTES], terminal[ENTRY_ID_BYTES];

/* Named by 鈴木: the phone of the duty; permitted by him: a phone and a terminal that are back, unconfirmed. It is 8:10. */
static void night(struct seat *d)
{
    char phone[NAME_BYTES], person[NAME_BYTES], id[ENTRY_ID_BYTES], back[ENTRY_ID_BYTES] = "",
                                                                    device[ENTRY_ID_BYTES] = "", thing[NAME_BYTES];
    duty_open(d, DUTY_SUZUKI);
    reference(d, person, "person", "name", "鈴木 茂");
    reference(d, phone, "phone", "number", "携帯-03");
    reference_id(id, phone);
    DOES(d, DUTY_KANRI, "phone", id, "change", "designation", "duty");
    DOES(d, DUTY_KANRI, "device", device, "enter", "name", "端末-01", "kind", "mobile", "model", "試験機");
    text_format(thing, sizeof thing, "%s 端末-01", device);
    duty_phone[0] = terminal[0] = '\0';
    DOES(d, DUTY_TANAKA, "checkout", duty_phone, "take_exempt", "exemption", "duty", "=named_by", person, "=on_duty",
         "yes", "kind", "shared_phone", "=item", phone);
    DOES(d, DUTY_TANAKA, "checkout", terminal, "request", "kind", "mobile", "=item", thing, "purpose", "捜査",
         "=minimum", "yes");
    DOES(d, DUTY_SUZUKI, "checkout", terminal, "permit", NULL);
    DOES(d, DUTY_TANAKA, "checkout", back, "request", "kind", "shared_phone", "=item",
         reference(d, phone, "phone", "number", "携帯-07"), "purpose", "連絡");
    DOES(d, DUTY_SUZUKI, "checkout", back, "permit", NULL);
    d->now += 10 * 60 * 60;
    DOES(d, DUTY_TANAKA, "checkout", terminal, "return", NULL);
    DOES(d, DUTY_TANAKA, "checkout", back, "return", NULL);
}

static int rows(struct seat *d, const char *reg, const char *state)
{
    struct session *session = duty_session(d, DUTY_KANRI);
    int64_t n = 0;
    struct err e;
    ok(state_count(&n, session_station(session), register_find(reg), state, &e), &e);
    ok(session_close(session, "sign_out", &e), &e);
    return (int)n;
}

static void M_44_the_page_is_worked_through_and_handed_over(void **state)
{
    struct seat d;
    (void)state;
    night(&d);
    duty_sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_F9, K_F4, K_ENTER, K_F6); /* all marked, done; then to whom */
    duty_type(&d, "伊藤");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "特になし");
    DUTY_PRESS(&d, K_ENTER, K_ENTER);
    duty_sign(&d, DUTY_ITO);
    DUTY_PRESS(&d, K_F8, K_ESC);
    duty_run_at(&d, DUTY_SUZUKI, handover_open);
    duty_saw(&d, "当直引継ぎ 令和8年11月23日 宿直");
    duty_saw(&d, "鈴木 茂 勤務中");
    duty_saw(&d, "【返却の確認を待つもの】");
    duty_saw(&d, "残り 2件");
    duty_saw(&d, "許可を与えた者 鈴木 茂");
    duty_saw(&d, "できないとき(理由を書いて): 運用責任者 伊藤 学");
    duty_saw(&d, "第7の1(2)イ(ア)b");
    duty_saw(&d, "印を付けた3件を");
    duty_saw(&d, "3件を記録しました。");
    duty_saw(&d, "残りなし");
    duty_saw(&d, "引継ぎを記録し、受領されました。");
    duty_saw(&d, "引継ぎ済");
    duty_saw(&d, "当直引継ぎ記録");
    assert_int_equal(rows(&d, "checkout", "done"), 3);
    assert_int_equal(rows(&d, "handover", "received"), 1);
    duty_close(&d);
}

static void what_is_left_asks_for_words_and_the_receipt_can_wait(void **state)
{
    struct seat d;
    (void)state;
    night(&d);
    duty_sit(&d);
    DUTY_PRESS(&d, K_F6);
    duty_type(&d, "伊藤");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "朝の報告の後に返却する");
    DUTY_PRESS(&d, K_ENTER, K_ENTER, K_ENTER, K_ESC);
    duty_run_at(&d, DUTY_SUZUKI, handover_open);
    duty_saw(&d, "又は返していない当直用のものが残っています");
    duty_saw(&d, "残る確認 2。");
    duty_saw(&d, "返却 1。");
    duty_saw(&d, "受領待ち");
    assert_int_equal(rows(&d, "handover", "open"), 1);
    /* He who was named finds it and takes note; who was not may look. */
    duty_sit(&d);
    DUTY_PRESS(&d, K_F7, K_F6);
    duty_run_at(&d, DUTY_TANAKA, handover_open);
    duty_saw(&d, "これができるのは引継ぎを受ける者");
    duty_saw_not(&d, "引継ぎを受ける者 ─");
    assert_int_equal(rows(&d, "handover", "open"), 1);
    duty_sit(&d);
    DUTY_PRESS(&d, K_F7);
    duty_run_at(&d, DUTY_ITO, handover_open);
    duty_saw(&d, "引継ぎを受けました。");
    assert_int_equal(rows(&d, "handover", "received"), 1);
    duty_close(&d);
}

/* Enter is the ordinary form of the step: what is not found is recorded there. */
static void one_row_is_done_by_its_own_form(void **state)
{
    struct seat d;
    (void)state;
    night(&d);
    duty_sit(&d);
    DUTY_PRESS(&d, K_ENTER, K_F2, K_F5, K_F5, K_F4, K_F3, K_ESC, K_UP, K_UP, K_F5);
    duty_run_at(&d, DUTY_SUZUKI, handover_open);
    duty_saw(&d, "返却の確認");
    duty_saw(&d, "残り 1件");
    duty_saw(&d, "印を付けてください。");
    duty_saw(&d, "あなたが今ここで行うことはありません");
    assert_int_equal(rows(&d, "checkout", "done"), 1);
    duty_close(&d);
}

/* Before it is on record the page itself prints. */
static void it_prints_as_it_stands(void **state)
{
    struct seat d;
    (void)state;
    night(&d);
    d.cols = 120;
    duty_sit(&d);
    DUTY_PRESS(&d, K_F8, K_PAGE_DOWN, K_PAGE_DOWN, K_ESC, K_F1);
    duty_run_at(&d, DUTY_ITO, handover_open);
    duty_saw(&d, "当直引継ぎ記録");
    duty_saw(&d, "携帯-03");
    duty_saw(&d, "第7の1(2)オ(ウ)b(b)");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_44_the_page_is_worked_through_and_handed_over),
        cmocka_unit_test(what_is_left_asks_for_words_and_the_receipt_can_wait),
        cmocka_unit_test(one_row_is_done_by_its_own_form),
        cmocka_unit_test(it_prints_as_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
