#include "tests/e2e/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ld.so replaces $LIB by the folder of the machine's architecture. */
#define FAKETIME_LIBRARY "/usr/$LIB/faketime/libfaketime.so.1"

enum { VARIABLES_MAX = 40 };

struct stage {
    char *dir, *work, *clock_file;
    char *program;
    char *variables[VARIABLES_MAX + 1];
    int nvariables;
    int64_t offset; /* seconds from the true time to the stage's */
    bool faked, all_clocks;
};

/* A helper that cannot do its work ends the test's process: what follows would fail in ways that hide the cause. */
static void *needed(void *p)
{
    if (p == NULL) {
        perror("end-to-end test: out of memory");
        exit(99);
    }
    return p;
}

static char *joined(const char *a, const char *between, const char *b)
{
    char *s = NULL;

    if (asprintf(&s, "%s%s%s", a, between, b) < 0)
        s = NULL;
    return needed(s);
}

char *stage_path(const struct stage *stage, const char *relative)
{
    return joined(stage->dir, "/", relative);
}

void stage_setenv(struct stage *stage, const char *name, const char *value)
{
    size_t n = strlen(name);
    int i = 0;

    while (i < stage->nvariables && !(strncmp(stage->variables[i], name, n) == 0 && stage->variables[i][n] == '='))
        i++;
    if (i < stage->nvariables) {
        free(stage->variables[i]);
        stage->variables[i] = stage->variables[--stage->nvariables];
        stage->variables[stage->nvariables] = NULL;
    }
    if (value == NULL)
        return;
    if (stage->nvariables == VARIABLES_MAX) {
        fprintf(stderr, "end-to-end test: more than %d variables\n", VARIABLES_MAX);
        exit(99);
    }
    stage->variables[stage->nvariables++] = joined(name, "=", value);
}

static void folder(struct stage *stage, const char *name, const char *variable)
{
    char *path = stage_path(stage, name);

    if (mkdir(path, 0700) != 0) {
        perror(path);
        exit(99);
    }
    if (variable != NULL)
        stage_setenv(stage, variable, path);
    free(path);
}

static void environment_fill(struct stage *stage)
{
    static const char *const fixed[][2] = {
        {"PATH", "/usr/bin:/bin"}, {"TERM", "xterm-256color"}, {"LANG", "C.UTF-8"}, {"TZ", "JST-9"}};
    static const char *const inherited[] = {"UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"};
    const char *asan = getenv("ASAN_OPTIONS");
    char *options;

    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        stage_setenv(stage, fixed[i][0], fixed[i][1]);
    for (size_t i = 0; i < sizeof inherited / sizeof inherited[0]; i++)
        if (getenv(inherited[i]) != NULL)
            stage_setenv(stage, inherited[i], getenv(inherited[i]));
    /* libfaketime comes first in the link order, which gcc's sanitizer would refuse. */
    options = joined("verify_asan_link_order=0", ":", asan != NULL ? asan : "");
    stage_setenv(stage, "ASAN_OPTIONS", options);
    free(options);
}

struct stage *stage_new(void)
{
    const char *tmp = getenv("TMPDIR"), *program = getenv("KANRIBO");
    struct stage *stage = needed(calloc(1, sizeof *stage));

    stage->dir = joined(tmp != NULL && *tmp != '\0' ? tmp : "/tmp", "/", "kanribo-e2e-XXXXXX");
    if (mkdtemp(stage->dir) == NULL) {
        perror(stage->dir);
        free(stage->dir);
        free(stage);
        return NULL;
    }
    environment_fill(stage);
    folder(stage, "home", "HOME");
    folder(stage, "data", "XDG_DATA_HOME");
    folder(stage, "tmp", "TMPDIR");
    folder(stage, "work", NULL);
    stage->work = stage_path(stage, "work");
    stage->clock_file = stage_path(stage, "clock");
    if (program != NULL && *program != '\0')
        stage->program = realpath(program, NULL);
    return stage;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    if (remove(path) != 0)
        perror(path);
    return 0;
}

void stage_free(struct stage *stage)
{
    if (stage == NULL)
        return;
    if (getenv("KANRIBO_KEEP") != NULL)
        fprintf(stderr, "# kept: %s\n", stage->dir);
    else
        nftw(stage->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    for (int i = 0; i < stage->nvariables; i++)
        free(stage->variables[i]);
    free(stage->dir);
    free(stage->work);
    free(stage->clock_file);
    free(stage->program);
    free(stage);
}

const char *stage_program(const struct stage *stage)
{
    return stage->program;
}

void stage_set_program(struct stage *stage, const char *path)
{
    free(stage->program);
    stage->program = needed(strdup(path));
}

const char *stage_dir(const struct stage *stage)
{
    return stage->dir;
}

const char *stage_work(const struct stage *stage)
{
    return stage->work;
}

char **stage_environment(struct stage *stage)
{
    return stage->variables;
}

/* ---- clock ---- */

bool stage_clock_possible(void)
{
    const char *sanitizers = getenv("SANITIZERS"), *cc = getenv("CC");
    bool clang_asan = sanitizers != NULL && strcmp(sanitizers, "yes") == 0 && cc != NULL && strstr(cc, "clang") != NULL;
    /* The loader looks in the architecture's folder, which only it knows; so look in each that may be it. */
    static const char *const places[] = {"/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
                                         "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
                                         "/usr/lib/faketime/libfaketime.so.1", "/usr/lib64/faketime/libfaketime.so.1"};

    if (clang_asan)
        return false;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (access(places[i], R_OK) == 0)
            return true;
    return false;
}

/* Days since 1970-01-01 of a Gregorian day; written here again so that the test does not trust what it tests. */
static int64_t days_of(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t y = year - 1;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return y * 365 + y / 4 - y / 100 + y / 400 - 719162 + before[month - 1] + (month > 2 && leap ? 1 : 0) + day - 1;
}

static void clock_write(struct stage *stage)
{
    char *fresh = joined(stage->clock_file, ".", "new");
    FILE *f = fopen(fresh, "w");
    bool ok = f != NULL && fprintf(f, "%+lld\n", (long long)stage->offset) > 0;

    if (f != NULL && fclose(f) != 0)
        ok = false;
    /* A running program reads it at any moment: it must never find half a file. */
    if (!ok || rename(fresh, stage->clock_file) != 0) {
        perror(stage->clock_file);
        exit(99);
    }
    free(fresh);
}

void stage_clock_all(struct stage *stage)
{
    stage->all_clocks = true;
}

void stage_clock(struct stage *stage, int year, int month, int day, int hour, int minute)
{
    int64_t target = days_of(year, month, day) * 86400 + (hour - 9) * 3600 + minute * 60 + 5;

    stage->offset = target - (int64_t)time(NULL);
    clock_write(stage);
    if (stage->faked)
        return;
    stage->faked = true;
    stage_setenv(stage, "LD_PRELOAD", FAKETIME_LIBRARY);
    stage_setenv(stage, "FAKETIME_TIMESTAMP_FILE", stage->clock_file);
    stage_setenv(stage, "FAKETIME_NO_CACHE", "1");
    if (!stage->all_clocks)
        stage_setenv(stage, "FAKETIME_DONT_FAKE_MONOTONIC", "1");
}

int64_t stage_now(const struct stage *stage)
{
    return (int64_t)time(NULL) + stage->offset;
}

int stage_patience(void)
{
    const char *seconds = getenv("KANRIBO_TEST_SECONDS"), *sanitizers = getenv("SANITIZERS");
    long n = seconds != NULL ? strtol(seconds, NULL, 10) : 0;

    if (n <= 0 || n > 3600)
        n = 20;
    if (sanitizers != NULL && strcmp(sanitizers, "yes") == 0)
        n *= 4;
    return (int)n * 1000;
}

int64_t stage_ticks(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
