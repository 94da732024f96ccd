/* The helpers of a night tried with a small script in the place of kanribo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/e2e/play.h"
#include "tests/e2e/station.h"

/* Speaks as design.md §5 wants the program to. */
#define PROGRAM                                                                                                                               \
    "#!/bin/sh\n"                                                                                                                             \
    "case \"$*\" in\n"                                                                                                                        \
    "'demo --data '*' --out out')\n"                                                                                                          \
    "    printf 'ito\\tひみつ の言葉\\t職員、運用責任者\\ntanaka\\tabc\\t職員\\nsuzuki\\tdef\\t職員、当直責任者\\n' " \
    ";;\n"                                                                                                                                    \
    "*verify)\n"                                                                                                                              \
    "    read -r p <&3; echo \"$p $*\"; exit 3 ;;\n"                                                                                          \
    "*)\n"                                                                                                                                    \
    "    stty -echo; printf '利用者ID '; read u; printf '\\033[H\\033[2J合言葉 '; read p; printf '本日の用務 %s' $u\n"             \
    "    cat ;;\n"                                                                                                                            \
    "esac\n"

struct scene {
    struct stage *stage;
    struct station station;
    struct pty *p;
};

static int scene_open(void **state)
{
    struct scene *s = calloc(1, sizeof *s);
    char *path;
    FILE *f;

    *state = s;
    if (s == NULL)
        return -1;
    s->stage = stage_new();
    if (s->stage == NULL)
        return -1;
    path = stage_path(s->stage, "kanribo");
    f = fopen(path, "w");
    if (f == NULL || fputs(PROGRAM, f) < 0 || fclose(f) != 0 || chmod(path, 0700) != 0)
        return -1;
    stage_set_program(s->stage, path);
    free(path);
    return 0;
}

static int scene_close(void **state)
{
    struct scene *s = *state;

    pty_free(s->p);
    station_release(&s->station);
    stage_free(s->stage);
    free(s);
    return 0;
}

static void people_of_the_demo_are_known(void **state)
{
    struct scene *s = *state;
    struct result r;
    const struct officer *ito;

    station_demo(&s->station, s->stage);
    assert_int_equal(s->station.n, 3);
    ito = station_holder(&s->station, "運用責任者", 0);
    assert_string_equal(ito->uid, "ito");
    assert_string_equal(ito->passphrase, "ひみつ の言葉");
    assert_string_equal(station_holder(&s->station, "職員", 1)->uid, "tanaka");
    assert_string_equal(station_holder(&s->station, "当直責任者", 0)->uid, "suzuki");
    assert_string_equal(station_officer(&s->station, "tanaka")->posts, "職員");
    station_must(&s->station, &r, 3, ito, "verify");
    assert_non_null(strstr(r.out, "ひみつ の言葉 --passphrase-fd 3 --data /"));
    assert_non_null(strstr(r.out, " --user ito verify\n"));
    result_release(&r);
}

static void moves_are_played(void **state)
{
    struct scene *s = *state;
    const struct officer *tanaka;

    station_demo(&s->station, s->stage);
    tanaka = station_officer(&s->station, "tanaka");
    const struct move sign_in[] = {
        {.wait = "利用者ID", .type = tanaka->uid, .keys = {"Enter"}},
        {.wait = "合言葉", .gone = "利用者ID", .type = tanaka->passphrase, .keys = {"Enter"}},
        {.wait = "本日の用務 tanaka"},
        {0},
    };
    const struct move too_much[] = {{.keys = {"C-d"}}, {.wait = "本日の用務 ito"}, {0}};

    s->p = station_open(&s->station);
    assert_non_null(s->p);
    play(s->p, sign_in);
    assert_false(play_try(s->p, too_much));
}

static void lines_of_json_are_read(void **state)
{
    static const char text[] =
        "{\"id\":\"600-1\",\"state\":\"out\",\"purpose\":\"深夜の \\\"巡回\\\"\\n連絡\",\"n\":12}\n"
        "{\"id\":\"600-2\",\"state\":\"done\"}\n";
    const char *line;
    char *value;

    (void)state;
    line = json_line(text, "id", "600-2");
    assert_non_null(line);
    value = json_value(line, "state");
    assert_string_equal(value, "done");
    free(value);
    value = json_value(text, "purpose");
    assert_string_equal(value, "深夜の \"巡回\"\n連絡");
    free(value);
    value = json_value(text, "n");
    assert_string_equal(value, "12");
    free(value);
    assert_null(json_value(line, "purpose"));
    assert_null(json_line(text, "state", "returned"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(people_of_the_demo_are_known, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(moves_are_played, scene_open, scene_close),
        cmocka_unit_test(lines_of_json_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
