/* compliance_inside — what the parts of compliance share. */
#ifndef KANRIBO_APP_COMPLIANCE_INSIDE_H
#define KANRIBO_APP_COMPLIANCE_INSIDE_H

#include "app/compliance.h"

/* The newest evidence of a kind; out->reg is NULL when there is none. */
int proof_newest(struct compliance_evidence *out, struct session *session, const struct duty_kind *kind, int64_t now,
                 struct err *e);
/* Each of them that was done at `from` or later, newest first, at most `most`; *more: there were others. */
typedef int proof_each(void *arg, const struct compliance_evidence *evidence, struct err *e);
int proof_for_each(struct session *session, const struct duty_kind *kind, int64_t from, int64_t now, size_t most,
                   bool *more, proof_each *each, void *arg, struct err *e);
/* Is there anything that the duty speaks of? evident: there is evidence. */
int proof_subject(bool *exists, struct session *session, const struct duty_kind *kind, bool evident, int64_t now,
                  struct err *e);
#endif
