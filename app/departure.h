/* departure — what departs from the text (R0-7): every entry in force whose FIELD_DEPARTS field is set, computed when asked.
 *
 * The rows are entries of register_departure, made in memory: with them the list is shown, printed and exported as any other.
 * A departure that is done with (a check by another than the one whose act it was) stays on it for a year (◇). */
#ifndef KANRIBO_APP_DEPARTURE_H
#define KANRIBO_APP_DEPARTURE_H

#include <stddef.h>

#include "app/paper.h"
#include "app/session.h"

struct departure_source {
    const struct register_def *reg; /* of the entry that departs */
    char entry[ENTRY_ID_BYTES];
};
struct departures {
    struct paper_made rows;           /* of register_departure; unconfirmed ones first, then by day */
    struct departure_source *sources; /* of each row */
    size_t unconfirmed;
};
/* Entries of books that the person signed in may not see are left out. */
int departures_load(struct departures *out, struct session *session, struct err *e);
void departures_release(struct departures *departures);
/* The register whose rows are computed, by id; NULL when it is none. */
const struct register_def *departure_find(const char *id);
/* Loads the rows and gives them to the request where its register is computed; else does nothing. The caller releases them
 * when the request is done with. */
int departures_fill(struct departures *out, struct paper_request *request, struct session *session, struct err *e);

#endif
