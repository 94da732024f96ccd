/* 年次・増減の確認: by 運用管理者 alone, of each of the three ledgers. See register_yearly.h. */
#include "forms/register_yearly.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"
#include "forms/text.h"

#include "forms/banned.h"

#define CLAUSE_2 "第2の1(7)イ(ア)"
#define CLAUSE_4 "第7の1(2)エ(ア)a"
#define CLAUSE_6 "第7の1(2)オ(ア)a"

static const struct choice books[] = {
    {"2", "デジタル機器管理簿", NULL, CLAUSE_2},
    {"4", "公用携帯電話機管理簿", NULL, CLAUSE_4},
    {"6", "外部記録媒体管理簿", NULL, CLAUSE_6},
    {0},
};
static const struct choice kinds[] = {
    {"unchanged", "年次更新(変更なし)", "年", NULL},
    {"updated", "年次更新(変更あり)", "年", NULL},
    {"change", "増減の確認", "増", NULL},
    {0},
};
static const struct clause_at clauses[] = {
    {IS("book", "2"), CLAUSE_2}, {IS("book", "4"), CLAUSE_4}, {IS("book", "6"), CLAUSE_6}, {{0}, NULL}};

static const struct field fields[] = {
    FIELD("book", "簿冊", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = books, .list_width = 22,
          .clauses = clauses),
    FIELD("kind", "区分", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = kinds, .list_width = 18,
          .initial = "=unchanged", .clauses = clauses,
          .help = "変更がないときも、変更がないことを確認した日と確認した者を残します。"),
    FIELD("date", "確認年月日", DATE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12, .initial = "today",
          .clauses = clauses),
    FIELD("count", "登載数", NUMBER, FIELD_DERIVED | FIELD_LISTED, NULL, .list_width = 8,
          .help = "使用中のものの数です。プログラムが数えます。"),
    FIELD("waiting", "確認を待つ増減", NUMBER, FIELD_DERIVED, NULL, .list_width = 8),
    FIELD("note", "備考", TEXT, FIELD_LISTED, NULL, .limit = 100, .list_width = 24),
    {0},
};
static const struct state states[] = {{"confirmed", "確認済", "済", STATE_DONE}, {0}};
static const struct step steps[] = {
    {"confirm", "確認", NULL, "confirmed", STEP_CREATES | STEP_EDITS, "確認した", NULL},
    {0},
};
static const struct rule rules[] = {
    RULE("M-32", "confirm", ANY, POST_ADMINISTRATOR, NONE, CLAUSE_2, WHEN(IS("book", "2"))),
    RULE("M-33", "confirm", ANY, POST_ADMINISTRATOR, NONE, CLAUSE_4, WHEN(IS("book", "4"))),
    RULE("M-34", "confirm", ANY, POST_ADMINISTRATOR, NONE, CLAUSE_6, WHEN(IS("book", "6"))),
    /* before the book is chosen */
    RULE("", "confirm", ANY, POST_ADMINISTRATOR, NONE, NULL, WHEN(UNSET("book"))),
    END_OF_RULES,
};

static const struct count counts[] = {
    {"count", "digital_device", "current", {{0}}, {IS("book", "2")}},
    {"count", "phone", "current", {{0}}, {IS("book", "4")}},
    {"count", "medium", "current", {{0}}, {IS("book", "6")}},
    {"waiting", "digital_device", NULL, {SET("pending")}, {IS("book", "2")}},
    {"waiting", "medium", NULL, {SET("pending")}, {IS("book", "6")}},
    {0},
};

/* Nothing has changed only where no change waits: the text has each confirmed (L104, L1353). */
static int unchanged(const struct situation *s, struct err *e)
{
    const char *waiting = entry_get(s->entry, "waiting");
    if (waiting == NULL || strcmp(waiting, "0") == 0 || !entry_is(s->entry, "kind", "unchanged"))
        return 0;
    return err_field(e, "kind", field_clause(entry_field(s->entry, "kind"), s->entry),
                     "増減の確認を待つ記載が%s件あるので、「変更なし」にはできません。先に一件ずつ増減を確認するか、"
                     "「年次更新(変更あり)」を選んでください。",
                     waiting);
}

static int check(const struct situation *s, struct err *e)
{
    return situation_ahead(s, "date")
               ? err_field(e, "date", NULL, "まだ来ていない日の確認は記載できません。確認した日を入れてください。")
               : unchanged(s, e);
}

static const char *answer(char *buf, size_t size, const struct situation *s)
{
    const char *count = entry_get(s->entry, "count"), *waiting = entry_get(s->entry, "waiting");
    buf[0] = '\0';
    if (count != NULL)
        text_format(buf, size, "使用中 %s件%s%s%s", count, waiting != NULL ? "、増減の確認待ち " : "",
                    waiting != NULL ? waiting : "", waiting != NULL ? "件" : "");
    return buf;
}

bool yearly_counts(const char *book, const char *kind)
{
    return strcmp(book, "2") == 0 || word_in("unchanged|updated", kind);
}

const struct register_def register_yearly = {
    REGISTER("yearly", "年次・増減の確認", NULL),
    STEP_TABLES,
    SHOWN_AS("book|kind|date", "count|note"),
    .counts = counts,
    .check = check,
    .answer = answer,
    .summary = "「{book}」の{kind}を {date} に行った。",
    .retention_years = 5,
};
