/* register_check_paper — is the sheet of a declaration one that can be printed? See register_check.h. */
#include <string.h>

#include "forms/entry.h"
#include "forms/register_check.h"
#include "forms/text.h"

#include "forms/banned.h"

enum {
    LANDSCAPE_WIDTH = 2570, /* A4 between its margins, 0.1 mm */
    LANDSCAPE_HEIGHT = 1800,
    PORTRAIT_WIDTH = 1700,
    PORTRAIT_HEIGHT = 2670
};

/* "permit+record_permit|refuse" as a list of steps. */
static int check_ticks(const struct register_def *reg, const char *keys, const char *where, struct err *e)
{
    char list[POSTS_BYTES];
    if (!text_format(list, sizeof list, "%s", keys))
        return register_fault(reg, e, "様式の欄「%s」の手続が多すぎる", where);
    for (char *at = strchr(list, '+'); at; at = strchr(at, '+'))
        *at = '|';
    return register_check_words(reg, WORD_STEP, list, where, e);
}

/* What a column or a line says. */
static int check_content(const struct register_def *reg, enum paper_kind kind, const char *keys, const char *where,
                         struct err *e)
{
    if (kind == PAPER_ROW_NUMBER)
        return keys ? register_fault(reg, e, "様式の欄「%s」に項目は要らない", where) : 0;
    if (!keys || !*keys)
        return register_fault(reg, e, "様式の欄「%s」に項目がない", where);
    switch (kind) {
    case PAPER_FIELDS:
    case PAPER_MARKS:
    case PAPER_HOURS:
    case PAPER_CHOICES:
        return register_check_words(reg, WORD_FIELD, keys, where, e);
    case PAPER_STAMP:
    case PAPER_CHECKS:
    case PAPER_STEPS:
        return register_check_words(reg, WORD_STEP, keys, where, e);
    case PAPER_TICKS:
        return check_ticks(reg, keys, where, e);
    case PAPER_TEXT:
        return 0;
    default:
        return register_fault(reg, e, "様式の欄「%s」の種類がない", where);
    }
}

static int check_columns(const struct register_def *reg, const struct sheet_def *sheet, struct err *e)
{
    int width = 0, rc = 0, paper = sheet->landscape ? LANDSCAPE_WIDTH : PORTRAIT_WIDTH;
    for (const struct paper_column *column = sheet->columns; rc == 0 && column->label; column++) {
        if (column->width <= 0)
            return register_fault(reg, e, "様式の欄「%s」に幅がない", column->label);
        rc = check_content(reg, column->kind, column->keys, column->label, e);
        if (rc == 0)
            rc = register_check_conds(reg, column->when, NULL, column->label, e);
        width += column->width;
    }
    if (rc == 0 && width != paper)
        rc = register_fault(reg, e, "様式の欄の幅の計 %d が %d でない", width, paper);
    if (rc == 0 && (sheet->rows <= 0 || sheet->row_height <= 0 ||
                    sheet->rows * sheet->row_height >= (sheet->landscape ? LANDSCAPE_HEIGHT : PORTRAIT_HEIGHT)))
        rc = register_fault(reg, e, "様式の行が用紙に収まらない");
    return rc;
}

static int check_lines(const struct register_def *reg, const struct sheet_def *sheet, struct err *e)
{
    const struct paper_letter *letter = sheet->letter;
    int rc = 0, paper = sheet->landscape ? LANDSCAPE_WIDTH : PORTRAIT_WIDTH;
    if (sheet->label_width <= 0 || sheet->label_width * 2 >= paper)
        return register_fault(reg, e, "様式の見出しの幅 %d がおかしい", sheet->label_width);
    for (const struct paper_line *line = sheet->lines; rc == 0 && line->label; line++) {
        const char *where = *line->label ? line->label : "表示のない行";
        if (line->height <= 0 || line->kind == PAPER_ROW_NUMBER)
            return register_fault(reg, e, "様式の行「%s」に高さがないか、種類が違う", where);
        rc = check_content(reg, line->kind, line->keys, where, e);
        if (rc == 0)
            rc = register_check_words(reg, WORD_STEP, line->stamp, where, e);
    }
    if (rc != 0 || !letter)
        return rc;
    rc = register_check_words(reg, WORD_STEP, letter->steps, "letter", e);
    if (rc == 0)
        rc = register_check_words(reg, WORD_FIELD, letter->fields, "letter", e);
    return rc != 0 ? rc : register_check_words(reg, WORD_FIELD, letter->addressee_field, "letter", e);
}

/* ---- registers of confirmations ---- */

/* They name the book by its form number, or by the id of a register without one. */
static int check_confirmations(const struct register_def *reg, const char *id, const struct register_def **of,
                               struct err *e)
{
    const char *book = reg->form ? reg->form : reg->id;
    int at;
    *of = register_find(id);
    if (!*of)
        return register_fault(reg, e, "確認の簿冊「%s」がない", id);
    at = register_field(*of, "book");
    if (at < 0)
        return register_fault(reg, e, "確認の簿冊「%s」に項目「book」がない", id);
    return (*of)->fields[at].choices && !choice_find((*of)->fields[at].choices, book)
               ? register_fault(reg, e, "確認の簿冊「%s」の項目「book」に「%s」がない", id, book)
               : 0;
}

static int check_boxes(const struct register_def *reg, const struct sheet_def *sheet, struct err *e)
{
    const struct register_def *of = NULL;
    int rc = sheet->boxes ? check_confirmations(reg, sheet->boxes_of ? sheet->boxes_of : "monthly", &of, e) : 0;
    for (const struct stamp_box *box = sheet->boxes; rc == 0 && box && box->label; box++)
        rc = register_check_words(of, WORD_STEP, box->keys, box->label, e);
    if (rc == 0 && sheet->boxes)
        rc = register_check_typed(of, "month", 1u << FIELD_MONTH, "boxes_of", e);
    return rc;
}

static int check_strip(const struct register_def *reg, const struct paper_strip *strip, struct err *e)
{
    const struct register_def *of;
    int rc;
    if (!strip)
        return 0;
    if (!strip->label || !strip->of || strip->cells <= 0 || !strip->steps)
        return register_fault(reg, e, "確認欄の表示、簿冊、数又は手続がない");
    rc = check_confirmations(reg, strip->of, &of, e);
    if (rc == 0)
        rc = register_check_words(of, WORD_FIELD, strip->fields, strip->label, e);
    return rc != 0 ? rc : register_check_words(of, WORD_STEP, strip->steps, strip->label, e);
}

static int check_attached(const struct register_def *reg, const char *list, struct err *e)
{
    while (list && *list) {
        char id[KEY_BYTES];
        size_t n = strcspn(list, "|");
        const struct register_def *attached;
        text_format(id, sizeof id, "%.*s", (int)n, list);
        attached = register_find(id);
        if (!attached || !attached->sheet || attached->sheet->attached)
            return register_fault(reg, e, "付属の簿冊「%s」がないか、様式がない", id);
        list += n + (list[n] == '|');
    }
    return 0;
}

int register_check_paper(const struct register_def *reg, struct err *e)
{
    const struct sheet_def *sheet = reg->sheet;
    const unsigned days = 1u << FIELD_DATE | 1u << FIELD_TIME | 1u << FIELD_MONTH;
    bool single = sheet->unit == PAPER_PER_ENTRY;
    int rc;
    if (!sheet->label || !sheet->title || single != (sheet->lines != NULL) || single == (sheet->columns != NULL))
        return register_fault(reg, e, "様式の表示、表題、欄又は行がない");
    rc = single ? check_lines(reg, sheet, e) : check_columns(reg, sheet, e);
    if (rc == 0 && (sheet->unit == PAPER_PER_MONTH || sheet->unit == PAPER_PER_YEAR) && !sheet->period_field)
        rc = register_fault(reg, e, "様式の期間を決める項目がない");
    if (rc == 0)
        rc = register_check_typed(reg, sheet->period_field, days, "period_field", e);
    if (rc == 0)
        rc = register_check_words(reg, WORD_FIELD, sheet->row_field, "row_field", e);
    if (rc == 0)
        rc = register_check_words(reg, WORD_FIELD, sheet->further_fields, "further_fields", e);
    if (rc == 0)
        rc = register_check_words(reg, WORD_STEP, sheet->further_steps, "further_steps", e);
    if (rc == 0)
        rc = check_boxes(reg, sheet, e);
    if (rc == 0)
        rc = check_strip(reg, sheet->strip, e);
    return rc != 0 ? rc : check_attached(reg, sheet->attached, e);
}
