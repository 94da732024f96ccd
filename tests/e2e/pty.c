#include "tests/e2e/pty.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/e2e/process.h"
#include "tests/e2e/term.h"

enum { KEYS_KEPT = 200 };

struct pty {
    struct term *term;
    pid_t pid;
    int fd;              /* our side of the terminal; -1 once hung up */
    int pidfd;           /* becomes readable when the program ends */
    bool ended, drained; /* the program is gone; and all that it wrote has been read */
    int status;
    char *bytes;
    size_t nbytes, room;
    char keys[KEYS_KEPT]; /* the last that were sent, for pty_show */
    struct moment moment; /* when to kill whom */
    enum pty_whom victim;
    bool killed;
};

static int64_t now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- starting and ending ---- */

static void child_run(struct stage *stage, const char *const argv[])
{
    char **arguments = NULL;
    size_t n = 0;

    while (argv[n] != NULL)
        n++;
    arguments = calloc(n + 1, sizeof *arguments);
    for (size_t i = 0; arguments != NULL && i < n; i++)
        arguments[i] = strdup(argv[i]);
    process_prepare();
    if (arguments != NULL && chdir(stage_work(stage)) == 0)
        execve(argv[0], arguments, stage_environment(stage));
    printf("cannot execute %s: %s\r\n", argv[0], strerror(errno));
    fflush(stdout);
    _exit(127);
}

struct pty *pty_new(struct stage *stage, const struct pty_options *options, const char *const argv[])
{
    int rows = options != NULL && options->rows > 0 ? options->rows : 24;
    int cols = options != NULL && options->cols > 0 ? options->cols : 80;
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    struct pty *p;

    if (argv[0] == NULL) {
        fputs("end-to-end test: no program (is KANRIBO set?)\n", stderr);
        return NULL;
    }
    p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->pidfd = -1;
    p->moment = (struct moment){.at = -1, .inotify = -1};
    process_adopt();
    p->pid = forkpty(&p->fd, NULL, NULL, &size);
    if (p->pid == 0)
        child_run(stage, argv);
    if (p->pid > 0)
        p->pidfd = pidfd_open(p->pid, 0);
    if (p->pid < 0 || p->pidfd < 0) {
        perror("end-to-end test: no terminal");
        if (p->pid > 0)
            kill(p->pid, SIGKILL);
        free(p);
        return NULL;
    }
    fcntl(p->fd, F_SETFL, O_NONBLOCK);
    fcntl(p->fd, F_SETFD, FD_CLOEXEC);
    p->term = term_new(rows, cols, options != NULL ? options->ambiguous : NULL);
    return p;
}

void pty_free(struct pty *p)
{
    if (p == NULL)
        return;
    process_end(p->pid);
    pty_hang_up(p);
    close(p->pidfd);
    moment_release(&p->moment);
    term_free(p->term);
    free(p->bytes);
    free(p);
}

void pty_hang_up(struct pty *p)
{
    if (p->fd >= 0)
        close(p->fd);
    p->fd = -1;
    p->drained = true;
}

/* ---- the kill at a chosen moment ---- */

bool pty_kill_later(struct pty *p, enum pty_whom whom, int64_t us, const char *folder, int n)
{
    p->victim = whom;
    p->killed = false;
    return us >= 0 ? moment_at(&p->moment, now_us() + us) : moment_change(&p->moment, folder, n);
}

bool pty_killed(const struct pty *p)
{
    return p->killed;
}

void pty_kill_forget(struct pty *p)
{
    p->moment.armed = p->killed = false;
}

int pty_changes(const struct pty *p)
{
    return p->moment.changes;
}

/* ---- reading and writing ---- */

static void record(struct pty *p, const char *s, size_t n)
{
    if (p->room - p->nbytes < n + 1) {
        p->room = 2 * (p->nbytes + n + 1);
        p->bytes = realloc(p->bytes, p->room);
        if (p->bytes == NULL) {
            perror("end-to-end test");
            exit(99);
        }
    }
    memcpy(p->bytes + p->nbytes, s, n);
    p->nbytes += n;
    p->bytes[p->nbytes] = '\0';
}

/* Reads all there is; false when there was nothing. */
static bool take(struct pty *p)
{
    bool any = false;

    /* Bounded, so that a program which never stops writing cannot keep us from the time limit. */
    for (int i = 0; i < 64 && p->fd >= 0 && !p->drained; i++) {
        char buf[4096];
        ssize_t n = read(p->fd, buf, sizeof buf);

        if (n > 0) {
            record(p, buf, (size_t)n);
            term_feed(p->term, buf, (size_t)n);
            any = true;
        } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
            p->drained = true; /* EIO: nobody has the terminal open any more */
        } else if (errno == EAGAIN) {
            break;
        }
    }
    return any;
}

static void note_end(struct pty *p)
{
    siginfo_t info = {0};

    if (p->ended || waitid(P_PID, (id_t)p->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
        return;
    p->ended = true;
    p->status = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
    take(p);
}

/* Waits, at most until `deadline` (µs), for something to happen, and takes it. */
static void pump(struct pty *p, int64_t deadline, bool to_write)
{
    struct pollfd fds[3] = {{.fd = p->drained ? -1 : p->fd, .events = (short)(to_write ? POLLIN | POLLOUT : POLLIN)},
                            {.fd = p->ended ? -1 : p->pidfd, .events = POLLIN},
                            {.fd = p->moment.inotify, .events = POLLIN}};
    int64_t until = deadline, left;
    struct timespec timeout;

    if (p->moment.armed && p->moment.at >= 0 && p->moment.at < until)
        until = p->moment.at;
    left = until - now_us();
    if (left < 0)
        left = 0;
    timeout = (struct timespec){.tv_sec = left / 1000000, .tv_nsec = left % 1000000 * 1000};
    ppoll(fds, 3, &timeout, NULL);
    if (moment_come(&p->moment, now_us()))
        p->killed = pty_signal(p, p->victim, SIGKILL);
    take(p);
    note_end(p);
}

/* Writes what the terminal has to say. False when nobody is there to read it. */
static bool flush_says(struct pty *p)
{
    int64_t deadline = now_us() + (int64_t)stage_patience() * 1000;
    size_t n, done = 0;
    const char *s = term_says(p->term, &n);

    while (done < n && p->fd >= 0 && !p->drained && now_us() < deadline) {
        ssize_t put = write(p->fd, s + done, n - done);

        if (put > 0) {
            done += (size_t)put;
        } else if (put < 0 && errno == EAGAIN) {
            pump(p, deadline, true);
            s = term_says(p->term, &n); /* the pump may have added an answer */
        } else if (put < 0 && errno != EINTR) {
            break;
        }
    }
    term_said(p->term);
    return done == n;
}

void pty_read(struct pty *p)
{
    pump(p, 0, false);
    flush_says(p);
}

static void remember_key(struct pty *p, const char *name)
{
    size_t have = strlen(p->keys), n = strlen(name) + 1;

    if (n >= sizeof p->keys)
        return;
    if (have + n >= sizeof p->keys) {
        memmove(p->keys, p->keys + n, have - n + 1);
        have -= n;
    }
    snprintf(p->keys + have, sizeof p->keys - have, " %s", name);
}

bool pty_try_bytes(struct pty *p, const void *bytes, size_t n)
{
    const char *s = bytes;
    int64_t deadline = now_us() + (int64_t)stage_patience() * 1000;

    flush_says(p);
    while (n > 0 && p->fd >= 0 && !p->drained && now_us() < deadline) {
        ssize_t put = write(p->fd, s, n);

        if (put > 0) {
            s += put;
            n -= (size_t)put;
        } else if (put < 0 && errno == EAGAIN) {
            pump(p, deadline, true);
        } else if (put < 0 && errno != EINTR) {
            break;
        }
    }
    return n == 0;
}

bool pty_try_send(struct pty *p, const char *text)
{
    remember_key(p, text);
    pty_read(p);
    return !p->ended && pty_try_bytes(p, text, strlen(text));
}

bool pty_try_paste(struct pty *p, const char *text)
{
    remember_key(p, "(paste)");
    pty_read(p);
    term_paste(p->term, text);
    return flush_says(p) && !p->ended;
}

bool pty_try_keys(struct pty *p, const char *const names[])
{
    pty_read(p);
    for (size_t i = 0; names[i] != NULL; i++) {
        remember_key(p, names[i]);
        if (!term_key(p->term, names[i])) {
            fprintf(stderr, "end-to-end test: there is no key named %s\n", names[i]);
            return false;
        }
    }
    return flush_says(p) && !p->ended;
}

void pty_send_at(struct pty *p, const char *text, const char *file, int line)
{
    if (pty_try_send(p, text))
        return;
    fprintf(stderr, "%s:%d: nobody takes the text \"%s\"\n", file, line, text);
    pty_show(p);
    _fail(file, line);
}

void pty_keys_at(struct pty *p, const char *const names[], const char *file, int line)
{
    if (pty_try_keys(p, names))
        return;
    fprintf(stderr, "%s:%d: nobody takes the key\n", file, line);
    pty_show(p);
    _fail(file, line);
}

/* ---- waiting ---- */

static bool is_shown(struct pty *p, const void *arg)
{
    return pty_find(p, arg, NULL, NULL);
}

static bool is_gone(struct pty *p, const void *arg)
{
    return !pty_find(p, arg, NULL, NULL);
}

bool pty_try_until(struct pty *p, bool (*holds)(struct pty *p, const void *arg), const void *arg, int ms)
{
    int64_t deadline = now_us() + (int64_t)ms * 1000;

    pty_read(p);
    while (p->killed || !holds(p, arg)) {
        if (p->killed || p->ended || now_us() >= deadline)
            return false;
        pump(p, deadline, false);
        flush_says(p);
    }
    return true;
}

bool pty_try_wait(struct pty *p, const char *text, int ms)
{
    return pty_try_until(p, is_shown, text, ms);
}

bool pty_try_gone(struct pty *p, const char *text, int ms)
{
    return pty_try_until(p, is_gone, text, ms);
}

bool pty_try_exit(struct pty *p, int *status, int ms)
{
    int64_t deadline = now_us() + (int64_t)ms * 1000;

    while (!p->ended && !p->killed && now_us() < deadline) {
        pump(p, deadline, false);
        flush_says(p);
    }
    if (status != NULL)
        *status = p->status;
    return p->ended;
}

void pty_wait_at(struct pty *p, const char *text, const char *file, int line)
{
    if (pty_try_wait(p, text, stage_patience()))
        return;
    fprintf(stderr, "%s:%d: waited in vain for \"%s\"\n", file, line, text);
    pty_show(p);
    _fail(file, line);
}

void pty_wait_gone_at(struct pty *p, const char *text, const char *file, int line)
{
    if (pty_try_gone(p, text, stage_patience()))
        return;
    fprintf(stderr, "%s:%d: \"%s\" did not go away\n", file, line, text);
    pty_show(p);
    _fail(file, line);
}

int pty_wait_exit_at(struct pty *p, const char *file, int line)
{
    int status = 0;

    if (!pty_try_exit(p, &status, stage_patience())) {
        fprintf(stderr, "%s:%d: the program did not end\n", file, line);
        pty_show(p);
        _fail(file, line);
    }
    return status;
}

/* ---- the screen ---- */

char *pty_row(const struct pty *p, int row)
{
    return term_row(p->term, row);
}

char *pty_screen(const struct pty *p)
{
    char *all = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&all, &n);
    int rows, cols;

    term_size(p->term, &rows, &cols);
    for (int row = 0; f != NULL && row < rows; row++) {
        char *text = term_row(p->term, row);

        fprintf(f, "%s\n", text);
        free(text);
    }
    if (f == NULL || fclose(f) != 0) {
        perror("end-to-end test");
        exit(99);
    }
    return all;
}

bool pty_find(const struct pty *p, const char *text, int *row, int *col)
{
    int rows, cols;

    term_size(p->term, &rows, &cols);
    for (int r = 0; r < rows; r++)
        if (term_find(p->term, text, r, col)) {
            if (row != NULL)
                *row = r;
            return true;
        }
    return false;
}

bool pty_shows(const struct pty *p, const char *text)
{
    return pty_find(p, text, NULL, NULL);
}

void pty_cursor(const struct pty *p, int *row, int *col, bool *visible)
{
    term_cursor(p->term, row, col, visible);
}

bool pty_alternate(const struct pty *p)
{
    return term_alternate(p->term);
}

int pty_bells(const struct pty *p)
{
    return term_bells(p->term);
}

int pty_attributes(const struct pty *p, int row, int col)
{
    return term_attributes(p->term, row, col);
}

const char *pty_bytes(const struct pty *p, size_t *n)
{
    *n = p->nbytes;
    return p->bytes != NULL ? p->bytes : "";
}

void pty_show(const struct pty *p)
{
    int rows, cols, row, col;
    bool visible;

    term_size(p->term, &rows, &cols);
    term_cursor(p->term, &row, &col, &visible);
    fprintf(stderr, "┌%dx%d", cols, rows);
    fputs("\n", stderr);
    for (int r = 0; r < rows; r++) {
        char *text = term_row(p->term, r);

        fprintf(stderr, "│%s\n", text);
        free(text);
    }
    fprintf(stderr, "└ cursor %d,%d%s; keys:%s\n", row, col, visible ? "" : " (hidden)", p->keys);
    if (p->ended)
        fprintf(stderr, "  ended with %d\n", p->status);
}

/* ---- processes ---- */

void pty_resize(struct pty *p, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

    pty_read(p);
    term_resize(p->term, rows, cols);
    if (ioctl(p->fd, TIOCSWINSZ, &size) != 0)
        perror("end-to-end test: resize");
}

pid_t pty_pid(const struct pty *p)
{
    return p->pid;
}

pid_t pty_worker(const struct pty *p)
{
    return process_worker(p->pid);
}

bool pty_signal(struct pty *p, enum pty_whom whom, int signal)
{
    pid_t worker;

    switch (whom) {
    case PTY_GROUP:
        return kill(-p->pid, signal) == 0;
    case PTY_WORKER:
        worker = pty_worker(p);
        return worker > 0 && kill(worker, signal) == 0;
    case PTY_PROGRAM:
        break;
    }
    return !p->ended && kill(p->pid, signal) == 0;
}
