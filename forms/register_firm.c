/* 業者等: the firms and offices that 職員以外の者 come from. */
#include "forms/register_firm.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("name", "事業者名", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, NULL, .limit = 60, .list_width = 30),
    FIELD("work", "業務", TEXT, FIELD_LISTED, NULL, .limit = 60, .list_width = 24),
    FIELD("phone", "電話", PHONE, 0, NULL),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR | POST_SUPERVISOR)};

const struct register_def register_firm = {
    REGISTER("firm", "業者等", NULL),
    MASTER_TABLES,
    SHOWN_AS("name", "work"),
};
