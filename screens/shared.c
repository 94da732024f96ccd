/* What the screens of one worker process share. */
#include "screens/shared.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/signin.h"
#include "forms/setting.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/hidden.h"

#include "forms/banned.h"

enum { LOCK_MINUTES = 15 };

struct shared *shared_of(const struct screens *s)
{
    return screens_shared(s);
}

struct session *shared_session(const struct screens *s)
{
    return shared_of(s)->session;
}

void shared_signed_in(struct screens *s, struct session *session)
{
    struct shared *shared = shared_of(s);
    const char *minutes = session_setting(session, "lock_minutes");
    int n = minutes != NULL ? setting_number(minutes) : -1;
    shared->session = session;
    shared->locked = false;
    shared->uid[0] = '\0';
    text_append(shared->uid, sizeof shared->uid, session_uid(session));
    screens_set_idle(s, (n >= 1 && n <= LOCK_MINUTES ? n : LOCK_MINUTES) * 60);
}

int shared_ask_secret(struct secret *out, struct screens *s, const char *title, const char *text, struct err *e)
{
    struct secret buf = {0};
    size_t n = 0;
    *out = (struct secret){0};
    int rc = secret_init(&buf, HIDDEN_BYTES + 1, e);
    if (rc == 0)
        rc = dialog_secret(s, title, text, (char *)buf.bytes, buf.size, &n, e);
    if (rc == 0)
        rc = signin_read(out, (const char *)buf.bytes, n, e);
    secret_release(&buf);
    return rc;
}

static bool same(const struct secret *a, const struct secret *b)
{
    return a->size == b->size && crypto_equal(a->bytes, b->bytes, a->size);
}

static void append_fault(char *buf, size_t size, const struct err *e)
{
    buf[0] = '\0';
    text_append(buf, size, e->text);
    if (e->clause[0] != '\0') {
        text_append(buf, size, " 根拠 ");
        text_append(buf, size, e->clause);
    }
    text_append(buf, size, "\n\n");
}

int shared_ask_new_secret(struct secret *out, struct screens *s, const char *title, const char *uid, const char *name,
                          const char *unit, struct err *e)
{
    static const char rules[] = "自分だけの合言葉を決めます。15字以上。\n"
                                "他システムと同じものを使わないでください。\n"
                                "漢字やかなの文でもかまいません。忘れても、管理者にも読めません。";
    char fault[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 16] = "", text[sizeof fault + sizeof rules];
    for (;;) {
        struct secret again = {0};
        text_format(text, sizeof text, "%s%s", fault, rules);
        int rc = shared_ask_secret(out, s, title, text, e);
        if (rc == 0)
            rc = account_judge(out, uid, name, unit, e);
        if (rc == 0)
            rc = shared_ask_secret(&again, s, title, "同じ合言葉をもう一度入れてください。", e);
        if (rc == 0 && !same(out, &again))
            rc = err_field(e, "passphrase", NULL, "二度の入力が一致しません。初めから入れてください。");
        secret_release(&again);
        if (rc == 0)
            return 0;
        secret_release(out);
        if (rc != ERR_INPUT && rc != ERR_REFUSED)
            return rc;
        append_fault(fault, sizeof fault, e);
    }
}

enum draw_role shared_mark_role(enum state_kind kind, bool late)
{
    if (late)
        return ROLE_MARK_LATE;
    return kind == STATE_OUT ? ROLE_MARK_OUT : kind == STATE_WAITING || kind == STATE_BACK ? ROLE_MARK_WAIT : ROLE_MARK;
}
