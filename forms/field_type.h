/* field_type — what the rows of field_types[] are made of. For forms/field*.c alone; everybody else reads forms/field.h. */
#ifndef KANRIBO_FORMS_FIELD_TYPE_H
#define KANRIBO_FORMS_FIELD_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"
#include "forms/field.h"

/* The signatures of a row; struct field_type says what each must do. */
typedef int field_parser(char **out, char *notice, const struct field *field, const char *typed, int64_t now,
                         struct err *e);
typedef int field_checker(const struct field *field, const char *canonical, struct err *e);
typedef void field_formatter(char *buf, size_t size, const struct field *field, const char *canonical,
                             enum format_style style);
typedef int field_comparer(const char *a, const char *b);
typedef int field_ranger(char **low, char **high, const struct field *field, const char *typed, int64_t now,
                         struct err *e);

/* words: field_type_text.c */
field_parser text_field_parse, control_number_parse, phone_parse, mail_parse, uid_parse;
field_checker text_field_check, control_number_check, phone_check, mail_check, uid_check;
field_formatter text_field_format;
field_comparer text_field_compare;

/* days and moments: field_type_date.c */
field_parser date_field_parse, time_field_parse, month_field_parse;
field_checker date_field_check, time_field_check, month_field_check;
field_formatter date_field_format, time_field_format, month_field_format;
field_ranger date_field_range, time_field_range, month_field_range;

/* choices, ticks, numbers, references: field_type_pick.c */
field_parser choice_parse, yes_parse, number_parse, reference_parse;
field_checker choice_check, yes_check, number_check, reference_check;
field_formatter choice_format, yes_format, number_format, reference_format;
field_comparer number_compare, reference_compare;
field_ranger number_range;

/* A fault at the field with the sentence of what lies beneath it, "<label>: <sentence>". */
int field_fault(struct err *e, const struct field *field, const struct err *beneath);
/* *out = copy of value; ERR_MEMORY. */
int field_take(char **out, const char *value, struct err *e);
/* The typed text in half width, every kind of dash as '-', without the spaces. malloc'd; NULL = memory. */
char *field_ascii(const char *typed);
/* Decimal digits without sign or leading zero, at most 15. */
bool field_digits(int64_t *out, const char *text);

#endif
