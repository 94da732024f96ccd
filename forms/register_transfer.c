/* 異動: a person leaves or comes on a date; what moved with it and what stayed (◇). Made by app/transfer in the transaction in
 * which posts and custody move. */
#include "forms/register_transfer.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct choice directions[] = {{"leave", "離任", "離", NULL}, {"come", "着任", "着", NULL}, {0}};
#define LEAVES IS("direction", "leave")

static const struct field fields[] = {
    FIELD("direction", "区分", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = directions,
          .list_width = 6, .initial = "=leave"),
    FIELD("person", "職員", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 18,
          .help = "着任する職員は、先に「職員」に登録します。"),
    FIELD("date", "異動日", DATE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12, .initial = "today",
          .help = "離任する職員は、その日まで職にあります。後任と着任する職員は、その日から職に就きます。"),
    FIELD("successor", "後任", PERSON, FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 18, WHEN(LEAVES),
          .help = "職と、保管している物を引き継ぐ職員です。引き継ぐものがなければ空にします。"),
    FIELD("moved", "移したもの", LONG_TEXT, FIELD_DERIVED | FIELD_LISTED, NULL, .limit = 8000, .list_width = 40),
    FIELD("left", "残したもの", LONG_TEXT, FIELD_DERIVED, NULL, .limit = 8000),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
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
    REGISTER("transfer", "異動", NULL),
    .own_screen = true,
    .view_posts = POST_ADMINISTRATOR | POST_DEPUTY | POST_SUPERVISOR, /* it names what stands in the books (S-15) */
    .retention_years = 5,
    STEP_TABLES,
    SHOWN_AS("person|direction|date", "date|successor"),
    .check = check,
};
