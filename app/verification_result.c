/* 使用状況の検証: what came out, as entries to be listed, printed and put on record, and as the words of 結果の記載. */
#include <stdlib.h>
#include <string.h>

#include "app/verification_impl.h"
#include "forms/date.h"
#include "forms/field.h"
#include "forms/register_log_result.h"
#include "forms/text.h"
#include "print/csv_read.h"

#include "forms/banned.h"

enum { CELL_BYTES = 1024, SUMMARY_CHARACTERS = 480, LINE_BYTES = 512 };

/* ---- words ---- */

const char *verification_person(const struct verification *v, const struct log_line *line)
{
    for (size_t i = 0; line->person != NULL && i < v->persons.n; i++)
        if (strcmp(v->persons.list[i]->id, line->person) == 0 && entry_get(v->persons.list[i], "name") != NULL)
            return entry_get(v->persons.list[i], "name");
    return line->text[LOG_PERSON];
}

static void put_time(char *buf, size_t size, const struct entry *use, const char *field, const char *none)
{
    char text[DATE_BYTES];
    const char *value = entry_get(use, field);
    text_append(buf, size, value != NULL ? date_format_time(text, sizeof text, field_time(value), DATE_DAY) : none);
}

const char *verification_row_text(char *buf, size_t size, const struct verification *v, size_t row)
{
    const struct entry *use = v->uses.list[row];
    const char *user = entry_get(use, "user"), *pc = entry_get(use, "pc");
    char mode[NAME_BYTES];
    field_format(mode, sizeof mode, entry_field(use, "mode"), entry_get(use, "mode"), FORMAT_FORM);
    text_format(buf, size, "様式第7号 ");
    put_time(buf, size, use, "taken_from", "");
    text_append(buf, size, "–");
    put_time(buf, size, use, "returned_at", "");
    text_append(buf, size, " ");
    text_append(buf, size, user != NULL ? reference_label(user) : "");
    text_append(buf, size, " ");
    text_append(buf, size, mode);
    text_append(buf, size, pc != NULL ? " " : "");
    text_append(buf, size, pc != NULL ? reference_label(pc) : "");
    return buf;
}

static const char *way_text(char *buf, size_t size, const struct log_line *line)
{
    static const char *const ways[] = {"", "入力", "出力"}, *const kinds[] = {"", "平文", "暗号"};
    text_format(buf, size, "%s%s%s", ways[line->direction], line->direction != 0 && line->encryption != 0 ? " " : "",
                kinds[line->encryption]);
    return buf;
}

/* ---- entries ---- */

void verification_hide(struct verification *v)
{
    for (size_t i = 0; i < v->shown.n; i++)
        entry_free(v->shown.entries[i]);
    free(v->shown.entries);
    v->shown = (struct paper_made){0};
}

/* As one line, no longer than the field takes, and nothing in it that a field would refuse. */
static int put(struct entry *entry, const char *key, const char *text, struct err *e)
{
    char *shown = text_show(text, strlen(text));
    size_t n = shown != NULL ? strlen(shown) : 0, end = 0, characters = (size_t)field_limit(entry_field(entry, key));
    int rc;
    for (size_t i = 0; i < n; i++)
        if (shown[i] == '\n' || shown[i] == '\t')
            shown[i] = ' ';
    while (end < n && characters-- > 0)
        end = text_next(shown, n, end);
    if (shown == NULL)
        return err_memory(e);
    shown[end] = '\0';
    rc = entry_set(entry, key, end > strspn(shown, " ") ? shown : NULL, e);
    free(shown);
    return rc;
}

static int put_line(struct entry *entry, const struct verification *v, const struct log_line *line, struct err *e)
{
    char at[32], way[NAME_BYTES], source[NAME_BYTES * 2];
    int rc = line->at != 0 ? entry_set(entry, "at", field_time_value(at, sizeof at, line->at), e) : 0;
    text_format(source, sizeof source, "%s %zu行目", line->source, line->line);
    const char *const values[][2] = {{"person", verification_person(v, line)},
                                     {"medium", line->text[LOG_MEDIUM]},
                                     {"pc", line->text[LOG_PC]},
                                     {"way", way_text(way, sizeof way, line)},
                                     {"file", line->text[LOG_FILE]},
                                     {"size", line->text[LOG_SIZE]},
                                     {"source", source}};
    for (size_t i = 0; rc == 0 && i < sizeof values / sizeof *values; i++)
        rc = put(entry, values[i][0], values[i][1], e);
    return rc;
}

static int put_row(struct entry *entry, const struct verification *v, size_t row, bool alone, struct err *e)
{
    char text[CELL_BYTES];
    const struct entry *use = v->uses.list[row];
    const char *user = entry_get(use, "user"), *item = entry_get(use, "item");
    int rc = put(entry, "row", verification_row_text(text, sizeof text, v, row), e);
    if (rc != 0 || !alone)
        return rc;
    rc = entry_set(entry, "at", entry_get(use, "taken_from"), e);
    if (rc == 0 && user != NULL)
        rc = put(entry, "person", reference_label(user), e);
    if (rc == 0 && item != NULL)
        rc = put(entry, "medium", reference_label(item), e);
    return rc;
}

static int append(struct verification *v, struct entry **made, const char *kind, struct err *e)
{
    struct entry *entry = NULL;
    int rc = entry_new(&entry, &register_log_result, e);
    if (rc == 0)
        rc = entry_set(entry, "kind", kind, e);
    if (rc == 0)
        rc = entry_set(entry, "month", v->month, e);
    if (rc != 0) {
        entry_free(entry);
        return rc;
    }
    text_format(entry->state, sizeof entry->state, "listed");
    v->shown.entries[v->shown.n++] = entry;
    *made = entry;
    return 0;
}

static int show_file(struct verification *v, const struct verification_file *file, struct err *e)
{
    struct entry *entry;
    char text[NAME_BYTES * 2];
    int rc = append(v, &entry, LOG_FILE_KIND, e);
    text_format(text, sizeof text, "%zu行", file->table->n - file->heading - 1);
    if (rc == 0)
        rc = put(entry, "file", file->name, e);
    if (rc == 0)
        rc = put(entry, "size", text, e);
    return rc == 0 ? put(entry, "digest", file->digest, e) : rc;
}

static int show_difference(struct verification *v, const struct log_difference *d, struct err *e)
{
    struct entry *entry;
    int rc = append(v, &entry, log_differences[d->fault].key, e);
    if (rc == 0 && d->line != LOG_NONE)
        rc = put_line(entry, v, &v->lines[d->line], e);
    if (rc == 0 && d->row != LOG_NONE)
        rc = put_row(entry, v, d->row, d->line == LOG_NONE, e);
    return rc;
}

int verification_show(struct verification *v, struct err *e)
{
    size_t n = v->result.n < VERIFICATION_SHOWN ? v->result.n : VERIFICATION_SHOWN;
    int rc = 0;
    verification_hide(v);
    v->shown.entries = calloc(v->nfiles + n + 1, sizeof *v->shown.entries);
    if (v->shown.entries == NULL)
        return err_memory(e);
    for (size_t i = 0; rc == 0 && i < v->nfiles; i++)
        rc = show_file(v, &v->files[i], e);
    v->nfiles_shown = v->shown.n;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = show_difference(v, &v->result.list[i], e);
    return rc;
}

static const struct log_difference *difference_at(const struct verification *v, size_t n)
{
    size_t i = n - v->nfiles_shown;
    return n >= v->nfiles_shown && i < v->result.n ? &v->result.list[i] : NULL;
}

const struct entry *verification_row(const struct verification *v, size_t n)
{
    const struct log_difference *d = difference_at(v, n);
    return d != NULL && d->row != LOG_NONE ? v->uses.list[d->row] : NULL;
}

const struct log_line *verification_line(const struct verification *v, size_t n)
{
    const struct log_difference *d = difference_at(v, n);
    return d != NULL && d->line != LOG_NONE ? &v->lines[d->line] : NULL;
}

/* ---- the words of 結果の記載 ---- */

static void put_counts(char *buf, size_t size, const struct verification *v)
{
    bool first = true;
    char text[NAME_BYTES];
    for (int f = 0; f < LOG_ROW_ALONE; f++) {
        if (v->result.counts[f] == 0)
            continue;
        text_format(text, sizeof text, "%s%s %zu", first ? ": " : "、", log_differences[f].label, v->result.counts[f]);
        text_append(buf, size, text);
        first = false;
    }
}

static void difference_text(char *buf, size_t size, const struct entry *shown)
{
    static const char *const keys[] = {"at", "person", "medium", "kind", "file"};
    char value[CELL_BYTES];
    text_format(buf, size, "\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (entry_get(shown, keys[i]) == NULL)
            continue;
        field_format(value, sizeof value, entry_field(shown, keys[i]), entry_get(shown, keys[i]), FORMAT_LIST);
        text_append(buf, size, i > 0 ? " " : "");
        text_append(buf, size, value);
    }
}

const char *verification_summary(char *buf, size_t size, const struct verification *v)
{
    char line[LINE_BYTES];
    size_t faults = log_result_faults(&v->result), told = 0, used;
    text_format(buf, size, "差異%zu件", faults);
    put_counts(buf, size, v);
    text_format(line, sizeof line, "。ログ等%zu行(うち接続記録簿%zu)と簿冊%zu行を照合。", v->result.lines, v->nbook,
                v->uses.n);
    text_append(buf, size, line);
    used = text_length(buf, strlen(buf));
    for (size_t i = v->nfiles_shown; i < v->shown.n && told < faults; i++) {
        difference_text(line, sizeof line, v->shown.entries[i]);
        used += text_length(line, strlen(line));
        if (used > SUMMARY_CHARACTERS)
            break;
        text_append(buf, size, line);
        told++;
    }
    if (told < faults) {
        text_format(line, sizeof line, "\nほか%zu件は、ログの検証結果のとおり。", faults - told);
        text_append(buf, size, line);
    }
    return buf;
}
