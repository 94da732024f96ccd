/* paper — a book's sheets for a period, to a file or a stream. See paper.h. */
#include "app/paper.h"

#include <stdlib.h>
#include <string.h>

#include "app/paper_rows.h"
#include "db/journal.h"
#include "forms/text.h"
#include "print/csv.h"
#include "print/file.h"
#include "print/pdf.h"
#include "print/sheet.h"
#include "print/xlsx.h"

#include "forms/banned.h"

static const struct {
    const char *ending;
    enum paper_format format;
} endings[] = {
    {".pdf", PAPER_PDF}, {".xlsx", PAPER_XLSX}, {".csv", PAPER_CSV}, {".json", PAPER_JSON}, {".jsonl", PAPER_JSON}};

int paper_format_of(enum paper_format *out, const char *path, struct err *e)
{
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t k = strlen(endings[i].ending);
        if (n > k && strcmp(path + n - k, endings[i].ending) == 0) {
            *out = endings[i].format;
            return 0;
        }
    }
    return err_set(e, ERR_USAGE,
                   "「%s」: 出力の形式は名前の終わりで決まります。.pdf、.xlsx、.csv、.json のいずれかにしてください。",
                   path);
}

/* ---- pages ---- */

/* 令和8年10月分; 令和8年; nothing for a single entry. */
static void period_label(char *buf, size_t size, const struct paper_request *request)
{
    char month[DATE_BYTES];
    struct date d = {.month = 1, .day = 1};
    const char *text = request->month != NULL ? request->month : request->year;
    buf[0] = '\0';
    if (request->made != NULL && request->made->period != NULL)
        text_format(buf, size, "%s", request->made->period);
    if (text == NULL)
        return;
    d.year = (int)strtol(text, NULL, 10);
    if (request->month != NULL)
        d.month = (int)strtol(text + 5, NULL, 10);
    date_format(month, sizeof month, d, request->month != NULL ? DATE_MONTH : DATE_LONG);
    if (request->month == NULL && strstr(month, "年") != NULL)
        strstr(month, "年")[strlen("年")] = '\0';
    text_format(buf, size, "%s分", month);
}

struct paper_request paper_around(const struct register_def *reg, const char *month, char year[PAPER_YEAR_BYTES])
{
    enum paper_unit unit = reg->sheet != NULL ? reg->sheet->unit : PAPER_RUNNING;
    text_format(year, PAPER_YEAR_BYTES, "%.4s", month);
    return (struct paper_request){
        .reg = reg, .month = unit == PAPER_PER_MONTH ? month : NULL, .year = unit == PAPER_PER_YEAR ? year : NULL};
}

/* What every sheet of the station says of itself. code: 64 bytes. */
static int head_init(struct sheet_head *head, char *code, struct session *session, const struct register_def *reg,
                     struct err *e)
{
    *head = (struct sheet_head){.office = session_unit_name(session),
                                .code = code,
                                .banner = session_demo(session) ? "デモ" : NULL,
                                .edition = rule_edition,
                                .created = session_now(session)};
    if (reg->sheet == NULL)
        return err_set(e, ERR_USAGE, "「%s」には印刷する様式がありません。", reg->label);
    return station_code(code, 64, session_station(session), e);
}

int paper_sheet(struct sheet **out, struct session *session, const struct paper_request *request, struct err *e)
{
    struct paper_rows rows = {0};
    struct paper_stamps stamps = {0};
    char period[NAME_BYTES], code[64] = "";
    struct sheet_head head;
    int rc = session_may_view(session, request->reg, e);
    *out = NULL;
    if (rc == 0)
        rc = head_init(&head, code, session, request->reg, e);
    if (rc == 0)
        rc = paper_rows_load(&rows, session, request, e);
    if (rc == 0)
        rc = paper_stamps_load(&stamps, session, request, e);
    period_label(period, sizeof period, request);
    if (rc == 0) {
        head.period = period[0] != '\0' ? period : NULL;
        head.mark = request->where != NULL ? "写し" : NULL;
        head.stamps = stamps.boxes;
        head.confirmed = stamps.strip.rows;
        head.nconfirmed = stamps.strip.n;
        rc = sheet_new(out, request->reg, &head, rows.rows, rows.n, e);
    }
    paper_stamps_release(&stamps);
    paper_rows_release(&rows);
    return rc;
}

static int add_sheet(struct paper_sheets *out, struct session *session, const struct paper_request *request,
                     struct err *e)
{
    if (out->n == PAPER_SHEETS)
        return err_set(e, ERR_USAGE, "一度に印刷できる様式は %d までです。分けて印刷してください。", PAPER_SHEETS);
    int rc = paper_sheet(&out->sheets[out->n], session, request, e);
    out->n += rc == 0;
    return rc;
}

/* The book's own sheet and those attached to it. */
static int add_book(struct paper_sheets *out, struct session *session, const struct paper_request *request,
                    struct err *e)
{
    const char *list = request->reg->sheet != NULL ? request->reg->sheet->attached : NULL;
    int rc = add_sheet(out, session, request, e);
    if (request->where != NULL || request->entry != NULL || request->alone)
        return rc;
    while (rc == 0 && list != NULL && *list != '\0') {
        struct paper_request more = {.month = request->month, .year = request->year};
        char id[KEY_BYTES];
        size_t n = strcspn(list, "|");
        text_format(id, sizeof id, "%.*s", (int)n, list);
        more.reg = station_register(session_station(session), id);
        rc = more.reg != NULL ? add_sheet(out, session, &more, e)
                              : err_set(e, ERR_USAGE, "付属の簿冊「%s」がありません。", id);
        list += n + (list[n] == '|');
    }
    return rc;
}

int paper_sheets(struct paper_sheets *out, struct session *session, const struct paper_request *request, struct err *e)
{
    out->n = 0;
    int rc = add_book(out, session, request, e);
    if (rc != 0)
        paper_sheets_release(out);
    return rc;
}

/* In a set several have the same period: a worksheet is then named by the title. */
static int name_by_title(struct sheet *sheet, struct err *e)
{
    char *name = strdup(sheet->title);
    if (name == NULL)
        return err_memory(e);
    free(sheet->name);
    sheet->name = name;
    return 0;
}

int paper_set(struct paper_sheets *out, struct session *session, const struct paper_request *requests, size_t n,
              struct err *e)
{
    int rc = 0;
    out->n = 0;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = add_book(out, session, &requests[i], e);
    for (size_t i = 0; rc == 0 && i < out->n; i++)
        rc = name_by_title(out->sheets[i], e);
    if (rc != 0)
        paper_sheets_release(out);
    return rc;
}

void paper_sheets_release(struct paper_sheets *sheets)
{
    for (size_t i = 0; i < sheets->n; i++)
        sheet_free(sheets->sheets[i]);
    sheets->n = 0;
}

int paper_sheet_of(struct sheet **out, struct session *session, const struct register_def *reg,
                   struct entry *const *entries, size_t n, const char *period, struct err *e)
{
    struct sheet_row *rows = calloc(n + 1, sizeof *rows);
    char code[64] = "";
    struct sheet_head head;
    int rc = rows != NULL ? session_may_view(session, reg, e) : err_memory(e);
    *out = NULL;
    if (rc == 0)
        rc = head_init(&head, code, session, reg, e);
    for (size_t i = 0; rc == 0 && i < n; i++)
        rows[i].entry = entries[i];
    head.period = period;
    if (rc == 0)
        rc = sheet_new(out, reg, &head, rows, n, e);
    free(rows);
    return rc;
}

/* ---- where it goes ---- */

static int stream_write(void *context, const void *bytes, size_t n)
{
    return fwrite(bytes, 1, n, context) == n ? 0 : ERR_IO;
}

int paper_stream(struct session *session, const struct paper_request *request, enum paper_format format, FILE *out,
                 struct err *e)
{
    int rc = session_may_view(session, request->reg, e);
    if (rc == 0)
        rc = paper_lines(session, request, format == PAPER_JSON, stream_write, out, e);
    if (rc == 0 && fflush(out) != 0)
        rc = err_set(e, ERR_IO, "書き出せませんでした。");
    return rc;
}

static int write_sheets(const struct session *session, const struct paper_sheets *made, enum paper_format format,
                        struct file *file, struct err *e)
{
    const struct sheet *sheets[PAPER_SHEETS];
    for (size_t i = 0; i < made->n; i++)
        sheets[i] = made->sheets[i];
    return format == PAPER_PDF ? pdf_write(sheets, made->n, file_write, file, e)
                               : xlsx_write(sheets, made->n, session_demo(session), file_write, file, e);
}

static int write_book(struct session *session, const struct paper_request *request, enum paper_format format,
                      struct file *file, struct err *e)
{
    struct paper_sheets made;
    int rc = paper_sheets(&made, session, request, e);
    if (rc != 0)
        return rc;
    rc = write_sheets(session, &made, format, file, e);
    paper_sheets_release(&made);
    return rc;
}

/* What was written out and where: book, period or entry, search line, file. */
static void export_note(char *buf, size_t size, const struct paper_request *request, const char *path)
{
    const char *const parts[] = {request->month, request->year, request->entry, request->where, path};
    text_format(buf, size, "%s", request->reg->label);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i] != NULL) {
            text_append(buf, size, " ");
            text_append(buf, size, parts[i]);
        }
}

/* Ends the file: on record before it is there, so that what left the station is known even when the disk fills up now. */
static int finish(struct session *session, struct file *file, int rc, const char *note, struct err *e)
{
    if (rc == 0)
        rc = journal_log(session_station(session), "export", note, session_now(session), e);
    if (rc == 0)
        return file_commit(file, e);
    file_cancel(file);
    return rc;
}

int paper_export(struct session *session, const struct paper_request *request, enum paper_format format,
                 const char *path, bool overwrite, struct err *e)
{
    struct file *file;
    char note[NAME_BYTES * 4];
    int rc = session_may_view(session, request->reg, e);
    if (rc == 0)
        rc = file_begin(&file, path, overwrite, e);
    if (rc != 0)
        return rc;
    if (format == PAPER_PDF || format == PAPER_XLSX)
        rc = write_book(session, request, format, file, e);
    else
        rc = paper_lines(session, request, format == PAPER_JSON, file_write, file, e);
    export_note(note, sizeof note, request, path);
    return finish(session, file, rc, note, e);
}

int paper_export_of(struct session *session, const struct register_def *reg, struct entry *const *entries, size_t n,
                    const char *period, enum paper_format format, const char *path, bool overwrite, struct err *e)
{
    struct paper_sheets made = {.n = 0};
    struct file *file;
    char note[NAME_BYTES * 4];
    int rc = format == PAPER_PDF || format == PAPER_XLSX
                 ? paper_sheet_of(&made.sheets[0], session, reg, entries, n, period, e)
                 : err_set(e, ERR_USAGE, "「%s」は .pdf か .xlsx にだけ書き出せます。", reg->label);
    if (rc != 0)
        return rc;
    made.n = 1;
    rc = file_begin(&file, path, overwrite, e);
    if (rc == 0) {
        text_format(note, sizeof note, "%s %s%s%s", reg->label, period != NULL ? period : "", period != NULL ? " " : "",
                    path);
        rc = finish(session, file, write_sheets(session, &made, format, file, e), note, e);
    }
    paper_sheets_release(&made);
    return rc;
}

int paper_set_export(struct session *session, const char *what, const struct paper_request *requests, size_t n,
                     enum paper_format format, const char *path, bool overwrite, struct err *e)
{
    struct paper_sheets made;
    struct file *file;
    char note[NAME_BYTES * 6];
    int rc = format == PAPER_PDF || format == PAPER_XLSX
                 ? paper_set(&made, session, requests, n, e)
                 : err_set(e, ERR_USAGE, "「%s」は .pdf か .xlsx にだけ書き出せます。", what);
    if (rc != 0)
        return rc;
    rc = file_begin(&file, path, overwrite, e);
    if (rc == 0) {
        text_format(note, sizeof note, "%s:", what);
        for (size_t i = 0; i < n; i++) {
            text_append(note, sizeof note, " ");
            text_append(note, sizeof note, requests[i].reg->label);
        }
        text_append(note, sizeof note, " ");
        text_append(note, sizeof note, path);
        rc = finish(session, file, write_sheets(session, &made, format, file, e), note, e);
    }
    paper_sheets_release(&made);
    return rc;
}
