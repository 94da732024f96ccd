#include "print/letter.h"

#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/text.h"
#include "print/block.h"
#include "print/cell.h"
#include "print/fill_value.h"
#include "print/head.h"

#include "forms/banned.h"

enum {
    GROUP = 120, /* the column of group labels */
    STAMP = 300, /* the box right of a value */
    SEAL = 180,  /* the applicant's stamp */
    WHO = 200,   /* 所属, 官職, 氏名 */
    ROW = 60,    /* of the head */
    TITLE_HEIGHT = 160,
    TITLE_SIZE = 160,
    TEXT_SIZE = 100,
    LINE_SIZE = 95,
    LINE_SIZE_MIN = 80,  /* a line becomes higher rather than smaller than this */
    LINE_HEIGHT_MIN = 55 /* with room to write by hand */
};

struct letter {
    struct sheet *sheet;
    const struct register_def *reg;
    const struct sheet_head *head;
    struct filling f;
    int capacity;
    const char *group; /* label of the line that began the present group, NULL outside of one */
    size_t group_bytes;
    int group_row;
};

/* ---- the grid ---- */

int letter_grid(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    int width = sheet->edges[sheet->ncolumns], rc = 0;
    const int edges[] = {width / 2, width / 2 + WHO, width - SEAL, def->label_width};

    if (def->label_width <= GROUP || def->label_width + STAMP >= width)
        return err_set(e, ERR_USAGE, "様式「%s」の見出しの幅が用紙の幅に合いません。", def->title);
    for (size_t i = 0; !rc && i < sizeof edges / sizeof *edges; i++)
        rc = grid_add(sheet, edges[i], e);
    for (const struct paper_line *line = def->lines; !rc && line->label; line++) {
        const char *own;

        if (label_group(line->label, &own))
            rc = grid_add(sheet, GROUP, e);
        if (!rc && line->stamp)
            rc = grid_add(sheet, width - STAMP, e);
    }
    return rc;
}

/* ---- the head of an entry ---- */

/* The step with which the applicant applied: the last of the declared ones on record, or else what made the entry. */
static const struct done *applied(const struct letter *l)
{
    const struct paper_letter *def = l->reg->sheet->letter;
    const struct entry *entry = l->f.row->entry;
    const struct done *last = NULL;

    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct step *step = register_step(l->reg, entry->steps[i].step);

        if (def && def->steps ? word_in(def->steps, entry->steps[i].step) : step && (step->flags & STEP_CREATES))
            last = &entry->steps[i];
    }
    return last;
}

static int put(struct letter *l, int x, int end, enum sheet_align align, const char *text, struct err *e)
{
    struct sheet_block *page = page_last(l->sheet);
    struct place p = {(int)page->nrows - 1, 1, grid_at(l->sheet, x), grid_at(l->sheet, end), TEXT_SIZE, align, false};

    return block_text(page, l->sheet, &p, text, NULL, e);
}

static int put_row(struct letter *l, int height, struct err *e)
{
    return block_add_row(page_last(l->sheet), height, e);
}

static int head_date(struct letter *l, const struct done *done, struct err *e)
{
    int width = l->sheet->edges[l->sheet->ncolumns], rc = put_row(l, ROW, e);
    char text[NAME_BYTES] = "令和　　年　　月　　日";

    if (done)
        date_format(text, sizeof text, date_of(done->at), DATE_LONG);
    if (!rc)
        rc = put(l, width / 2, width, SHEET_RIGHT, text, e);
    text_format(text, sizeof text, "番号　%s", l->f.row->entry->id);
    return !rc && *l->f.row->entry->id ? put(l, 0, width / 2, SHEET_LEFT, text, e) : rc;
}

static int head_addressee(struct letter *l, const struct paper_letter *def, struct err *e)
{
    const struct field *field = def->addressee_field ? value_field(&l->f, def->addressee_field) : NULL;
    const char *value = field ? entry_get(l->f.row->entry, field->key) : NULL;
    const char *usual = def->addressee ? def->addressee : "";
    char *text = value ? value_text(field, value) : text_dup(usual, strlen(usual)), line[NAME_BYTES * 2];
    int rc = text ? put_row(l, ROW, e) : err_memory(e);

    text_format(line, sizeof line, "%s　殿", text ? text : "");
    free(text);
    return rc ? rc : put(l, 0, l->sheet->edges[l->sheet->ncolumns] / 2, SHEET_LEFT, line, e);
}

/* A line "label  value" of who applies. */
static int head_who(struct letter *l, const char *label, const char *value, int end, struct err *e)
{
    int half = l->sheet->edges[l->sheet->ncolumns] / 2, rc = put_row(l, ROW, e);

    if (!rc)
        rc = put(l, half, half + WHO, SHEET_LEFT, label, e);
    return rc ? rc : put(l, half + WHO, end, SHEET_LEFT, value, e);
}

static int head_seal(struct letter *l, const struct done *done, int rows, struct err *e)
{
    struct sheet_block *page = page_last(l->sheet);
    int last = (int)l->sheet->ncolumns;
    struct place p = {.row = (int)page->nrows - rows,
                      .rows = rows,
                      .col = grid_at(l->sheet, l->sheet->edges[last] - SEAL),
                      .end = last,
                      .size = LINE_SIZE,
                      .align = SHEET_CENTRE,
                      .box = true};
    char day[DATE_BYTES] = "";

    if (done)
        date_format(day, sizeof day, date_of(done->at), DATE_SHORT);
    return block_text(page, l->sheet, &p, done ? done->actor.name : "印", day, e);
}

static int head_field(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    struct letter *l = (struct letter *)((char *)f - offsetof(struct letter, f));
    const struct field *field = value_field(f, key);
    char *text = field ? value_text(field, entry_get(f->row->entry, key)) : NULL;
    int rc = text ? head_who(l, field->label, text, l->sheet->edges[l->sheet->ncolumns], e) : err_memory(e);

    (void)cell;
    free(text);
    return rc;
}

static int head_applicant(struct letter *l, const struct paper_letter *def, const struct done *done, struct err *e)
{
    int width = l->sheet->edges[l->sheet->ncolumns], rc = put_row(l, ROW, e);
    const char *rank = done ? done->actor.rank : "", *posts = done ? done->actor.posts : "";

    if (!rc)
        rc = put(l, width / 2, width, SHEET_LEFT, def->applicant ? def->applicant : "申請者", e);
    if (!rc)
        rc = head_who(l, "所属", l->head->office ? l->head->office : "", width - SEAL, e);
    if (!rc)
        rc = head_who(l, "官職", *rank ? rank : posts, width - SEAL, e);
    if (!rc)
        rc = head_who(l, "氏名", done ? done->actor.name : "", width - SEAL, e);
    if (!rc)
        rc = head_seal(l, done, 3, e);
    return rc ? rc : value_each_key(def->fields, head_field, &l->f, NULL, e);
}

static int letter_head(struct letter *l, struct err *e)
{
    const struct paper_letter *def = l->reg->sheet->letter;
    const struct done *done = applied(l);
    struct place p = {0, 1, 0, (int)l->sheet->ncolumns, TITLE_SIZE, SHEET_CENTRE, false};
    int rc = head_date(l, done, e);

    if (!rc && def)
        rc = head_addressee(l, def, e);
    if (!rc && def)
        rc = head_applicant(l, def, done, e);
    if (!rc)
        rc = put_row(l, TITLE_HEIGHT, e);
    p.row = (int)page_last(l->sheet)->nrows - 1;
    return rc ? rc : block_text(page_last(l->sheet), l->sheet, &p, l->reg->sheet->title, NULL, e);
}

/* ---- lines ---- */

/* The cell beside the lines of a group, as far as it goes on this page. */
static int group_close(struct letter *l, struct err *e)
{
    struct sheet_block *page = page_last(l->sheet);
    struct place p = {
        l->group_row, (int)page->nrows - l->group_row, 0, grid_at(l->sheet, GROUP), LINE_SIZE, SHEET_CENTRE, true};
    char text[NAME_BYTES];

    if (!l->group || p.rows == 0)
        return 0;
    text_format(text, sizeof text, "%.*s", (int)l->group_bytes, l->group);
    return block_text(page, l->sheet, &p, text, NULL, e);
}

/* The next page of the same entry says what it belongs to. */
static int letter_turn(struct letter *l, struct err *e)
{
    int width = l->sheet->edges[l->sheet->ncolumns], rc = group_close(l, e);
    char text[NAME_BYTES * 2];

    if (!rc)
        rc = page_begin(l->sheet, e);
    if (!rc)
        rc = put_row(l, ROW, e);
    l->group_row = 1;
    text_format(text, sizeof text, "%s　%s　(続き)", l->reg->sheet->title, l->f.row->entry->id);
    return rc ? rc : put(l, 0, width, SHEET_LEFT, text, e);
}

static int page_height(const struct letter *l)
{
    const struct sheet_block *page = page_last(l->sheet);
    int height = 0;

    for (size_t i = 0; i < page->nrows; i++)
        height += page->heights[i];
    return height;
}

/* Puts the band on the page. What does not fit goes to the next; what is high anyway begins here. */
static int line_take(struct letter *l, struct band *band, struct err *e)
{
    int rc = 0;

    while (!rc && band->ncells > 0) {
        int room = l->capacity - page_height(l);

        if (band->height > room && (room < l->capacity / 6 || band->height < l->capacity / 3)) {
            rc = letter_turn(l, e);
            room = l->capacity - page_height(l);
        }
        if (!rc)
            rc = page_put(l->sheet, band, 0, room, e);
    }
    band_release(band);
    return rc;
}

static int line_fit(struct sheet_cell *cell, int size, int height, struct err *e)
{
    int rc = cell_fit(cell, size, height, e);

    return rc || cell->size >= LINE_SIZE_MIN ? rc : cell_wrap(cell, LINE_SIZE_MIN, e);
}

static int line_fill(struct letter *l, struct band *band, const struct paper_line *line, const char *label,
                     struct err *e)
{
    struct sheet_cell *cells = band->cells;
    size_t value = *label ? 1 : 0, last = band->ncells - 1;
    int rc = value ? cell_add(&cells[0], label, false, e) : 0;

    if (!rc)
        rc = fill_cell(&l->f, &cells[value], line->kind, line->keys, e);
    if (!rc && line->stamp)
        rc = fill_cell(&l->f, &cells[last], PAPER_STAMP, line->stamp, e);
    if (!rc && line->stamp && cells[last].ntexts == 0)
        rc = cell_add(&cells[last], "印", false, e);
    for (size_t i = 0; !rc && i < band->ncells; i++) {
        rc = line_fit(&cells[i], LINE_SIZE, line->height, e);
        if (cell_height(&cells[i]) > band->height)
            band->height = cell_height(&cells[i]);
    }
    return rc;
}

/* Label, value and stamp side by side, as far as the line has them. */
static int line_init(struct letter *l, struct band *band, const struct paper_line *line, struct err *e)
{
    int width = l->sheet->edges[l->sheet->ncolumns], x = 0, rc;
    const char *own;
    size_t n = 0;

    *band = (struct band){.height = line->height};
    band->cells = calloc(3, sizeof *band->cells);
    if (!band->cells)
        return err_memory(e);
    if (label_group(line->label, &own))
        x = GROUP;
    if (*own) {
        band->cells[n++] = (struct sheet_cell){.x = x, .w = l->reg->sheet->label_width - x, .size = LINE_SIZE};
        x = l->reg->sheet->label_width;
    }
    if (line->stamp)
        width -= STAMP;
    band->cells[n++] = (struct sheet_cell){.x = x, .w = width - x, .size = LINE_SIZE};
    if (line->stamp)
        band->cells[n++] = (struct sheet_cell){.x = width, .w = STAMP, .size = LINE_SIZE, .align = SHEET_CENTRE};
    band->ncells = n;
    rc = line_fill(l, band, line, own, e);
    if (rc)
        band_release(band);
    return rc;
}

/* ---- all lines of an entry ---- */

static int band_least(const struct band *band)
{
    int least = LINE_HEIGHT_MIN;

    for (size_t i = 0; i < band->ncells; i++) {
        if (cell_height(&band->cells[i]) > least)
            least = cell_height(&band->cells[i]);
    }
    return least < band->height ? least : band->height;
}

/* An application is one page if it can be: where the declared heights are too much together, what the lines have beyond
 * their text is shared out anew. */
static void lines_squeeze(struct band *bands, size_t n, int room)
{
    int height = 0, least = 0;

    for (size_t i = 0; i < n; i++) {
        height += bands[i].height;
        least += band_least(&bands[i]);
    }
    if (height <= room || least > room)
        return;
    for (size_t i = 0; i < n; i++) {
        int low = band_least(&bands[i]);

        bands[i].height = low + (int)((int64_t)(bands[i].height - low) * (room - least) / (height - least));
    }
}

static int line_add(struct letter *l, const struct paper_line *line, struct band *band, struct err *e)
{
    const char *own;
    size_t n = label_group(line->label, &own);
    int rc = 0;

    if (!l->group || n != l->group_bytes || strncmp(line->label, l->group, n) != 0) {
        rc = group_close(l, e);
        l->group = n ? line->label : NULL;
        l->group_bytes = n;
        l->group_row = (int)page_last(l->sheet)->nrows;
    }
    return rc ? rc : line_take(l, band, e);
}

static int letter_lines(struct letter *l, int notes, struct err *e)
{
    const struct paper_line *lines = l->reg->sheet->lines;
    size_t n = 0, made = 0;
    struct band *bands;
    int rc = 0;

    while (lines[n].label)
        n++;
    bands = calloc(n + 1, sizeof *bands);
    if (!bands)
        return err_memory(e);
    for (; !rc && made < n; made += !rc)
        rc = line_init(l, &bands[made], &lines[made], e);
    lines_squeeze(bands, made, l->capacity - page_height(l) - notes);
    for (size_t i = 0; !rc && i < n; i++)
        rc = line_add(l, &lines[i], &bands[i], e);
    for (size_t i = 0; i < made; i++)
        band_release(&bands[i]);
    free(bands);
    return rc ? rc : group_close(l, e);
}

/* Height of the notes, and whether they can be made at all. */
static int notes_measure(const struct letter *l, int *height, struct err *e)
{
    struct sheet_block notes = {0};
    int rc = foot_add_notes(l->sheet, &notes, l->reg->sheet, e);

    block_place(&notes);
    *height = notes.height;
    block_release(&notes);
    return rc;
}

int letter_add(struct sheet *sheet, const struct register_def *reg, const struct sheet_head *head,
               const struct sheet_row *row, int capacity, struct err *e)
{
    struct letter l = {.sheet = sheet, .reg = reg, .head = head, .capacity = capacity};
    size_t first = sheet->npages;
    int notes = 0, rc;

    l.f = (struct filling){.reg = reg, .row = row, .line = true};
    rc = notes_measure(&l, &notes, e);
    if (!rc)
        rc = page_begin(sheet, e);
    if (!rc)
        rc = letter_head(&l, e);
    if (!rc)
        rc = letter_lines(&l, notes, e);
    l.group = NULL;
    if (!rc && page_height(&l) + notes > capacity)
        rc = letter_turn(&l, e);
    if (!rc)
        rc = foot_add_notes(sheet, page_last(sheet), reg->sheet, e);
    for (size_t i = first; !rc && i < sheet->npages; i++)
        block_place(&sheet->pages[i]);
    return rc;
}
