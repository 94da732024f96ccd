libforms_a_SOURCES =
libforms_a_SOURCES += forms/err.c forms/text.c forms/text_code.c forms/text_filter.c forms/text_line.c forms/text_table.c
