/* command — one list of commands for each screen: key bar, help screen and manual read it.
 *
 * A table ends with id 0. Every command has a key that works while the IME is on (function key, Ctrl, arrow, Enter);
 * letters are a bonus. The commands of every screen are in command_global. */
#ifndef KANRIBO_SCREENS_COMMAND_H
#define KANRIBO_SCREENS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/key.h"

enum { COMMAND_KEYS = 4 };

enum command_id {
    COMMAND_NONE = 0,
    COMMAND_HELP,
    COMMAND_LOCK,
    COMMAND_LOGOUT,
    COMMAND_REDRAW,
    COMMAND_OWN = 16 /* ids of a screen's own commands begin here */
};

struct command {
    int id;
    int keys[COMMAND_KEYS]; /* K_F2, K_CTRL('n'), K_ENTER, 'm'; the first stands on the key bar; 0 ends */
    const char *label;      /* key bar: 持出 */
    const char
        *bar; /* instead of "key label" on the bar, for pairs: "← → 前月・翌月"; NULL = made from key and label */
    const char *help; /* help screen: a sentence */
    bool hidden;      /* not on the key bar */
    bool spare;       /* on the key bar only where there is room for all */
};

/* A row of a table, with one key: COMMAND(LIST_TURN, K_F7, "逆順", "並べる順を逆にします。"). */
#define COMMAND(ID, KEY, LABEL, HELP)                         \
    {                                                         \
        .id = ID, .keys = {KEY}, .label = LABEL, .help = HELP \
    }
/* Help (F1, Ctrl+G), lock (F10, Ctrl+K), log-out (Ctrl+D), redraw (Ctrl+L). Ends with id 0. */
extern const struct command command_global[];

/* The id that the key means, or COMMAND_NONE. Letters count only where `letters` is true. table may be NULL. */
int command_find(const struct command *table, const struct key *key, bool letters);
/* The row of an id, NULL where there is none. */
const struct command *command_row(const struct command *table, int id);
/* "F1  Ctrl+G": all keys of a command for the help; returns buf. */
const char *command_keys(char *buf, size_t size, const struct command *command);

#endif
