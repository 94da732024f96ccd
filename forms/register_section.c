/* 課(係)コード: a code of three digits for each 課(係) of the station; a code once given is never another's. */
#include "forms/register_section.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"
#include "forms/unit.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("code", "課(係)コード", TEXT, ASKED | FIELD_LISTED | FIELD_UNIQUE, "別表", .limit = 3, .list_width = 12,
          .help = "所属ごとに定める3桁の数字。管理番号の中の組になります。"),
    FIELD("name", "課(係)名", TEXT, FIELD_REQUIRED | FIELD_LISTED, "別表", .limit = 30, .list_width = 24),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
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
    REGISTER("section", "課(係)コード", "別表"),
    MASTER_TABLES,
    SHOWN_AS("code|name", "note"),
    .check = check,
};
