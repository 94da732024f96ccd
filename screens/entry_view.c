/* The form of an entry: its picture. */
#include "screens/entry_form.h"

#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/facts.h"

#include "forms/banned.h"

enum { LABEL_LEAST = 20, LABEL_MOST = 32, LINES_ROWS = 4, FAULT_CELLS = 5 };

/* What stands already and is not asked now. */
static void facts_before(struct facts *facts, const struct form *form)
{
    int n = 0;
    facts_of(facts, act_before(form->act));
    for (int i = 0; i < facts->n; i++)
        if (form_row_of(form, facts->fields[i]->key) >= form->nrows - 1)
            facts->fields[n++] = facts->fields[i];
    facts->n = n;
}

/* Cells of the column of labels: the longest one of this form, within reason. */
static int label_cells(const struct form *form)
{
    int cells = LABEL_LEAST;
    struct facts facts;
    facts_before(&facts, form);
    for (int i = 0; i < facts.n; i++) {
        int label = text_width(facts.fields[i]->label, strlen(facts.fields[i]->label));
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

/* Rows of a label, broken where it is longer than its column. */
static int label_rows(const struct form *form, const struct field *field)
{
    return field != NULL ? draw_paragraph_rows(label_cells(form), field->label) : 1;
}

/* Label and value, long ones broken, from line `from` on as much as the area has. Returns all lines. */
static int draw_facts(const struct form *form, struct draw *d, struct area area, int from)
{
    struct facts facts;
    int cells = area.cols - value_col(form) - 3, line = 0, labels = label_cells(form);
    facts_before(&facts, form);
    for (int i = 0; i < facts.n; i++) {
        char text[NAME_BYTES * 8];
        const struct field *f = facts.fields[i];
        field_format(text, sizeof text, f, entry_get(facts.entry, f->key), FORMAT_FORM);
        int lines = draw_paragraph_rows(cells, text), skip = line < from ? from - line : 0;
        int row = area.row + line + skip - from, left = area.row + area.rows - row, most = label_rows(form, f);
        line += lines > most ? lines : most;
        if (line <= from || left <= 0)
            continue;
        draw_paragraph_from(d, (struct area){row, area.col + 2, left, labels}, ROLE_LABEL, f->label, skip);
        draw_paragraph_from(d, (struct area){row, area.col + value_col(form), left, cells}, ROLE_PLAIN, text, skip);
    }
    return line;
}

void form_scroll(struct form *form, int by)
{
    int top = form->facts_top + by * form->facts_page;
    form->facts_top = top > form->facts_most ? form->facts_most : top < 0 ? 0 : top;
}

/* What is on record stands above and scrolls by itself; two thirds at most go to what is asked. Returns its rows. */
static int draw_record(struct form *form, struct draw *d, struct area in, int asked)
{
    int all = draw_facts(form, d, (struct area){in.row, in.col, 0, in.cols}, 0);
    int rest = asked < in.rows * 2 / 3 ? asked : in.rows * 2 / 3;
    int rows = all < in.rows - rest ? all : in.rows - rest;
    form->facts_page = rows > 1 ? rows - 1 : 1;
    form->facts_most = all - rows;
    form_scroll(form, 0);
    draw_facts(form, d, (struct area){in.row, in.col, rows, in.cols}, form->facts_top);
    if (form->facts_top > 0)
        draw_text_right(d, in.row, in.cols - 3, 2, ROLE_HINT, "↑");
    if (form->facts_top < form->facts_most)
        draw_text_right(d, in.row + rows - 1, in.cols - 3, 2, ROLE_HINT, "↓");
    return rows;
}

/* The sentence of the fault with its clause, whole. */
static void fault_text(char *buf, size_t size, const struct err *fault)
{
    bool clause = fault->clause[0] != '\0' && strstr(fault->text, fault->clause) == NULL;
    text_format(buf, size, "%s%s%s%s", fault->text, clause ? " (" : "", clause ? fault->clause : "", clause ? ")" : "");
}

/* Rows of the fault below a field; 0 where it is at another one. */
static int fault_rows(const struct form *form, const struct field *field)
{
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 8];
    if (field == NULL || form->fault.code == ERR_NONE || strcmp(form->fault.field, field->key) != 0)
        return 0;
    fault_text(text, sizeof text, &form->fault);
    return draw_paragraph_rows(form->cells - FAULT_CELLS, text);
}

static int row_height(const struct form *form, int row)
{
    const struct field *field = form_field(&form->rows[row]);
    bool lines = row == form->focus && field != NULL && field_types[field->type].lines;
    int label = label_rows(form, field), value = lines ? LINES_ROWS : 1;
    return (label > value ? label : value) + fault_rows(form, field);
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
    int label =
        draw_paragraph(d, (struct area){row, area.col + 2, edge - row, label_cells(form)}, ROLE_LABEL, field->label);
    draw_value(form, d, at, index);
    row += label > at.rows ? label : at.rows;
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 8];
    if (fault_rows(form, field) == 0 || row >= edge)
        return;
    fault_text(text, sizeof text, &form->fault);
    draw_paragraph(d, (struct area){row, area.col + FAULT_CELLS - 1, edge - row, area.cols - FAULT_CELLS}, ROLE_ERROR,
                   text);
}

/* The line on which a row begins. */
static int line_of(const struct form *form, int index)
{
    int line = 0;
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
    form->cells = in.cols;
    int all = line_of(form, form->nrows), record = draw_record(form, d, in, all);
    in.row += record;
    in.rows -= record;
    int first = line_of(form, form->focus), last = first + row_height(form, form->focus) - 1;
    if (last >= form->top + in.rows)
        form->top = last - in.rows + 1;
    if (first < form->top)
        form->top = first;
    if (form->top > 0 && form->top > all - in.rows) /* the window has grown */
        form->top = all > in.rows ? all - in.rows : 0;
    for (int i = 0; i < form->nrows; i++) {
        int row = in.row + line_of(form, i) - form->top;
        if (row >= in.row && row < in.row + in.rows)
            draw_row(form, d, in, i, row);
    }
    if (form->top > 0)
        draw_text_right(d, in.row, in.cols - 3, 2, ROLE_HINT, "↑");
    if (all > form->top + in.rows)
        draw_text_right(d, in.row + in.rows - 1, in.cols - 3, 2, ROLE_HINT, "↓");
}
