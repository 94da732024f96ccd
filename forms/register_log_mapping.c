/* ログの列の対応: a master. Its fields bear the keys of log_columns[] (forms/media_log.h). See register_log_mapping.h. */
#include "forms/register_log_mapping.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

#define HEADING(KEY, LABEL, FLAGS, CLAUSE) FIELD(KEY, LABEL, TEXT, FLAGS, CLAUSE, .limit = 60, .list_width = 20)
#define LOGGED "第6の1(4)ウ(イ)"

static const struct field fields[] = {
    FIELD("name", "ログの名称", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, NULL, .limit = 40, .list_width = 24,
          .help = "どの電子計算機、どのソフトウェアのログか。下の欄には、CSVの見出しをそのまま入れます。"),
    HEADING("time", "日時の見出し", FIELD_REQUIRED | FIELD_LISTED, LOGGED "a"),
    HEADING("day", "日付の見出し(時刻と別の列のとき)", 0, LOGGED "a"),
    HEADING("person", "操作した者の見出し", FIELD_REQUIRED | FIELD_LISTED, LOGGED "b"),
    HEADING("pc", "電子計算機の見出し", 0, LOGGED "c"),
    HEADING("file", "ファイル名の見出し", 0, LOGGED "d"),
    HEADING("size", "ファイルサイズの見出し", 0, LOGGED "d"),
    HEADING("direction", "入出力の別の見出し", 0, LOGGED "e"),
    HEADING("encryption", "平文・暗号文の別の見出し", 0, LOGGED "f"),
    HEADING("medium", "媒体の管理番号等の見出し", FIELD_LISTED, "第6の1(4)ウ(ウ)a"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_SUPERVISOR | POST_OPERATOR | POST_ADMINISTRATOR)};

const struct register_def register_log_mapping = {
    REGISTER("log_mapping", "ログの列の対応", LOGGED),
    MASTER_TABLES,
    SHOWN_AS("name", "time|person|medium"),
};
