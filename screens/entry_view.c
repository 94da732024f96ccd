/* The form of an entry: its picture. */
#include "screens/entry_form.h"

#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { LABEL_LEAST = 20, LABEL_MOST = 32, LINES_ROWS = 4 };

/* What stands already and is not asked now. */
static bool is_fact(const struct form *form, const struct field *field)
{
    return (field->flags & FIELD_LISTED) != 0 && entry_get(act_before(form->act), field->key) != NULL &&
           form_row_of(form, field->key) >= form->nrows - 1;
}

static const struct field *fields_before(const struct form *form)
{
    static const struct field none = {0};
    return act_before(form->act) != NULL ? act_before(form->act)->reg->fields : &none;
}

/* Cells of the column of labels: the longest one of this form, within reason. */
static int label_cells(const struct form *form)
{
    int cells = LABEL_LEAST;
    for (const struct field *f = fields_before(form); f->key != NULL; f++) {
        int label = is_fact(form, f) ? text_width(f->label, strlen(f->label)) : 0;
        cells = label > cells ? label : cells;
    }
    for (int i = 0; i < form->nrows; i++) {
        const struct field *field = form_field(&form->rows[i]);
        int label = field != NULL ? text_width(field->label, strlen(field->label)) : 0;
        cells = label > cells ? label : cells;
    }
    return cells < LABEL_MOST ? cells : LABEL_MOST;
}

static int value_col(const struct form *form)
{
    return label_cells(form) + 4;
}

static void title(char *buf, size_t size, const struct form *form)
{
    const struct register_def *reg = act_register(form->act);
    text_format(buf, size, "%s%s%s%s — %s", reg->form != NULL ? "様式第" : "", reg->form != NULL ? reg->form : "",
                reg->form != NULL ? "号 " : "", reg->label, act_step(form->act)->label);
}

static void right(char *buf, size_t size, const struct form *form)
{
    const struct entry *before = act_before(form->act);
    const struct state *state = before != NULL ? register_state(before->reg, before->state) : NULL;
    char when[DATE_BYTES];
    text_format(buf, size, "%s", state != NULL ? state->mark : "案");
    if (form->saved_at == 0)
        return;
    date_format_time(when, sizeof when, form->saved_at, DATE_DAY);
    const char *clock = strrchr(when, ' ');
    text_append(buf, size, " (自動保存");
    text_append(buf, size, clock != NULL ? clock : "");
    text_append(buf, size, ")");
}

/* One line, label and value, as much as the area has. */
static int draw_facts(const struct form *form, struct draw *d, struct area area, int from)
{
    int n = 0;
    for (const struct field *f = fields_before(form); f->key != NULL; f++) {
        char text[NAME_BYTES * 4];
        if (!is_fact(form, f))
            continue;
        int row = area.row + n++ - from;
        if (row < area.row || row >= area.row + area.rows)
            continue;
        field_format(text, sizeof text, f, entry_get(act_before(form->act), f->key), FORMAT_FORM);
        draw_text_cut(d, row, area.col + 2, label_cells(form), ROLE_LABEL, f->label);
        draw_text_cut(d, row, area.col + value_col(form), area.cols - value_col(form) - 1, ROLE_DISABLED, text);
    }
    return n;
}

static int row_height(const struct form *form, int row)
{
    const struct field *field = form_field(&form->rows[row]);
    bool fault = field != NULL && form->fault.code != ERR_NONE && strcmp(form->fault.field, field->key) == 0;
    bool lines = row == form->focus && field != NULL && field_types[field->type].lines;
    return (lines ? LINES_ROWS : 1) + (fault ? 2 : 0);
}

static const char *hint(const struct form_row *row, const char *value)
{
    const struct field *field = form_field(row);
    if (field == NULL || row->kind == FORM_REASON)
        return "";
    if (field->type == FIELD_YES)
        return "空白で付け外し";
    if (field->choices != NULL)
        return "← → 切替  F3 一覧";
    if (field_types[field->type].picked)
        return value != NULL ? "F3 選び直す" : "Enter で一覧、字を打つと絞り込み";
    return "";
}

static void draw_value(struct form *form, struct draw *d, struct area at, int index)
{
    const struct form_row *row = &form->rows[index];
    const struct field *field = row->field;
    bool focus = index == form->focus;
    const char *value = form_value(form, row);
    char text[NAME_BYTES * 8] = "";
    if (focus && form->edit != NULL) {
        draw_fill(d, at, ROLE_FIELD_FOCUS);
        edit_draw(form->edit, d, at, true);
        return;
    }
    if (value != NULL)
        field_format(text, sizeof text, field, value, FORMAT_FORM);
    if (field->type == FIELD_YES)
        text_format(text, sizeof text, "%s", value != NULL ? "[✓] はい" : "[ ]");
    else if (value == NULL && (field->flags & FIELD_REQUIRED) != 0 && !focus)
        text_format(text, sizeof text, "(必須)");
    const char *note = focus ? hint(row, value) : "";
    int note_cells = text_width(note, strlen(note));
    draw_text(d, at.row, at.col, at.cols - note_cells - 1,
              focus           ? ROLE_FIELD_FOCUS
              : value != NULL ? ROLE_VALUE
                              : ROLE_HINT,
              text);
    draw_text_right(d, at.row, at.col + at.cols - note_cells, note_cells, ROLE_HINT, note);
    if (focus)
        draw_caret(d, at.row, at.col);
}

static void draw_commit(const struct form *form, struct draw *d, struct area area, int row)
{
    char text[NAME_BYTES];
    bool focus = form->focus == form->nrows - 1;
    text_format(text, sizeof text, " %s を記録する (Enter) ", act_step(form->act)->label);
    draw_text(d, row, area.col + value_col(form), text_width(text, strlen(text)), focus ? ROLE_SELECTED : ROLE_KEY,
              text);
    draw_text(d, row, area.col, 2, ROLE_PLAIN, focus ? "▶" : "");
    if (focus)
        draw_caret(d, row, area.col + value_col(form));
}

static void draw_row(struct form *form, struct draw *d, struct area area, int index, int row)
{
    const struct field *field = form_field(&form->rows[index]);
    int edge = area.row + area.rows;
    if (field == NULL) {
        draw_commit(form, d, area, row);
        return;
    }
    bool lines = index == form->focus && field_types[field->type].lines;
    struct area at = {row, area.col + value_col(form), lines ? LINES_ROWS : 1, area.cols - value_col(form) - 1};
    if (at.row + at.rows > edge)
        at.rows = edge - at.row;
    draw_text(d, row, area.col, 2, ROLE_PLAIN, index == form->focus ? "▶" : "");
    draw_text_cut(d, row, area.col + 2, label_cells(form), ROLE_LABEL, field->label);
    draw_value(form, d, at, index);
    if (form->fault.code == ERR_NONE || strcmp(form->fault.field, field->key) != 0 || row + at.rows >= edge)
        return;
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 8];
    bool clause = form->fault.clause[0] != '\0' && strstr(form->fault.text, form->fault.clause) == NULL;
    text_format(text, sizeof text, "%s%s%s%s", form->fault.text, clause ? " (" : "", clause ? form->fault.clause : "",
                clause ? ")" : "");
    int left = edge - row - at.rows;
    draw_paragraph(d, (struct area){row + at.rows, area.col + 4, left < 2 ? left : 2, area.cols - 5}, ROLE_ERROR, text);
}

/* The line on which a row begins, counted from the first fact. */
static int line_of(const struct form *form, int facts, int index)
{
    int line = facts;
    for (int i = 0; i < index; i++)
        line += row_height(form, i);
    return line;
}

void form_draw(void *self, struct screens *s, struct draw *d)
{
    struct form *form = self;
    char head[NAME_BYTES * 2], state[NAME_BYTES];
    const char *foot[FRAME_FOOT] = {form->summary, form->needs[0][0] != '\0' ? form->needs[0] : NULL,
                                    form->needs[1][0] != '\0' ? form->needs[1] : NULL};
    title(head, sizeof head, form);
    right(state, sizeof state, form);
    struct area in = screens_frame(s, d, head, state, foot);
    int facts = draw_facts(form, d, (struct area){in.row, in.col, 0, in.cols}, 0);
    int first = line_of(form, facts, form->focus), last = first + row_height(form, form->focus) - 1;
    if (form->focus == 0)
        first = 0;
    if (last >= form->top + in.rows)
        form->top = last - in.rows + 1;
    if (first < form->top)
        form->top = first;
    draw_facts(form, d, in, form->top);
    for (int i = 0; i < form->nrows; i++) {
        int row = in.row + line_of(form, facts, i) - form->top;
        if (row >= in.row && row < in.row + in.rows)
            draw_row(form, d, in, i, row);
    }
    if (form->top > 0)
        draw_text_right(d, in.row, in.cols - 3, 2, ROLE_HINT, "↑");
    if (line_of(form, facts, form->nrows) > form->top + in.rows)
        draw_text_right(d, in.row + in.rows - 1, in.cols - 3, 2, ROLE_HINT, "↓");
}
