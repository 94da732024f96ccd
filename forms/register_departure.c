/* 規定と異なる事項の一覧: every setting and entry in force that departs from the text. 第7の1(1)エ(イ) (1278), R0-7. */
#include "forms/register_departure.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define COMPUTED(KEY, LABEL, TYPE, WIDTH) \
    FIELD(KEY, LABEL, TYPE, FIELD_DERIVED | FIELD_LISTED, NULL, .list_width = WIDTH)

static const struct field fields[] = {
    COMPUTED("what", "対象", LONG_TEXT, 30),
    COMPUTED("value", "現在の扱い", LONG_TEXT, 30),
    COMPUTED("text", "規定・既定の扱い", LONG_TEXT, 24),
    COMPUTED("clause", "根拠", TEXT, 18),
    COMPUTED("since", "いつから", DATE, 12),
    COMPUTED("set_by", "定めた者", TEXT, 14),
    COMPUTED("confirmation", "情報セキュリティ管理者の確認", TEXT, 24),
    {0},
};
static const struct state states[] = {
    {DEPARTURE_UNCONFIRMED, "未確認", "未", STATE_WAITING},
    {DEPARTURE_CONFIRMED, "確認済", "済", STATE_DONE},
    {DEPARTURE_PERMITTED, "規定の手続による", "規", STATE_CURRENT},
    {0},
};
static const struct step steps[] = {
    {"list", "一覧", NULL, DEPARTURE_UNCONFIRMED, STEP_CREATES | STEP_EDITS, "一覧にした", NULL},
    {"confirm", "確認", DEPARTURE_UNCONFIRMED, DEPARTURE_CONFIRMED, 0, "確認した", "第7の1(1)エ(イ)"},
    {"permit", "許可", DEPARTURE_UNCONFIRMED, DEPARTURE_PERMITTED, 0, "許可した", NULL},
    {0},
};
static const struct rule rules[] = {
    RULE("", "list", ANY, 0, NONE, NULL),
    RULE("", "confirm", ANY, 0, NONE, "第7の1(1)エ(イ)"),
    RULE("", "permit", ANY, 0, NONE, NULL),
    END_OF_RULES,
};

static const struct paper_column columns[] = {
    COLUMN("番号", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("対象", 500, PAPER_FIELDS, "what"),
    COLUMN("現在の扱い", 540, PAPER_FIELDS, "value"),
    COLUMN("規定・既定の扱い", 420, PAPER_FIELDS, "text"),
    COLUMN("根拠", 300, PAPER_FIELDS, "clause"),
    COLUMN("いつから", 200, PAPER_FIELDS, "since"),
    COLUMN("定めた者", 200, PAPER_FIELDS, "set_by"),
    COLUMN("情報セキュリティ\n管理者の確認", 310, PAPER_FIELDS, "confirmation"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("", "規定と異なる事項の一覧", RUNNING, 9, 130),
    .notes = "規定によらない独自の手続を技術的措置により実現するときは、十分な期間をもって情報セキュリティ管理者の確認"
             "を受けます"
             "(第7の1(1)エ(イ))。",
};

const struct register_def register_departure = {
    REGISTER("departure", "規定と異なる事項の一覧", "第7の1(1)エ(イ)"),
    .own_screen = true,
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("what", "value"),
};
