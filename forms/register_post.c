/* 職の指定: who holds which post from when to when. obligations.md §1, S-12, S-16. */
#include "forms/register_post.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("person", "職員", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 20),
    FIELD("post", "職", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = post_choices, .list_width = 30),
    FIELD("from", "指定年月日", DATE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 10,
          .initial = "today"),
    FIELD("to", "解除年月日", DATE, FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 10,
          .help = "その日まで職にあります。空なら期限はありません。"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};

static int not_to_oneself(const struct situation *s, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    reference_id(id, entry_get(s->entry, "person"));
    if ((s->actor.posts & POST_TECHNICAL) != 0 && strcmp(id, s->actor.id) == 0)
        return err_refuse(
            e, NULL, "技術管理者は、自分に職を指定したり、自分の職を変えたりできません。運用管理者に頼んでください。");
    /* who takes it on loses the sight of every book (S-15): whoever keeps them would lock himself out */
    if ((s->actor.posts & POST_ADMINISTRATOR) != 0 && strcmp(id, s->actor.id) == 0 && s->step != NULL &&
        entry_is(s->entry, "post", "technical_administrator"))
        return err_field(
            e, "person", NULL,
            "技術管理者は簿冊を見ることができなくなるので、運用管理者が自分を指定することはできません。許可をし"
            "ない別の職員を選んでください。");
    return 0;
}
#define KEPT(STEP) RULE("", STEP, ANY, POST_TECHNICAL | POST_ADMINISTRATOR, NONE, NULL, EXTRA(not_to_oneself))
static const struct rule rules[] = {KEPT("enter"), KEPT("change"), KEPT("end"), KEPT("resume"), KEPT("correct"), {0}};

static int check(const struct situation *s, struct err *e)
{
    const char *from = entry_get(s->entry, "from"), *to = entry_get(s->entry, "to");
    if (from != NULL && to != NULL && strcmp(to, from) < 0)
        return err_field(e, "to", NULL, "解除年月日が指定年月日より前です。日付を確かめてください。");
    return 0;
}

const struct register_def register_post = {
    REGISTER("post", "職の指定", NULL),
    MASTER_TABLES,
    SHOWN_AS("post|person", "from|to"),
    .check = check,
};
