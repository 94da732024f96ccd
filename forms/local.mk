libforms_a_SOURCES =
libforms_a_SOURCES += forms/err.c forms/text.c forms/text_code.c forms/text_filter.c forms/text_line.c forms/text_table.c
libforms_a_SOURCES += forms/cond.c forms/post.c forms/register.c forms/entry.c forms/field.c
libforms_a_SOURCES += forms/field_type_text.c forms/field_type_date.c forms/field_type_pick.c
