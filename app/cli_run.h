/* cli_run — the commands of the command line as a table: one row is parsing, help and doing. */
#ifndef KANRIBO_APP_CLI_RUN_H
#define KANRIBO_APP_CLI_RUN_H

#include "app/cli.h"

struct cli_command {
    const char *name;
    const char *words; /* for the help */
    const char *help;
    bool takes_words;
    int (*run)(const struct cli *cli, const struct world *world, struct err *e);
};
extern const struct cli_command cli_commands[]; /* ends with a NULL name */

/* Signs in as --user with the passphrase from --passphrase-fd or the terminal. */
int cli_sign_in(struct session **out, const struct cli *cli, const struct world *world, struct err *e);
/* One line in secret memory: from the descriptor, or asked at the terminal without echo. prompt: shown on stderr. */
int cli_read_secret(struct secret *out, const struct cli *cli, const char *prompt, struct err *e);
/* One line of text from stdin, asked on stderr when stdin is a terminal. ERR_CANCELLED at its end. */
int cli_ask(char *buf, size_t size, const char *prompt, struct err *e);
/* The register that --form or --register names. ERR_USAGE. */
int cli_register(const struct register_def **out, const struct cli *cli, struct err *e);

int cli_init(const struct cli *cli, const struct world *world, struct err *e);
int cli_demo(const struct cli *cli, const struct world *world, struct err *e);
int cli_user(const struct cli *cli, const struct world *world, struct err *e);
int cli_list(const struct cli *cli, const struct world *world, struct err *e);
int cli_export(const struct cli *cli, const struct world *world, struct err *e);
int cli_duties(const struct cli *cli, const struct world *world, struct err *e);
int cli_verify(const struct cli *cli, const struct world *world, struct err *e);

#endif
