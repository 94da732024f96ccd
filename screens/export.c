/* Where a file shall go. */
#include "screens/export.h"

#include <stdlib.h>

#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { PATH_CHARACTERS = 200 };

static int write_file(struct screens *s, const struct paper_request *request, enum paper_format format,
                      const char *path, struct err *e)
{
    screens_busy(s, "書き出しています…");
    int rc = paper_export(shared_session(s), request, format, path, false, e);
    if (rc == ERR_CONFLICT &&
        dialog_confirm(s, "書き出し", "同じ名前のファイルがあります。置き換えますか。", "置き換える"))
        rc = paper_export(shared_session(s), request, format, path, true, e);
    return rc;
}

enum screen_next export_file(struct screens *s, const struct paper_request *request, const char *stem,
                             enum paper_format format)
{
    static const char prompt[] =
        "書き出す先のファイル名を入れてください。暗号化されないファイルになります。扱いに注意してください。";
    char start[PATH_CHARACTERS], *path = NULL;
    struct err e;
    text_format(start, sizeof start, "%s.%s", stem, format == PAPER_PDF ? "pdf" : "xlsx");
    int rc = dialog_text(&path, s, "書き出し", prompt, start, PATH_CHARACTERS, false, &e);
    if (rc == 0)
        rc = write_file(s, request, format, path, &e);
    if (rc == 0)
        screens_say(s, "%s に書き出しました。", path);
    free(path);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}
