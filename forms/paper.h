/* paper — what a sheet of a register looks like, as data (design.md §7, forms.md); print/sheet lays it out.
 *
 * Lengths are 0.1 mm. A4 either way, margins 20 mm left and right, 15 mm above and below: 2570 wide landscape, 1700 portrait.
 * Lists of keys are joined by '|'. Labels of columns and lines may be "group|label": neighbours of the same group stand
 * together under (columns) or beside (lines) one label of the group. */
#ifndef KANRIBO_FORMS_PAPER_H
#define KANRIBO_FORMS_PAPER_H

#include <stdbool.h>

#include "forms/cond.h"

/* What stands in a column or on a line; never stored. */
enum paper_kind {
    PAPER_ROW_NUMBER,
    /* Fields below each other; on a line several ones with their labels. */
    PAPER_FIELDS,
    /* Name and date of the last step on record among `keys`. */
    PAPER_STAMP,
    /* Every step on record among `keys`: date, result, name; the second and later on continuation lines. */
    PAPER_CHECKS,
    /* As PAPER_FIELDS, a choice by its mark: for narrow columns. */
    PAPER_MARKS,
    /* As PAPER_FIELDS, a time by its hour: 22:10; with its day only where that is another than the period field's. */
    PAPER_HOURS,
    /* As PAPER_FIELDS, choices and ticks as boxes with all their labels: ■新規 □変更. A field after the choice that is asked
     * only of one of its values (its `when` says so) stands in parentheses there: □その他(  ). */
    PAPER_CHOICES,
    /* A box for each step of `keys`, ■ once on record. '+' joins steps that tick the same box, the first gives the label:
     * "permit+record_permit|refuse+record_refuse". */
    PAPER_TICKS,
    /* Every step on record among `keys`: date, posts, name, note; its label first where there are several. */
    PAPER_STEPS,
    /* `keys` itself is the text. */
    PAPER_TEXT,
    PAPER_KINDS
};

struct paper_column {
    const char *label; /* NULL ends the list */
    int width;
    enum paper_kind kind;
    const char *keys;
    struct cond when[CONDS]; /* empty for entries for which these do not hold */
};
#define COLUMN(LABEL, WIDTH, KIND, KEYS)                                 \
    {                                                                    \
        .label = (LABEL), .width = (WIDTH), .kind = (KIND), .keys = KEYS \
    }

/* A line of an application: label | value | stamp. */
struct paper_line {
    const char *label; /* "": the value has the whole width; NULL ends the list */
    int height;        /* more where the value needs it */
    enum paper_kind kind;
    const char *keys;
    const char *stamp; /* steps: a box right of the value, with name and date of the last on record; or NULL */
};
#define LINE(LABEL, HEIGHT, KIND, KEYS)                                    \
    {                                                                      \
        .label = (LABEL), .height = (HEIGHT), .kind = (KIND), .keys = KEYS \
    }
#define LINE_STAMPED(LABEL, HEIGHT, KIND, KEYS, STEPS)                                       \
    {                                                                                        \
        .label = (LABEL), .height = (HEIGHT), .kind = (KIND), .keys = KEYS, .stamp = (STEPS) \
    }

/* The head of an application: date right, addressee left, the applicant right, then the title. */
struct paper_letter {
    const char *addressee;       /* システムセキュリティ責任者: printed with 殿 */
    const char *addressee_field; /* its value instead where it is set; or NULL */
    const char *applicant;       /* what he applies as: 運用管理者 */
    const char *steps;           /* the last on record applied: rank, name, stamp, date; NULL: the steps that create */
    const char *fields;          /* more about him, with their labels: 連絡先; or NULL */
};

struct stamp_box {
    const char *label;
    const char *keys; /* steps of the register `boxes_of` whose actor and date are stamped here */
};

/* Cells at the foot of every page: the newest confirmations of the book, oldest first. */
struct paper_strip {
    const char *label; /* 運用管理者確認欄 */
    const char *of;    /* their register; its field `book` holds this book's form number, or its id if it has none */
    int cells;
    const char *fields; /* of it, above the stamp: "date|kind" */
    const char *steps;  /* of it: whose name and date are stamped */
};

enum paper_unit {
    PAPER_PER_MONTH,
    PAPER_PER_YEAR,
    PAPER_PER_ENTRY, /* one sheet of `lines` each; a blank one where there is none */
    PAPER_RUNNING
};
struct sheet_def {
    const char *label; /* 様式第3号(第7の1(2)イ関係); 付属 or "" for a record without number */
    const char *title;
    bool landscape;
    enum paper_unit unit;
    const char *period_field;           /* date, time or month that puts an entry on a sheet; NULL: no periods */
    const char *row_field;              /* entries with the same value of it share a row; or NULL */
    int rows;                           /* per page, blank ones to the foot */
    int row_height;                     /* of columns */
    const struct paper_column *columns; /* not with `lines` */
    const struct paper_line *lines;     /* PAPER_PER_ENTRY alone */
    const struct paper_letter *letter;  /* with `lines` */
    int label_width;                    /* of `lines` */
    const struct stamp_box *boxes;      /* 18 × 18 mm each, head right; may be NULL */
    const char *boxes_of;               /* register with the fields book and month; NULL: "monthly" */
    const struct paper_strip *strip;    /* may be NULL */
    const char *notes;                  /* small print below, a paragraph a line; or NULL */
    const char *further_fields;         /* of a row, printed below it "label: value" when set */
    const char *further_steps;          /* that have no column, printed there with name and date */
    const char *attached; /* ids of registers whose sheets of the same period follow in the file; or NULL */
};

#endif
