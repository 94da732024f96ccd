/* Choosing one of many: the model. */
#include "screens/pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/edit.h"

#include "forms/banned.h"

enum { FILTER_CHARACTERS = 40, LABEL_CELLS = 24, LIST_ROWS = 12, REASON_ROWS = 2, POPUP_CELLS = 70 };

struct pick {
    struct pick_options options;
    char **folded; /* what the filter looks in, one for each candidate */
    size_t *match; /* candidates that match, in their order */
    size_t matches, current, top;
    int rows; /* of the list, as last drawn */
    struct edit *filter;
};

static char *fold_item(const struct pick_item *item)
{
    char *all = NULL, *folded = NULL;
    if (asprintf(&all, "%s %s %s", item->label, item->detail && !item->aside ? item->detail : "",
                 item->keywords ? item->keywords : "") >= 0) {
        folded = text_fold(all, strlen(all));
        free(all);
    }
    return folded;
}

static bool matches(const char *folded, char *words)
{
    char *rest = words, *word;
    while ((word = strsep(&rest, " ")))
        if (!strstr(folded, word))
            return false;
    return true;
}

/* The candidates of what is typed; the cursor stays on its candidate where it still matches. */
static int narrow(struct pick *pick, struct err *e)
{
    size_t keep = pick->current < pick->matches ? pick->match[pick->current] : pick->options.selected;
    pick->matches = pick->current = pick->top = 0;
    for (size_t i = 0; i < pick->options.count; i++) {
        char *words = text_fold(edit_text(pick->filter), edit_bytes(pick->filter));
        if (!words)
            return err_memory(e);
        if (matches(pick->folded[i], words)) {
            if (i == keep)
                pick->current = pick->matches;
            pick->match[pick->matches++] = i;
        }
        free(words);
    }
    return 0;
}

int pick_new(struct pick **out, const struct pick_options *options, struct err *e)
{
    struct pick *pick = calloc(1, sizeof *pick);
    int r = 0;
    *out = NULL;
    if (!pick || !(pick->folded = calloc(options->count + 1, sizeof *pick->folded)) ||
        !(pick->match = calloc(options->count + 1, sizeof *pick->match))) {
        r = err_memory(e);
        goto done;
    }
    pick->options = *options;
    pick->rows = LIST_ROWS;
    for (size_t i = 0; i < options->count; i++) {
        struct pick_item item = {0};
        options->item(options->arg, i, &item);
        if (!(pick->folded[i] = fold_item(&item))) {
            r = err_memory(e);
            goto done;
        }
    }
    r = edit_new(&pick->filter, FILTER_CHARACTERS, false, e);
    if (r == 0 && options->filter)
        r = edit_set(pick->filter, options->filter, e);
    if (r == 0)
        r = narrow(pick, e);
done:
    if (r == 0)
        *out = pick;
    else
        pick_free(pick);
    return r;
}

void pick_free(struct pick *pick)
{
    if (!pick)
        return;
    for (size_t i = 0; pick->folded && i < pick->options.count; i++)
        free(pick->folded[i]);
    free(pick->folded);
    free(pick->match);
    edit_free(pick->filter);
    free(pick);
}

size_t pick_matches(const struct pick *pick)
{
    return pick->matches;
}

size_t pick_match(const struct pick *pick, size_t n)
{
    return pick->match[n];
}

bool pick_current(const struct pick *pick, size_t *index)
{
    if (pick->current >= pick->matches)
        return false;
    *index = pick->match[pick->current];
    return true;
}

const char *pick_filter(const struct pick *pick)
{
    return edit_text(pick->filter);
}

static void move(struct pick *pick, long by)
{
    long to = (long)pick->current + by;
    if (to >= (long)pick->matches)
        to = (long)pick->matches - 1;
    pick->current = to > 0 ? (size_t)to : 0;
}

static enum pick_result choose(struct pick *pick, struct err *e)
{
    size_t index;
    struct pick_item item = {0};
    if (!pick_current(pick, &index)) {
        err_set(e, ERR_INPUT, "「%s」に当たるものがありません。BS で消して入れ直してください。", pick_filter(pick));
        return PICK_REFUSED;
    }
    pick->options.item(pick->options.arg, index, &item);
    if (!item.refusal)
        return PICK_CHOSEN;
    err_set(e, ERR_REFUSED, "%s", item.refusal);
    return PICK_REFUSED;
}

enum pick_result pick_key(struct pick *pick, const struct key *key, struct err *e)
{
    int r;
    switch (key->code) {
    case K_ENTER:
        return choose(pick, e);
    case K_ESC:
        return PICK_CANCELLED;
    case K_UP:
    case K_DOWN:
        move(pick, key->code == K_UP ? -1 : 1);
        return PICK_STAY;
    case K_PAGE_UP:
    case K_PAGE_DOWN:
        move(pick, key->code == K_PAGE_UP ? -pick->rows : pick->rows);
        return PICK_STAY;
    case K_HOME:
    case K_END:
        move(pick, key->code == K_HOME ? -(long)pick->matches : (long)pick->matches);
        return PICK_STAY;
    default:
        r = edit_key(pick->filter, key, e);
        if (r == EDIT_CHANGED)
            r = narrow(pick, e);
        return r < 0 ? PICK_REFUSED : PICK_STAY;
    }
}

static void draw_filter(struct pick *pick, struct draw *d, struct area area)
{
    static const char label[] = "絞り込み ";
    int cells = text_width(label, strlen(label)), count_cells = 14;
    char count[48];
    text_format(count, sizeof count, "%zu/%zu", pick->matches, pick->options.count);
    draw_text(d, area.row, area.col, cells, ROLE_LABEL, label);
    draw_text_right(d, area.row, area.col + area.cols - count_cells, count_cells, ROLE_HINT, count);
    edit_draw(pick->filter, d, (struct area){area.row, area.col + cells, 1, area.cols - cells - count_cells}, true);
}

static void draw_item(const struct pick *pick, struct draw *d, struct area area, size_t n)
{
    struct pick_item item = {0};
    pick->options.item(pick->options.arg, pick->match[n], &item);
    bool here = n == pick->current;
    enum draw_role role = here ? ROLE_SELECTED : item.refusal ? ROLE_DISABLED : ROLE_PLAIN;
    int label = pick->options.label_cells > 0 ? pick->options.label_cells : LABEL_CELLS;
    int rest = area.cols - label - 5;
    draw_text(d, area.row, area.col, area.cols, role, here ? "▶" : "");
    draw_text(d, area.row, area.col + 2, 2, role, item.refusal ? "×" : "");
    draw_text(d, area.row, area.col + 4, label, role, item.label);
    draw_text(d, area.row, area.col + 5 + label, rest, role, item.refusal ? item.refusal : item.detail);
}

void pick_draw(struct pick *pick, struct draw *d, struct area area)
{
    size_t index;
    pick->rows = area.rows - 1 - REASON_ROWS > 1 ? area.rows - 1 - REASON_ROWS : 1;
    size_t rows = (size_t)pick->rows;
    if (pick->current < pick->top)
        pick->top = pick->current;
    if (pick->current >= pick->top + rows)
        pick->top = pick->current - rows + 1;
    for (size_t i = 0; i < rows && pick->top + i < pick->matches; i++)
        draw_item(pick, d, (struct area){area.row + 1 + (int)i, area.col, 1, area.cols}, pick->top + i);
    if (pick->matches == 0)
        draw_text(d, area.row + 1, area.col, area.cols, ROLE_HINT,
                  pick->options.count == 0 && pick->options.empty ? pick->options.empty : "当たるものがありません。");
    struct pick_item item = {0};
    if (pick_current(pick, &index))
        pick->options.item(pick->options.arg, index, &item);
    struct area reason = {area.row + area.rows - REASON_ROWS, area.col, REASON_ROWS, area.cols};
    draw_paragraph(d, reason, item.refusal ? ROLE_ERROR : ROLE_HINT, item.refusal ? item.refusal : item.detail);
    draw_filter(pick, d, area);
}

/* ---- the popup ------------------------------------------------------------------------------------- */

enum { COMMAND_TAKE = COMMAND_OWN, COMMAND_CANCEL, COMMAND_MOVE, COMMAND_LIFE };

static const struct command commands[] = {
    COMMAND(COMMAND_TAKE, K_ENTER, "選ぶ", "カーソルの行を選びます。× の行は選べません。理由を下に表示します。"),
    {.id = COMMAND_MOVE,
     .keys = {K_UP, K_DOWN, K_PAGE_UP, K_PAGE_DOWN},
     .label = "動く",
     .bar = "↑ ↓ 動く",
     .help = "文字を打つと候補が絞り込まれます。空白で区切ると、全ての語を含むものだけが残ります。"},
    COMMAND(COMMAND_LIFE, K_F9, "来歴", "カーソルの物(人)について、全ての簿冊での経過を時の順に示します。"),
    COMMAND(COMMAND_CANCEL, K_ESC, "やめる", "選ばずに戻ります。"),
    {.id = COMMAND_NONE},
};

static void popup_draw(void *self, struct screens *s, struct draw *d)
{
    struct pick *pick = self;
    char keys[160];
    size_t most = (size_t)(draw_rows(d) > 40 ? draw_rows(d) / 2 : LIST_ROWS);
    int rows = (int)(pick->options.count < most ? pick->options.count : most);
    int cells = draw_cols(d) - 10 > POPUP_CELLS ? POPUP_CELLS : draw_cols(d) - 10;
    struct area in = draw_popup(d, (rows > 1 ? rows : 1) + 2 + REASON_ROWS, cells, pick->options.title);
    draw_text_right(d, in.row + in.rows - 1, in.col, in.cols, ROLE_HINT, screens_keys(s, keys, sizeof keys));
    in.rows--;
    pick_draw(pick, d, in);
}

static enum screen_next popup_handle(void *self, struct screens *s, const struct key *key, int command)
{
    const struct pick *pick = self;
    struct err e;
    size_t index;
    if (command == COMMAND_LIFE)
        return pick_current(pick, &index) ? pick->options.life(pick->options.arg, s, index) : SCREEN_STAY;
    switch (pick_key(self, key, &e)) {
    case PICK_CHOSEN:
        screens_leave_with(s, 1);
        return SCREEN_LEAVE;
    case PICK_CANCELLED:
        return SCREEN_LEAVE;
    case PICK_REFUSED:
        return screens_error(s, &e);
    default:
        return SCREEN_REDRAW;
    }
}

static bool popup_typing(const void *self)
{
    (void)self;
    return true;
}

static bool popup_offers(const void *self, int command)
{
    const struct pick *pick = self;
    return command != COMMAND_LIFE || pick->options.life != NULL;
}

static const struct screen_ops popup_ops = {
    .name = "選択",
    .commands = commands,
    .popup = true,
    .draw = popup_draw,
    .handle = popup_handle,
    .typing = popup_typing,
    .offers = popup_offers,
};

int pick_run(struct screens *s, const struct pick_options *options, size_t *index, struct err *e)
{
    struct pick *pick;
    int r = pick_new(&pick, options, e);
    if (r != 0)
        return r;
    err_clear(e);
    bool chosen = screens_modal(s, &popup_ops, pick, e) == 1 && pick_current(pick, index);
    if (!chosen)
        r = e && e->code != ERR_NONE ? (int)e->code : err_set(e, ERR_CANCELLED, "選ばずに戻りました。");
    pick_free(pick);
    return r;
}
