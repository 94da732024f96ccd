/* cli_run — the table of commands, and what they share: sign-in, questions. */
#include "app/cli_run.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "app/departure.h"
#include "db/passphrase.h"
#include "forms/text.h"

#include "forms/banned.h"

static int run_help(const struct cli *cli, const struct world *world, struct err *e)
{
    (void)cli;
    (void)world;
    cli_help(stdout);
    return fflush(stdout) == 0 ? 0 : err_set(e, ERR_IO, "書き出せませんでした。");
}

static int run_version(const struct cli *cli, const struct world *world, struct err *e)
{
    (void)cli;
    (void)world;
    puts("kanribo " KANRIBO_VERSION);
    return fflush(stdout) == 0 ? 0 : err_set(e, ERR_IO, "書き出せませんでした。");
}

const struct cli_command cli_commands[] = {
    {"init", "[unit=600 uid=… name=… rank=…]", "所属を新しく作る。書かなかったことは尋ねる", true, cli_init},
    {"demo", "[--data DIR] [--out DIR]", "架空の署を1年分作る。--out か端末でないときは様式を書き出す", false,
     cli_demo},
    {"list", "--form N | --register ID [--month …] [--where …] [--json|--csv]", "行を一覧する", false, cli_list},
    {"export", "--form N [--month …|--year …|--entry …] -o FILE", "様式や表をファイルに書く", false, cli_export},
    {"duties", "[--json]", "今ある用務を一覧する", false, cli_duties},
    {"verify", "[--code 符号]", "改ざんや破損がないかを初めから確かめる", false, cli_verify},
    {"user",
     "add ID 氏名 階級 職[,職…] [ふりがな] | enrol | list | reissue ID 理由 | suspend ID 理由 | lift ID 理由 | "
     "passphrase",
     "利用者IDを扱う", true, cli_user},
    {"help", "", "この説明", false, run_help},
    {"version", "", "版", false, run_version},
    {0},
};

int cli_run(const struct cli *cli, const struct world *world)
{
    struct err e = {0};
    for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
        if (strcmp(c->name, cli->command) == 0) {
            int rc = cli->nwords > 0 && !c->takes_words
                         ? err_set(&e, ERR_USAGE, "kanribo %s に「%s」は要りません。", c->name, cli->words[0])
                         : c->run(cli, world, &e);
            if (rc != 0 && e.code == ERR_NONE)
                err_set(&e, (enum err_code)rc, "できませんでした。");
            if (rc != 0)
                fprintf(stderr, "kanribo: %s%s%s%s\n", e.text, e.clause[0] != '\0' ? " (" : "", e.clause,
                        e.clause[0] != '\0' ? ")" : "");
            return rc != 0 ? cli_exit_code(&e) : 0;
        }
    fprintf(stderr, "kanribo: 「%s」という命令はありません。kanribo --help を見てください。\n", cli->command);
    return 2;
}

/* ---- questions ---- */

/* Reads up to a newline, a byte at a time: what follows it on the descriptor belongs to somebody else. */
static int read_line(char *buf, size_t size, size_t *n, int fd)
{
    *n = 0;
    for (;;) {
        char c;
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || (got == 0 && *n == 0))
            return -1;
        if (got == 0 || c == '\n')
            return 0;
        if (*n + 1 >= size)
            return -1;
        buf[(*n)++] = c;
    }
}

int cli_ask(char *buf, size_t size, const char *prompt, struct err *e)
{
    size_t n;
    if (isatty(STDIN_FILENO))
        fputs(prompt, stderr);
    if (read_line(buf, size, &n, STDIN_FILENO) != 0)
        return err_set(e, ERR_CANCELLED, "答えがないので、やめました: %s", prompt);
    buf[n] = '\0';
    return 0;
}

static int read_secret_line(struct secret *line, size_t *n, int fd, const char *prompt, struct err *e)
{
    struct termios kept, quiet;
    bool terminal = tcgetattr(fd, &kept) == 0;
    int rc;
    if (terminal) {
        quiet = kept;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        fputs(prompt, stderr);
        if (tcsetattr(fd, TCSAFLUSH, &quiet) != 0)
            return err_set(e, ERR_IO, "端末の表示を止められないので、合言葉を尋ねません。");
    }
    rc = read_line((char *)line->bytes, line->size, n, fd);
    if (terminal) {
        (void)tcsetattr(fd, TCSAFLUSH, &kept);
        fputc('\n', stderr);
    }
    return rc == 0 ? 0 : err_set(e, ERR_CANCELLED, "合言葉が読めません。1行で渡してください。");
}

int cli_read_secret(struct secret *out, const struct cli *cli, const char *prompt, struct err *e)
{
    struct secret line = {0};
    size_t n = 0;
    int fd = cli->passphrase_fd >= 0 ? cli->passphrase_fd : STDIN_FILENO;
    int rc = secret_init(&line, PASSPHRASE_BYTES_MAX + 2, e);
    if (rc == 0)
        rc = read_secret_line(&line, &n, fd, prompt, e);
    if (rc == 0)
        rc = passphrase_read(out, (const char *)line.bytes, n, e);
    secret_release(&line);
    return rc;
}

int cli_sign_in(struct session **out, const struct cli *cli, const struct world *world, struct err *e)
{
    char asked[UID_BYTES + 1];
    const char *uid = cli->user;
    struct secret passphrase = {0};
    int rc = 0;
    if (!station_exists(world->dir))
        return err_set(e, ERR_NOT_FOUND,
                       "%s に所属のデータがありません。kanribo init で作るか、--data で指定してください。", world->dir);
    if (uid == NULL) {
        if (!isatty(STDIN_FILENO))
            return err_set(e, ERR_USAGE, "利用者IDがありません。--user で指定してください。");
        rc = cli_ask(asked, sizeof asked, "利用者ID: ", e);
        uid = asked;
    }
    if (rc == 0)
        rc = cli_read_secret(&passphrase, cli, "合言葉: ", e);
    if (rc == 0)
        rc = session_open(out, world, uid, &passphrase, e);
    secret_release(&passphrase);
    if (rc == 0 && session_signin(*out)->alarm)
        fprintf(stderr, "kanribo: 警告: %s\n", session_signin(*out)->alarm_text);
    if (rc == 0 && session_signin(*out)->rebuilt)
        fprintf(stderr, "kanribo: プログラムの版が変わったので、台帳を記録から作り直しました。元の控え: backups/%s\n",
                session_signin(*out)->copy);
    return rc;
}

int cli_register(const struct register_def **out, const struct cli *cli, struct err *e)
{
    *out = cli->form != NULL ? register_of_form(cli->form) : (cli->reg != NULL ? register_find(cli->reg) : NULL);
    if (*out == NULL && cli->form == NULL && cli->reg != NULL)
        *out = departure_find(cli->reg);
    if (*out != NULL)
        return 0;
    if (cli->form == NULL && cli->reg == NULL)
        return err_set(e, ERR_USAGE,
                       "どの簿冊か分かりません。--form 3 か --register device のように指定してください。");
    return err_set(e, ERR_USAGE, "「%s」という簿冊はありません。", cli->form != NULL ? cli->form : cli->reg);
}
