/* 電子計算機 to which media are connected: see register_pc.h. */
#include "forms/register_pc.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice limits[] = {
    {"permit", "運用責任者の許可", NULL, "第6の2(5)ア(ア)"},
    {"registered", "登録済みの媒体だけ", NULL, "第6の2(5)ア(イ)"},
    {"both", "許可と登録の両方", NULL, "第6の2(5)ア"},
    {"none", "制限していない", NULL, NULL},
    {0},
};
static const struct choice exemptions[] = {
    {"a", "(ア) 要機密情報を内蔵媒体に保存しない", NULL, "第6の2(5)エ(ア)"},
    {"b", "(イ) クラス3に設置(端末を除く)", NULL, "第6の2(5)エ(イ)"},
    {"c", "(ウ) 媒体を利用できないようにした", NULL, "第6の2(5)エ(ウ)"},
    {"d", "(エ) 公用携帯・タブレット等で技術的に困難", NULL, "第6の2(5)エ(エ)"},
    {"e", "(オ) 専ら証拠品等の媒体を確認", NULL, "第6の2(5)エ(オ)"},
    {0},
};

#define BOUND UNSET("exemption")
#define SWITCH(KEY, LABEL, CLAUSE, HELP, ...) FIELD(KEY, LABEL, YES, 0, CLAUSE, WHEN(__VA_ARGS__), .help = HELP)

static const struct field fields[] = {
    FIELD("name", "名称", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, "第7の1(2)オ(エ)c", .limit = 40,
          .list_width = 20),
    FIELD("system", "情報システム", TEXT, FIELD_LISTED, NULL, .limit = 40, .list_width = 16),
    FIELD("place", "設置場所", ITEM, FIELD_LISTED | FIELD_LINKED, NULL, .registers = "place", .list_width = 14),
    FIELD("exemption", "適用しない事由", CHOICE, FIELD_INDEXED, "第6の2(5)エ", .choices = exemptions,
          .help = "入出力の制限とログの規定を適用しない電子計算機だけに付けます。(オ)はログを取得します。"),
    SWITCH("unrestricted", "媒体の利用を技術的に制限していない", "第7の1(2)オ(エ)c",
           "付けると、接続の申請を求めません。庁舎内使用の記載と出力の暗号は求めます。", IS("exemption", "a|b|d|e")),
    FIELD("input_limit", "入力の制限", CHOICE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, "第6の2(5)ア",
          .choices = limits, .list_width = 18, .initial = "=permit",
          WHEN(UNSET("unrestricted"), IS_NOT("exemption", "c"))),
    SWITCH("output_permit", "出力に運用責任者の許可が要る", "第6の2(5)イ(イ)",
           "警察の電子計算機だけで復号できる暗号による出力には、許可は要りません。", UNSET("unrestricted"),
           IS_NOT("exemption", "c")),
    SWITCH("output_registered_only", "出力は登録済みの媒体だけ", "第6の2(5)イ(エ)", "光ディスクは妨げられません。",
           UNSET("unrestricted"), IS_NOT("exemption", "c")),
    FIELD("shortfall", "制限を満たさない理由と予定", TEXT, FIELD_DEPARTS, "第6の2(5)ア", .limit = 150, WHEN(BOUND),
          .help = "例外措置の番号、改修の予定など。書かれている間、対策基準と異なる事項の一覧に載ります。"),
    SWITCH("no_encryption", "暗号化機能が設けられていない", "第7の1(2)オ(エ)g(b)", "平文で出力する事由(b)を選べます。",
           {0}),
    SWITCH("no_log", "媒体の利用のログを取得できない", "第6の1(4)ウ(カ)",
           "接続の度に、接続記録簿に職員名、日時、管理番号、目的等を記載します。", IS_NOT("exemption", "c|e")),
    SWITCH("analysis", "解析用端末", "第7の1(2)オ(オ)", NULL, IS_NOT("exemption", "c")),
    FIELD("from", "使用開始日", DATE, 0, NULL, .initial = "today"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_OPERATOR | POST_ADMINISTRATOR | POST_SUPERVISOR)};

/* What a computer that is not exempt must limit: the clause of the first that is missing; NULL for none. */
static const char *shortfall(const struct entry *pc, const char **field)
{
    *field = "input_limit";
    if (entry_is(pc, "input_limit", "none"))
        return "第6の2(5)ア";
    *field = "output_permit";
    if (entry_get(pc, "output_permit") == NULL)
        return "第6の2(5)イ(イ)";
    *field = "output_registered_only";
    return entry_get(pc, "output_registered_only") == NULL ? "第6の2(5)イ(エ)" : NULL;
}

static int check(const struct situation *s, struct err *e)
{
    const struct entry *pc = s->entry;
    const char *field, *clause = shortfall(pc, &field), *class;
    if (!step_is(s, "enter|change"))
        return 0;
    if (entry_get(pc, "exemption") == NULL && clause != NULL && entry_get(pc, "shortfall") == NULL)
        return err_field(
            e, field, clause,
            "この電子計算機は入出力の制限を満たしていません。適用しない事由を選ぶか、制限を満たさない理由と予定を書い"
            "てください。");
    class = situation_linked(s, "place", "class");
    if (entry_is(pc, "exemption", "b") && (class == NULL || strcmp(class, "3") != 0))
        return err_field(e, "exemption", "第6の2(5)エ(イ)",
                         "(イ)はクラス3に指定された区域に設置されたものに限られます。設置場所を確かめてください。");
    return 0;
}

const struct register_def register_pc = {
    REGISTER("pc", "電子計算機", "第6の2(5)"),
    MASTER_TABLES,
    SHOWN_AS("name", "system|place"),
    .check = check,
};
