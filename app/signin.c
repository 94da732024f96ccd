/* signin — before anybody is signed in. See signin.h. */
#include "app/signin.h"

#include <stdlib.h>

#include "db/passphrase.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

bool signin_ready(const struct world *world)
{
    return station_exists(world->dir);
}

int signin_uid(char uid[UID_BYTES], const char *typed, struct err *e)
{
    static const struct field field = {.key = "uid", .label = "利用者ID", .type = FIELD_UID};
    char *canonical = NULL;
    int rc = field_parse(&canonical, &field, typed, 0, NULL);
    if (rc == ERR_MEMORY)
        return err_memory(e);
    if (rc != 0 || canonical == NULL)
        return err_field(e, "uid", NULL,
                         "利用者IDの形ではありません。半角の英小文字、数字、. _ - の2–32字で入れ直してください。");
    text_format(uid, UID_BYTES, "%s", canonical);
    free(canonical);
    return 0;
}

int signin_may_try(const struct world *world, const char *uid, bool *enrolling, struct err *e)
{
    return station_may_try(world->dir, uid, world_now(world), enrolling, e);
}

int signin_read(struct secret *out, const char *typed, size_t n, struct err *e)
{
    return passphrase_read(out, typed, n, e);
}
