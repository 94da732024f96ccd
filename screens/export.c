/* Where a file shall go. */
#include "screens/export.h"

#include <stdlib.h>

#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { PATH_CHARACTERS = 200 };

/* What goes to the file: one book, or a named set of them. */
struct order {
    const char *what; /* NULL: one book */
    const struct paper_request *requests;
    size_t n;
    enum paper_format format;
};

static int write_order(struct screens *s, const struct order *order, const char *path, bool overwrite, struct err *e)
{
    struct session *session = shared_session(s);
    return order->what != NULL
               ? paper_set_export(session, order->what, order->requests, order->n, order->format, path, overwrite, e)
               : paper_export(session, order->requests, order->format, path, overwrite, e);
}

static int write_file(struct screens *s, const struct order *order, const char *path, struct err *e)
{
    screens_busy(s, "書き出しています…");
    int rc = write_order(s, order, path, false, e);
    if (rc == ERR_CONFLICT &&
        dialog_confirm(s, "書き出し", "同じ名前のファイルがあります。置き換えますか。", "置き換える"))
        rc = write_order(s, order, path, true, e);
    return rc;
}

static enum screen_next export_order(struct screens *s, const struct order *order, const char *stem)
{
    static const char prompt[] =
        "書き出す先のファイル名を入れてください。暗号化されないファイルになります。扱いに注意してください。";
    char start[PATH_CHARACTERS], *path = NULL;
    struct err e;
    text_format(start, sizeof start, "%s.%s", stem, order->format == PAPER_PDF ? "pdf" : "xlsx");
    int rc = dialog_text(&path, s, "書き出し", prompt, start, PATH_CHARACTERS, false, &e);
    if (rc == 0)
        rc = write_file(s, order, path, &e);
    if (rc == 0)
        screens_say(s, "%s に書き出しました。", path);
    free(path);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

enum screen_next export_file(struct screens *s, const struct paper_request *request, const char *stem,
                             enum paper_format format)
{
    const struct order order = {.requests = request, .n = 1, .format = format};
    return export_order(s, &order, stem);
}

enum screen_next export_set(struct screens *s, const char *what, const struct paper_request *requests, size_t n,
                            const char *stem, enum paper_format format)
{
    const struct order order = {.what = what, .requests = requests, .n = n, .format = format};
    return export_order(s, &order, stem);
}
