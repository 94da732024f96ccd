/* Popups out of a handler: a message, a question, a line of text, a passphrase. */
#include "screens/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/edit.h"
#include "screens/hidden.h"

#include "forms/banned.h"

enum { DIALOG_CELLS = 66, TEXT_ROWS = 14, EDIT_ROWS = 5 };
enum { COMMAND_YES = COMMAND_OWN, COMMAND_NO, COMMAND_OTHER, COMMAND_SCROLL };

/* What all four have: a title, text above, keys below; and between them a line where there is one. */
struct dialog {
    const char *title, *text, *yes, *other;
    int skip, most, page;
    struct edit *edit;     /* a text is asked */
    bool lines;            /* of many lines */
    struct hidden *hidden; /* a passphrase is asked */
};

#define COMMANDS_SCROLL                                                                                           \
    {                                                                                                             \
        .id = COMMAND_SCROLL, .keys = {K_UP, K_DOWN, K_PAGE_UP, K_PAGE_DOWN}, .label = "送る", .bar = "↑ ↓ 送る", \
        .help = "文の続きを見ます。"                                                                     \
    }

static const struct command message_commands[] = {
    {.id = COMMAND_YES, .keys = {K_ENTER, K_ESC, ' '}, .label = "閉じる", .help = "元の画面に戻ります。"},
    COMMANDS_SCROLL,
    {.id = COMMAND_NONE},
};
static const struct command confirm_commands[] = {
    COMMAND(COMMAND_YES, K_ENTER, "はい", "示された内容を実行します。"),
    COMMAND(COMMAND_NO, K_ESC, "やめる", "何もせずに戻ります。"),
    COMMANDS_SCROLL,
    {.id = COMMAND_NONE},
};
static const struct command choose_commands[] = {
    COMMAND(COMMAND_YES, K_ENTER, "はい", "示された内容を実行します。"),
    COMMAND(COMMAND_OTHER, K_F6, "もう一つ", "示されたもう一つの方を実行します。"),
    COMMAND(COMMAND_NO, K_ESC, "やめる", "何もせずに戻ります。"),
    COMMANDS_SCROLL,
    {.id = COMMAND_NONE},
};
static const struct command line_commands[] = {
    COMMAND(COMMAND_YES, K_ENTER, "決定", "入力した内容で進みます。"),
    COMMAND(COMMAND_NO, K_ESC, "やめる", "何もせずに戻ります。"),
    {.id = COMMAND_NONE},
};
static const struct command lines_commands[] = {
    {.id = COMMAND_YES,
     .keys = {K_F4, K_CTRL('s')},
     .label = "決定",
     .help = "入力した内容で進みます。Enter は改行です。"},
    COMMAND(COMMAND_NO, K_ESC, "やめる", "何もせずに戻ります。"),
    {.id = COMMAND_NONE},
};

static int field_rows(const struct dialog *dialog)
{
    return dialog->edit ? (dialog->lines ? EDIT_ROWS : 1) + 1 : dialog->hidden ? 2 : 0;
}

static void draw_secret(struct draw *d, struct area field)
{
    static const char label[] = "合言葉 ", note[] = "(打った字も長さも表示しません)";
    int cells = text_width(label, strlen(label));
    draw_text(d, field.row, field.col, cells, ROLE_LABEL, label);
    draw_text(d, field.row, field.col + cells + 2, field.cols - cells - 2, ROLE_HINT, note);
    draw_caret(d, field.row, field.col + cells); /* stays there: it would count the letters */
}

static void draw_keys(const struct dialog *dialog, struct screens *s, struct draw *d, struct area in)
{
    char keys[200];
    screens_keys(s, keys, sizeof keys);
    if (dialog->yes) /* what Enter does, in the words of the question */
        text_format(keys, sizeof keys, "Enter %s%s%s  Esc やめる%s", dialog->yes, dialog->other ? "  F6 " : "",
                    dialog->other ? dialog->other : "", dialog->most > 0 ? "  ↑ ↓ 送る" : "");
    draw_text_right(d, in.row + in.rows - 1, in.col, in.cols, ROLE_HINT, keys);
}

static void dialog_draw(void *self, struct screens *s, struct draw *d)
{
    struct dialog *dialog = self;
    int cells = draw_cols(d) - 10 > DIALOG_CELLS ? DIALOG_CELLS : draw_cols(d) - 10;
    int all = draw_paragraph_rows(cells, dialog->text), field = field_rows(dialog);
    int rows = all < TEXT_ROWS - field ? all : TEXT_ROWS - field;
    dialog->most = all - rows;
    dialog->page = rows > 1 ? rows - 1 : 1;
    if (dialog->skip > dialog->most)
        dialog->skip = dialog->most;
    struct area in = draw_popup(d, rows + field + 2, cells, dialog->title);
    draw_paragraph_from(d, (struct area){in.row, in.col, rows, in.cols}, ROLE_PLAIN, dialog->text, dialog->skip);
    struct area at = {in.row + rows + 1, in.col, field - 1, in.cols};
    draw_keys(dialog, s, d, in);
    if (dialog->edit)
        edit_draw(dialog->edit, d, at, true);
    if (dialog->hidden)
        draw_secret(d, at);
}

static void scroll(struct dialog *dialog, int code)
{
    int page = dialog->page > 0 ? dialog->page : TEXT_ROWS; /* keys may come before the first picture */
    int by = code == K_UP || code == K_DOWN ? 1 : page;
    dialog->skip += code == K_UP || code == K_PAGE_UP ? -by : by;
    if (dialog->skip < 0)
        dialog->skip = 0;
}

static enum screen_next dialog_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct dialog *dialog = self;
    struct err e;
    int r = 0;
    if (command == COMMAND_YES || command == COMMAND_OTHER) {
        screens_leave_with(s, command == COMMAND_YES ? DIALOG_YES : DIALOG_OTHER);
        return SCREEN_LEAVE;
    }
    if (command == COMMAND_NO)
        return SCREEN_LEAVE;
    if (command == COMMAND_SCROLL)
        scroll(dialog, key->code);
    if (dialog->edit)
        r = edit_key(dialog->edit, key, &e);
    if (dialog->hidden)
        hidden_key(dialog->hidden, key, &r, &e);
    return r < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
}

static bool dialog_typing(const void *self)
{
    const struct dialog *dialog = self;
    return dialog->edit || dialog->hidden;
}

#define DIALOG(table)                                                                                     \
    {                                                                                                     \
        .name = "確認", .commands = (table), .popup = true, .draw = dialog_draw, .handle = dialog_handle, \
        .typing = dialog_typing                                                                           \
    }
static const struct screen_ops message_ops = DIALOG(message_commands), confirm_ops = DIALOG(confirm_commands),
                               line_ops = DIALOG(line_commands), lines_ops = DIALOG(lines_commands),
                               choose_ops = DIALOG(choose_commands);

void dialog_message(struct screens *s, const char *title, const char *text)
{
    struct dialog dialog = {.title = title, .text = text};
    struct err e;
    screens_modal(s, &message_ops, &dialog, &e);
}

void dialog_error(struct screens *s, const char *title, const struct err *e)
{
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 16];
    bool clause = e->clause[0] != '\0' && !strstr(e->text, e->clause);
    text_format(text, sizeof text, "%s%s%s", e->text, clause ? "\n根拠 " : "", clause ? e->clause : "");
    dialog_message(s, title, text);
}

bool dialog_confirm(struct screens *s, const char *title, const char *text, const char *yes)
{
    struct dialog dialog = {.title = title, .text = text, .yes = yes};
    struct err e;
    return screens_modal(s, &confirm_ops, &dialog, &e) == DIALOG_YES;
}

enum dialog_answer dialog_choose(struct screens *s, const char *title, const char *text, const char *yes,
                                 const char *other)
{
    struct dialog dialog = {.title = title, .text = text, .yes = yes, .other = other};
    struct err e;
    int answer = screens_modal(s, &choose_ops, &dialog, &e);
    return answer == DIALOG_YES || answer == DIALOG_OTHER ? (enum dialog_answer)answer : DIALOG_NEITHER;
}

static int cancelled(struct err *e)
{
    return err_set(e, ERR_CANCELLED, "入力をやめました。");
}

int dialog_text(char **answer, struct screens *s, const char *title, const char *prompt, const char *text, size_t limit,
                bool lines, struct err *e)
{
    struct dialog dialog = {.title = title, .text = prompt, .lines = lines};
    *answer = NULL;
    int r = edit_new(&dialog.edit, limit, lines, e);
    if (r == 0 && text)
        r = edit_set(dialog.edit, text, e);
    if (r == 0 && screens_modal(s, lines ? &lines_ops : &line_ops, &dialog, e) != DIALOG_YES)
        r = cancelled(e);
    if (r == 0 && !(*answer = text_dup(edit_text(dialog.edit), edit_bytes(dialog.edit))))
        r = err_memory(e);
    edit_free(dialog.edit);
    return r;
}

int dialog_secret(struct screens *s, const char *title, const char *text, char *buf, size_t size, size_t *n,
                  struct err *e)
{
    struct hidden hidden;
    struct dialog dialog = {.title = title, .text = text, .hidden = &hidden};
    hidden_init(&hidden, buf, size);
    *n = 0;
    if (screens_modal(s, &line_ops, &dialog, e) != DIALOG_YES) {
        hidden_wipe(&hidden);
        return cancelled(e);
    }
    *n = hidden.n;
    return 0;
}
