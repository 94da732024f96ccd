/* exemption — the conditions of each 特例 as a table, asked in the order of the text. See exemption.h. */
#include "forms/exemption.h"

#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/text.h"

#include "forms/banned.h"

const struct choice phone_designations[] = {
    {"duty", "当直勤務用", "直", "第7の1(2)エ(ウ)b(a)"},
    {"police_box", "交番等の勤務用", "交", "第7の1(2)エ(ウ)b(b)"},
    {0},
};
const struct choice medium_designations[] = {
    {"duty", "当直勤務用", "直", "第7の1(2)オ(ウ)b(b)"},
    {"police_box", "交番等の勤務用", "交", "第7の1(2)オ(ウ)b(c)"},
    {"person", "持ち出す職員を一に指定", "職", "第7の1(2)オ(ウ)b(a)"},
    {0},
};

/* ---- the conditions ---- */

/* What carries the designation: the medium of a device, or the thing itself. */
static const struct entry *designating(const struct situation *s)
{
    const struct entry *medium = situation_link(s, "medium");
    return medium != NULL ? medium : s->item;
}

static const char *designated(const struct situation *s, const char *field)
{
    const struct entry *entry = designating(s);
    return entry != NULL ? entry_get(entry, field) : NULL;
}

static bool same_entry(const char *a, const char *b)
{
    char one[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    return reference_id(one, a)[0] != '\0' && strcmp(one, reference_id(other, b)) == 0;
}

static bool is_chosen(const struct situation *s)
{
    return s->item != NULL;
}

static bool is_kind(const struct situation *s)
{
    return register_field(s->item->reg, "class") < 0 ||
           word_in("camera|video|recorder", entry_get(s->item, "class") != NULL ? entry_get(s->item, "class") : "");
}

static bool is_erasable(const struct situation *s)
{
    return designated(s, "write_once") == NULL;
}

static bool is_designated(const struct situation *s)
{
    const char *designation = designated(s, "designation");
    return designation != NULL && entry_is(s->entry, "exemption", designation);
}

static bool is_closed(const struct situation *s)
{
    return calendar_closed(s->calendar, s->now);
}

static bool is_named(const struct situation *s)
{
    return entry_get(s->entry, "named_by") != NULL;
}

static bool is_on_duty(const struct situation *s)
{
    return entry_get(s->entry, "on_duty") != NULL;
}

static bool is_of_place(const struct situation *s)
{
    char user[ENTRY_ID_BYTES];
    const char *place = situation_linked(s, "user", "place");
    if (place == NULL && strcmp(reference_id(user, entry_get(s->entry, "user")), s->actor.id) == 0)
        place = s->actor.place;
    return same_entry(designated(s, "designated_place"), place);
}

static bool is_the_person(const struct situation *s)
{
    return same_entry(designated(s, "designated_person"), entry_get(s->entry, "user"));
}

static bool is_back_today(const struct situation *s)
{
    const char *from = entry_get(s->entry, "taken_from");
    const char *until = s->reg->late_field != NULL ? entry_get(s->entry, s->reg->late_field) : NULL;
    return from != NULL && until != NULL && field_time(until) >= field_time(from) &&
           date_compare(date_of(field_time(from)), date_of(field_time(until))) == 0;
}

/* The 特例 lifts the entry of its own book, not 第2の1(3)イ(イ). */
static bool is_below_secret(const struct situation *s)
{
    return !entry_is(s->entry, "confidentiality", "3");
}

#define ALL "duty|police_box|person"
static const struct condition {
    const char *exemptions;
    bool (*holds)(const struct situation *s);
    const char *clause; /* NULL: that of the exemption */
    const char *fault;
} conditions[] = {
    {ALL, is_chosen, NULL, "持ち出すものが選ばれていません"},
    {ALL, is_kind, "第7の1(2)オ(ウ)b", "デジタルカメラ、ビデオカメラ及びボイスレコーダーのどれでもありません"},
    {ALL, is_erasable, "第7の1(2)オ(ウ)b", "書ききり型撮影媒体を使用します"},
    {"duty", is_designated, NULL, "当直勤務用として指定されたものではありません"},
    {"duty", is_closed, NULL, "今は閉庁時間ではありません"},
    {"duty", is_on_duty, NULL, "使用者が当直勤務に従事していません"},
    {"duty", is_named, NULL, "当直責任者が使用者を指名していません"},
    {"police_box", is_designated, NULL, "交番等の勤務用として指定されたものではありません"},
    {"police_box", is_of_place, NULL, "使用者が、これを勤務用として指定された交番等の勤務員ではありません"},
    {"person", is_designated, NULL, "持ち出す職員があらかじめ一に指定されたものではありません"},
    {"person", is_the_person, NULL, "使用者が、あらかじめ指定された職員ではありません"},
    {"person", is_back_today, NULL, "その日のうちに持ち出しが終了する見込みではありません"},
    {ALL, is_below_secret, "第2の1(3)イ(イ)", "機密性3(高)情報の持ち出しには運用管理者の許可が要ります"},
};

/* ---- the judgement ---- */

static const struct choice *chosen(const struct situation *s)
{
    int index = register_field(s->reg, "exemption");
    const char *value = entry_get(s->entry, "exemption");
    return index >= 0 && value != NULL ? choice_find(s->reg->fields[index].choices, value) : NULL;
}

static int judge_typed(const struct situation *s, struct err *e)
{
    const struct choice *exemption = chosen(s);
    if (exemption == NULL)
        return err_field(e, "exemption", NULL, "どの特例によるかを選んでください。");
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
        const struct condition *c = &conditions[i];
        if (word_in(c->exemptions, exemption->key) && !c->holds(s))
            return err_refuse(e, c->clause != NULL ? c->clause : exemption->clause,
                              "記載省略できません: %s。通常の申請をしてください。", c->fault);
    }
    return 0;
}

/* Every condition is about what is typed: before the form is shown there is nothing to judge. */
int exemption_judge(const struct situation *s, struct err *e)
{
    return s->step != NULL ? judge_typed(s, e) : 0;
}

int exemption_shift(const struct situation *s, struct err *e)
{
    const struct choice *exemption = chosen(s);
    if ((s->actor.posts & POST_DUTY_OFFICER) != 0 && s->actor.rostered && calendar_closed(s->calendar, s->now))
        return 0;
    return err_refuse(
        e, exemption != NULL ? exemption->clause : NULL,
        "%sは、今の当直勤務の当直責任者ではありません。これができるのは、当直表にある当直責任者だけです。",
        s->actor.name);
}

int exemption_derive(struct situation *s, struct err *e)
{
    if (step_is(s, "take_exempt"))
        return entry_set(s->entry, "omitted", "yes", e);
    if (step_is(s, "write_up"))
        return entry_set(s->entry, "omitted", NULL, e);
    return 0;
}

const char *exemption_answer(char *buf, size_t size, const struct situation *s)
{
    static const struct {
        const char *exemption, *remains;
    } duties[] = {
        {"duty", "当直勤務の終了後の報告時に、当直責任者が返却します。"},
        {"police_box", "管理状況は、交番等の巡視等に合わせて確認されます。"},
        {"person", "その日のうちに終了しないことが判明したときは、記載して許可を受けます。"},
    };
    const struct choice *exemption = chosen(s);
    struct err e;
    buf[0] = '\0';
    if (exemption == NULL || entry_get(s->entry, "omitted") == NULL)
        return buf;
    err_clear(&e);
    if (judge_typed(s, &e) != 0) {
        text_format(buf, size, "%s (%s)", e.text, e.clause);
        return buf;
    }
    text_format(buf, size, "記載省略できます (%s)。", exemption->clause);
    for (size_t i = 0; i < sizeof duties / sizeof duties[0]; i++)
        if (strcmp(duties[i].exemption, exemption->key) == 0)
            text_append(buf, size, duties[i].remains);
    return buf;
}
