/* Each of the nine books through the real program at a terminal, keys only: entered, permitted, finished, corrected, listed,
 * filtered, written out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"
#include "tests/e2e/form.h"

enum { ANSWERS = 14, DEEDS = 8, STEPS = 24 };

/* What one person does with the entry: makes it (way: how, where the book has several; step NULL) or takes a step. */
struct deed {
    const char *uid; /* or the post of whom it is (Japanese) */
    const char *way, *step;
    struct answer answers[ANSWERS];
};
struct errand {
    const char *form, *title;  /* as the list's head has it */
    const char *find;          /* a search line that finds the entry */
    const char *listed, *word; /* what the list then shows, and what the paper must say */
    const char *filter;        /* a search line that shows it at the end */
    struct deed deeds[DEEDS];
};

#define REASON                          \
    {                                   \
        "理由", "書き誤りのため", false \
    }

static const struct errand errands[] = {
    {"1",
     "ソフトウェア等利用申請書",
     "朧文書",
     "朧文書閲覧",
     "朧文書閲覧",
     "状態:作業済",
     {{"watanabe",
       "申請",
       NULL,
       {{"対象の警察情報システム", "警務課の端末 3台", false},
        {"ソフトウェア・機器の名称", "朧文書閲覧", false},
        {"版", "4.2", false},
        {"サポート状況", "令和10年まで", false},
        {"外部との通信", "無", true},
        {"同時に導入される", "なし", false},
        {"利用に伴うリスク", "ファイルの誤読", false},
        {"利用目的・必要性", "証拠書類の閲覧", false},
        {0}}},
      {"hoshi", NULL, "許可", {{"許可の条件", "警務課の端末に限る", false}, {0}}},
      {"watanabe", NULL, "作業の記録", {{"作業した者", "佐久間 静", false}, {0}}},
      {"watanabe", NULL, "訂正", {{"備考", "朧月夜に導入", false}, REASON, {0}}},
      {0}}},
    {"2",
     "デジタル機器管理簿",
     "朧カメラ",
     "朧カメラ",
     "朧カメラ",
     "状態:終了",
     {{"ito",
       NULL,
       NULL,
       {{"管理名称", "朧カメラ", false},
        {"機器の別", "デジタルカメラ", true},
        {"機種名", "軽量写真機 P1", false},
        {"製造番号等", "SN-朧-7", false},
        {"媒体の種類", "SD", false},
        {"媒体の容量等", "32GB", false},
        {"媒体の管理番号", "600-012", true},
        {"保管場所", "保管庫A", true},
        {0}}},
      {"watanabe", NULL, "増減の確認", {{0}}},
      {"ito", NULL, "訂正", {{"備考", "朧月夜の備考", false}, REASON, {0}}},
      {"ito", NULL, "終了", {{"理由", "故障のため", false}, {0}}},
      {0}}},
    {"3",
     "モバイル端末等持出簿",
     "朧の巡回",
     "朧の巡回",
     "朧の巡回",
     "状態:済 目的:朧",
     {{"tanaka", "申請", NULL, {{"端末・機器・番号", "携帯-08", true}, {"目的", "朧の巡回", false}, {0}}},
      {"suzuki", NULL, "許可", {{0}}},
      {"tanaka", NULL, "返却", {{0}}},
      {"suzuki", NULL, "返却の確認", {{0}}},
      {"tanaka", NULL, "訂正", {{"持ち出し先", "朧橋", false}, REASON, {0}}},
      {0}}},
    {"4",
     "公用携帯電話機管理簿",
     "朧携帯-1",
     "朧携帯-1",
     "朧携帯-1",
     "状態:終了 管理番号:朧",
     {{"watanabe",
       NULL,
       NULL,
       {{"管理番号", "朧携帯-1", false},
        {"電話番号", "080-0000-0777", false},
        {"共有・支給の別", "個別", true},
        {"支給・管理する職員", "佐藤", true},
        {"機種", "折り畳み型 K7", false},
        {0}}},
      {"watanabe", NULL, "訂正", {{"その他所要の事項", "朧月夜の事項", false}, REASON, {0}}},
      {"watanabe", NULL, "終了", {{"理由", "更新のため", false}, {0}}},
      {0}}},
    {"5",
     "外部記録媒体等点検簿",
     "対象の端末・システム:朧",
     "R8.9",
     "朧端末",
     "状態:確認済 対象の端末・システム:朧",
     {{"ito",
       NULL,
       NULL,
       {{"点検・検証の別", "使用状況", true}, {"月", "R8.9", false}, {"対象の端末・システム", "朧端末", false}, {0}}},
      {"ito",
       NULL,
       "結果の記載",
       {{"ログにより", " ", false},
        {"関係簿冊により", " ", false},
        {"結果", "なし", true},
        {"ログの検証結果の保管", "印刷物", true},
        {"検証結果の保管場所", "警務課の書庫", false},
        {0}}},
      {"endo", NULL, "運用管理補助者の確認", {{0}}},
      {"ito", NULL, "訂正", {{"対象の端末・システム", "朧端末二台", false}, REASON, {0}}},
      {0}}},
    {"6",
     "外部記録媒体管理簿",
     "備考:朧媒体",
     "USBメモリ",
     "朧媒体",
     "状態:終了 備考:朧媒体",
     {{"watanabe",
       NULL,
       NULL,
       {{"課(係)", "012", true},
        {"媒体の種別", "USB", true},
        {"運用責任者", "伊藤", true},
        {"保管する職員", "佐藤", true},
        {"保管場所", "保管庫A", true},
        {"備考", "朧媒体", false},
        {0}}},
      {"watanabe", NULL, "増減の確認", {{0}}},
      {"watanabe", NULL, "訂正", {{"容量・型式等", "朧32GB", false}, REASON, {0}}},
      {"watanabe", NULL, "終了", {{"要機密情報", "取り扱っていない", true}, {"理由", "廃棄のため", false}, {0}}},
      {0}}},
    {"7",
     "外部記録媒体・デジタル機器使用・持出簿",
     "朧の実況",
     "朧の実況",
     "朧の実況見分",
     "状態:済 目的・使用理由:朧",
     {{"tanaka",
       "申請",
       NULL,
       {{"区分", "持出", true}, {"媒体・機器", "600-012", true}, {"目的・使用理由", "朧の実況見分", false}, {0}}},
      {"suzuki", NULL, "許可", {{0}}},
      {"tanaka", NULL, "返却", {{"取込みの要否", " ", false}, {"媒体に情報", " ", false}, {0}}},
      {"suzuki", NULL, "返却の確認", {{0}}},
      {"tanaka", NULL, "訂正", {{"使用場所・持ち出し先", "朧川の河原", false}, REASON, {0}}},
      {0}}},
    {"8",
     "通信機械室鍵管理簿",
     "朧の点検",
     "朧の点検",
     "朧の点検",
     "状態:済 使用目的:朧",
     {{"tanaka", "鍵の貸出", NULL, {{"鍵番号", "通信", true}, {"使用目的", "朧の点検", false}, {0}}},
      {"tanaka", NULL, "返却", {{0}}},
      {"watanabe", NULL, "返却の確認", {{0}}},
      {"tanaka", NULL, "訂正", {{"備考", "朧月夜", false}, REASON, {0}}},
      {0}}},
    {"9",
     "例外措置適用申請書",
     "朧細目",
     "朧細目",
     "朧細目",
     "状態:終了 適用を受けようとする規定:朧",
     {{"tanaka",
       NULL,
       NULL,
       {{"許可者(宛先)", "情報セキュリティ管理者", false},
        {"文書名", "対策基準の細目", false},
        {"適用を受けようとする規定", "朧細目第5の1", false},
        {"適用を受けようとする理由", "夜間の解析", false},
        {"例外措置の内容", "単独の端末で行う", false},
        {"影響", "軽微", false},
        {"適用期間の始め", "R8.11.24", false},
        {"適用期間の終わり", "R8.12.24", false},
        {0}}},
      {"許可者(例外措置)", NULL, "審査", {{0}}},
      {"許可者(例外措置)", NULL, "許可", {{"報告を求める事項", "解析の件数", false}, {0}}},
      {"tanaka", NULL, "終了の報告", {{"報告の内容", "三件を解析した", false}, {0}}},
      {"許可者(例外措置)", NULL, "報告の確認", {{0}}},
      {"tanaka", NULL, "訂正", {{"連絡先", "内線 朧77", false}, REASON, {0}}},
      {0}}},
};

/* ---- one deed ---- */

static void sign_in(struct desk *d, const char *uid, const char **now)
{
    if ((unsigned char)uid[0] >= 0x80)
        uid = station_holder(&d->station, uid, 0)->uid;
    if (*now != NULL && strcmp(*now, uid) == 0)
        return;
    if (*now == NULL) {
        (void)desk_sign_in(d, uid);
    } else {
        pty_keys(d->p, "C-d");
        pty_wait(d->p, "管理簿 — ログイン");
        desk_type_in(d, d->p, uid);
    }
    *now = uid;
}

/* From home: the book's list. */
static void open_book(struct pty *p, const struct errand *errand)
{
    char title[200];

    pty_wait(p, "本日の用務");
    pty_send(p, errand->form);
    (void)snprintf(title, sizeof title, "様式第%s号 %s", errand->form, errand->title);
    pty_wait(p, title);
    pty_wait(p, "検索");
}

static void begin(struct pty *p, const struct deed *deed)
{
    pty_keys(p, "F2");
    if (deed->way == NULL)
        return;
    pty_wait(p, "┌─ 新規");
    pty_send(p, deed->way);
    pty_wait(p, deed->way);
    pty_keys(p, "Enter");
}

/* Is the cursor of the list of what can be done at that step, and may it be done? */
static bool at_step(struct pty *p, const char *step)
{
    char want[200];
    char *row = form_cursor(p);
    bool at;

    (void)snprintf(want, sizeof want, "▶ ○  %s", step);
    at = row != NULL && strncmp(row, want, strlen(want)) == 0 && (row[strlen(want)] == ' ' || row[strlen(want)] == 0);
    free(row);
    return at;
}

static bool cursor_moved(struct pty *p, const void *arg)
{
    char *row = form_cursor(p);
    bool moved = row != NULL && strcmp(row, arg) != 0;

    free(row);
    return moved;
}

static void choose_step(struct pty *p, const struct errand *errand, const char *step)
{
    pty_send(p, errand->find);
    pty_wait(p, errand->find);
    pty_wait(p, errand->listed);
    pty_keys(p, "Enter");
    pty_wait(p, "F9 来歴");
    for (int i = 0; i < STEPS && !at_step(p, step); i++) {
        char *row = form_cursor(p);

        pty_keys(p, "Down");
        (void)pty_try_until(p, cursor_moved, row != NULL ? row : "", stage_patience());
        free(row);
    }
    if (!at_step(p, step)) {
        pty_show(p);
        fail_msg("様式第%s号: %s is not offered", errand->form, step);
    }
    pty_keys(p, "Enter");
}

static void do_deed(struct desk *d, const struct errand *errand, const struct deed *deed, const char **now)
{
    struct pty *p;

    sign_in(d, deed->uid, now);
    p = d->p;
    open_book(p, errand);
    if (deed->step == NULL)
        begin(p, deed);
    else
        choose_step(p, errand, deed->step);
    form_fill(p, deed->answers);
    pty_keys(p, "Enter");
    pty_wait_gone(p, "を記録する (Enter)");
    for (int i = 0; i < 4 && !pty_shows(p, "本日の用務"); i++) { /* over the entry and the list back to home */
        pty_keys(p, "Esc");
        (void)pty_try_wait(p, "本日の用務", 1000);
    }
}

/* ---- what remains ---- */

static void listed_and_filtered(struct desk *d, const struct errand *errand)
{
    open_book(d->p, errand);
    pty_send(d->p, errand->filter);
    pty_wait(d->p, errand->filter);
    pty_wait(d->p, errand->listed);
    pty_send(d->p, " 無い物");
    pty_wait(d->p, "該当する行がありません");
    pty_keys(d->p, "C-u");
    pty_wait_gone(d->p, "無い物");
}

static void written_out(struct desk *d, const struct errand *errand, const char *key, const char *ending)
{
    char name[200], heading[40];
    char *path, *text;

    pty_send(d->p, errand->find); /* the cursor on the entry: an application is written out alone */
    pty_wait(d->p, errand->find);
    pty_wait(d->p, errand->listed);
    pty_keys(d->p, "F8");
    pty_wait(d->p, "ページ");
    pty_keys(d->p, key);
    pty_wait(d->p, "┌─ 書き出し");
    (void)snprintf(name, sizeof name, "data/book-%s.%s", errand->form, ending);
    path = stage_path(d->stage, name);
    pty_keys(d->p, "C-u");
    pty_send(d->p, path);
    pty_keys(d->p, "Enter");
    pty_wait(d->p, "に書き出しました");
    text = paper_text(d->stage, path);
    (void)snprintf(heading, sizeof heading, "様式第%s号", errand->form);
    assert_non_null(strstr(text, heading));
    if (strstr(text, errand->word) == NULL)
        fail_msg("%s does not say %s:\n%s", name, errand->word, text);
    free(text);
    free(path);
    pty_keys(d->p, "Esc");
    pty_wait_gone(d->p, "ページ");
    pty_keys(d->p, "C-u");
}

static void run(struct desk *d, const struct errand *errand)
{
    const char *now = NULL;

    for (int i = 0; i < DEEDS && errand->deeds[i].uid != NULL; i++)
        do_deed(d, errand, &errand->deeds[i], &now);
    listed_and_filtered(d, errand);
    written_out(d, errand, "F2", "pdf");
    written_out(d, errand, "F3", "xlsx");
    desk_verify(d, 0);
}

#define BOOK(N, INDEX)                                                                      \
    static void R0_1_form_##N##_is_kept_at_the_terminal_from_beginning_to_end(void **state) \
    {                                                                                       \
        run(*state, &errands[INDEX]);                                                       \
    }
BOOK(1, 0)
BOOK(2, 1)
BOOK(3, 2)
BOOK(4, 3)
BOOK(5, 4)
BOOK(6, 5)
BOOK(7, 6)
BOOK(8, 7)
BOOK(9, 8)

#define CASE(N)                                                                                               \
    cmocka_unit_test_setup_teardown(R0_1_form_##N##_is_kept_at_the_terminal_from_beginning_to_end, desk_open, \
                                    desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(1), CASE(2), CASE(3), CASE(4), CASE(5), CASE(6), CASE(7), CASE(8), CASE(9)};

    return desk_run(tests);
}
