/* entry_form — what entry.c (keys), entry_value.c (values) and entry_view.c (picture) share; nobody else includes it. */
#ifndef KANRIBO_SCREENS_ENTRY_FORM_H
#define KANRIBO_SCREENS_ENTRY_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "app/act.h"
#include "screens/edit.h"
#include "screens/screen.h"

enum { FORM_ROWS = 96, FORM_NEEDS = 4, FORM_CONFLICT_BYTES = 4096 };

enum form_kind { FORM_FIELD, FORM_REASON, FORM_COMMIT };
struct form_row {
    enum form_kind kind;
    const struct field *field; /* FORM_FIELD; FORM_REASON has one of its own */
};

struct form {
    struct act *act;
    struct form_row rows[FORM_ROWS];
    int nrows, focus;                      /* index of the row that has the focus */
    struct edit *edit;                     /* of a typed row with the focus, else NULL */
    struct err fault;                      /* at the field fault.field; code ERR_NONE = none */
    bool changed;                          /* since the draft was saved */
    bool recorded;                         /* nothing is left to save */
    int64_t saved_at;                      /* 0 = no draft yet */
    int top;                               /* first line shown of the rows */
    int cells;                             /* of a line of the picture: how a fault is broken */
    int facts_top, facts_page, facts_most; /* first line shown of what is on record, a page, the last first line */
    char summary[NAME_BYTES * 4];
    char needs[2][NAME_BYTES * 4];
    char help[ERR_TEXT_BYTES * 2];
};

extern const struct field form_reason_field;

/* The rows that are asked now; the focus stays on its field. */
void form_rows(struct form *form);
/* The sentences at the foot, after something changed. */
void form_sentences(struct form *form);
/* The field of a row; NULL for the row that records. */
const struct field *form_field(const struct form_row *row);
bool form_typed(const struct form_row *row);
/* The canonical value of a row; NULL = unset. */
const char *form_value(const struct form *form, const struct form_row *row);
/* Moves the focus; the field left must have been taken over (form_take). */
int form_focus(struct form *form, int row, struct err *e);
/* Takes over what stands in the editor. ERR_INPUT with the fault at the field. *notice may be "". */
int form_take(struct form *form, char *notice, struct err *e);
/* The same for a draft: text fields only, faults passed over. */
void form_take_softly(struct form *form);
/* The first row from `from` on that is demanded and empty, else the row that records. */
int form_missing(const struct form *form, int from);
/* The row of a field key; the row that records when it is not asked. */
int form_row_of(const struct form *form, const char *key);
/* The list of candidates for a picked row, narrowed by text. ERR_CANCELLED. */
int form_pick(struct form *form, struct screens *s, const char *filter, struct err *e);
/* The next or the previous choice; a tick is turned. false: the row has none. */
bool form_cycle(struct form *form, int by, struct err *e);

/* Who was faster with what, and both versions of what differs; what was typed stays in the form. */
void form_conflict(char *buf, size_t size, const struct form *form, const struct err *e);
/* For F1: the field's clause and help, or the step's clause. */
const char *form_help(void *self);

/* Scrolls what is on record. */
void form_scroll(struct form *form, int by);
void form_draw(void *self, struct screens *s, struct draw *d);

#endif
