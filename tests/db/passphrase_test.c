#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "db/passphrase.h"

static const struct passphrase_about abe = {
    .uid = "k.abe01", .name = "安倍 健一", .reading = "アベ　ケンイチ", .station = "白河署"};

static const struct {
    const char *text;
    bool good;
    const char *says; /* part of the sentence */
} cases[] = {
    {"関を越えて三日目の朝に虹を見た", true, ""},
    {"correct horse battery staple", true, ""},
    {"むらさきのゆかりに咲いた花ふたつ", true, ""},
    {"Kumo-no 7 mine wo koete", true, ""},
    {"tF9$kw!Qz2mLp0x", true, ""},           /* 15 characters */
    {"tF9$kw!Qz2mLp0", false, "短すぎます"}, /* 14 */
    {"阿武隈川の堤で見た虹のこと", false, "短すぎます"},
    {"ががががががががががががが", false, "短すぎます"}, /* characters, not bytes */
    {"aaaaaaaaaaaaaaaaaaaa", false, "推測"},
    {"ああああああああああああああああ", false, "推測"},
    {"abcabcabcabcabcabcabc", false, "推測"},
    {"xq7xq7xq7xq7xq7xq7xq7", false, "推測"},
    {"tFk9tFk9tFk9tFk9tFk9", false, "推測"},
    {"qwertyuiopasdfghjkl", false, "推測"},
    {"poiuytrewqlkjhgfdsa", false, "推測"},
    {"1qaz2wsx3edc4rfv5tgb", false, "推測"},
    {"12345678901234567890", false, "推測"},
    {"abcdefghijklmnopqrst", false, "推測"},
    {"zyxwvutsrqponmlkjihg", false, "推測"},
    {"あいうえおかきくけこさしすせそ", false, "推測"},
    {"アイウエオカキクケコサシスセソ", false, "推測"},
    {"いろはにほへとちりぬるをわかよ", false, "推測"},
    {"passwordpassphrase", false, "推測"},
    {"PASSWORD-password-Password", false, "推測"},
    {"ｐａｓｓｗｏｒｄ１２３４５６７８", false, "推測"},
    {"パスワードパスフレーズ警察署", false, "短すぎます"},
    {"パスワードパスフレーズ警察署管理簿", false, "推測"},
    {"けいさつかんりぼぱすわーどひみつ", false, "推測"},
    {"おはようございますありがとうこんにちは", false, "推測"},
    {"k.abe01 no himitsu da", false, "利用者ID"},
    {"K.ABE01 sono yoru no tsuki", false, "利用者ID"},
    {"安倍の関を越えて三日目の朝に虹", false, "氏名"},
    {"健一が関を越えて三日目の朝に虹", false, "氏名"},
    {"あべが関を越えて三日目の朝に虹", false, "氏名の読み"},
    {"けんいちが関を越えて三日目の朝に", false, "氏名の読み"},
    {"白河署の関を越えて三日目の朝に虹", false, "所属"},
};

static void S_3_short_and_guessable_passphrases_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct secret p;
        struct err e = {0};
        assert_int_equal(passphrase_read(&p, cases[i].text, strlen(cases[i].text), &e), 0);
        int rc = passphrase_check(&p, &abe, &e);
        if (rc != (cases[i].good ? 0 : ERR_INPUT) || strstr(e.text, cases[i].says) == NULL) {
            fail_msg("%s: %d %s", cases[i].text, rc, e.text);
        }
        if (!cases[i].good) {
            assert_string_equal(e.clause, "第6の1(1)ア(オ)");
            assert_string_equal(e.field, "passphrase");
        }
        secret_release(&p);
    }
}

static void without_a_person_only_the_general_rules_hold(void **state)
{
    (void)state;
    static const struct passphrase_about nobody = {0};
    struct secret p;
    assert_int_equal(passphrase_read(&p, cases[31].text, strlen(cases[31].text), NULL), 0);
    assert_int_equal(passphrase_check(&p, &abe, NULL), ERR_INPUT);
    assert_int_equal(passphrase_check(&p, &nobody, NULL), 0);
    secret_release(&p);
}

static void the_same_keys_give_the_same_bytes(void **state)
{
    (void)state;
    struct secret a, b;
    const char *apart = "か\xe3\x82\x99つこうへ行く道", *composed = "がつこうへ行く道";
    assert_int_equal(passphrase_read(&a, apart, strlen(apart), NULL), 0);
    assert_int_equal(passphrase_read(&b, composed, strlen(composed), NULL), 0);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.bytes, b.bytes, a.size);
    secret_release(&a);
    secret_release(&b);
}

static void what_is_no_text_is_refused_without_being_shown(void **state)
{
    (void)state;
    char big[PASSPHRASE_BYTES_MAX + 1];
    memset(big, 'x', sizeof big);
    const struct {
        const char *text;
        size_t size;
    } bad[] = {{"", 0}, {"abc\x01secret", 10}, {"secret\xff", 7}, {"sec\nret", 7}, {"secret\0x", 8}, {big, sizeof big}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct secret p;
        struct err e;
        assert_int_equal(passphrase_read(&p, bad[i].text, bad[i].size, &e), ERR_INPUT);
        assert_null(p.bytes);
        assert_null(strstr(e.text, "sec"));
    }
}

static int start(void **state)
{
    (void)state;
    return crypto_start(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S_3_short_and_guessable_passphrases_are_refused),
        cmocka_unit_test(without_a_person_only_the_general_rules_hold),
        cmocka_unit_test(the_same_keys_give_the_same_bytes),
        cmocka_unit_test(what_is_no_text_is_refused_without_being_shown),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
