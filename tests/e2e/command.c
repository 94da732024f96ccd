#include "tests/e2e/command.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/e2e/process.h"

/* A command may do in one go what a screen does between two keys many times over. */
enum { PATIENCE_FACTOR = 6, PASSPHRASE_FD = 3 };

enum { IN, OUT, ERR, PASS, PIPES };

struct run {
    int ours[PIPES], theirs[PIPES]; /* -1 when closed */
    pid_t pid;
};

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* argv with the descriptor of the passphrase put in. Only the array is new. */
static char **arguments_of(const char *const argv[], bool passphrase)
{
    size_t n = 0, k = 0;
    char **all;

    while (argv[n] != NULL)
        n++;
    all = calloc(n + 3, sizeof *all);
    for (size_t i = 0; all != NULL && i < n; i++) {
        all[k++] = strdup(argv[i]);
        if (i == 0 && passphrase) {
            all[k++] = strdup("--passphrase-fd");
            all[k++] = strdup("3");
        }
    }
    return all;
}

static void child_run(struct stage *stage, struct run *run, const char *const argv[], bool passphrase)
{
    char **arguments = arguments_of(argv, passphrase);
    int low[PIPES];

    process_prepare();
    setsid();
    /* Away from 0–3 first, where they are to go: one of them may lie there already. */
    for (int i = 0; i < PIPES; i++)
        low[i] = fcntl(run->theirs[i], F_DUPFD_CLOEXEC, 10);
    for (int i = 0; i < PIPES; i++)
        if (i == PASS && !passphrase)
            close(PASSPHRASE_FD);
        else if (low[i] < 0 || dup2(low[i], i) < 0)
            _exit(126);
    if (arguments != NULL && chdir(stage_work(stage)) == 0)
        execve(argv[0], arguments, stage_environment(stage));
    fprintf(stderr, "cannot execute %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static bool run_start(struct stage *stage, struct run *run, const char *const argv[], bool passphrase)
{
    for (int i = 0; i < PIPES; i++)
        run->ours[i] = run->theirs[i] = -1;
    for (int i = 0; i < PIPES; i++) {
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) != 0) {
            perror("end-to-end test: pipe");
            return false;
        }
        run->ours[i] = ends[i == IN || i == PASS ? 1 : 0];
        run->theirs[i] = ends[i == IN || i == PASS ? 0 : 1];
        fcntl(run->ours[i], F_SETFL, O_NONBLOCK);
    }
    run->pid = fork();
    if (run->pid == 0)
        child_run(stage, run, argv, passphrase);
    for (int i = 0; i < PIPES; i++)
        shut(&run->theirs[i]);
    if (run->pid < 0)
        perror("end-to-end test: fork");
    return run->pid > 0;
}

/* Writes on; closes when all is written or nobody reads. */
static void feed(int *fd, const char *text, size_t *done)
{
    size_t n = text != NULL ? strlen(text) : 0;

    while (*fd >= 0 && *done < n) {
        ssize_t put = write(*fd, text + *done, n - *done);

        if (put > 0)
            *done += (size_t)put;
        else if (put < 0 && errno == EAGAIN)
            return;
        else if (put < 0 && errno != EINTR)
            break;
    }
    shut(fd);
}

static void drain(int *fd, FILE *to)
{
    char buf[8192];
    ssize_t n;

    while ((n = read(*fd, buf, sizeof buf)) > 0)
        fwrite(buf, 1, (size_t)n, to);
    if (n == 0 || (errno != EAGAIN && errno != EINTR))
        shut(fd);
}

/* Until both outputs are closed; false at the time limit. */
static bool run_exchange(struct run *run, const char *input, const char *passphrase, FILE *out, FILE *err)
{
    int64_t deadline = stage_ticks() + (int64_t)stage_patience() * PATIENCE_FACTOR;
    size_t fed = 0, passed = 0;
    char *line = NULL;

    if (passphrase != NULL && asprintf(&line, "%s\n", passphrase) < 0)
        line = NULL;
    while ((run->ours[OUT] >= 0 || run->ours[ERR] >= 0) && stage_ticks() < deadline) {
        struct pollfd fds[PIPES];

        for (int i = 0; i < PIPES; i++)
            fds[i] = (struct pollfd){.fd = run->ours[i], .events = i == IN || i == PASS ? POLLOUT : POLLIN};
        poll(fds, PIPES, (int)(deadline - stage_ticks()));
        if (fds[IN].revents != 0)
            feed(&run->ours[IN], input, &fed);
        if (fds[PASS].revents != 0)
            feed(&run->ours[PASS], line, &passed);
        if (fds[OUT].revents != 0)
            drain(&run->ours[OUT], out);
        if (fds[ERR].revents != 0)
            drain(&run->ours[ERR], err);
    }
    free(line);
    return run->ours[OUT] < 0 && run->ours[ERR] < 0;
}

bool command_run(struct stage *stage, struct result *r, const char *input, const char *passphrase,
                 const char *const argv[])
{
    struct run run;
    FILE *out, *err;
    bool started, in_time;
    int status = 0;

    *r = (struct result){.status = -1};
    if (argv[0] == NULL) {
        fputs("end-to-end test: no program (is KANRIBO set?)\n", stderr);
        return false;
    }
    /* A program that does not read its input must not end us. */
    signal(SIGPIPE, SIG_IGN);
    out = open_memstream(&r->out, &r->nout);
    err = open_memstream(&r->err, &r->nerr);
    if (out == NULL || err == NULL) {
        perror("end-to-end test");
        exit(99);
    }
    started = run_start(stage, &run, argv, passphrase != NULL);
    if (started) {
        in_time = run_exchange(&run, input, passphrase, out, err);
        if (!in_time)
            kill(-run.pid, SIGKILL);
        if (waitpid(run.pid, &status, 0) == run.pid && in_time)
            r->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        process_sweep(run.pid);
    }
    for (int i = 0; i < PIPES; i++)
        shut(&run.ours[i]);
    fclose(out);
    fclose(err);
    return started;
}

void command_must_at(struct stage *stage, struct result *r, int expected, const char *passphrase,
                     const char *const argv[], const char *file, int line)
{
    if (command_run(stage, r, NULL, passphrase, argv) && r->status == expected)
        return;
    fprintf(stderr, "%s:%d: ended with %d instead of %d:", file, line, r->status, expected);
    for (size_t i = 0; argv[i] != NULL; i++)
        fprintf(stderr, " %s", argv[i]);
    fprintf(stderr, "\n--- stdout ---\n%s--- stderr ---\n%s---\n", r->out != NULL ? r->out : "",
            r->err != NULL ? r->err : "");
    result_release(r);
    _fail(file, line);
}

void result_release(struct result *r)
{
    free(r->out);
    free(r->err);
    *r = (struct result){.status = -1};
}
