#include "tests/e2e/process.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void process_prepare(void)
{
    static const int usual[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGTSTP, SIGTTIN, SIGTTOU};
    sigset_t none;

    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        signal(usual[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    process_sweep(getpid());
}

void process_adopt(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void process_end(pid_t leader)
{
    kill(-leader, SIGKILL);
    kill(leader, SIGKILL); /* it may have left its group */
    while (waitpid(-leader, NULL, 0) > 0 || errno == EINTR)
        continue;
    waitpid(leader, NULL, WNOHANG);
    process_sweep(leader);
}

void process_sweep(pid_t pid)
{
    char path[64];

    snprintf(path, sizeof path, "/dev/shm/faketime_shm_%ld", (long)pid);
    unlink(path);
    snprintf(path, sizeof path, "/dev/shm/sem.faketime_sem_%ld", (long)pid);
    unlink(path);
}

/* Reads name and parent of a process from /proc. */
static bool process_look(const char *pid, char *name, size_t size, pid_t *parent)
{
    char path[64], line[512], *open, *close;
    FILE *f;
    size_t n;

    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    f = fopen(path, "r");
    if (f == NULL)
        return false;
    n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    line[n] = '\0';
    open = strchr(line, '(');
    close = strrchr(line, ')');
    if (open == NULL || close == NULL || strlen(close) < 5)
        return false;
    *parent = (pid_t)strtol(close + 4, NULL, 10); /* ") S 123 …" */
    snprintf(name, size, "%.*s", (int)(close - open - 1), open + 1);
    return true;
}

pid_t process_worker(pid_t parent)
{
    DIR *d = opendir("/proc");
    struct dirent *e;
    pid_t found = 0;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char name[64];
        pid_t its = 0;

        if (e->d_name[0] < '1' || e->d_name[0] > '9' || !process_look(e->d_name, name, sizeof name, &its) ||
            its != parent)
            continue;
        if (found == 0 || strstr(name, "worker") != NULL)
            found = (pid_t)strtol(e->d_name, NULL, 10);
    }
    if (d != NULL)
        closedir(d);
    return found;
}

/* ---- moments ---- */

void moment_release(struct moment *m)
{
    if (m->inotify >= 0)
        close(m->inotify);
    *m = (struct moment){.at = -1, .inotify = -1};
}

bool moment_at(struct moment *m, int64_t at)
{
    moment_release(m);
    m->armed = true;
    m->at = at;
    return true;
}

bool moment_change(struct moment *m, const char *folder, int n)
{
    const uint32_t what = IN_MODIFY | IN_ATTRIB | IN_MOVE | IN_CREATE | IN_DELETE | IN_ONLYDIR;

    moment_release(m);
    m->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    m->armed = m->inotify >= 0 && inotify_add_watch(m->inotify, folder, what) >= 0;
    m->n = n;
    if (!m->armed)
        perror(folder);
    return m->armed;
}

bool moment_come(struct moment *m, int64_t now)
{
    _Alignas(struct inotify_event) char buf[4096];
    ssize_t got;

    while (m->inotify >= 0 && (got = read(m->inotify, buf, sizeof buf)) > 0)
        for (char *at = buf; at < buf + got;) {
            struct inotify_event event;

            memcpy(&event, at, sizeof event);
            m->changes++;
            at += sizeof event + event.len;
        }
    if (!m->armed || (m->at >= 0 ? now < m->at : m->changes < m->n))
        return false;
    m->armed = false;
    return true;
}
