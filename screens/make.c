/* Which book, and by which of its ways. */
#include "screens/make.h"

#include "app/act.h"
#include "forms/text.h"
#include "screens/entry.h"
#include "screens/pick.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { WAYS = 64, LABEL_CELLS = 34 };

struct way {
    const struct register_def *reg;
    const struct step *step; /* NULL: the book itself */
};
struct ways {
    struct way list[WAYS];
    size_t n;
    char label[NAME_BYTES * 2];
    struct err refusal; /* why there is none */
};

static void book_label(char *buf, size_t size, const struct register_def *reg)
{
    text_format(buf, size, "%s%s%s%s", reg->form != NULL ? "様式第" : "", reg->form != NULL ? reg->form : "",
                reg->form != NULL ? "号 " : "", reg->brief != NULL ? reg->brief : reg->label);
}

static void item(void *arg, size_t index, struct pick_item *out)
{
    struct ways *ways = arg;
    const struct way *way = &ways->list[index];
    book_label(ways->label, sizeof ways->label, way->reg);
    *out = (struct pick_item){.label = ways->label, .detail = way->step != NULL ? way->step->label : way->reg->clause};
}

static int choose(struct way *out, struct ways *ways, struct screens *s, const char *title, struct err *e)
{
    const struct pick_options options = {
        .title = title, .count = ways->n, .item = item, .arg = ways, .label_cells = LABEL_CELLS};
    size_t index = 0;
    if (ways->n == 0 && ways->refusal.code == ERR_NONE)
        return err_set(e, ERR_REFUSED, "ここで始められる手続がありません。");
    if (ways->n == 0) {
        *e = ways->refusal;
        return ways->refusal.code;
    }
    int rc = ways->n == 1 ? 0 : pick_run(s, &options, &index, e);
    if (rc == 0)
        *out = ways->list[index];
    return rc;
}

static void add_ways(struct ways *ways, const struct register_def *reg)
{
    for (const struct step *step = reg->steps; step->key != NULL && ways->n < WAYS; step++)
        if ((step->flags & STEP_CREATES) != 0)
            ways->list[ways->n++] = (struct way){reg, step};
}

static int open_way(struct ways *ways, struct screens *s, const char *title, struct err *e)
{
    struct way way;
    int rc = choose(&way, ways, s, title, e);
    return rc != 0 ? rc : entry_open(s, way.reg, NULL, way.step->key, e);
}

int make_open(struct screens *s, const struct register_def *reg, struct err *e)
{
    struct ways ways = {.n = 0};
    add_ways(&ways, reg);
    return open_way(&ways, s, "新規", e);
}

int make_take_out(struct screens *s, struct err *e)
{
    struct session *session = shared_session(s);
    struct ways ways = {.n = 0};
    for (const struct register_def *const *reg = station_registers(session_station(session)); *reg != NULL; reg++)
        if ((*reg)->back_field != NULL && !(*reg)->own_screen && session_may_view(session, *reg, &ways.refusal) == 0)
            add_ways(&ways, *reg);
    return open_way(&ways, s, "持出・使用", e);
}

int make_pick(const struct register_def **out, struct screens *s, const char *title,
              bool (*wanted)(const struct register_def *reg), struct err *e)
{
    struct session *session = shared_session(s);
    struct ways ways = {.n = 0};
    struct way way = {0};
    int rc;
    for (const struct register_def *const *reg = station_registers(session_station(session)); *reg != NULL; reg++)
        if (ways.n < WAYS && wanted(*reg) && session_may_view(session, *reg, &ways.refusal) == 0)
            ways.list[ways.n++] = (struct way){*reg, NULL};
    rc = choose(&way, &ways, s, title, e);
    *out = way.reg;
    return rc;
}
