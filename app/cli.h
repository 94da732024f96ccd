/* cli — the command line of design.md §5. */
#ifndef KANRIBO_APP_CLI_H
#define KANRIBO_APP_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "app/session.h"

struct cli {
    const char *command; /* "" = the terminal application, or init, demo, list, export, duties, verify, user … */
    const char *data;    /* --data, or NULL */
    const char *user;    /* --user, or NULL */
    int passphrase_fd;   /* -1 = ask at the terminal */
    const char *out, *form, *reg, *month, *year, *entry, *where, *code, *output;
    bool json, csv, dry_run, force;
    const char *const *words; /* what stands behind the command: "user add suzuki …" */
    int nwords;
};
/* ERR_USAGE with a sentence. */
int cli_parse(struct cli *out, int argc, char **argv, struct err *e);
/* Runs any command but the terminal application. Data on stdout, messages on stderr. Returns the exit code: 0 done,
 * 1 refused or failed, 2 usage, 3 integrity. */
int cli_run(const struct cli *cli, const struct world *world);
void cli_help(FILE *out);
int cli_exit_code(const struct err *e);
/* $XDG_DATA_HOME/kanribo, or --data. malloc'd; ERR_USAGE when there is neither it nor HOME. */
int cli_data_dir(char **out, const struct cli *cli, struct err *e);

#endif
