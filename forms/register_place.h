/* register_place — 場所: 本部, 署, 分庁舎, 交番, 駐在所, and what the text makes depend on them (KB-1, R5-2, 第2の2(5)). */
#ifndef KANRIBO_FORMS_REGISTER_PLACE_H
#define KANRIBO_FORMS_REGISTER_PLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "forms/entry.h"
#include "forms/register.h"

extern const struct register_def register_place;

/* KB-1: is a 警部補 posted there on the day of `now`, by the dates entered (both days count; no dates: for as long as it is
 * ticked)? And is the 使用・持出簿 kept there? place NULL: no. */
bool place_has_inspector(const struct entry *place, int64_t now);
bool place_keeps_book(const struct entry *place, int64_t now);
/* R5-2: クラス3 and locked: 年に1回 is enough (L1357). Only headquarters has classes (L150). place NULL: no. */
bool place_inspected_yearly(const struct entry *place);

#endif
