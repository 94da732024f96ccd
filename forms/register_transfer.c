/* 異動: a person leaves or comes on a date; what moved with it and what stayed (◇). Made by app/transfer in the transaction in
 * which posts and custody move. */
#include "forms/register_transfer.h"

#include <stddef.h>
#include <string.h>

#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct choice directions[] = {
    {"leave", "離任", "離", NULL},
    {"come", "着任", "着", NULL},
    {0},
};
#define LEAVES IS("direction", "leave")

static const struct field fields[] = {
    {.key = "direction",
     .label = "区分",
     .type = FIELD_CHOICE,
     .choices = directions,
     .list_width = 6,
     .initial = "=leave",
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED},
    {.key = "person",
     .label = "職員",
     .type = FIELD_PERSON,
     .list_width = 18,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .help = "着任する職員は、先に「職員」に登録します。"},
    {.key = "date",
     .label = "異動日",
     .type = FIELD_DATE,
     .list_width = 12,
     .initial = "today",
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .help = "離任する職員は、その日まで職にあります。後任と着任する職員は、その日から職に就きます。"},
    {.key = "successor",
     .label = "後任",
     .type = FIELD_PERSON,
     .list_width = 18,
     .when = {LEAVES},
     .flags = FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .help = "職と、保管している物を引き継ぐ職員です。引き継ぐものがなければ空にします。"},
    {.key = "moved",
     .label = "移したもの",
     .type = FIELD_LONG_TEXT,
     .limit = 8000,
     .list_width = 40,
     .flags = FIELD_DERIVED | FIELD_LISTED},
    {.key = "left", .label = "残したもの", .type = FIELD_LONG_TEXT, .limit = 8000, .flags = FIELD_DERIVED},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct state states[] = {{"recorded", "記録済", "済", STATE_DONE}, {0}};
static const struct step steps[] = {
    {"record", "異動の記録", NULL, "recorded", STEP_CREATES | STEP_EDITS, "異動を記録した", NULL},
    {0},
};
static const struct rule rules[] = {RULE("", "record", ANY, POST_ADMINISTRATOR, NONE, NULL), END_OF_RULES};

static int check(const struct situation *s, struct err *e)
{
    char person[ENTRY_ID_BYTES], successor[ENTRY_ID_BYTES];
    reference_id(person, entry_get(s->entry, "person"));
    reference_id(successor, entry_get(s->entry, "successor"));
    if (successor[0] != '\0' && strcmp(person, successor) == 0)
        return err_field(e, "successor", NULL, "離任する本人は後任になれません。別の職員を選んでください。");
    return 0;
}

const struct register_def register_transfer = {
    .own_screen = true,
    .id = "transfer",
    .label = "異動",
    .retention_years = 5,
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules,
    .title_fields = "person|direction|date",
    .detail_fields = "date|successor",
    .check = check,
};
