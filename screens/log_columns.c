/* Which column of a log is which. */
#include "screens/log_columns.h"

#include <stdlib.h>

#include "forms/text.h"
#include "screens/pick.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { COLUMNS_PICK = COMMAND_OWN, COLUMNS_CLEAR, COLUMNS_DONE, COLUMNS_LEAVE, LABEL_BYTES = 512 };

struct columns_screen {
    struct verification_file *file;
    struct log_mapping mapping;
    struct table *table;
    char label[LABEL_BYTES];
    char foot[2][LABEL_BYTES];
};

static const struct command commands[] = {
    COMMAND(COLUMNS_PICK, K_ENTER, "選ぶ", "カーソルの項目がログのどの列かを、見出しの一覧から選びます。"),
    {.id = COLUMNS_CLEAR,
     .keys = {K_DELETE, K_BACKSPACE},
     .label = "列なし",
     .help = "カーソルの項目はログにないことにします。"},
    {.id = COLUMNS_DONE,
     .keys = {K_F2, K_CTRL('s')},
     .label = "決定",
     .help = "この対応でログを読みます。次の月からは、同じ見出しのログでは聞きません。"},
    COMMAND(COLUMNS_LEAVE, K_ESC, "やめる", "このログを読まずに戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_WHAT, COLUMN_HEADING, COLUMN_FIRST, COLUMN_SECOND, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_WHAT] = {.label = "項目", .cells = 28},
    [COLUMN_HEADING] = {.label = "ログの見出し", .cells = 18},
    [COLUMN_FIRST] = {.label = "1件目", .cells = 0},
    [COLUMN_SECOND] = {.label = "2件目", .cells = 0},
};

static size_t count(void *arg)
{
    (void)arg;
    return LOG_COLUMNS;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct columns_screen *self = arg;
    int at = self->mapping.at[row];
    if (column == COLUMN_WHAT)
        text_format(buf, size, "%s%s", log_columns[row].label, log_columns[row].required ? " *" : "");
    else
        text_format(buf, size, "%s",
                    at >= 0 ? verification_cell(self->file, (size_t)(column - COLUMN_HEADING), (size_t)at)
                    : column == COLUMN_HEADING ? "(なし)"
                                               : "");
}

static void columns_draw(void *arg, struct screens *s, struct draw *d)
{
    struct columns_screen *self = arg;
    size_t row = 0;
    (void)table_selected(self->table, &row);
    text_format(self->foot[0], LABEL_BYTES, "ログの見出しと検証に使う項目の対応を決めてください。* は必ず要ります。");
    text_format(self->foot[1], LABEL_BYTES, "根拠 %s", log_columns[row].clause);
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1]};
    table_draw(self->table, d, screens_frame(s, d, "ログの列の対応", self->file->name, foot), true);
}

/* ---- choosing ---- */

static void pick_item(void *arg, size_t index, struct pick_item *item)
{
    struct columns_screen *self = arg;
    text_format(self->label, sizeof self->label, "%zu: %s", index + 1, verification_cell(self->file, 0, index));
    *item = (struct pick_item){.label = self->label, .detail = verification_cell(self->file, 1, index)};
}

static enum screen_next choose(struct columns_screen *self, struct screens *s)
{
    size_t row, index;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct pick_options options = {.title = log_columns[row].label,
                                         .count = verification_columns(self->file),
                                         .item = pick_item,
                                         .arg = self,
                                         .label_cells = 30,
                                         .selected = self->mapping.at[row] >= 0 ? (size_t)self->mapping.at[row] : 0};
    int rc = pick_run(s, &options, &index, &e);
    if (rc == 0) {
        self->mapping.at[row] = (int)index;
        table_select(self->table, row + 1);
    }
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next done(struct columns_screen *self, struct screens *s)
{
    struct err e;
    if (log_mapping_check(&self->mapping, &e) != 0)
        return screens_error(s, &e);
    self->file->mapping = self->mapping;
    screens_leave_with(s, 1);
    return SCREEN_LEAVE;
}

static enum screen_next columns_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct columns_screen *self = arg;
    struct err e;
    size_t row;
    switch (command) {
    case COLUMNS_PICK:
        return choose(self, s);
    case COLUMNS_CLEAR:
        if (table_selected(self->table, &row))
            self->mapping.at[row] = -1;
        return SCREEN_REDRAW;
    case COLUMNS_DONE:
        return done(self, s);
    case COLUMNS_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static void columns_close(void *arg)
{
    struct columns_screen *self = arg;
    table_free(self->table);
}

static const struct screen_ops columns_ops = {
    .name = "ログの列の対応",
    .commands = commands,
    .draw = columns_draw,
    .handle = columns_handle,
    .close = columns_close,
};

int log_columns_run(struct screens *s, struct verification_file *file, struct err *e)
{
    struct columns_screen self = {.file = file, .mapping = file->mapping};
    const struct table_source source = {.count = count, .cell = cell, .arg = &self};
    int rc = table_new(&self.table, columns, COLUMNS, &source, e);
    if (rc != 0)
        return rc;
    err_clear(e);
    if (screens_modal(s, &columns_ops, &self, e) == 1)
        return 0;
    return e->code != ERR_NONE ? (int)e->code : err_set(e, ERR_CANCELLED, "列を決めずに戻りました。");
}
