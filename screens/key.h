/* key — what came from the keyboard, decoded: one struct key per press, paste or event of the terminal.
 *
 * The decoder is a model without curses: term feeds it bytes and the codes that ncurses made of escape sequences, it
 * gives back key presses. So bursts, Esc-digit, broken UTF-8 and pastes are tested without a terminal. */
#ifndef KANRIBO_SCREENS_KEY_H
#define KANRIBO_SCREENS_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* Codes of command tables and of struct key. 0x21…0x7e stand for themselves in command tables (lower case); in a
 * struct key such a press is K_TEXT with its `letter`. */
enum key_code {
    K_NONE = 0,
    K_CTRL_BASE = 0x100, /* + the lower-case letter: K_CTRL('g') */
    K_TEXT = 0x200,      /* one code point typed (a combining mark comes on its own) */
    K_PASTE,             /* a bracketed paste, whole */
    K_ENTER,
    K_TAB,
    K_BACKTAB,
    K_ESC,
    K_BACKSPACE,
    K_DELETE,
    K_INSERT,
    K_UP,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    K_F1,
    K_F2,
    K_F3,
    K_F4,
    K_F5,
    K_F6,
    K_F7,
    K_F8,
    K_F9,
    K_F10,
    K_F11,
    K_F12,
    K_RESIZE,      /* the window has another size */
    K_HANGUP,      /* the terminal is gone, or a signal asked us to end: finish, wipe, leave */
    K_INVALID,     /* bytes that are not UTF-8: the terminal does not speak UTF-8 */
    K_PASTE_BEGIN, /* between term and decoder only */
    K_PASTE_END
};
#define K_CTRL(letter) (K_CTRL_BASE + (letter))

struct key {
    int code;     /* K_… or K_CTRL(…) */
    char letter;  /* K_TEXT: its ASCII letter, digit or sign for matching commands, full width folded to half and
                          capitals to small (ｍ → m); 0 where there is none */
    char utf8[8]; /* K_TEXT: what was typed, as typed, NUL-terminated */
    const char
        *paste;     /* K_PASTE: the text, CR and CR LF made newline; the decoder's, wiped at the next read. No NUL. */
    size_t paste_n; /* bytes */
    bool paste_cut; /* K_PASTE: there was more than KEY_PASTE_BYTES; what is here is whole characters */
};

enum { KEY_PASTE_BYTES = 256 * 1024, KEY_QUEUE = 4, KEY_CSI_BYTES = 32 };

/* The text of a K_TEXT or K_PASTE event and its bytes; NULL and 0 for every other. */
const char *key_text(const struct key *key, size_t *n);
/* For command matching: does this press mean `code` of a command table? Letters match only where
 * `letters` is true (not while text is being typed). */
bool key_is(const struct key *key, int code, bool letters);
/* "F1", "Ctrl+G", "Enter", "Esc", "↑", "n": for key bar and help. buf of at least 16 bytes. */
void key_label(char *buf, size_t size, int code);

struct key_decoder;
/* NULL = memory. */
struct key_decoder *key_decoder_new(void);
/* Wipes and frees; NULL is allowed. */
void key_decoder_free(struct key_decoder *d);
/* Before each feed key_take() must have returned false. */
void key_feed_byte(struct key_decoder *d, unsigned char byte);
void key_feed_code(struct key_decoder *d, int code);
/* Nothing more came within the time that key_wants_more() asked for. */
void key_feed_pause(struct key_decoder *d);
/* Milliseconds within which more bytes belong to what was begun (Esc waits for its digit; a sequence or a paste for its
 * rest); -1 = nothing is begun. */
int key_wants_more(const struct key_decoder *d);
/* The next whole press. Takes it out of the queue. */
bool key_take(struct key_decoder *d, struct key *out);

#endif
