/* Sign-in. */
#include "screens/login.h"

#include <stdlib.h>
#include <string.h>

#include "app/demo.h"
#include "app/signin.h"
#include "forms/cond.h"
#include "forms/date.h"
#include "forms/post.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/edit.h"
#include "screens/hidden.h"
#include "screens/home.h"
#include "screens/pick.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { LOGIN_ENTER = COMMAND_OWN, LOGIN_NEXT, LOGIN_BACK, LOGIN_DEMO, LOGIN_QUIT };
enum { LABEL_COL = 4, VALUE_COL = 14, VALUE_CELLS = 34 };

struct login {
    struct shared *shared;
    struct edit *uid;
    struct secret buf;
    struct hidden hidden;
    bool at_secret; /* the passphrase is being typed */
};

static const struct command commands[] = {
    COMMAND(LOGIN_ENTER, K_ENTER, "進む", "利用者IDと合言葉を確かめ、ログインします。"),
    {.id = LOGIN_NEXT, .keys = {K_TAB, K_DOWN}, .label = "次の欄", .help = "合言葉の欄に移ります。", .hidden = true},
    {.id = LOGIN_BACK,
     .keys = {K_BACKTAB, K_UP},
     .label = "前の欄",
     .help = "利用者IDの欄に戻ります。",
     .hidden = true},
    COMMAND(LOGIN_DEMO, K_F2, "デモの人を選ぶ", "架空の警察署の職員を選びます。"),
    {.id = LOGIN_QUIT, .keys = {K_ESC, K_CTRL('d')}, .label = "終了", .help = "プログラムを終わります。"},
    {.id = COMMAND_NONE},
};

static void post_names(char *buf, size_t size, const char *posts)
{
    buf[0] = '\0';
    for (const struct choice *c = post_choices; c->key != NULL; c++)
        if (word_in(posts, c->key)) {
            text_append(buf, size, buf[0] != '\0' ? "、" : "");
            text_append(buf, size, c->label);
        }
}

static void draw_people(struct draw *d, struct area area)
{
    int n = 0, row = area.row;
    while (demo_people[n].uid != NULL)
        n++;
    draw_text(d, row++, area.col, area.cols, ROLE_DEMO, "デモの利用者 (利用者ID、合言葉、氏名、職)");
    for (int i = 0; i < n && row < area.row + area.rows; i++, row++) {
        char posts[POSTS_BYTES];
        if (row == area.row + area.rows - 1 && i + 1 < n) {
            char more[80];
            text_format(more, sizeof more, "ほか %d 人。F2 で全員から選べます。", n - i);
            draw_text(d, row, area.col, area.cols, ROLE_HINT, more);
            return;
        }
        post_names(posts, sizeof posts, demo_people[i].posts);
        draw_text(d, row, area.col, 11, ROLE_VALUE, demo_people[i].uid);
        draw_text(d, row, area.col + 11, 28, ROLE_PLAIN, demo_people[i].passphrase);
        draw_text(d, row, area.col + 40, 12, ROLE_PLAIN, demo_people[i].name);
        draw_text(d, row, area.col + 52, area.cols - 52, ROLE_PLAIN, posts);
    }
}

static void login_draw(void *self, struct screens *s, struct draw *d)
{
    struct login *login = self;
    char when[DATE_BYTES];
    date_format_time(when, sizeof when, world_now(&login->shared->world), DATE_WEEKDAY);
    struct area in = screens_frame(s, d, login->shared->locked ? "管理簿 — 施錠中" : "管理簿 — ログイン", when, NULL);
    int row = in.row + 1;
    if (login->shared->locked)
        draw_text(d, row++, LABEL_COL, in.cols - LABEL_COL, ROLE_TITLE,
                  "施錠中です。入力中だった内容は下書きに残っています。");
    draw_text(d, row, LABEL_COL, 10, ROLE_LABEL, "利用者ID");
    draw_fill(d, (struct area){row, VALUE_COL, 1, VALUE_CELLS}, login->at_secret ? ROLE_FIELD : ROLE_FIELD_FOCUS);
    edit_draw(login->uid, d, (struct area){row, VALUE_COL, 1, VALUE_CELLS}, !login->at_secret);
    row += 2;
    draw_text(d, row, LABEL_COL, 10, ROLE_LABEL, "合言葉");
    draw_text(d, row, VALUE_COL + 2, VALUE_CELLS + 10, ROLE_HINT,
              login->at_secret ? "(打った字も長さも表示しません)" : "");
    if (login->at_secret)
        draw_caret(d, row, VALUE_COL);
    row += 2;
    if (login->shared->demo)
        draw_people(d, (struct area){row, 2, in.row + in.rows - row, in.cols - 3});
    else
        draw_text(d, row, LABEL_COL, in.cols - LABEL_COL, ROLE_HINT,
                  "初めての人は、渡された利用者IDを入れると、一度だけのコードを尋ねます。");
}

/* Whoever is signed in now goes home. */
static enum screen_next enter(struct screens *s, struct session *session)
{
    struct err e;
    shared_signed_in(s, session);
    return home_open(s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* First sign-in: the code, then one's own passphrase, twice. */
static enum screen_next enrol(struct login *login, struct screens *s)
{
    struct secret code = {0}, own = {0};
    struct session *session = NULL;
    char *typed = NULL, uid[UID_BYTES];
    struct err e;
    text_format(uid, sizeof uid, "%s", edit_text(login->uid));
    int rc =
        dialog_text(&typed, s, "初回ログイン", "渡された一度だけのコードを入れてください。発行から72時間だけ使えます。",
                    NULL, CODE_BYTES, false, &e);
    if (rc == 0)
        rc = signin_read(&code, typed, strlen(typed), &e);
    if (rc == 0)
        rc = shared_ask_new_secret(&own, s, "初回ログイン — 合言葉を決める", uid, NULL, NULL, &e);
    if (rc == 0) {
        screens_busy(s, "鍵を作っています…");
        rc = session_enrol(&session, &login->shared->world, uid, &code, &own, &e);
    }
    if (typed != NULL)
        explicit_bzero(typed, strlen(typed));
    free(typed);
    secret_release(&code);
    secret_release(&own);
    if (rc == 0)
        return enter(s, session);
    return rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next id_given(struct login *login, struct screens *s)
{
    bool enrolling = false;
    char uid[UID_BYTES];
    struct err e;
    if (edit_bytes(login->uid) == 0) {
        screens_say(s, "利用者IDを入れてください。");
        return SCREEN_REDRAW;
    }
    if (signin_uid(uid, edit_text(login->uid), &e) != 0 || edit_set(login->uid, uid, &e) != 0 ||
        signin_may_try(&login->shared->world, uid, &enrolling, &e) != 0)
        return screens_error(s, &e);
    if (enrolling)
        return enrol(login, s);
    login->at_secret = true;
    return SCREEN_REDRAW;
}

static enum screen_next sign_in(struct login *login, struct screens *s)
{
    struct secret passphrase = {0};
    struct session *session = NULL;
    struct err e;
    int rc = signin_read(&passphrase, login->hidden.buf, login->hidden.n, &e);
    hidden_wipe(&login->hidden);
    if (rc == 0) {
        screens_busy(s, "合言葉を確かめています…");
        rc = session_open(&session, &login->shared->world, edit_text(login->uid), &passphrase, &e);
    }
    secret_release(&passphrase);
    return rc == 0 ? enter(s, session) : screens_error(s, &e);
}

static void person_item(void *arg, size_t index, struct pick_item *item)
{
    char *posts = arg;
    const struct demo_person *p = &demo_people[index];
    post_names(posts, POSTS_BYTES, p->posts);
    *item = (struct pick_item){.label = p->name, .detail = posts, .keywords = p->kana};
}

static enum screen_next pick_person(struct login *login, struct screens *s)
{
    char posts[POSTS_BYTES];
    struct pick_options options = {.title = "デモの利用者", .item = person_item, .arg = posts, .label_cells = 16};
    size_t index;
    struct err e;
    while (demo_people[options.count].uid != NULL)
        options.count++;
    if (pick_run(s, &options, &index, &e) != 0)
        return SCREEN_REDRAW;
    hidden_wipe(&login->hidden);
    login->hidden.n = strlen(demo_people[index].passphrase);
    memcpy(login->hidden.buf, demo_people[index].passphrase, login->hidden.n + 1);
    login->at_secret = true;
    int rc = edit_set(login->uid, demo_people[index].uid, &e);
    return rc < 0 ? screens_error(s, &e) : sign_in(login, s);
}

static enum screen_next login_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct login *login = self;
    struct err e;
    int rc = 0;
    switch (command) {
    case LOGIN_ENTER:
        return login->at_secret ? sign_in(login, s) : id_given(login, s);
    case LOGIN_NEXT:
        return login->at_secret ? SCREEN_REDRAW : id_given(login, s);
    case LOGIN_BACK:
        hidden_wipe(&login->hidden);
        login->at_secret = false;
        return SCREEN_REDRAW;
    case LOGIN_DEMO:
        return pick_person(login, s);
    case LOGIN_QUIT:
        return SCREEN_QUIT;
    default:
        break;
    }
    if (login->at_secret)
        hidden_key(&login->hidden, key, &rc, &e);
    else
        rc = edit_key(login->uid, key, &e);
    return rc < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
}

static bool login_typing(const void *self)
{
    (void)self;
    return true;
}

static bool login_offers(const void *self, int command)
{
    const struct login *login = self;
    return command != LOGIN_DEMO || login->shared->demo;
}

static enum screen_next login_tick(void *self, struct screens *s)
{
    (void)self;
    (void)s;
    return SCREEN_REDRAW; /* the clock */
}

static void login_close(void *self)
{
    struct login *login = self;
    edit_free(login->uid);
    secret_release(&login->buf);
    free(login);
}

static const struct screen_ops login_ops = {
    .name = "ログイン",
    .commands = commands,
    .locked = true,
    .draw = login_draw,
    .handle = login_handle,
    .typing = login_typing,
    .offers = login_offers,
    .tick = login_tick,
    .close = login_close,
};

int login_open(struct screens *s, struct err *e)
{
    struct login *login = calloc(1, sizeof *login);
    if (login == NULL)
        return err_memory(e);
    login->shared = shared_of(s);
    int rc = edit_new(&login->uid, UID_BYTES - 1, false, e);
    if (rc == 0)
        rc = secret_init(&login->buf, HIDDEN_BYTES + 1, e);
    if (rc == 0)
        rc = edit_set(login->uid, login->shared->uid, e);
    if (rc != 0) {
        login_close(login);
        return rc;
    }
    hidden_init(&login->hidden, (char *)login->buf.bytes, login->buf.size);
    login->at_secret = login->shared->uid[0] != '\0';
    return screens_push(s, &login_ops, login, e);
}
