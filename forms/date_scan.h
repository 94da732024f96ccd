/* date_scan — a cursor over what was typed for a day or a time, for the files of date alone. */
#ifndef KANRIBO_FORMS_DATE_SCAN_H
#define KANRIBO_FORMS_DATE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/date.h"

enum { DATE_TYPED_BYTES = 128 };

/* Folds what was typed (width, case, kana) into buf without spaces around it. Returns false where it is too long for a
 * date, or *memory is set. */
bool date_scan_fold(char buf[DATE_TYPED_BYTES], const char *text, bool *memory);

/* Each moves *at over what it names and says whether it was there. */
bool date_scan_word(const char **at, const char *word);
bool date_scan_number(const char **at, int digits_max, int *value, int *digits);
void date_scan_spaces(const char **at);

/* date_parse over text that date_scan_fold has been through. */
int date_parse_folded(struct date *out, const char *folded, struct date base, char *notice, struct err *e);

#endif
