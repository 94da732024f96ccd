/* month_set — what is printed of a month in one go. See month.h. */
#include <string.h>

#include "app/month.h"
#include "forms/text.h"

#include "forms/banned.h"

void month_set(struct month_set *out, const struct session *session, const char *month)
{
    static const char *const forms[] = {"3", "5", "7"};
    size_t n = 0;
    memset(out, 0, sizeof *out);
    text_format(out->month, sizeof out->month, "%s", month);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const struct register_def *book = register_of_form(forms[i]);
        out->requests[n] = paper_around(book, out->month, out->year);
        out->requests[n++].alone = true;
        if (book->parts != NULL) /* its sheet is the year's; of what belongs to it the month's is enough */
            out->requests[n++] = (struct paper_request){.reg = station_register(session_station(session), book->parts),
                                                        .month = out->month};
    }
}
