/* Where 様式第7号 is permitted by another than 運用責任者 in person: 交番等, 第7の1(2)オ(ウ)e (L1381–1384). KB-1…KB-6. */
#include <string.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/post.h"
#include "forms/register_place.h"
#include "forms/register_use.h"
#include "forms/text.h"

#include "forms/banned.h"

/* Both conditions of 1383 (⚑Q16), on the day: where he is posted, and the book is kept. */
bool use_inspected(const struct situation *s)
{
    const struct entry *place = situation_link(s, "place");
    return entry_is(s->entry, "mode", "device") && place_has_inspector(place, s->now) &&
           (place_keeps_book(place, s->now) || strcmp(situation_setting(s, "box_route"), "posted") == 0);
}

static bool user_is_inspector(const struct situation *s)
{
    char place[ENTRY_ID_BYTES];
    struct situation his = *s;
    const char *rank = situation_linked(s, "user", "rank");
    text_format(his.actor.rank, sizeof his.actor.rank, "%s", rank != NULL ? rank : "");
    text_format(his.actor.place, sizeof his.actor.place, "%s",
                reference_id(place, situation_linked(s, "user", "place")));
    return actor_is_inspector(&his, situation_link(s, "place"));
}

bool use_own_inspector(const struct situation *s)
{
    return actor_is_inspector(s, situation_link(s, "place")) || user_is_inspector(s);
}

const char *use_route(const struct situation *s)
{
    const struct entry *place = situation_link(s, "place");
    const char *kind = place != NULL ? entry_get(place, "kind") : NULL;
    if (!entry_is(s->entry, "mode", "device") || kind == NULL || !word_in("police_box|residence", kind))
        return "ordinary";
    if (!place_has_inspector(place, s->now))
        return "remote";
    if (!use_inspected(s) || entry_get(s->entry, "inspector_absent") != NULL || use_own_inspector(s))
        return "ordinary";
    return "inspector";
}

int use_inspector(const struct situation *s, struct err *e)
{
    if (use_inspected(s) && actor_is_inspector(s, situation_link(s, "place")))
        return 0;
    return err_refuse(
        e, "第7の1(2)オ(ウ)e(b)",
        "これができるのは、使用・持出簿を置く交番等に配置されている警部補です。当該警部補に頼むか、不在のときは"
        "引き戻して「当該警部補が不在である」に印を付け、運用責任者に申請してください。");
}

int use_inspector_extends(const struct situation *s, struct err *e)
{
    int rc = use_inspector(s, e);
    return rc != 0 ? rc : carry_secret_extended(s, e);
}

int use_remote(const struct situation *s, struct err *e)
{
    if (strcmp(use_route(s), "remote") == 0)
        return 0;
    return err_refuse(
        e, "第7の1(2)オ(ウ)e(c)",
        "電話等によることができるのは、警部補の配置がない交番等に置く機器だけです。本人がサインインして行って"
        "ください。");
}

int use_whereabouts(const struct situation *s, struct err *e)
{
    bool hindered = entry_get(s->entry, "inspector_absent") != NULL || user_is_inspector(s);
    if (use_inspected(s) && !hindered)
        return err_refuse(e, "第7の1(2)オ(ウ)e(b)", "この交番等では、当該警部補が1か月ごとの所在確認をします。");
    return duty_by_setting(s, e);
}

int use_no_whereabouts(const struct situation *s, struct err *e)
{
    (void)s;
    return err_refuse(
        e, NULL, "外部記録媒体には、この簿冊での1か月ごとの所在確認はありません。毎月の点検(様式第5号)で確認します。");
}
