/* register_handover — 当直引継ぎ記録: what the 当直責任者 of a shift leaves to the next, one entry a shift. The record is ours (◇); that the
 * phones and cameras of the duty are returned at the report after it is the text's: 第7の1(2)エ(ウ)b(a), オ(ウ)b(b) (L1343, L1375; M-44).
 *
 * What is counted and listed is found by app/handover and stands in derived fields: the record says what was so at the moment, also
 * years later. The officer follows from the roster. */
#ifndef KANRIBO_FORMS_REGISTER_HANDOVER_H
#define KANRIBO_FORMS_REGISTER_HANDOVER_H

#include "forms/calendar.h"
#include "forms/register.h"

extern const struct register_def register_handover;

#define HANDOVER_PHONES "第7の1(2)エ(ウ)b(a)"
#define HANDOVER_CAMERAS "第7の1(2)オ(ウ)b(b)"

/* The shift before that one. */
struct shift shift_before(const struct calendar *c, struct shift s);
/* When the shift begins, UTC seconds: when the one before it, or the office, closes. */
int64_t shift_begin(const struct calendar *c, struct shift s);
/* "2026-11-23 night", as the roster names it. Returns buf. */
const char *shift_key(char *buf, size_t size, struct shift s);

#endif
