/* process — parent and worker. See process.h. */
#include "app/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "forms/banned.h"

volatile sig_atomic_t process_stop;

static void on_worker_signal(int number)
{
    (void)number;
    process_stop = 1;
}

static const int ending[] = {SIGTERM, SIGHUP, SIGINT};
enum { ENDING = sizeof ending / sizeof ending[0] };

/* The worker's: they only set a flag. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_worker_signal};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ENDING; i++)
        (void)sigaction(ending[i], &action, NULL);
}

/* What the parent waits for; blocked in it, so that none is lost between two looks. */
static void parent_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGCHLD);
    for (size_t i = 0; i < ENDING; i++)
        sigaddset(set, ending[i]);
}

int process_harden(struct err *e)
{
    static const char *const steering[] = {"LD_LIBRARY_PATH", "LD_AUDIT",      "TERMINFO",        "TERMINFO_DIRS",
                                           "SQLITE_TMPDIR",   "OPENSSL_CONF",  "OPENSSL_MODULES", "OPENSSL_ENGINES",
                                           "TERMPATH",        "NCURSES_TRACE", "TERMCAP"};
    struct rlimit none = {0, 0};
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
            return err_set(e, ERR_IO, "標準入出力を開けません。");
    umask(077);
    for (size_t i = 0; i < sizeof steering / sizeof steering[0]; i++)
        unsetenv(steering[i]);
    (void)signal(SIGPIPE, SIG_IGN);
    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_set(e, ERR_IO, "記憶の内容を守る設定ができません: %s",
                       err_reason((char[ERR_REASON_BYTES]){0}, errno));
    return 0;
}

/* The worker: its terminal, its sitting, and at the end the id for the next one through the pipe. */
static _Noreturn void work(const struct process *process, char uid[UID_BYTES], bool locked, int out)
{
    enum process_end end;
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    sigset_t waited;
    parent_signals(&waited);
    catch_signals();
    (void)sigprocmask(SIG_UNBLOCK, &waited, NULL);
    (void)prctl(PR_SET_NAME, "kanribo-worker");
    (void)prctl(PR_SET_DUMPABLE, 0);
    if (null >= 0 && isatty(STDERR_FILENO)) /* what libraries print must not scribble over the screen */
        (void)dup2(null, STDERR_FILENO);
    end = process->work(process->arg, uid, locked);
    if (write(out, uid, UID_BYTES) != UID_BYTES)
        end = end == PROCESS_LOCK ? PROCESS_LOGOUT : end;
    _exit((int)end);
}

/* Waits for the worker and passes on to it what ends a program; status as waitpid gives it. */
static int wait_for(pid_t worker)
{
    sigset_t waited;
    int status = 0;
    parent_signals(&waited);
    for (;;) {
        pid_t gone = waitpid(worker, &status, WNOHANG);
        int number;
        if (gone == worker)
            return status;
        if (gone < 0 && errno != EINTR)
            return -1;
        number = sigwaitinfo(&waited, NULL);
        if (number > 0 && number != SIGCHLD)
            (void)kill(worker, number);
    }
}

static int sitting(const struct process *process, char uid[UID_BYTES], bool locked)
{
    int fds[2], status;
    pid_t worker;
    if (pipe2(fds, O_CLOEXEC) != 0)
        return -1;
    worker = fork();
    if (worker == 0) {
        (void)close(fds[0]);
        work(process, uid, locked, fds[1]);
    }
    (void)close(fds[1]);
    status = worker > 0 ? wait_for(worker) : -1;
    if (read(fds[0], uid, UID_BYTES) != UID_BYTES)
        uid[0] = '\0';
    uid[UID_BYTES - 1] = '\0';
    (void)close(fds[0]);
    return status;
}

int process_run(const struct process *process)
{
    struct termios kept;
    bool terminal = tcgetattr(STDIN_FILENO, &kept) == 0, locked = false;
    char uid[UID_BYTES] = "";
    sigset_t waited;
    parent_signals(&waited);
    (void)sigprocmask(SIG_BLOCK, &waited, NULL);
    for (;;) {
        int status = sitting(process, uid, locked);
        int end = status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        if (terminal)
            (void)tcsetattr(STDIN_FILENO, TCSANOW, &kept);
        if (end == PROCESS_LOCK || end == PROCESS_LOGOUT) {
            locked = end == PROCESS_LOCK;
            if (!locked)
                uid[0] = '\0';
            continue;
        }
        if (end == PROCESS_QUIT || end == PROCESS_HANGUP)
            return 0;
        process->rescue(STDOUT_FILENO);
        if (end < 0)
            fputs("kanribo: 途中で終わりました。記載したものは残っています。もう一度起動してください。\n", stderr);
        return 1;
    }
}
