/* kanribo — from the command line to a command or to the screens. The one file that asks the clock. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/demo.h"
#include "app/process.h"
#include "app/session.h"
#include "db/crypto.h"
#include "forms/text.h"
#include "screens/start.h"
#include "screens/term.h"

#include "forms/banned.h"

struct program {
    struct cli cli;
    struct world world;
    bool demo;
    char pc[PC_BYTES];
    char error[ERR_TEXT_BYTES]; /* of the terminal, said after it has been given back */
};

static int64_t clock_now(void *arg)
{
    (void)arg;
    return (int64_t)time(NULL);
}

static int64_t clock_boot_ms(void *arg)
{
    struct timespec t;
    (void)arg;
    if (clock_gettime(CLOCK_BOOTTIME, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum process_end end_of(enum screen_end end)
{
    static const enum process_end ends[] = {[SCREEN_END_QUIT] = PROCESS_QUIT,
                                            [SCREEN_END_LOCK] = PROCESS_LOCK,
                                            [SCREEN_END_LOGOUT] = PROCESS_LOGOUT,
                                            [SCREEN_END_HANGUP] = PROCESS_HANGUP};
    return ends[end];
}

/* One sitting at the terminal, in the worker. */
static enum process_end sit(void *arg, char uid[UID_BYTES], bool locked)
{
    struct program *program = arg;
    struct term_options terminal = {0};
    struct start_options start = {
        .world = &program->world, .boot_ms = clock_boot_ms, .locked = locked, .demo = program->demo};
    enum screen_end end = SCREEN_END_QUIT;
    char offered[UID_BYTES];
    struct term *term = NULL;
    struct err e = {0};
    int rc;
    text_format(offered, sizeof offered, "%s", uid);
    start.uid = offered;
    term_options_read(&terminal);
    terminal.stop = &process_stop;
    rc = term_open(&term, &terminal, &e);
    if (rc == 0) {
        start.term = term;
        rc = screens_start(&start, &end, uid, &e);
        term_close(term);
    }
    if (rc == 0)
        return end_of(end);
    term_complain(stdout, e.text);
    return PROCESS_FAILED;
}

static int run_screens(struct program *program)
{
    struct process process = {.work = sit, .arg = program, .rescue = term_rescue};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        fputs("kanribo: 画面を開くには端末が要ります。端末なしで使える命令は kanribo --help にあります。\n", stderr);
        return 2;
    }
    return process_run(&process);
}

/* ---- the demo at a terminal ---- */

static char *throw_away_dir(struct err *e)
{
    const char *base = getenv("XDG_RUNTIME_DIR"), *tmp = getenv("TMPDIR");
    char path[4096];
    if (base == NULL || base[0] != '/')
        base = tmp != NULL && tmp[0] == '/' ? tmp : "/tmp";
    text_format(path, sizeof path, "%s/kanribo-demo-XXXXXX", base);
    if (mkdtemp(path) == NULL) {
        err_set(e, ERR_IO, "%s にフォルダを作れません。--data で指定してください。", base);
        return NULL;
    }
    return text_dup(path, strlen(path));
}

/* The files of the throw-away directory and itself. Only plain files in it, made by us. */
static void throw_away(const char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *entry = d != NULL ? readdir(d) : NULL; entry != NULL; entry = readdir(d))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            (void)unlinkat(dirfd(d), entry->d_name, 0);
    if (d != NULL)
        (void)closedir(d);
    (void)rmdir(dir);
}

static void say_progress(void *arg, const char *what, int64_t done, int64_t total)
{
    (void)arg;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K%s %lld/%lld", what, (long long)done, (long long)total);
    if (isatty(STDERR_FILENO) && done >= total)
        fputs("\r\033[K", stderr);
}

static int run_demo(struct program *program, struct err *e)
{
    int rc = demo_find(program->world.dir, e);
    if (rc == ERR_NOT_FOUND) {
        program->world.progress = say_progress;
        rc = demo_make(&program->world, e);
        program->world.progress = NULL;
    }
    if (rc != 0)
        return rc;
    program->demo = true;
    return 0;
}

static bool wants_screens(const struct cli *cli)
{
    if (strcmp(cli->command, "demo") == 0)
        return cli->out == NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    return cli->command[0] == '\0';
}

static int run(struct program *program, struct err *e)
{
    char *dir = NULL;
    bool demo = strcmp(program->cli.command, "demo") == 0, thrown = demo && program->cli.data == NULL;
    int rc = 0, code = 1;
    if (thrown)
        dir = throw_away_dir(e);
    else
        rc = cli_data_dir(&dir, &program->cli, e);
    if (dir == NULL)
        return rc != 0 ? rc : ERR_IO;
    program->world.dir = dir;
    program->world.kdf_floor = demo;
    program->demo = demo_is(dir);
    if (!wants_screens(&program->cli))
        code = cli_run(&program->cli, &program->world);
    else if ((rc = demo ? run_demo(program, e) : 0) == 0)
        code = run_screens(program);
    if (thrown)
        throw_away(dir);
    free(dir);
    return rc != 0 ? rc : code;
}

int main(int argc, char **argv)
{
    struct program program = {.world = {.now = clock_now, .pc = program.pc}};
    struct err e = {0};
    int rc = process_harden(&e);
    if (gethostname(program.pc, sizeof program.pc) != 0)
        text_format(program.pc, sizeof program.pc, "PC");
    program.pc[sizeof program.pc - 1] = '\0';
    if (rc == 0)
        rc = crypto_start(&e);
    if (rc == 0)
        rc = cli_parse(&program.cli, argc, argv, &e);
    if (rc == 0)
        rc = run(&program, &e);
    if (rc >= 0)
        return rc;
    fprintf(stderr, "kanribo: %s\n", e.text);
    return cli_exit_code(&e);
}
