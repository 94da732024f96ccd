/* cli_setup — init, user, demo: what makes a station and its people. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/account.h"
#include "app/cli_run.h"
#include "app/demo.h"
#include "app/paper.h"
#include "app/paper_rows.h"
#include "app/setup.h"
#include "db/passphrase.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { ANSWER_BYTES = 256, POSTS_MOST = 12 };

/* ---- init ---- */

/* "name=…" among the words; NULL when it is not there. */
static const char *word_value(const struct cli *cli, const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; i < cli->nwords; i++)
        if (strncmp(cli->words[i], name, n) == 0 && cli->words[i][n] == '=')
            return cli->words[i] + n + 1;
    return NULL;
}

static int answer(char buf[ANSWER_BYTES], const struct cli *cli, const char *name, const char *prompt, struct err *e)
{
    const char *given = word_value(cli, name);
    if (given == NULL)
        return cli_ask(buf, ANSWER_BYTES, prompt, e);
    text_format(buf, ANSWER_BYTES, "%s", given);
    return 0;
}

/* A choice by key or label. */
static const char *rank_key(const char *text)
{
    for (const struct choice *c = rank_choices; c->key != NULL; c++)
        if (strcmp(c->key, text) == 0 || strcmp(c->label, text) == 0)
            return c->key;
    return text;
}

/* Asked twice at a terminal; from a descriptor once. */
static int new_passphrase(struct secret *out, const struct cli *cli, struct err *e)
{
    struct secret again = {0};
    int rc = cli_read_secret(out, cli, "合言葉 (15字以上。他システムと同じものを使わない): ", e);
    if (rc != 0 || cli->passphrase_fd >= 0 || !isatty(STDIN_FILENO))
        return rc;
    rc = cli_read_secret(&again, cli, "もう一度: ", e);
    if (rc == 0 && (again.size != out->size || !crypto_equal(again.bytes, out->bytes, out->size)))
        rc = err_field(e, "passphrase", NULL, "二度の合言葉が違います。初めからやり直してください。");
    secret_release(&again);
    return rc;
}

int cli_init(const struct cli *cli, const struct world *world, struct err *e)
{
    char unit[ANSWER_BYTES], uid[ANSWER_BYTES], name[ANSWER_BYTES], rank[ANSWER_BYTES] = "", kana[ANSWER_BYTES] = "";
    struct secret passphrase = {0};
    struct session *session = NULL;
    struct setup setup = {.unit = unit, .uid = uid, .name = name, .passphrase = &passphrase};
    int rc = 0;
    if (station_exists(world->dir))
        return err_set(e, ERR_REFUSED, "%s には、すでに所属があります。別のフォルダを --data で指定してください。",
                       world->dir);
    rc = answer(unit, cli, "unit", "所属記号又は所属名 (例 600): ", e);
    if (rc == 0)
        rc = answer(uid, cli, "uid", "あなた(運用管理者)の利用者ID: ", e);
    if (rc == 0)
        rc = answer(name, cli, "name", "氏名: ", e);
    if (rc == 0)
        rc = answer(rank, cli, "rank", "階級・職 (警視、警部、警部補 …): ", e);
    if (word_value(cli, "kana") != NULL)
        text_format(kana, sizeof kana, "%s", word_value(cli, "kana"));
    setup.rank = rank_key(rank);
    setup.kana = kana[0] != '\0' ? kana : NULL;
    if (rc == 0)
        rc = new_passphrase(&passphrase, cli, e);
    if (rc == 0)
        rc = setup_found(&session, &setup, world, e);
    secret_release(&passphrase);
    if (rc != 0)
        return rc;
    fprintf(stderr, "%s を %s に開設しました。kanribo で画面を開き、「初めの夜までに」の順に登録してください。\n",
            session_unit_name(session), world->dir);
    return session_close(session, "sign_out", e);
}

/* ---- user ---- */

static int print_code(const char *uid, const char *code, struct err *e)
{
    fprintf(stderr, "%s の初回のコードです。72時間以内に、本人だけに渡してください。二度と表示しません。\n", uid);
    return printf("%s\t%s\n", uid, code) < 0 || fflush(stdout) != 0 ? err_set(e, ERR_IO, "書き出せませんでした。") : 0;
}

static int user_add(const struct cli *cli, struct session *session, struct err *e)
{
    char keys[ANSWER_BYTES], code[CODE_BYTES];
    const char *posts[POSTS_MOST + 1] = {NULL};
    int n = 0, rc;
    text_format(keys, sizeof keys, "%s", cli->words[4]);
    for (char *key = keys; key != NULL && n < POSTS_MOST;) {
        char *comma = strchr(key, ',');
        if (comma != NULL)
            *comma = '\0';
        if (strcmp(key, "staff") != 0 && strcmp(key, "職員") != 0)
            posts[n++] = key;
        key = comma != NULL ? comma + 1 : NULL;
    }
    rc = account_add_person(session, cli->words[1], cli->words[2], cli->nwords > 5 ? cli->words[5] : NULL,
                            rank_key(cli->words[3]), NULL, posts, code, e);
    return rc != 0 ? rc : print_code(cli->words[1], code, e);
}

static int user_list(const struct cli *cli, struct session *session, struct err *e)
{
    struct paper_request request = {.reg = register_find(USER_REGISTER), .where = cli->where};
    return cli->json ? paper_stream(session, &request, PAPER_JSON, stdout, e)
                     : paper_table(session, &request, stdout, e);
}

static int user_passphrase(const struct cli *cli, struct session *session, struct err *e)
{
    struct secret old = {0}, fresh = {0};
    int rc = cli_read_secret(&old, cli, "今の合言葉: ", e);
    if (rc == 0)
        rc = new_passphrase(&fresh, cli, e);
    if (rc == 0)
        rc = account_change_passphrase(session, &old, &fresh, e);
    secret_release(&old);
    secret_release(&fresh);
    return rc;
}

static int user_reissue(const struct cli *cli, struct session *session, struct err *e)
{
    char code[CODE_BYTES];
    int rc = account_reissue(session, cli->words[1], cli->words[2], code, e);
    return rc != 0 ? rc : print_code(cli->words[1], code, e);
}

static int user_suspend(const struct cli *cli, struct session *session, struct err *e)
{
    return account_suspend(session, cli->words[1], cli->words[2], e);
}

static int user_lift(const struct cli *cli, struct session *session, struct err *e)
{
    return account_lift(session, cli->words[1], cli->words[2], e);
}

static const struct {
    const char *name;
    int words; /* at least */
    const char *usage;
    int (*run)(const struct cli *cli, struct session *session, struct err *e);
} user_commands[] = {
    {"add", 5, "ID 氏名 階級 職[,職…] [ふりがな]", user_add},
    {"list", 1, "", user_list},
    {"passphrase", 1, "", user_passphrase},
    {"reissue", 3, "ID 理由", user_reissue},
    {"suspend", 3, "ID 理由", user_suspend},
    {"lift", 3, "ID 理由", user_lift},
};

/* The first sign-in by code: two lines from the descriptor, code and passphrase. */
static int user_enrol(const struct cli *cli, const struct world *world, struct err *e)
{
    struct secret code = {0}, passphrase = {0};
    struct session *session = NULL;
    int rc = cli->user != NULL ? cli_read_secret(&code, cli, "一度だけのコード: ", e)
                               : err_set(e, ERR_USAGE, "--user で利用者IDを指定してください。");
    if (rc == 0)
        rc = new_passphrase(&passphrase, cli, e);
    if (rc == 0)
        rc = account_judge(&passphrase, cli->user, NULL, NULL, e);
    if (rc == 0)
        rc = session_enrol(&session, world, cli->user, &code, &passphrase, e);
    secret_release(&code);
    secret_release(&passphrase);
    return rc != 0 ? rc : session_close(session, "sign_out", e);
}

int cli_user(const struct cli *cli, const struct world *world, struct err *e)
{
    const char *word = cli->nwords > 0 ? cli->words[0] : "";
    struct session *session;
    if (strcmp(word, "enrol") == 0)
        return user_enrol(cli, world, e);
    for (size_t i = 0; i < sizeof user_commands / sizeof user_commands[0]; i++) {
        int rc, closed;
        if (strcmp(user_commands[i].name, word) != 0)
            continue;
        if (cli->nwords < user_commands[i].words)
            return err_set(e, ERR_USAGE, "kanribo user %s %s のように書いてください。", word, user_commands[i].usage);
        rc = cli_sign_in(&session, cli, world, e);
        if (rc != 0)
            return rc;
        rc = user_commands[i].run(cli, session, e);
        closed = session_close(session, "sign_out", rc == 0 ? e : NULL);
        return rc != 0 ? rc : closed;
    }
    return err_set(e, ERR_USAGE, "kanribo user の書き方が違います。kanribo --help を見てください。");
}

/* ---- demo ---- */

/* Every form, as it stands for the month that shows most: the one before now's. */
static int write_forms(struct session *session, const char *out, struct err *e)
{
    static const enum paper_format formats[] = {PAPER_XLSX, PAPER_PDF};
    static const char *const names[] = {"xlsx", "pdf"};
    char month[DATE_BYTES], path[4096];
    int rc = 0;
    date_format(month, sizeof month, date_add_months(date_month_first(date_of(session_now(session))), -1), DATE_ISO);
    month[7] = '\0';
    for (size_t i = 0; rc == 0 && registers[i] != NULL; i++)
        for (int f = 0; rc == 0 && f < 2 && registers[i]->sheet != NULL && registers[i]->form != NULL; f++) {
            char year[PAPER_YEAR_BYTES];
            struct paper_request request = paper_around(registers[i], month, year);
            text_format(path, sizeof path, "%s/form-%s.%s", out, registers[i]->form, names[f]);
            rc = paper_export(session, &request, formats[f], path, true, e);
            if (rc == 0)
                fprintf(stderr, "%s に書き出しました。\n", path);
        }
    return rc;
}

static void print_people(void)
{
    for (const struct demo_person *p = demo_people; p->uid != NULL; p++) {
        char labels[POSTS_BYTES * 2];
        unsigned posts = 0;
        for (const struct choice *c = post_choices; c->key != NULL; c++)
            if (word_in(p->posts, c->key))
                posts |= post_bit(c->key);
        post_labels(labels, sizeof labels, posts != 0 ? posts : POST_STAFF);
        printf("%s\t%s\t%s\n", p->uid, p->passphrase, labels);
    }
}

int cli_demo(const struct cli *cli, const struct world *world, struct err *e)
{
    struct session *session = NULL;
    struct secret passphrase = {0};
    const char *out = cli->out != NULL ? cli->out : "./out";
    const struct demo_person *clerk = demo_people;
    int rc = demo_find(world->dir, e);
    if (rc == ERR_NOT_FOUND)
        rc = demo_make(world, e);
    if (rc == 0 && mkdir(out, 0777) != 0 && errno != EEXIST)
        rc = err_set(e, ERR_IO, "%s を作れません: %s", out, err_reason((char[ERR_REASON_BYTES]){0}, errno));
    while (rc == 0 && clerk->uid != NULL && !word_in(clerk->posts, "administrator"))
        clerk++;
    if (rc == 0)
        rc = passphrase_read(&passphrase, clerk->passphrase, strlen(clerk->passphrase), e);
    if (rc == 0)
        rc = session_open(&session, world, clerk->uid, &passphrase, e);
    secret_release(&passphrase);
    if (rc == 0)
        rc = write_forms(session, out, e);
    if (rc == 0)
        print_people();
    if (rc == 0 && fflush(stdout) != 0)
        rc = err_set(e, ERR_IO, "書き出せませんでした。");
    if (session != NULL && session_close(session, "sign_out", rc == 0 ? e : NULL) != 0 && rc == 0)
        rc = e->code;
    return rc;
}
