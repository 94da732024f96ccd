/* The commands of every screen, and finding the one that a key means. */
#include "screens/command.h"

#include "forms/text.h"

#include "forms/banned.h"

const struct command command_global[] = {
    {.id = COMMAND_HELP,
     .keys = {K_F1, K_CTRL('g')},
     .label = "ヘルプ",
     .help = "この画面でできることと、今いる欄の根拠を表示します。"},
    {.id = COMMAND_LOCK,
     .keys = {K_F10, K_CTRL('k')},
     .label = "施錠",
     .help = "入力中の内容を下書きに残し、画面を消して施錠します。席を離れるときに押してください。"},
    COMMAND(COMMAND_LOGOUT, K_CTRL('d'), "ログアウト", "入力中の内容を下書きに残し、ログイン画面に戻ります。"),
    {.id = COMMAND_REDRAW,
     .keys = {K_CTRL('l')},
     .label = "再描画",
     .help = "画面が乱れたときに描き直します。",
     .hidden = true},
    {.id = COMMAND_NONE},
};

int command_find(const struct command *table, const struct key *key, bool letters)
{
    for (; table && table->id != COMMAND_NONE; table++)
        for (int i = 0; i < COMMAND_KEYS && table->keys[i] != K_NONE; i++)
            if (key_is(key, table->keys[i], letters))
                return table->id;
    return COMMAND_NONE;
}

const struct command *command_row(const struct command *table, int id)
{
    for (; table && table->id != COMMAND_NONE; table++)
        if (table->id == id)
            return table;
    return NULL;
}

const char *command_keys(char *buf, size_t size, const struct command *command)
{
    buf[0] = '\0';
    for (int i = 0; i < COMMAND_KEYS && command->keys[i] != K_NONE; i++) {
        char name[16];
        key_label(name, sizeof name, command->keys[i]);
        if (i > 0)
            text_append(buf, size, "  ");
        text_append(buf, size, name);
    }
    return buf;
}
