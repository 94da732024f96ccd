/* 様式第4号 公用携帯電話機管理簿, 第7の1(2)エ(ア)a(a)–(g) (L1320–1328). Shared phones go out by 様式第3号. */
#include "forms/register_phone.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    /* the key of a shared one is that of 様式第3号's 区分 */
    {"shared_phone", "共有", "共", "第7の1(2)エ(ア)a(c)"},
    {"individual_phone", "個別支給", "個", "第7の1(2)エ(ア)a(c)"},
    {0},
};
static const struct field fields[] = {
    {.key = "number",
     .label = "管理番号",
     .type = FIELD_TEXT,
     .limit = 20,
     .list_width = 12,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE,
     .clause = "第7の1(2)エ(ア)a(a)"},
    {.key = "phone_number",
     .label = "電話番号",
     .type = FIELD_PHONE,
     .list_width = 14,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "第7の1(2)エ(ア)a(b)"},
    {.key = "kind",
     .label = "共有・支給の別",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .list_width = 10,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED,
     .clause = "第7の1(2)エ(ア)a(c)"},
    {.key = "holder",
     .label = "支給・管理する職員",
     .type = FIELD_PERSON,
     .list_width = 18,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "第7の1(2)エ(ア)a(c)",
     .help = "支給された職員。共有のものは、これを管理する職員(警部・課長補佐の段階以上)。"},
    {.key = "mail",
     .label = "メールアドレス",
     .type = FIELD_MAIL,
     .clause = "第7の1(2)エ(ア)a(d)",
     .help = "電子メール機能を使用するものだけに入れます。"},
    {.key = "model",
     .label = "機種",
     .type = FIELD_TEXT,
     .limit = 40,
     .list_width = 14,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "第7の1(2)エ(ア)a(e)"},
    {.key = "from",
     .label = "使用開始日",
     .type = FIELD_DATE,
     .flags = FIELD_REQUIRED,
     .initial = "today",
     .clause = "第7の1(2)エ(ア)a(f)"},
    {.key = "use", .label = "用途", .type = FIELD_TEXT, .limit = 30, .list_width = 14},
    {.key = "place", .label = "保管場所", .type = FIELD_ITEM, .registers = "place", .clause = "第7の1(2)エ(ア)d"},
    {.key = "note", .label = "その他所要の事項", .type = FIELD_TEXT, .limit = 100, .clause = "第7の1(2)エ(ア)a(g)"},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_ADMINISTRATOR)};

const struct register_def register_phone = {
    .id = "phone",
    .form = "4",
    .label = "公用携帯電話機管理簿",
    .clause = "第7の1(2)エ(ア)a",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "number",
    .detail_fields = "use|phone_number|place",
    .retention_years = 5,
};
