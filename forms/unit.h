/* unit — the 64 所属 of 別表 (L1663–1796) and their 所属記号. */
#ifndef KANRIBO_FORMS_UNIT_H
#define KANRIBO_FORMS_UNIT_H

#include <stdbool.h>

#include "forms/err.h"

struct unit {
    const char *number; /* three digits */
    const char *name;
};
/* In the order of the table; ends with a NULL number. */
extern const struct unit units[];
/* By number or name ("600", "白河署"); NULL if the table has none. */
const struct unit *unit_find(const char *number_or_name);

/* ---- 管理番号: 所属記号-課(係)コード-一連番号, three digits each: 第7の1(2)オ(ア)e, 別表 ---- */
enum { CONTROL_NUMBER_BYTES = 16 };
/* The number after `last` in the block of that 所属記号 and code: "600-012-001" where last is "". False when the block is full or
 * unit or code is no number of three digits. */
bool control_number_next(char out[CONTROL_NUMBER_BYTES], const char *unit, const char *code, const char *last);
/* Is it a number of that code's block: an 所属記号 of the table, the code (NULL: not known), a serial from 001? The refusal names
 * `field`. */
int control_number_sound(const char *field, const char *number, const char *code, struct err *e);
/* May it be a 課(係)コード? Three digits. */
bool section_code_sound(const char *code);

#endif
