/* How 月次締め looks: the books, and of the one under the cursor who may sign and why not. */
#include <string.h>

#include "forms/register_monthly.h"
#include "forms/text.h"
#include "screens/month_screen.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { FORM_COL = 3, FORM_CELLS = 6, COUNT_COL = 10, COUNT_CELLS = 44, WHO_COL = 55, WHO_CELLS = 15, STATE_CELLS = 6 };
enum { LINE_BYTES = NAME_BYTES * 5 };

const struct month_gap *month_verification(const struct month_line *line)
{
    for (size_t i = 0; i < line->gaps.n; i++)
        if (line->gaps.list[i].kind == GAP_VERIFICATION)
            return &line->gaps.list[i];
    return NULL;
}

const char *month_way_label(const struct month_line *line)
{
    for (int i = 0; i < MONTH_WAYS; i++)
        if (line->ways[i].step != NULL && strcmp(line->ways[i].step->key, line->state.step) == 0)
            return line->ways[i].step->label;
    return "検証の確認";
}

/* ---- a book on one line ---- */

/* "返却確認もれ 1 所在確認もれ 2"; "もれなし". */
static void gap_text(char *buf, size_t size, const struct month_gaps *gaps)
{
    buf[0] = '\0';
    for (int kind = 0; kind < MONTH_GAPS; kind++) {
        char text[NAME_BYTES];
        if (gaps->counts[kind] == 0)
            continue;
        text_format(text, sizeof text, "%s%s %lld", buf[0] != '\0' ? " " : "",
                    month_gap_label((enum month_gap_kind)kind), (long long)gaps->counts[kind]);
        text_append(buf, size, text);
    }
    if (buf[0] == '\0')
        text_format(buf, size, "もれなし");
}

static const char *verified_text(enum month_verified verified)
{
    static const char *const texts[] = {[VERIFIED_NOT] = "未",
                                        [VERIFIED_BEGUN] = "途中",
                                        [VERIFIED_REPORTED] = "確認待ち",
                                        [VERIFIED_CONFIRMED] = "済"};
    return texts[verified];
}

static void count_text(char *buf, size_t size, const struct month_line *line)
{
    const struct month_state *m = &line->state;
    char gaps[NAME_BYTES * 2];
    gap_text(gaps, sizeof gaps, &line->gaps);
    if (month_confirms(line->reg)) {
        text_format(buf, size, "%lld件  %s", (long long)m->rows, gaps);
        if (text_width(buf, strlen(buf)) > COUNT_CELLS) /* they stand below, whole */
            text_format(buf, size, "%lld件  足りないもの %zu件", (long long)m->rows, line->gaps.n);
    } else {
        text_format(buf, size, "携帯 %lld/%lld  媒体 %lld/%lld  ログ検証 %s", (long long)m->phones.closed,
                    (long long)m->phones.keepers, (long long)m->media.closed, (long long)m->media.keepers,
                    verified_text(m->verified));
    }
}

/* Who may sign; 専決 to him to whom it is open, and to others where it is to somebody. */
static const char *signer_text(const struct month_line *line)
{
    const struct month_offer *sole = &line->ways[MONTH_WAYS - 1];
    if (!month_confirms(line->reg))
        return "補助者の確認";
    if (sole->allowed)
        return "専決できます";
    if (sole->who[0] != '\0')
        return "確認又は専決";
    return strcmp(line->reg->form, "3") == 0 ? "管理者又は補助者" : "運用管理者";
}

static const char *state_text(const struct month_state *m)
{
    return m->confirmed ? "済" : m->disposed ? "廃棄済" : "未";
}

static void draw_book(const struct month_screen *self, int index, struct draw *d, int row, int cols)
{
    const struct month_line *line = &self->books[index];
    bool here = index == self->book;
    char form[NAME_BYTES], count[LINE_BYTES];
    enum draw_role role = here ? ROLE_SELECTED : line->gaps.n > 0 ? ROLE_ERROR : ROLE_PLAIN;
    text_format(form, sizeof form, "様式%s", line->reg->form);
    count_text(count, sizeof count, line);
    draw_text(d, row, 0, FORM_COL, role, here ? "▶" : "");
    draw_text(d, row, FORM_COL, FORM_CELLS + 1, role, form);
    draw_text_cut(d, row, COUNT_COL, COUNT_CELLS, role, count);
    draw_text(d, row, COUNT_COL + COUNT_CELLS, 1, role, line->gaps.n > 0 ? ">" : "");
    draw_text(d, row, WHO_COL, cols - WHO_COL, role, signer_text(line));
    draw_text_right(d, row, cols - STATE_CELLS - 1, STATE_CELLS,
                    here                  ? ROLE_SELECTED
                    : line->state.overdue ? ROLE_MARK_WAIT
                                          : ROLE_VALUE,
                    state_text(&line->state));
    if (here)
        draw_caret(d, row, 0);
}

/* ---- the months that wait ---- */

/* The first month after `month` that waits of any book; NULL. */
static const char *next_waiting(const struct month_screen *self, const char *month)
{
    const char *next = NULL;
    for (int i = 0; i < self->nbooks; i++)
        for (size_t k = 0; k < self->books[i].nwaiting; k++) {
            const char *at = self->books[i].waiting[k];
            if (strcmp(at, month) > 0 && (next == NULL || strcmp(at, next) < 0))
                next = at;
        }
    return next;
}

/* "R8.8(3 5 7)  R8.9(5)": the months, of each the books. */
static void waiting_text(char *buf, size_t size, const struct month_screen *self)
{
    buf[0] = '\0';
    for (const char *month = next_waiting(self, ""); month != NULL; month = next_waiting(self, month)) {
        char day[DATE_BYTES];
        date_format(day, sizeof day, month_first(month), DATE_SHORT);
        *strrchr(day, '.') = '\0'; /* R8.8.1 */
        text_append(buf, size, buf[0] != '\0' ? "  " : "");
        text_append(buf, size, day);
        const char *before = "(";
        for (int i = 0; i < self->nbooks; i++)
            for (size_t k = 0; k < self->books[i].nwaiting; k++)
                if (strcmp(self->books[i].waiting[k], month) == 0) {
                    text_append(buf, size, before);
                    text_append(buf, size, self->books[i].reg->form);
                    before = " ";
                }
        text_append(buf, size, ")");
    }
}

/* ---- the book under the cursor ---- */

/* A row of the area, counted on; false when it is full. */
static bool take_row(struct area *at, int rows)
{
    if (at->rows < rows)
        return false;
    at->row += rows;
    at->rows -= rows;
    return true;
}

static void put_line(struct draw *d, struct area *at, int col, enum draw_role role, const char *text)
{
    if (take_row(at, 1))
        draw_text_cut(d, at->row - 1, col, at->cols - col - 1, role, text);
}

static void put_paragraph(struct draw *d, struct area *at, int col, enum draw_role role, const char *text)
{
    if (at->rows > 0)
        take_row(at, draw_paragraph(d, (struct area){at->row, col, at->rows, at->cols - col - 1}, role, text));
}

static void put_head(const struct month_screen *self, const struct month_line *line, struct draw *d, struct area *at)
{
    const struct month_state *m = &line->state;
    char text[LINE_BYTES], month[DATE_BYTES], when[DATE_BYTES];
    date_format(month, sizeof month, self->first, DATE_MONTH);
    text_format(text, sizeof text, "%s %s分", line->reg->label, month);
    put_line(d, at, 1, ROLE_TITLE, text);
    date_format_time(when, sizeof when, m->at, DATE_SHORT);
    if (m->confirmed)
        text_format(text, sizeof text, "済 %s  %s  %s", month_way_label(line), m->by, when);
    else if (m->disposed)
        text_format(text, sizeof text, "確認した記録は、保管期間を過ぎて廃棄されています。");
    else
        text_format(text, sizeof text, "%s",
                    m->overdue ? "未 月が終わりました。確認が要ります。" : "未 月の途中です。");
    put_line(d, at, 3, m->overdue ? ROLE_MARK_WAIT : ROLE_VALUE, text);
    if (m->after > 0) {
        text_format(text, sizeof text, "確認の後に始まった行が %lld件あります。もう一度確認できます。",
                    (long long)m->after);
        put_line(d, at, 3, ROLE_MARK_WAIT, text);
    }
    gap_text(text, sizeof text, &line->gaps);
    put_paragraph(d, at, 3, line->gaps.n > 0 ? ROLE_ERROR : ROLE_PLAIN, text);
}

/* What decides 専決, clause by clause. */
static void put_sole(const struct month_line *line, const char *scope, struct draw *d, struct area *at)
{
    struct sole_clause clauses[SOLE_CLAUSES];
    const struct month_state *m = &line->state;
    char text[LINE_BYTES];
    size_t n = monthly_sole_clauses(clauses, line->reg->form, scope, m->outside_items, m->outside_media);
    text_format(text, sizeof text, "期間中に庁舎外にあったもの: 機器 %lld件  外部記録媒体 %lld件",
                (long long)m->outside_items, (long long)m->outside_media);
    put_line(d, at, 3, ROLE_PLAIN, text);
    for (size_t i = 0; i < n; i++) {
        const struct sole_clause *c = &clauses[i];
        text_format(text, sizeof text, "%s 専決 %s: %s 0件のとき → %lld件%s", c->count == 0 ? "○" : "×", c->clause,
                    c->says, (long long)c->count, c->decides ? "" : " (設定により判定に用いません)");
        put_line(d, at, 3, c->decides ? ROLE_PLAIN : ROLE_DISABLED, text);
    }
}

static void put_ways(const struct month_line *line, struct draw *d, struct area *at)
{
    for (int i = 0; i < MONTH_WAYS; i++) {
        const struct month_offer *way = &line->ways[i];
        char text[LINE_BYTES];
        text_format(text, sizeof text, "%s %s  %s", way->allowed ? "○" : "×", way->step->label,
                    way->who[0] != '\0' ? way->who : "いまできる者はいません");
        put_line(d, at, 3, way->allowed ? ROLE_VALUE : ROLE_DISABLED, text);
        if (!way->allowed) {
            text_format(text, sizeof text, "%s %s", way->refusal.text, way->refusal.clause);
            put_paragraph(d, at, 6, ROLE_DISABLED, text);
        }
    }
}

/* 様式第5号: no 専決; what stands open, and by whom. */
static void put_verification(const struct month_line *line, struct draw *d, struct area *at)
{
    const struct month_gap *gap = month_verification(line);
    char text[LINE_BYTES];
    put_paragraph(d, at, 3, ROLE_PLAIN,
                  "運用責任者が検証し、運用管理補助者が確認します。専決はできません。 第7の1(2)オ(カ)a");
    if (gap == NULL)
        return;
    text_format(text, sizeof text, "%s %s  %s  %s", gap->mine ? "○" : "×", gap->act, gap->owner, gap->detail);
    put_line(d, at, 3, gap->mine ? ROLE_VALUE : ROLE_DISABLED, text);
}

void month_draw(void *arg, struct screens *s, struct draw *d)
{
    const struct month_screen *self = arg;
    char title[DATE_BYTES * 2], month[DATE_BYTES], waiting[LINE_BYTES * 2], text[LINE_BYTES * 2];
    date_format(month, sizeof month, self->first, DATE_MONTH);
    text_format(title, sizeof title, "月次締め %s", month);
    struct area in = screens_frame(s, d, title, session_name(shared_session(s)), NULL);
    for (int i = 0; i < self->nbooks && take_row(&in, 1); i++)
        draw_book(self, i, d, in.row - 1, in.cols);
    waiting_text(waiting, sizeof waiting, self);
    text_format(text, sizeof text, "未確認の月: %s", waiting[0] != '\0' ? waiting : "ありません");
    put_paragraph(d, &in, FORM_COL, waiting[0] != '\0' ? ROLE_MARK_WAIT : ROLE_HINT, text);
    if (self->nbooks == 0 || !take_row(&in, 1))
        return;
    draw_rule(d, in.row - 1, 0, in.cols);
    const struct month_line *line = &self->books[self->book];
    put_head(self, line, d, &in);
    if (!month_confirms(line->reg)) {
        put_verification(line, d, &in);
        return;
    }
    put_sole(line, session_setting(shared_session(s), "sole_decision_scope"), d, &in);
    put_ways(line, d, &in);
}
