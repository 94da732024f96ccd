/* pty — a program on a terminal: keys in, screen text out.
 *
 *     struct stage *stage = stage_new();
 *     stage_clock(stage, 2026, 11, 23, 22, 10);
 *     struct pty *p = pty_new(stage, NULL, PTY_ARGV(stage_program(stage), "--data", "station"));
 *     pty_wait(p, "利用者ID");                      fails the test, showing the screen, if it does not come
 *     pty_send(p, "tanaka");
 *     pty_keys(p, "Enter");
 *     pty_wait_gone(p, "利用者ID");
 *     pty_free(p);
 *     stage_free(stage);
 *
 * Nothing sleeps. Every wait reads the program's output (poll(2)) until the SCREEN says what was asked for, or until
 * stage_patience() is over. So after a key wait for something that the key brings, never for what was there before.
 *
 * Names of one key, for pty_keys: Enter Esc Tab S-Tab Backspace Space Up Down Left Right Home End PageUp PageDown Insert
 * Delete F1 … F12; S-, C-, M- before an arrow or F key; C-a … C-z, C-_; M-x (Esc, then x); any other single character
 * ("4", "ア") is itself. The terminal is an xterm: cursor keys follow the mode that the program set.
 *
 * The screen is libvterm's. Text is UTF-8, a wide character is written once, a blank is a space, the blanks at a row's
 * end are left out. Rows and columns count from 0; columns are cells.
 *
 * pty_wait, pty_wait_gone, pty_wait_exit, pty_keys and pty_send fail the running cmocka test, after printing the screen
 * in a frame to stderr. The pty_try_ functions return false instead (kill.h needs them). Free in the test's teardown,
 * since a failing cmocka test leaves by longjmp. */
#ifndef KANRIBO_TESTS_E2E_PTY_H
#define KANRIBO_TESTS_E2E_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "tests/e2e/stage.h"

struct pty;

struct pty_options {
    int rows, cols; /* 0 stands for 24 and 80 */
    /* For a terminal that shows East-Asian ambiguous characters in two cells: says whether a code point is one.
     * NULL: one cell, as xterm does. */
    bool (*ambiguous)(uint32_t code);
};

#define PTY_ARGV(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Starts argv[0] (an absolute path) on a new terminal, in a session and a process group of its own. options may be NULL.
 * NULL with a message on stderr when the system refuses. A program that cannot be executed shows a line saying so and
 * exits 127. */
struct pty *pty_new(struct stage *stage, const struct pty_options *options, const char *const argv[]);
/* Kills what is left of the program's process group and frees. NULL is allowed. */
void pty_free(struct pty *p);

/* ---- keys ---- */
#define pty_send(p, text) pty_send_at(p, text, __FILE__, __LINE__)
#define pty_keys(p, ...) pty_keys_at(p, (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
void pty_send_at(struct pty *p, const char *text, const char *file, int line);
void pty_keys_at(struct pty *p, const char *const names[], const char *file, int line);
/* False when the program is gone (or, of pty_try_keys, when there is no such key). */
bool pty_try_send(struct pty *p, const char *text);
bool pty_try_keys(struct pty *p, const char *const names[]);
/* As with the terminal's paste: in one go, between marks where the program asked for them (bracketed paste). */
bool pty_try_paste(struct pty *p, const char *text);
/* Bytes as they are, for what no keyboard sends. */
bool pty_try_bytes(struct pty *p, const void *bytes, size_t n);

/* ---- waiting ---- */
#define pty_wait(p, text) pty_wait_at(p, text, __FILE__, __LINE__)
#define pty_wait_gone(p, text) pty_wait_gone_at(p, text, __FILE__, __LINE__)
#define pty_wait_exit(p) pty_wait_exit_at(p, __FILE__, __LINE__)
void pty_wait_at(struct pty *p, const char *text, const char *file, int line);
void pty_wait_gone_at(struct pty *p, const char *text, const char *file, int line);
/* Until the program has ended and its output is read: its exit status, or 128 + the signal that ended it. */
int pty_wait_exit_at(struct pty *p, const char *file, int line);
/* The same, false at the time limit or (pty_try_wait) when the program ended without showing it. */
bool pty_try_wait(struct pty *p, const char *text, int ms);
bool pty_try_gone(struct pty *p, const char *text, int ms);
bool pty_try_exit(struct pty *p, int *status, int ms);
/* Until a condition of one's own on the screen holds. */
bool pty_try_until(struct pty *p, bool (*holds)(struct pty *p, const void *arg), const void *arg, int ms);
/* Reads what has come, without waiting. */
void pty_read(struct pty *p);

/* ---- the screen as it is now ---- */
/* Whole screen, one line for each row, each ended by '\n'. malloc'd; the caller frees. */
char *pty_screen(const struct pty *p);
/* One row. malloc'd; the caller frees. */
char *pty_row(const struct pty *p, int row);
/* First place of a text that lies on one row. row and col may be NULL. */
bool pty_find(const struct pty *p, const char *text, int *row, int *col);
bool pty_shows(const struct pty *p, const char *text);
void pty_cursor(const struct pty *p, int *row, int *col, bool *visible);
bool pty_alternate(const struct pty *p); /* is the alternate screen on? */
int pty_bells(const struct pty *p);      /* how often it rang */
enum { PTY_BOLD = 1, PTY_REVERSE = 2, PTY_UNDERLINE = 4, PTY_COLOUR = 8 };
int pty_attributes(const struct pty *p, int row, int col); /* PTY_… bits of that cell */
/* Prints the screen in a frame, its cursor and the keys sent lately, to stderr. */
void pty_show(const struct pty *p);

/* ---- everything that the program ever wrote, byte for byte (NUL-terminated beyond *n; belongs to p) ---- */
const char *pty_bytes(const struct pty *p, size_t *n);

/* ---- the terminal and the processes ---- */
void pty_resize(struct pty *p, int rows, int cols);
void pty_hang_up(struct pty *p); /* the terminal goes away, as when its window is closed */
pid_t pty_pid(const struct pty *p);
/* The worker: the one child of the program (the one with "worker" in its name, if there are several). 0 when none. */
pid_t pty_worker(const struct pty *p);
enum pty_whom { PTY_PROGRAM, PTY_WORKER, PTY_GROUP };
/* Signals only what pty_new started and what that started. False when there is nobody. */
bool pty_signal(struct pty *p, enum pty_whom whom, int signal);

/* ---- a kill at a chosen moment (see kill.h) ----
 * SIGKILL is sent from within the waits above once `us` microseconds have passed since this call (us ≥ 0), or at the
 * n-th change (n ≥ 1) to a file in `folder` (us < 0). Killing the worker alone leaves the program running. */
bool pty_kill_later(struct pty *p, enum pty_whom whom, int64_t us, const char *folder, int n);
/* Has it been done? If so every wait returns false at once, until pty_kill_forget() allows one to look at what the
 * program does without its worker. */
bool pty_killed(const struct pty *p);
void pty_kill_forget(struct pty *p);
/* Changes seen so far in the folder, for choosing n. With n = INT_MAX above nothing is killed, only counted. */
int pty_changes(const struct pty *p);

#endif
