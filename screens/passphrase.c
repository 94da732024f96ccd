/* Changing one's own passphrase. */
#include "screens/passphrase.h"

#include "app/account.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum screen_next passphrase_change(struct screens *s)
{
    static const char title[] = "合言葉の変更";
    struct session *session = shared_session(s);
    struct secret old = {0}, fresh = {0};
    struct err e;
    int rc = shared_ask_secret(&old, s, title, "今の合言葉を入れてください。", &e);
    if (rc == 0)
        rc = shared_ask_new_secret(&fresh, s, title, session_uid(session), session_name(session),
                                   session_unit_name(session), &e);
    if (rc == 0) {
        screens_busy(s, "合言葉を変えています…");
        rc = account_change_passphrase(session, &old, &fresh, &e);
    }
    secret_release(&old);
    secret_release(&fresh);
    if (rc == 0)
        screens_say(s, "合言葉を変えました。次のログインから新しい合言葉を使います。");
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}
