/* cli — reading the command line: a table of options, a table of commands. See cli.h; what they do: cli_run.c. */
#include "app/cli.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli_run.h"
#include "forms/text.h"

#include "forms/banned.h"

enum option_kind { OPTION_TEXT, OPTION_FLAG, OPTION_NUMBER };
static const struct option {
    const char *name;
    enum option_kind kind;
    size_t at; /* in struct cli */
    const char *value, *help;
} options[] = {
    {"--data", OPTION_TEXT, offsetof(struct cli, data), "DIR", "所属のデータのフォルダ (既定 $XDG_DATA_HOME/kanribo)"},
    {"--user", OPTION_TEXT, offsetof(struct cli, user), "ID", "利用者ID"},
    {"--passphrase-fd", OPTION_NUMBER, offsetof(struct cli, passphrase_fd), "N",
     "合言葉を1行、この番号のファイル記述子から読む"},
    {"--form", OPTION_TEXT, offsetof(struct cli, form), "N", "様式の番号 (3)"},
    {"--register", OPTION_TEXT, offsetof(struct cli, reg), "ID", "台帳の名 (checkout, phone, device, person …)"},
    {"--month", OPTION_TEXT, offsetof(struct cli, month), "2026-10", "その月だけ"},
    {"--year", OPTION_TEXT, offsetof(struct cli, year), "2026", "その年だけ"},
    {"--entry", OPTION_TEXT, offsetof(struct cli, entry), "番号", "その1行だけ"},
    {"--where", OPTION_TEXT, offsetof(struct cli, where), "検索行", "例: 状態:持出中 期限<今日"},
    {"--code", OPTION_TEXT, offsetof(struct cli, code), "符号", "紙の下にある照合符号と照らす"},
    {"--out", OPTION_TEXT, offsetof(struct cli, out), "DIR", "デモの様式を書き出すフォルダ (既定 ./out)"},
    {"-o", OPTION_TEXT, offsetof(struct cli, output), "FILE", "書き出す先 (.xlsx .pdf .csv .json)"},
    {"--json", OPTION_FLAG, offsetof(struct cli, json), NULL, "JSON Lines で書く"},
    {"--csv", OPTION_FLAG, offsetof(struct cli, csv), NULL, "CSV で書く"},
    {"--force", OPTION_FLAG, offsetof(struct cli, force), NULL, "あるファイルを置き換える"},
};
enum { OPTIONS = sizeof options / sizeof options[0] };

static const struct option *find_option(const char *word, size_t n)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (strlen(options[i].name) == n && strncmp(options[i].name, word, n) == 0)
            return &options[i];
    return NULL;
}

static int read_number(int *out, const char *text, const char *name, struct err *e)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end != '\0' || n < 0 || n > 1023)
        return err_set(e, ERR_USAGE, "%s には 0 から 1023 までの数を書いてください。", name);
    *out = (int)n;
    return 0;
}

/* One option at argv[*i]; *i moves past a value that is a word of its own. */
static int take_option(struct cli *out, int argc, char **argv, int *i, struct err *e)
{
    const char *equals = strchr(argv[*i], '=');
    size_t n = equals != NULL ? (size_t)(equals - argv[*i]) : strlen(argv[*i]);
    const struct option *option = find_option(argv[*i], n);
    const char *value = equals != NULL ? equals + 1 : NULL;
    if (option == NULL)
        return err_set(e, ERR_USAGE, "「%s」という指定はありません。kanribo --help を見てください。", argv[*i]);
    if (option->kind == OPTION_FLAG) {
        bool on = true;
        memcpy((char *)out + option->at, &on, sizeof on);
        return value == NULL ? 0 : err_set(e, ERR_USAGE, "%s に値は要りません。", option->name);
    }
    if (value == NULL && *i + 1 < argc)
        value = argv[++*i];
    if (value == NULL || value[0] == '\0')
        return err_set(e, ERR_USAGE, "%s には値が要ります(%s)。", option->name, option->value);
    if (option->kind == OPTION_NUMBER) {
        int number = 0, rc = read_number(&number, value, option->name, e);
        if (rc == 0)
            memcpy((char *)out + option->at, &number, sizeof number);
        return rc;
    }
    memcpy((char *)out + option->at, &value, sizeof(const char *));
    return 0;
}

int cli_parse(struct cli *out, int argc, char **argv, struct err *e)
{
    int n = 0, rc = 0;
    *out = (struct cli){.command = "", .passphrase_fd = -1};
    for (int i = 1; rc == 0 && i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "--version") == 0)
            out->command = argv[i] + 2;
        else if (argv[i][0] == '-' && argv[i][1] != '\0')
            rc = take_option(out, argc, argv, &i, e);
        else if (out->command[0] == '\0')
            out->command = argv[i];
        else
            argv[n++] = argv[i]; /* the words, moved to the front: what was there has been read */
    }
    out->words = (const char *const *)argv;
    out->nwords = n;
    return rc;
}

int cli_data_dir(char **out, const struct cli *cli, struct err *e)
{
    const char *base = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char path[4096];
    if (cli->data != NULL)
        text_format(path, sizeof path, "%s", cli->data);
    else if (base != NULL && base[0] == '/')
        text_format(path, sizeof path, "%s/kanribo", base);
    else if (home != NULL && home[0] == '/')
        text_format(path, sizeof path, "%s/.local/share/kanribo", home);
    else
        return err_set(e, ERR_USAGE, "データのフォルダが分かりません。--data で指定してください。");
    *out = text_dup(path, strlen(path));
    return *out == NULL ? err_memory(e) : 0;
}

void cli_help(FILE *out)
{
    fputs("管理簿 (kanribo) — 情報セキュリティの簿冊\n\n", out);
    fputs("  kanribo [--data DIR]                 画面を開く\n", out);
    for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
        fprintf(out, "  kanribo %s %s\n      %s\n", c->name, c->words, c->help);
    fputs("\n指定:\n", out);
    for (size_t i = 0; i < OPTIONS; i++)
        fprintf(out, "  %s%s%s\n      %s\n", options[i].name, options[i].value != NULL ? " " : "",
                options[i].value != NULL ? options[i].value : "", options[i].help);
    fputs("\n終了の値: 0 済んだ、1 できなかった、2 書き方の誤り、3 改ざん・破損のおそれ\n", out);
}

int cli_exit_code(const struct err *e)
{
    switch (e->code) {
    case ERR_NONE:
        return 0;
    case ERR_USAGE:
        return 2;
    case ERR_INTEGRITY:
        return 3;
    default:
        return 1;
    }
}
