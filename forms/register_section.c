/* 課(係)コード: a code of three digits for each 課(係) of the station; a code once given is never another's. */
#include "forms/register_section.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"
#include "forms/unit.h"

#include "forms/banned.h"

static const struct field fields[] = {
    {.key = "code",
     .label = "課(係)コード",
     .type = FIELD_TEXT,
     .limit = 3,
     .list_width = 12,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_UNIQUE,
     .clause = "別表",
     .help = "所属ごとに定める3桁の数字。管理番号の中の組になります。"},
    {.key = "name",
     .label = "課(係)名",
     .type = FIELD_TEXT,
     .limit = 30,
     .list_width = 24,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "別表"},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

static int check(const struct situation *s, struct err *e)
{
    const char *code = entry_get(s->entry, "code");
    return code == NULL || section_code_sound(code)
               ? 0
               : err_field(e, "code", "別表", "課(係)コードは3桁の数字です。012 のように入れてください。");
}

const struct register_def register_section = {
    .id = "section",
    .label = "課(係)コード",
    .clause = "別表",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "code|name",
    .detail_fields = "note",
    .check = check,
};
