/* retention — how long an entry is kept at least (第7の1(2)ク, L1433–1443; 表6; ⚑Q8). Pure. When the clock starts (⚑Q9), what stops it and
 * that these minima end in a permitted disposal is ours (◇). */
#ifndef KANRIBO_FORMS_RETENTION_H
#define KANRIBO_FORMS_RETENTION_H

#include <stdbool.h>
#include <stdint.h>

#include "forms/date.h"
#include "forms/entry.h"
#include "forms/setting.h"

/* Years that entries of the register are kept; −1 for ever. That of a part (register_def.parts) is that of the whole (RT-5). */
int retention_years(const struct register_def *reg, const struct settings *settings);
/* The first day on which the entry may be disposed of. ended_at: when it was completed or its use ended — of a part, when the
 * whole was: both live together —, 0 if not known. referred: does any entry that is kept still refer to it (RT-1)? Returns 1, or
 * 0 where there is no such day: it is open or has yet to be confirmed (RT-3), is referred to, or is kept for ever. */
int retention_due(struct date *out, const struct entry *entry, int64_t ended_at, bool referred,
                  const struct settings *settings);
/* The first day on which something completed on `end` and kept for `years` may be gone, as the station counts (⚑Q9). */
struct date retention_end(struct date end, int years, const struct settings *settings);

#endif
