/* What a line of 様式第3号 must agree on over several fields, and what follows from others: see register_checkout.h. */
#include <string.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/exemption.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/register_checkout.h"
#include "forms/rule.h"

#include "forms/banned.h"

/* A 特定用途機器 goes the mobile way only when it was made for it (M-12); else, and until it is known, the other. */
static int derive_route(struct situation *s, struct err *e)
{
    const char *kind = entry_get(s->entry, "kind"), *route = kind;
    if (kind == NULL)
        return 0;
    if (strcmp(kind, "special") == 0) {
        if (word_in("mobile|non_mobile", entry_get(s->entry, "route")))
            return 0;
        if (s->item == NULL)
            route = NULL;
        else
            route = entry_get(s->item, "premise") != NULL ? "mobile" : "non_mobile";
    }
    return entry_set(s->entry, "route", route, e);
}

int checkout_derive(struct situation *s, struct err *e)
{
    int rc = exemption_derive(s, e);
    if (rc == 0 && entry_get(s->entry, "omitted") != NULL && entry_get(s->entry, "kind") == NULL)
        rc = entry_set(s->entry, "kind", "shared_phone", e); /* the only kind that may be omitted */
    if (rc == 0)
        rc = derive_route(s, e);
    return rc != 0 ? rc : carry_derive(s, e);
}

/* What the thing is decides by which procedure it goes: nothing may pass under the name of another kind. */
static int check_item(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    const struct field *item = entry_field(entry, "item");
    if (s->item != NULL && entry_is(s->item, "kind", "individual_phone"))
        return err_field(
            e, "item", NULL,
            "個別に支給された公用携帯電話機は、この簿冊に記載する義務がありません。記載せずに持ち出せます。"
            "機密性2(中)以上の情報を入れて持ち出すときの報告と許可は別に要ります。");
    if (s->item != NULL && !item_offered(item, entry, s->item))
        return err_field(e, "item", NULL,
                         "選んだものは、この区分のものではありません。区分か「%s」を選び直してください。", item->label);
    if (entry_is(entry, "kind", "special") && entry_is(entry, "route", "mobile") &&
        (s->item == NULL || entry_get(s->item, "premise") == NULL))
        return err_field(
            e, "route", "第7の1(2)イ(イ)g",
            "この機器は持ち出しを前提として整備されたものではないので、モバイル端末に準拠した手続は使えません。"
            "「非モバイル端末等の手続」を選んでください。");
    return 0;
}

/* What a request must say. Later steps do not ask it again: posts and flags may have changed since, and a thing that is out
 * must be able to come back. */
static int check_request(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    int rc = check_item(s, e);
    if (rc != 0)
        return rc;
    if (entry_get(entry, "taken_until") == NULL && !entry_is(entry, "route", "shared_phone"))
        return err_field(
            e, "taken_until", field_clause(entry_field(entry, "taken_until"), entry),
            "持ち出し期間の終わりがありません。期間は簿冊の記載事項です。終了予定の日時を入れてください。");
    if (entry_is(entry, "ground", "b") && entry_is(entry, "carrier", "contractor"))
        return err_field(
            e, "carrier", "第7の1(2)イ(イ)a(b)",
            "事由(b)は職員が運搬する場合に限られます。運搬者を職員にするか、事由(a)か(c)を選んでください。");
    return secret_check(s, "taken_until", e);
}

int checkout_check(const struct situation *s, struct err *e)
{
    int rc = carry_check(s, e);
    if (rc != 0 || !step_is(s, "request|request_again|take_exempt|write_up"))
        return rc;
    return check_request(s, e);
}
