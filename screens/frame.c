/* The frame of every screen: title, rule, body, rule, sentences, key bar. */
#include "screens/draw.h"

#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

enum { MESSAGE_ROWS = 6, FOOT_ROWS = 5, HEAD_ROWS = 2 };

static int width(const char *text)
{
    return text ? text_width(text, strlen(text)) : 0;
}

static int title_row(struct draw *d, const struct frame *f)
{
    int cols = draw_cols(d), right = width(f->right);
    if (right > cols - 2)
        right = cols - 2;
    draw_text(d, 0, 0, cols, ROLE_TITLE, "");
    draw_text(d, 0, 1, right > 0 ? cols - right - 3 : cols - 2, ROLE_TITLE, f->title);
    if (right > 0)
        draw_text(d, 0, cols - right - 1, right, ROLE_PLAIN, f->right);
    draw_rule(d, 1, 0, cols);
    if (f->demo) {
        static const char demo[] = " デモ 架空の警察署 ";
        draw_text(d, 1, cols - width(demo) - 2, width(demo), ROLE_DEMO, demo);
    }
    return HEAD_ROWS;
}

static int key_cells(const struct frame_key *k)
{
    int key = width(k->key), label = width(k->label);
    return key + (key > 0 && label > 0) + label;
}

/* Whole commands only: half a label would be a riddle. */
static void key_bar(struct draw *d, const struct frame *f)
{
    int row = draw_rows(d) - 1, col = 1, room = draw_cols(d);
    int others = f->key_count - f->keep, all = 1;
    draw_text(d, row, 0, room, ROLE_PLAIN, "");
    for (int i = 0; i < f->key_count; i++)
        all += key_cells(&f->keys[i]) + 2;
    for (int i = others > 0 ? others : 0; i < f->key_count; i++)
        room -= key_cells(&f->keys[i]) + 2;
    for (int i = 0; i < f->key_count; i++) {
        const struct frame_key *k = &f->keys[i];
        int key = width(k->key), label = width(k->label), cells = key_cells(k);
        if ((i < others && col + cells > room) || (k->spare && all > draw_cols(d) + 2))
            continue;
        draw_text(d, row, col, key, ROLE_KEY, k->key);
        draw_text(d, row, col + cells - label, label, ROLE_PLAIN, k->label);
        col += cells + 2;
    }
}

/* Rows of a text below the rule, `most` at most. */
static int text_rows(const char *text, int cells, int most)
{
    int rows = text && text[0] != '\0' ? draw_paragraph_rows(cells, text) : 0;
    return rows < most ? rows : most;
}

struct area draw_frame(struct draw *d, const struct frame *f)
{
    int rows = draw_rows(d), cols = draw_cols(d), foot = 0;
    int message = text_rows(f->message, cols - 2, MESSAGE_ROWS);
    for (int i = 0; i < FRAME_FOOT && f->foot[i]; i++)
        foot += text_rows(f->foot[i], cols - 2, FOOT_ROWS);
    int top = title_row(d, f);
    int rule = rows - 2 - foot - message;
    if (rule < top)
        rule = top;
    draw_rule(d, rule, 0, cols);
    for (int i = 0, row = rule + 1; i < FRAME_FOOT && f->foot[i]; i++)
        row += draw_paragraph(d, (struct area){row, 1, FOOT_ROWS, cols - 2}, ROLE_PLAIN, f->foot[i]);
    draw_paragraph(d, (struct area){rule + 1 + foot, 1, message, cols - 2}, f->message_role, f->message);
    key_bar(d, f);
    return (struct area){top, 0, rule - top, cols};
}
