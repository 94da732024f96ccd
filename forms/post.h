/* post — posts (職) and ranks as the text names them. obligations.md §1. Keys are stored, bits and order never are. */
#ifndef KANRIBO_FORMS_POST_H
#define KANRIBO_FORMS_POST_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/register.h"

enum {
    POST_STAFF = 1u << 0,            /* 職員 */
    POST_SUPERVISOR = 1u << 1,       /* 運用責任者 */
    POST_DUTY_OFFICER = 1u << 2,     /* 当直責任者: holds the post; counts only when rostered, in closed hours */
    POST_ADMINISTRATOR = 1u << 3,    /* 運用管理者 */
    POST_DEPUTY = 1u << 4,           /* 運用管理補助者 */
    POST_SECURITY_OFFICER = 1u << 5, /* システムセキュリティ責任者 */
    POST_MAINTAINER = 1u << 6,       /* システムセキュリティ維持管理者 */
    POST_OPERATOR = 1u << 7,         /* システム管理担当者 */
    POST_CHIEF = 1u << 8,            /* 情報セキュリティ管理者 */
    POST_TECHNICAL = 1u << 9,        /* 技術管理者(アプリ管理者): permits nothing */
    POST_EXCEPTION_PERMITTER = 1u << 10 /* 許可者(例外措置): 様式第9号 */
};

/* Choices of the post register, in the order of the bits above; post_choices[i] is bit 1<<i. Ends with a NULL key. */
extern const struct choice post_choices[];
/* Ranks, highest first: 警視 …; ends with a NULL key. */
extern const struct choice rank_choices[];

unsigned post_bit(const char *key);   /* 0 for an unknown key */
const char *post_label(unsigned bit); /* label of the lowest bit set, "" for none */
/* Labels of all bits in `posts`, joined by 、 */
void post_labels(char *buf, size_t size, unsigned posts);
/* How senior a rank is: higher is more senior, the ranks of police and of general staff that the text names together have
 * the same step (警部・課長補佐, 警部補・係長, 巡査部長・主任). 0 for an unknown key. Never stored. */
int rank_step(const char *rank_key);
/* Is the rank of exactly the 警部・課長補佐 step? (専決, ⚑Q28) */
bool rank_is_inspector(const char *rank_key);

#endif
