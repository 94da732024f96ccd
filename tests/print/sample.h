/* sample — registers that show every layout of a sheet: an application, a ledger with its strip, a book with two tiers of
 * labels, a year with a row a month, an attached record. Filled with plain and with long values. */
#ifndef KANRIBO_TESTS_PRINT_SAMPLE_H
#define KANRIBO_TESTS_PRINT_SAMPLE_H

#include "tests/print/fixture.h"

extern const struct register_def sample_application, sample_ledger, sample_visits, sample_year, sample_record;
extern const struct register_def *const samples[]; /* ends with NULL */

/* n entries of a sample, every second one with long texts if `hard`. */
void sample_fill(struct fixture *fixture, const struct register_def *reg, size_t n, bool hard);
/* The sheet of a sample with three confirmations for its strip. */
struct sheet *sample_sheet(const struct register_def *reg, const struct fixture *fixture, const char *mark);

#endif
