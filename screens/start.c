/* From an open terminal to the end of one sitting. */
#include "screens/start.h"

#include <stdlib.h>
#include <string.h>

#include "app/signin.h"
#include "forms/text.h"
#include "screens/login.h"
#include "screens/setup.h"
#include "screens/shared.h"

#include "forms/banned.h"

static void progress(void *arg, const char *what, int64_t done, int64_t total)
{
    struct shared *shared = arg;
    char text[200];
    if (total > 0)
        text_format(text, sizeof text, "%s %lld%%", what, (long long)(done * 100 / total));
    else
        text_format(text, sizeof text, "%s", what);
    screens_busy(shared->screens, text);
}

/* What the end is called in the journal. */
static const char *action_of(enum screen_end end)
{
    return end == SCREEN_END_LOCK ? "lock" : "sign_out";
}

int screens_start(const struct start_options *options, enum screen_end *end, char uid[UID_BYTES], struct err *e)
{
    struct shared shared = {.world = *options->world, .locked = options->locked, .demo = options->demo};
    struct screens_options stack = {.term = options->term,
                                    .boot_ms = options->boot_ms,
                                    .arg = options->arg,
                                    .demo = options->demo,
                                    .shared = &shared};
    shared.world.progress = progress;
    shared.world.progress_arg = &shared;
    if (options->uid != NULL)
        text_append(shared.uid, sizeof shared.uid, options->uid);
    *end = SCREEN_END_QUIT;
    int rc = screens_new(&shared.screens, &stack, e);
    if (rc != 0)
        return rc;
    rc = signin_ready(&shared.world) ? login_open(shared.screens, e) : setup_open(shared.screens, e);
    if (rc == 0) {
        *end = screens_run(shared.screens);
        shared.world.progress = NULL; /* the screens are closed */
        rc = session_close(shared.session, action_of(*end), e);
    }
    uid[0] = '\0';
    if (*end != SCREEN_END_LOGOUT) /* whoever logs out makes room for another */
        text_append(uid, UID_BYTES, shared.uid);
    screens_free(shared.screens);
    explicit_bzero(&shared, sizeof shared);
    return rc;
}
