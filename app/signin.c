/* signin — before anybody is signed in. See signin.h. */
#include "app/signin.h"

#include "db/passphrase.h"

#include "forms/banned.h"

bool signin_ready(const struct world *world)
{
    return station_exists(world->dir);
}

int signin_may_try(const struct world *world, const char *uid, bool *enrolling, struct err *e)
{
    return station_may_try(world->dir, uid, world_now(world), enrolling, e);
}

int signin_read(struct secret *out, const char *typed, size_t n, struct err *e)
{
    return passphrase_read(out, typed, n, e);
}
