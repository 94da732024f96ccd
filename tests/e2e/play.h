/* play — a conversation with the program as a table: what must be on the screen, then what is typed.
 *
 * This is how a night reads:
 *
 *     static const struct move take_out[] = {
 *         {.wait = "簿冊", .keys = {"F2"}},
 *         {.wait = "様式第3号", .keys = {"Enter"}},
 *         {.wait = "管理番号", .type = "携帯-03", .keys = {"Enter"}},
 *         {.wait = "目的", .type = "深夜の巡回連絡", .keys = {"Enter"}},
 *         {.wait = "第7の1(2)エ(ウ)a", .keys = {"F4"}},
 *         {0},
 *     };
 *
 *     stage_clock(stage, 2026, 11, 23, 22, 10);
 *     p = station_sign_in(&station, "tanaka");
 *     play(p, take_out);
 *     play_refusal(p, "takahashi", "今夜の当直表にありません", "第7の1(2)イ(ア)a");      made of moves in the same way
 *     stage_clock(stage, 2026, 11, 24, 6, 40);
 *
 * A move waits for `wait`, then until `gone` has left the screen, then types `type` and presses `keys`. */
#ifndef KANRIBO_TESTS_E2E_PLAY_H
#define KANRIBO_TESTS_E2E_PLAY_H

#include <stdbool.h>

#include "tests/e2e/pty.h"

enum { MOVE_KEYS = 6 };

struct move {
    const char *wait, *gone, *type;
    const char *keys[MOVE_KEYS + 1]; /* names of pty.h, ended by NULL */
};

/* Plays until a row without anything. The running cmocka test fails, showing the screen, where the program does not play
 * along. */
#define play(p, moves) play_at(p, moves, __FILE__, __LINE__)
void play_at(struct pty *p, const struct move moves[], const char *file, int line);
/* For kill.h: false where it does not. */
bool play_try(struct pty *p, const struct move moves[]);

#endif
