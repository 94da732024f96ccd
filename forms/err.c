#include "forms/err.h"

#include <stddef.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "forms/banned.h"

/* Length of `text` without a character that lost its last bytes when the buffer ended. The text before is ours and valid. */
static size_t whole_length(const char *text, size_t n)
{
    size_t start = n;
    while (start > 0 && n - start < 4) {
        unsigned char byte = (unsigned char)text[--start];
        if (byte < 0x80)
            return n;
        if (byte >= 0xC0) {
            size_t need = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return n - start >= need ? n : start;
        }
    }
    return n;
}

static void copy_whole(char *buf, size_t size, const char *text)
{
    size_t n = text ? strnlen(text, size) : 0;
    if (n >= size)
        n = whole_length(text, size - 1);
    if (n > 0)
        memcpy(buf, text, n);
    buf[n] = '\0';
}

static void __attribute__((format(printf, 5, 0)))
fill(struct err *e, enum err_code code, const char *field, const char *clause, const char *format, va_list args)
{
    /* The arguments may point into *e itself (a sentence put in front of an older one), so it is written last. */
    char text[ERR_TEXT_BYTES], kept_clause[ERR_CLAUSE_BYTES], kept_field[ERR_FIELD_BYTES];
    int n = vsnprintf(text, sizeof text, format, args);
    if (n < 0)
        text[0] = '\0';
    else if ((size_t)n >= sizeof text)
        text[whole_length(text, sizeof text - 1)] = '\0';
    copy_whole(kept_clause, sizeof kept_clause, clause);
    copy_whole(kept_field, sizeof kept_field, field);
    e->code = code;
    memcpy(e->text, text, sizeof text);
    memcpy(e->clause, kept_clause, sizeof kept_clause);
    memcpy(e->field, kept_field, sizeof kept_field);
}

int err_set(struct err *e, enum err_code code, const char *format, ...)
{
    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, code, NULL, NULL, format, args);
        va_end(args);
    }
    return code;
}

int err_refuse(struct err *e, const char *clause, const char *format, ...)
{
    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, ERR_REFUSED, NULL, clause, format, args);
        va_end(args);
    }
    return ERR_REFUSED;
}

int err_field(struct err *e, const char *field, const char *clause, const char *format, ...)
{
    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, ERR_INPUT, field, clause, format, args);
        va_end(args);
    }
    return ERR_INPUT;
}

int err_memory(struct err *e)
{
    return err_set(e, ERR_MEMORY, "メモリが足りません。ほかのプログラムを終了してから、もう一度操作してください。");
}

void err_clear(struct err *e)
{
    if (!e)
        return;
    e->code = ERR_NONE;
    e->text[0] = '\0';
    e->clause[0] = '\0';
    e->field[0] = '\0';
}

static const struct {
    int error;
    const char *reason;
} reasons[] = {
    {ENOENT, "ありません"},
    {EACCES, "許可がありません"},
    {EPERM, "許可がありません"},
    {ENOSPC, "空き容量がありません"},
    {EDQUOT, "空き容量がありません"},
    {EROFS, "書き込めない場所です"},
    {EEXIST, "すでにあります"},
    {EISDIR, "フォルダです"},
    {ENOTDIR, "途中がフォルダではありません"},
    {EIO, "読み書きの誤りです"},
    {ELOOP, "リンクは使えません"},
    {ENAMETOOLONG, "名前が長すぎます"},
    {EBUSY, "使用中です"},
    {EMFILE, "開いているものが多すぎます"},
    {ENOMEM, "記憶が足りません"},
};

const char *err_reason(char buf[ERR_REASON_BYTES], int error)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (reasons[i].error == error) {
            (void)snprintf(buf, ERR_REASON_BYTES, "%s", reasons[i].reason);
            return buf;
        }
    (void)snprintf(buf, ERR_REASON_BYTES, "システムの誤り %d", error);
    return buf;
}
