/* The sheets of a book for a month on the screen, and to a file. */
#include "screens/preview.h"

#include <stdlib.h>
#include <string.h>

#include "app/month.h"
#include "app/made.h"
#include "app/pages.h"
#include "forms/date.h"
#include "forms/text.h"
#include "screens/export.h"
#include "screens/shared.h"

#include "forms/banned.h"

static const char set_name[] = "月次締め一式";

enum { PREVIEW_PDF = COMMAND_OWN, PREVIEW_XLSX, PREVIEW_MONTH, PREVIEW_SCROLL, PREVIEW_SIDE, PREVIEW_LEAVE };
enum {
    MONTH_BYTES = 8,
    WHERE_BYTES = 512,
    LANDSCAPE_CELLS = 140 /* below it the columns cannot be read */,
    PORTRAIT_CELLS = 77
};

struct preview {
    const struct register_def *reg;
    bool set;                             /* the month's set, of which reg is the first book */
    struct date month;                    /* its first day */
    char entry[ENTRY_ID_BYTES];           /* that one alone; "" = the book */
    const struct paper_made *made;        /* these, made in memory; NULL = what is stored */
    const struct paper_request *requests; /* these as one set; NULL = none */
    size_t nrequests;
    struct paper_made own;   /* what was moved here */
    char where[WHERE_BYTES]; /* a search line: a 写し of what it finds; "" = all */
    struct pages pages;
    char *text; /* all pages, one below the other */
    int cells;  /* for which they were made */
    int top, all, rows, cols;
    bool right; /* the right part of a sheet wider than the window is shown */
    struct err fault;
};

static const struct command commands[] = {
    {.id = PREVIEW_PDF, .keys = {K_F2}, .label = "PDF", .help = "この月の様式を PDF のファイルに書き出します。"},
    {.id = PREVIEW_XLSX,
     .keys = {K_F3},
     .label = "xlsx",
     .help = "この月の様式を表計算のファイルに書き出します。PDF と同じ内容です。"},
    {.id = PREVIEW_SIDE, .keys = {K_TAB}, .label = "左右", .help = "画面より広い様式の右と左を切り替えます。"},
    {.id = PREVIEW_MONTH,
     .keys = {K_LEFT, K_RIGHT},
     .label = "前・次",
     .bar = "← → 前・次",
     .help = "前後の月(年ごとの簿冊では年)に移ります。"},
    {.id = PREVIEW_SCROLL,
     .keys = {K_DOWN, K_UP, K_PAGE_DOWN, K_PAGE_UP},
     .label = "送る",
     .bar = "↑ ↓ 送る",
     .help = "上下に送ります。"},
    {.id = PREVIEW_LEAVE, .keys = {K_ESC}, .label = "戻る", .help = "前の画面に戻ります。"},
    {.id = COMMAND_NONE},
};

static void month_key(char *buf, size_t size, struct date month)
{
    char iso[DATE_BYTES];
    date_format(iso, sizeof iso, month, DATE_ISO);
    text_format(buf, size, "%.7s", iso);
}

struct period {
    char month[MONTH_BYTES], year[PAPER_YEAR_BYTES];
};

/* The one entry, or the book as it stands in the month: `period` holds the texts. */
static struct paper_request request_of(const struct preview *self, struct period *period)
{
    month_key(period->month, sizeof period->month, self->month);
    if (self->entry[0] != '\0' || self->made != NULL)
        return (struct paper_request){
            .reg = self->reg, .entry = self->entry[0] != '\0' ? self->entry : NULL, .made = self->made};
    struct paper_request request = paper_around(self->reg, period->month, period->year);
    request.where = self->where[0] != '\0' ? self->where : NULL;
    return request;
}

static int load_pages(struct preview *self, struct screens *s, int cells, struct err *e)
{
    struct period period;
    struct month_set set;
    const struct paper_request request = request_of(self, &period);
    if (self->requests != NULL)
        return pages_load_set(&self->pages, shared_session(s), self->requests, self->nrequests, cells, e);
    if (!self->set)
        return pages_load(&self->pages, shared_session(s), &request, cells, e);
    month_set(&set, shared_session(s), period.month);
    return pages_load_set(&self->pages, shared_session(s), set.requests, MONTH_SET, cells, e);
}

static int load(struct preview *self, struct screens *s, int cells, struct err *e)
{
    size_t size = 1;
    pages_release(&self->pages);
    free(self->text);
    self->text = NULL;
    self->cells = cells;
    self->all = 0;
    int rc = load_pages(self, s, cells, e);
    for (size_t i = 0; i < self->pages.n; i++)
        size += strlen(self->pages.text[i]) + 1;
    if (rc == 0 && (self->text = calloc(1, size)) == NULL)
        rc = err_memory(e);
    for (size_t i = 0; rc == 0 && i < self->pages.n; i++) {
        text_append(self->text, size, self->pages.text[i]);
        text_append(self->text, size, "\n");
    }
    for (const char *p = self->text; p != NULL && *p != '\0'; p++)
        self->all += *p == '\n';
    return rc;
}

static void preview_draw(void *arg, struct screens *s, struct draw *d)
{
    struct preview *self = arg;
    char title[NAME_BYTES * 2], month[DATE_BYTES], right[64];
    struct period period;
    const struct paper_request request = request_of(self, &period);
    bool landscape = self->reg->sheet == NULL || self->reg->sheet->landscape;
    int least = landscape ? LANDSCAPE_CELLS : PORTRAIT_CELLS;
    int cells = draw_cols(d) - 2 < least ? least : draw_cols(d) - 2;
    self->cols = draw_cols(d) - 2;
    if (self->cells != cells) {
        err_clear(&self->fault);
        (void)load(self, s, cells, &self->fault);
    }
    date_format(month, sizeof month, self->month, request.month != NULL ? DATE_MONTH : DATE_LONG);
    if (request.month == NULL && strstr(month, "年") != NULL)
        strstr(month, "年")[strlen("年")] = '\0';
    bool period_shown = request.month != NULL || request.year != NULL;
    text_format(title, sizeof title, "%s%s%s%s", self->set ? set_name : self->reg->label, period_shown ? " — " : "",
                period_shown ? month : "", period_shown ? "分" : "");
    text_format(right, sizeof right, "%s%zuページ", request.where != NULL ? "写し " : "", self->pages.n);
    struct area in = screens_frame(s, d, title, right, NULL);
    self->rows = in.rows;
    if (self->fault.code != ERR_NONE) {
        draw_paragraph(d, in, ROLE_ERROR, self->fault.text);
        return;
    }
    const char *line = self->text;
    for (int i = 0; line != NULL && *line != '\0' && i < self->top + in.rows; i++) {
        size_t n = strcspn(line, "\n");
        size_t skip = self->right ? text_fit(line, n, cells - (in.cols - 2), NULL) : 0;
        if (i >= self->top)
            draw_text_n(d, in.row + i - self->top, 1, in.cols - 2, ROLE_PLAIN, line + skip, n - skip);
        line += line[n] == '\n' ? n + 1 : n;
    }
}

static void scroll(struct preview *self, int code)
{
    int by = code == K_UP || code == K_DOWN ? 1 : self->rows > 1 ? self->rows - 1 : 1;
    int most = self->all > self->rows ? self->all - self->rows : 0;
    self->top += code == K_UP || code == K_PAGE_UP ? -by : by;
    self->top = self->top > most ? most : self->top < 0 ? 0 : self->top;
}

static enum screen_next write_set(struct screens *s, const char *month, enum paper_format format)
{
    struct month_set set;
    char name[NAME_BYTES], stem[NAME_BYTES];
    month_set(&set, shared_session(s), month);
    text_format(name, sizeof name, "%s %s", set_name, month);
    text_format(stem, sizeof stem, "month-%s", month);
    return export_set(s, name, set.requests, MONTH_SET, stem, format);
}

static enum screen_next write_out(const struct preview *self, struct screens *s, enum paper_format format)
{
    struct period period;
    char stem[NAME_BYTES];
    const struct paper_request request = request_of(self, &period);
    const char *what = request.entry != NULL ? request.entry : request.month != NULL ? request.month : request.year;
    if (self->requests != NULL)
        return export_set(s, self->reg->label, self->requests, self->nrequests, self->reg->id, format);
    if (self->set)
        return write_set(s, period.month, format);
    text_format(stem, sizeof stem, "form-%s%s%s", self->reg->form != NULL ? self->reg->form : self->reg->id,
                what != NULL ? "-" : "", what != NULL ? what : "");
    return export_file(s, &request, stem, format);
}

/* How many months one key goes: a book by the year moves by years. */
static int months_of(const struct preview *self)
{
    return self->reg->sheet != NULL && self->reg->sheet->unit == PAPER_PER_YEAR ? 12 : 1;
}

/* There is another side only of a sheet wider than the window, another month only of a book kept by months or years. */
static bool preview_offers(const void *arg, int command)
{
    const struct preview *self = arg;
    enum paper_unit unit = self->reg->sheet != NULL ? self->reg->sheet->unit : PAPER_RUNNING;
    if (command == PREVIEW_SIDE)
        return self->cells > self->cols;
    return command != PREVIEW_MONTH ||
           (self->entry[0] == '\0' && self->made == NULL && (unit == PAPER_PER_MONTH || unit == PAPER_PER_YEAR));
}

static enum screen_next preview_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct preview *self = arg;
    switch (command) {
    case PREVIEW_PDF:
    case PREVIEW_XLSX:
        return write_out(self, s, command == PREVIEW_PDF ? PAPER_PDF : PAPER_XLSX);
    case PREVIEW_MONTH:
        self->month = date_add_months(self->month, (key->code == K_LEFT ? -1 : 1) * months_of(self));
        self->cells = self->top = 0; /* made again when drawn */
        return SCREEN_REDRAW;
    case PREVIEW_SCROLL:
        scroll(self, key->code);
        return SCREEN_REDRAW;
    case PREVIEW_SIDE:
        self->right = !self->right;
        return SCREEN_REDRAW;
    case PREVIEW_LEAVE:
        return SCREEN_LEAVE;
    default:
        return SCREEN_STAY;
    }
}

static void preview_close(void *arg)
{
    struct preview *self = arg;
    pages_release(&self->pages);
    made_release(&self->own);
    free(self->text);
    free(self);
}

static const struct screen_ops preview_ops = {
    .name = "様式の確認",
    .commands = commands,
    .draw = preview_draw,
    .handle = preview_handle,
    .offers = preview_offers,
    .close = preview_close,
};

int preview_open(struct screens *s, const struct register_def *reg, const struct preview_of *of, struct err *e)
{
    const char *month = of != NULL ? of->month : NULL;
    int rc = session_may_view(shared_session(s), reg, e);
    struct preview *self = rc == 0 ? calloc(1, sizeof *self) : NULL;
    if (rc != 0)
        return rc;
    if (self == NULL)
        return err_memory(e);
    self->reg = reg;
    self->set = of != NULL && of->set;
    self->made = of != NULL ? of->made : NULL;
    if (of != NULL && of->moved != NULL) {
        self->own = *of->moved;
        *of->moved = (struct paper_made){0};
        self->made = &self->own;
    }
    self->requests = of != NULL ? of->requests : NULL;
    self->nrequests = of != NULL ? of->nrequests : 0;
    if (of != NULL && of->entry != NULL)
        text_append(self->entry, sizeof self->entry, of->entry);
    if (of != NULL && of->where != NULL)
        text_append(self->where, sizeof self->where, of->where);
    self->month = date_month_first(date_of(session_now(shared_session(s))));
    if (month != NULL && strlen(month) == MONTH_BYTES - 1) {
        self->month =
            (struct date){.year = (int)strtol(month, NULL, 10), .month = (int)strtol(month + 5, NULL, 10), .day = 1};
    }
    return screens_push(s, &preview_ops, self, e);
}
