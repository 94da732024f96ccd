/* external — see external.h. */
#include "forms/external.h"

#include "forms/banned.h"

int external_recorded(const struct situation *s, struct err *e)
{
    static const char *const wanted[] = {"external_number", "external_date", "external_decider"};
    if (s->step == NULL)
        return 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (entry_get(s->entry, wanted[i]) == NULL)
            return err_field(
                e, wanted[i], NULL,
                "外部決裁を記録するには、決裁の番号・日・決裁者が要ります。届いた決裁の写しを見て入れてくだ"
                "さい。");
    if (situation_ahead(s, "external_date"))
        return err_field(e, "external_date", NULL, "外部決裁の日がまだ来ていません。日付を確かめてください。");
    return 0;
}
