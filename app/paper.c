/* paper — a book's sheets for a period, to a file or a stream. See paper.h. */
#include "app/paper.h"

#include <stdlib.h>
#include <string.h>

#include "app/paper_rows.h"
#include "db/journal.h"
#include "db/query.h"
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

/* Name and date for each stamp box from the month's confirmations. */
static int fill_stamps(struct sheet_stamp *stamps, char (*names)[NAME_BYTES], struct session *session,
                       const struct paper_request *request, struct err *e)
{
    const struct cond conds[] = {{"book", COND_IS, request->reg->form}, {"month", COND_IS, request->month}, {0}};
    const struct query query = {
        .reg = station_register(session_station(session), "monthly"), .conds = conds, .limit = 50, .steps = true};
    struct rows rows = {0};
    int rc = 0;
    if (request->month != NULL)
        rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        for (int b = 0; b < PAPER_BOXES && request->reg->sheet->boxes[b].label != NULL; b++) {
            const struct done *done = rows.entries[i]->nsteps > 0 ? &rows.entries[i]->steps[0] : NULL;
            if (done == NULL || !word_in(request->reg->sheet->boxes[b].keys, done->step))
                continue;
            text_format(names[b], NAME_BYTES, "%s", done->actor.name);
            stamps[b] = (struct sheet_stamp){names[b], done->at};
        }
    rows_release(&rows);
    return rc;
}

int paper_sheet(struct sheet **out, struct session *session, const struct paper_request *request, struct err *e)
{
    struct paper_rows rows = {0};
    struct sheet_stamp stamps[PAPER_BOXES] = {{0}};
    char names[PAPER_BOXES][NAME_BYTES], period[NAME_BYTES], code[64] = "";
    struct sheet_head head = {.office = session_unit_name(session),
                              .stamps = stamps,
                              .code = code,
                              .banner = session_demo(session) ? "デモ" : NULL,
                              .edition = rule_edition,
                              .created = session_now(session)};
    int rc = session_may_view(session, request->reg, e);
    *out = NULL;
    if (rc == 0 && request->reg->sheet == NULL)
        rc = err_set(e, ERR_USAGE, "「%s」には印刷する様式がありません。", request->reg->label);
    if (rc == 0)
        rc = paper_rows_load(&rows, session, request, e);
    if (rc == 0)
        rc = station_code(code, sizeof code, session_station(session), e);
    if (rc == 0 && request->reg->sheet->boxes != NULL)
        rc = fill_stamps(stamps, names, session, request, e);
    period_label(period, sizeof period, request);
    head.period = period[0] != '\0' ? period : NULL;
    if (rc == 0)
        rc = sheet_new(out, request->reg, &head, rows.rows, rows.n, e);
    paper_rows_release(&rows);
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

static int write_sheet(struct session *session, const struct paper_request *request, enum paper_format format,
                       struct file *file, struct err *e)
{
    struct sheet *sheet;
    const struct sheet *sheets[1];
    int rc = paper_sheet(&sheet, session, request, e);
    if (rc != 0)
        return rc;
    sheets[0] = sheet;
    if (format == PAPER_PDF)
        rc = pdf_write(sheets, 1, file_write, file, e);
    else
        rc = xlsx_write(sheets, 1, session_demo(session), file_write, file, e);
    sheet_free(sheet);
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
        rc = write_sheet(session, request, format, file, e);
    else
        rc = paper_lines(session, request, format == PAPER_JSON, file_write, file, e);
    if (rc != 0) {
        file_cancel(file);
        return rc;
    }
    /* On record before it is there: what left the station is known even when the disk fills up now. */
    export_note(note, sizeof note, request, path);
    rc = journal_log(session_station(session), "export", note, session_now(session), e);
    if (rc != 0) {
        file_cancel(file);
        return rc;
    }
    return file_commit(file, e);
}
