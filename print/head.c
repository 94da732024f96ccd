#include "print/head.h"

#include <string.h>

#include "forms/date.h"
#include "forms/text.h"
#include "print/block.h"

#include "forms/banned.h"

/* Rows of the block. The stamp boxes stand right: their label in the first row, the box in the next three. */
enum { HEAD_LABEL, HEAD_TITLE, HEAD_OFFICE, HEAD_PERIOD, HEAD_GAP, HEAD_COLUMNS };
static const int table_heights[] = {
    [HEAD_LABEL] = 50, [HEAD_TITLE] = 90, [HEAD_OFFICE] = 45, [HEAD_PERIOD] = 45, [HEAD_GAP] = 20,
};
enum {
    BOX = 180, /* 18 mm */
    TITLE_SIZE = 160,
    BANNER_SIZE = 110,
    LABEL_SIZE = 90,
    OFFICE_SIZE = 100,
    BOX_LABEL_SIZE = 75,
    COLUMN_SIZE = 75,
    STAMP_SIZE = 90,
    LABEL_WIDTH = 700,
    COLUMNS_HEIGHT = 100,
    GROUP_HEIGHT = 45
};

static size_t stamp_boxes(const struct sheet_def *def)
{
    size_t n = 0;

    while (def->boxes && def->boxes[n].label)
        n++;
    return n;
}

int head_grid(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    int rc = 0, width = sheet->edges[sheet->ncolumns];
    size_t boxes = stamp_boxes(def);

    if (boxes * BOX > (size_t)width)
        return err_set(e, ERR_USAGE, "様式「%s」の押印欄が用紙の幅に入りません。", def->title);
    for (size_t i = 1; !rc && i <= boxes; i++)
        rc = grid_add(sheet, width - (int)i * BOX, e);
    for (int i = 1; !rc && def->strip && i < def->strip->cells; i++)
        rc = grid_add_near(sheet, width * i / def->strip->cells, e);
    return rc;
}

static int head_boxes(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e)
{
    size_t n = stamp_boxes(def);
    int rc = 0, right = sheet->edges[sheet->ncolumns];

    for (size_t i = 0; !rc && i < n; i++) {
        const struct sheet_stamp *stamp = head->stamps ? &head->stamps[i] : NULL;
        struct place p = {.row = HEAD_LABEL, .rows = 1, .size = BOX_LABEL_SIZE, .align = SHEET_CENTRE, .box = true};
        bool stamped = stamp && stamp->name;
        char day[DATE_BYTES] = "";

        p.col = grid_at(sheet, right - (int)(n - i) * BOX);
        p.end = grid_at(sheet, right - (int)(n - i - 1) * BOX);
        rc = block_text(&sheet->head, sheet, &p, def->boxes[i].label, NULL, e);
        p.row = HEAD_TITLE;
        p.rows = HEAD_GAP - HEAD_TITLE;
        p.size = STAMP_SIZE;
        if (stamped)
            date_format(day, sizeof day, date_of(stamp->at), DATE_SHORT);
        if (!rc)
            rc = block_text(&sheet->head, sheet, &p, stamped ? stamp->name : NULL, day, e);
    }
    return rc;
}

/* 【デモ】【写し】 */
static const char *head_marks(char *buf, size_t size, const struct sheet_head *head)
{
    const char *const marks[] = {head->banner, head->mark};

    buf[0] = '\0';
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i])
            text_format(buf + strlen(buf), size - strlen(buf), "【%s】", marks[i]);
    }
    return buf;
}

/* The label of the form at `left`, and what the sheet is marked with up to `right`. */
static int head_label(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, int right,
                      struct err *e)
{
    int label = grid_near(sheet, LABEL_WIDTH);
    char text[NAME_BYTES * 2];
    int rc;

    if (label > right || label == 0)
        label = right;
    rc = block_text(&sheet->head, sheet, &(struct place){HEAD_LABEL, 1, 0, label, LABEL_SIZE, SHEET_LEFT, false},
                    def->label, NULL, e);
    if (!rc && *head_marks(text, sizeof text, head))
        rc = block_text(&sheet->head, sheet,
                        &(struct place){HEAD_LABEL, 1, label, right, BANNER_SIZE, SHEET_CENTRE, false}, text, NULL, e);
    return rc;
}

static int head_texts(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e)
{
    int last = (int)sheet->ncolumns, right = sheet->edges[last];
    int stamps = grid_at(sheet, right - (int)stamp_boxes(def) * BOX);
    int left = stamps < last ? grid_near(sheet, right - sheet->edges[stamps]) : 0;
    int label = grid_near(sheet, LABEL_WIDTH);
    struct place p = {HEAD_TITLE, 1, left > stamps ? 0 : left, stamps, TITLE_SIZE, SHEET_CENTRE, false};
    char text[NAME_BYTES * 2];
    int rc = head_label(sheet, def, head, stamps, e);

    if (!rc)
        rc = block_text(&sheet->head, sheet, &p, def->title, NULL, e);
    p = (struct place){HEAD_OFFICE, 1, 0, label > stamps ? stamps : label, OFFICE_SIZE, SHEET_LEFT, false};
    text_format(text, sizeof text, "所属　%s", head->office ? head->office : "");
    if (!rc && head->office)
        rc = block_text(&sheet->head, sheet, &p, text, NULL, e);
    p.row = HEAD_PERIOD;
    if (!rc && head->period)
        rc = block_text(&sheet->head, sheet, &p, head->period, NULL, e);
    return rc;
}

/* ---- the labels of the columns ---- */

static bool two_tiers(const struct sheet_def *def)
{
    const char *own;

    for (const struct paper_column *column = def->columns; column->label; column++) {
        if (label_group(column->label, &own))
            return true;
    }
    return false;
}

/* Up to which column the group of the first one goes. */
static const struct paper_column *group_end(const struct paper_column *column)
{
    const char *own, *label = column->label;
    size_t n = label_group(label, &own);

    do
        column++;
    while (n && column->label && strncmp(column->label, label, n + 1) == 0);
    return column;
}

static int head_column(struct sheet *sheet, int row, int rows, const char *label, int x, int width, struct err *e)
{
    struct place p = {row, rows, grid_at(sheet, x), grid_at(sheet, x + width), COLUMN_SIZE, SHEET_CENTRE, true};

    return block_text(&sheet->head, sheet, &p, label, NULL, e);
}

static int head_columns(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    int x = 0, rc = 0, tiers = (int)sheet->head.nrows - HEAD_COLUMNS;

    for (const struct paper_column *column = def->columns, *end; !rc && column->label; column = end) {
        const char *own;
        size_t n = label_group(column->label, &own);
        char group[NAME_BYTES];
        int width = 0;

        end = group_end(column);
        for (const struct paper_column *c = column; !rc && c < end; c++) {
            label_group(c->label, &own);
            rc = head_column(sheet, n ? HEAD_COLUMNS + 1 : HEAD_COLUMNS, n ? 1 : tiers, own, x + width, c->width, e);
            width += c->width;
        }
        text_format(group, sizeof group, "%.*s", (int)n, column->label);
        if (!rc && n)
            rc = head_column(sheet, HEAD_COLUMNS, 1, group, x, width, e);
        x += width;
    }
    return rc;
}

int head_init(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e)
{
    int rc = block_add_row(&sheet->head, table_heights[HEAD_LABEL], e);

    if (!rc && def->lines) {
        rc = head_label(sheet, def, head, (int)sheet->ncolumns, e);
        block_place(&sheet->head);
        return rc;
    }
    for (int r = HEAD_LABEL + 1; !rc && r < HEAD_COLUMNS; r++)
        rc = block_add_row(&sheet->head, table_heights[r], e);
    if (!rc && two_tiers(def))
        rc = block_add_row(&sheet->head, GROUP_HEIGHT, e);
    if (!rc)
        rc = block_add_row(&sheet->head, two_tiers(def) ? COLUMNS_HEIGHT - GROUP_HEIGHT : COLUMNS_HEIGHT, e);
    if (!rc)
        rc = head_texts(sheet, def, head, e);
    if (!rc)
        rc = head_boxes(sheet, def, head, e);
    if (!rc)
        rc = head_columns(sheet, def, e);
    block_place(&sheet->head);
    return rc;
}
