#include "print/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/text.h"
#include "print/cell.h"

#include "forms/banned.h"

enum {
    FLOOR = 45 /* 4.5 pt: below it a line is made narrower, not smaller */,
    FOOTER_SIZE = 80,
    FOOTER_RISE = 110 /* 0.1 mm above the edge */
};
static const double mm = 72.0 / 254.0; /* points in 0.1 mm */
static const double thin = 0.5, dotted = 0.4, strike = 0.25;

struct pen {
    cairo_t *cairo;
    PangoContext *context;
    PangoLayout *layout;
    PangoFontDescription *font;
};

struct sink {
    output_write *write;
    void *context;
    int rc;
};

static cairo_status_t sink_write(void *closure, const unsigned char *bytes, unsigned int n)
{
    struct sink *sink = closure;

    if (!sink->rc)
        sink->rc = sink->write(sink->context, bytes, n);
    return sink->rc ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* ---- the font ---- */

/* IPAmj Mincho has every name there is, IPAex Mincho lacks 𠮷. The other one stands in where a glyph is missing. */
static const struct {
    const char *family, *list;
} fonts[] = {
    {"IPAmjMincho", "IPAmjMincho,IPAexMincho"},
    {"IPAexMincho", "IPAexMincho,IPAmjMincho"},
};

static bool font_installed(PangoFontMap *map, PangoContext *context, const char *family)
{
    PangoFontDescription *wanted = pango_font_description_from_string(family);
    PangoFont *font = pango_font_map_load_font(map, context, wanted);
    PangoFontDescription *found = font ? pango_font_describe(font) : NULL;
    const char *name = found ? pango_font_description_get_family(found) : NULL;
    bool same = name && strcmp(name, family) == 0;

    pango_font_description_free(wanted);
    if (found)
        pango_font_description_free(found);
    if (font)
        g_object_unref(font);
    return same;
}

static int font_choose(struct pen *pen, PangoFontMap *map, struct err *e)
{
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        if (font_installed(map, pen->context, fonts[i].family)) {
            pen->font = pango_font_description_from_string(fonts[i].list);
            return pen->font ? 0 : err_memory(e);
        }
    }
    return err_set(e, ERR_NOT_FOUND,
                   "印刷に使う明朝体の書体がありません。パッケージ fonts-ipamj-mincho を入れてください。");
}

/* ---- text ---- */

static void pen_size(struct pen *pen, double points)
{
    pango_font_description_set_absolute_size(pen->font, points * PANGO_SCALE);
    pango_layout_set_font_description(pen->layout, pen->font);
}

static double pen_width(const struct pen *pen)
{
    int width;

    pango_layout_get_size(pen->layout, &width, NULL);
    return (double)width / PANGO_SCALE;
}

/* 見え消し: two strokes through the middle of the line. */
static void pen_strike(const struct pen *pen, double x, double middle, double width, double points)
{
    cairo_set_line_width(pen->cairo, strike);
    for (int i = -1; i <= 1; i += 2) {
        cairo_move_to(pen->cairo, x, middle + i * points * 0.1);
        cairo_line_to(pen->cairo, x + width, middle + i * points * 0.1);
    }
    cairo_stroke(pen->cairo);
}

/* A line of text in the box from x, `width` wide, its middle at `middle` (points). The layout was made for a type of which
 * the widths are known; should the font be wider, the line is set smaller until it fits. */
static void pen_line(struct pen *pen, const struct sheet_line *line, double x, double width, double middle, int size,
                     enum sheet_align align)
{
    double points = size / 10.0, used, squeeze = 1;

    pen_size(pen, points);
    pango_layout_set_text(pen->layout, line->text, (int)line->bytes);
    used = pen_width(pen);
    if (used > width) {
        points = fmax(points * width / used, FLOOR / 10.0);
        pen_size(pen, points);
        used = pen_width(pen);
        if (used > width)
            squeeze = width / used;
        used *= squeeze;
    }
    if (align != SHEET_LEFT)
        x += (width - used) / (align == SHEET_CENTRE ? 2 : 1);
    cairo_save(pen->cairo);
    cairo_translate(pen->cairo, x, middle + points * 0.38); /* the baseline of a kanji lies that far below its middle */
    cairo_scale(pen->cairo, squeeze, 1);
    cairo_move_to(pen->cairo, 0, 0);
    pango_cairo_show_layout_line(pen->cairo, pango_layout_get_line_readonly(pen->layout, 0));
    cairo_restore(pen->cairo);
    if (line->struck)
        pen_strike(pen, x, middle, used, points);
}

static void draw_text(struct pen *pen, const struct sheet_cell *cell, int y)
{
    int height = sheet_line_height(cell->size);
    double top = y + (cell->h - (int)cell->nlines * height) / 2.0;

    for (size_t i = 0; i < cell->nlines; i++)
        pen_line(pen, &cell->lines[i], (cell->x + CELL_PAD_X) * mm, (cell->w - 2 * CELL_PAD_X) * mm,
                 (top + ((double)i + 0.5) * height) * mm, cell->size, cell->align);
}

/* ---- boxes ---- */

static void draw_edge(const struct pen *pen, enum sheet_border border, int x0, int y0, int x1, int y1)
{
    static const double dashes[] = {0.8, 1.2};

    if (border == SHEET_NONE)
        return;
    cairo_set_line_width(pen->cairo, border == SHEET_THIN ? thin : dotted);
    cairo_set_dash(pen->cairo, dashes, border == SHEET_THIN ? 0 : 2, 0);
    cairo_move_to(pen->cairo, x0 * mm, y0 * mm);
    cairo_line_to(pen->cairo, x1 * mm, y1 * mm);
    cairo_stroke(pen->cairo);
    cairo_set_dash(pen->cairo, NULL, 0, 0);
}

static void draw_block(struct pen *pen, const struct sheet_block *block, int top)
{
    for (size_t i = 0; i < block->ncells; i++) {
        const struct sheet_cell *c = &block->cells[i];
        int y = top + c->y;

        draw_edge(pen, c->top, c->x, y, c->x + c->w, y);
        draw_edge(pen, c->bottom, c->x, y + c->h, c->x + c->w, y + c->h);
        draw_edge(pen, c->left, c->x, y, c->x, y + c->h);
        draw_edge(pen, c->right, c->x + c->w, y, c->x + c->w, y + c->h);
        draw_text(pen, c, y);
    }
}

/* ---- pages ---- */

static void draw_footer(struct pen *pen, const struct sheet *sheet, size_t page)
{
    char number[64];
    double width = (sheet->width - 2 * SHEET_MARGIN_X) * mm;
    double middle = (sheet->height - FOOTER_RISE) * mm;

    text_format(number, sizeof number, "%zu/%zu", page + 1, sheet->npages);
    const struct {
        const char *text;
        enum sheet_align align;
    } parts[] = {{sheet->code, SHEET_LEFT}, {number, SHEET_CENTRE}, {sheet->edition, SHEET_RIGHT}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct sheet_line line = {.text = parts[i].text, .bytes = strlen(parts[i].text)};

        if (line.bytes)
            pen_line(pen, &line, 0, width, middle, FOOTER_SIZE, parts[i].align);
    }
}

static int draw_sheet(struct pen *pen, const struct sheet *sheet, struct err *e)
{
    cairo_pdf_surface_set_size(cairo_get_target(pen->cairo), sheet->width * mm, sheet->height * mm);
    for (size_t i = 0; i < sheet->npages; i++) {
        cairo_save(pen->cairo);
        cairo_translate(pen->cairo, SHEET_MARGIN_X * mm, SHEET_MARGIN_Y * mm);
        draw_block(pen, &sheet->head, 0);
        draw_block(pen, &sheet->pages[i], sheet->head.height);
        cairo_translate(pen->cairo, 0, -SHEET_MARGIN_Y * mm);
        draw_footer(pen, sheet, i);
        cairo_restore(pen->cairo);
        cairo_show_page(pen->cairo);
        if (cairo_status(pen->cairo) == CAIRO_STATUS_NO_MEMORY)
            return err_memory(e);
        if (cairo_status(pen->cairo))
            return err_set(e, ERR_IO, "PDFを作れませんでした(%s)。", cairo_status_to_string(cairo_status(pen->cairo)));
    }
    return 0;
}

static void describe(cairo_surface_t *surface, const struct sheet *sheet)
{
    char title[256], day[DATE_BYTES], when[DATE_BYTES * 2];
    int minute = date_minute(sheet->created);

    text_format(title, sizeof title, "%s %s", sheet->title, sheet->name);
    date_format(day, sizeof day, date_of(sheet->created), DATE_ISO);
    text_format(when, sizeof when, "%sT%02d:%02d:%02d+09:00", day, minute / 60, minute % 60,
                (int)(((sheet->created % 60) + 60) % 60));
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "kanribo " KANRIBO_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, when);
}

/* Glyphs stand where they are computed: no rounding to a screen's pixels, Japanese shapes of shared characters. */
static int pen_init(struct pen *pen, PangoFontMap *map, cairo_surface_t *surface, struct err *e)
{
    cairo_font_options_t *options = cairo_font_options_create();

    pen->cairo = cairo_create(surface);
    pen->context = pango_font_map_create_context(map);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pen->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(pen->context, FALSE);
    pango_context_set_language(pen->context, pango_language_from_string("ja"));
    pango_context_set_base_dir(pen->context, PANGO_DIRECTION_LTR);
    pango_cairo_update_context(pen->cairo, pen->context);
    pen->layout = pango_layout_new(pen->context);
    pango_layout_set_auto_dir(pen->layout, FALSE);
    pango_layout_set_single_paragraph_mode(pen->layout, TRUE);
    return font_choose(pen, map, e);
}

static void pen_release(struct pen *pen)
{
    if (pen->font)
        pango_font_description_free(pen->font);
    if (pen->layout)
        g_object_unref(pen->layout);
    if (pen->context)
        g_object_unref(pen->context);
    if (pen->cairo)
        cairo_destroy(pen->cairo);
}

int pdf_write(const struct sheet *const *sheets, size_t nsheets, output_write *write, void *context, struct err *e)
{
    struct sink sink = {.write = write, .context = context};
    struct pen pen = {0};
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    cairo_surface_t *surface;
    int rc;

    if (!map)
        return err_set(e, ERR_IO, "書体を扱うライブラリ(pango)がFreeTypeを使えません。");
    if (nsheets == 0) {
        g_object_unref(map);
        return err_set(e, ERR_USAGE, "印刷するものがありません。");
    }
    surface = cairo_pdf_surface_create_for_stream(sink_write, &sink, sheets[0]->width * mm, sheets[0]->height * mm);
    describe(surface, sheets[0]);
    rc = pen_init(&pen, map, surface, e);
    for (size_t i = 0; !rc && i < nsheets; i++)
        rc = draw_sheet(&pen, sheets[i], e);
    if (rc && !sink.rc) /* nothing more of it may reach the reader */
        sink.rc = rc;
    cairo_surface_finish(surface);
    if (sink.rc && sink.rc != rc)
        rc = err_set(e, (enum err_code)sink.rc, "PDFを書き込めませんでした。");
    if (!rc && cairo_surface_status(surface))
        rc = err_set(e, ERR_IO, "PDFを作れませんでした(%s)。", cairo_status_to_string(cairo_surface_status(surface)));
    pen_release(&pen);
    cairo_surface_destroy(surface);
    g_object_unref(map);
    return rc;
}
