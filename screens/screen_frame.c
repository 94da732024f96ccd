/* What every screen shows: frame, key bar, help, and the sentence of a window that is too small. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/screen_stack.h"

#include "forms/banned.h"

enum { HELP_KEYS_CELLS = 20 };

int screens_base(const struct screens *s)
{
    int base = s->count - 1;
    while (base > 0 && s->layer[base].ops->popup)
        base--;
    return base;
}

bool screens_open(const struct screens *s)
{
    return s->count > 0 && !s->layer[screens_base(s)].ops->locked;
}

static void draw_too_small(struct draw *d)
{
    char text[160];
    text_format(text, sizeof text, "画面が小さすぎます (今は%d桁%d行)。%d桁×%d行以上に広げてください。", draw_cols(d),
                draw_rows(d), TERM_MIN_COLS, TERM_MIN_ROWS);
    draw_paragraph(d, draw_window(d), ROLE_ERROR, text);
}

void screens_draw(struct screens *s)
{
    struct draw *d = term_draw(s->options.term);
    draw_clear(d);
    if (draw_rows(d) < TERM_MIN_ROWS || draw_cols(d) < TERM_MIN_COLS) {
        draw_too_small(d);
    } else {
        for (s->drawing = screens_base(s); s->drawing >= 0 && s->drawing < s->count; s->drawing++) {
            const struct layer *layer = &s->layer[s->drawing];
            draw_caret(d, -1, -1);
            layer->ops->draw(layer->self, s, d);
        }
    }
    draw_flush(d, s->repaint);
    s->dirty = s->repaint = false;
}

static bool on_bar(const struct layer *layer, const struct command *c)
{
    return !c->hidden && (!layer->ops->offers || layer->ops->offers(layer->self, c->id));
}

static void bar_add(struct frame *f, const struct command *c)
{
    if (!c || f->key_count == FRAME_KEYS)
        return;
    struct frame_key *k = &f->keys[f->key_count++];
    k->label = c->bar ? c->bar : c->label;
    k->spare = c->spare;
    if (!c->bar)
        key_label(k->key, sizeof k->key, c->keys[0]);
}

struct area screens_frame(struct screens *s, struct draw *d, const char *title, const char *right,
                          const char *const *foot)
{
    struct frame f = {.title = title,
                      .right = right,
                      .message = s->message,
                      .message_role = s->message_role,
                      .demo = s->options.demo,
                      .keep = screens_open(s) ? 1 : 0};
    /* Keys go to the top screen, be it a popup over this one: so the bar is the top one's. */
    const struct layer *top = &s->layer[s->count - 1];
    for (int i = 0; foot && i < FRAME_FOOT && foot[i]; i++)
        f.foot[i] = foot[i];
    bar_add(&f, command_row(command_global, COMMAND_HELP));
    for (const struct command *c = top->ops->commands; c && c->id != COMMAND_NONE; c++)
        if (on_bar(top, c))
            bar_add(&f, c);
    if (screens_open(s)) {
        f.key_count = f.key_count > FRAME_KEYS - 1 ? FRAME_KEYS - 1 : f.key_count;
        bar_add(&f, command_row(command_global, COMMAND_LOCK));
    }
    return draw_frame(d, &f);
}

const char *screens_keys(struct screens *s, char *buf, size_t size)
{
    const struct layer *layer = &s->layer[s->drawing];
    buf[0] = '\0';
    for (const struct command *c = layer->ops->commands; c && c->id != COMMAND_NONE; c++) {
        char key[16] = "";
        if (!on_bar(layer, c))
            continue;
        if (!c->bar)
            key_label(key, sizeof key, c->keys[0]);
        size_t n = strlen(buf);
        text_format(buf + n, size - n, "%s%s%s%s", n > 0 ? "  " : "", key, c->bar ? "" : " ",
                    c->bar ? c->bar : c->label);
    }
    return buf;
}

/* ---- help ------------------------------------------------------------------------------------------ */

struct help {
    char *title, *text;
    int skip, rows, all;
};

enum { HELP_BACK = COMMAND_OWN, HELP_SCROLL };

static const struct command help_commands[] = {
    {.id = HELP_BACK, .keys = {K_ESC, K_ENTER}, .label = "戻る", .help = "元の画面に戻ります。"},
    {.id = HELP_SCROLL,
     .keys = {K_DOWN, K_UP, K_PAGE_DOWN, K_PAGE_UP},
     .label = "送る",
     .bar = "↑ ↓ 送る",
     .help = "続きを見ます。"},
    {.id = COMMAND_NONE},
};

static void help_rows(FILE *out, const struct command *table)
{
    for (; table && table->id != COMMAND_NONE; table++) {
        char keys[80];
        command_keys(keys, sizeof keys, table);
        int pad = HELP_KEYS_CELLS - text_width(keys, strlen(keys));
        fprintf(out, "%s%*s%s\n", keys, pad > 1 ? pad : 1, "", table->label);
        if (table->help)
            fprintf(out, "    %s\n", table->help);
    }
}

static char *help_text(const struct layer *layer)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    if (!out)
        return NULL;
    const char *about = layer->ops->help ? layer->ops->help(layer->self) : NULL;
    if (about)
        fprintf(out, "%s\n\n", about);
    help_rows(out, layer->ops->commands);
    help_rows(out, command_global);
    fprintf(out, "\nF キーが使えない端末では Esc の後に数字を押してください (Esc 1 = F1、Esc 0 = F10)。\n");
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

static void help_draw(void *self, struct screens *s, struct draw *d)
{
    struct help *help = self;
    struct area body = screens_frame(s, d, help->title, NULL, NULL);
    body.col += 1;
    body.cols -= 2;
    help->rows = body.rows;
    help->all = draw_paragraph_rows(body.cols, help->text);
    int most = help->all > body.rows ? help->all - body.rows : 0;
    if (help->skip > most)
        help->skip = most;
    draw_paragraph_from(d, body, ROLE_PLAIN, help->text, help->skip);
}

static enum screen_next help_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct help *help = self;
    (void)s;
    int page = help->rows > 2 ? help->rows - 1 : 1;
    if (command == HELP_BACK)
        return SCREEN_LEAVE;
    if (command != HELP_SCROLL)
        return SCREEN_STAY;
    int by = key->code == K_UP || key->code == K_DOWN ? 1 : page;
    help->skip += key->code == K_UP || key->code == K_PAGE_UP ? -by : by;
    if (help->skip < 0)
        help->skip = 0;
    return SCREEN_REDRAW;
}

static void help_close(void *self)
{
    struct help *help = self;
    if (!help)
        return;
    free(help->title);
    free(help->text);
    free(help);
}

static const struct screen_ops help_ops = {
    .name = "ヘルプ",
    .commands = help_commands,
    .draw = help_draw,
    .handle = help_handle,
    .close = help_close,
};
static const struct screen_ops help_locked_ops = {
    .name = "ヘルプ",
    .commands = help_commands,
    .locked = true, /* over a screen where nobody is signed in */
    .draw = help_draw,
    .handle = help_handle,
    .close = help_close,
};

int screens_push_help(struct screens *s, struct err *e)
{
    const struct layer *top = &s->layer[s->count - 1];
    if (top->ops->draw == help_draw)
        return 0;
    struct help *help = calloc(1, sizeof *help);
    char title[160];
    text_format(title, sizeof title, "ヘルプ — %s", top->ops->name ? top->ops->name : "");
    if (help) {
        help->title = text_dup(title, strlen(title));
        help->text = help_text(top);
    }
    if (!help || !help->title || !help->text) {
        help_close(help);
        return err_memory(e);
    }
    return screens_push(s, screens_open(s) ? &help_ops : &help_locked_ops, help, e);
}
