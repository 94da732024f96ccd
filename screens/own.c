/* Registers that are dealt with on screens of their own. */
#include "screens/own.h"

#include <string.h>

#include "screens/account.h"
#include "screens/disposal.h"
#include "screens/handover.h"
#include "screens/month.h"
#include "screens/reminder.h"
#include "screens/transfer.h"

#include "forms/banned.h"

static const struct own {
    const char *reg;
    int (*open)(struct screens *s, struct err *e);
} owns[] = {
    {"disposal", disposal_open}, {"handover", handover_open}, {"monthly", month_open},
    {"reminder", reminder_open}, {"transfer", transfer_open}, {"user", account_open},
};

int own_open(struct screens *s, const struct register_def *reg, struct err *e)
{
    for (size_t i = 0; i < sizeof owns / sizeof owns[0]; i++)
        if (strcmp(owns[i].reg, reg->id) == 0)
            return owns[i].open(s, e);
    return err_set(e, ERR_NOT_FOUND, "「%s」には専用の画面がありません。", reg->label);
}
