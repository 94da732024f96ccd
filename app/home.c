/* home — the rest of what the home screen knows: the books, tonight's duty, what is missing. See board.h. */
#include <string.h>

#include "app/board.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { LATE_MOST = 1000, STATES_BYTES = 200 };

int book_load(struct book *out, struct session *session, const struct register_def *reg, struct err *e)
{
    char states[STATES_BYTES], now[32];
    struct station *station = session_station(session);
    const struct cond conds[] = {{"state", COND_IS, states}, {0}};
    const struct query late = {.reg = reg, .conds = conds, .range = reg->late_field, .range_until = now};
    int rc = state_count(&out->total, station, reg, NULL, e);
    out->reg = reg;
    out->late = 0;
    if (rc == 0)
        rc = state_count(&out->waiting, station, reg,
                         register_states(states, sizeof states, reg, 1u << STATE_WAITING | 1u << STATE_BACK), e);
    if (rc == 0 && states[0] == '\0')
        out->waiting = 0;
    register_states(states, sizeof states, reg, 1u << STATE_OUT);
    if (rc == 0)
        rc = state_count(&out->out, station, reg, states, e);
    if (states[0] == '\0')
        out->out = 0;
    field_time_value(now, sizeof now, session_now(session));
    if (rc == 0 && reg->late_field != NULL && states[0] != '\0')
        rc = query_count(&out->late, station, &late, LATE_MOST, e);
    return rc;
}

int duty_line(char *buf, size_t size, struct session *session, struct err *e)
{
    struct entry *duty = NULL;
    int64_t now = session_now(session);
    const struct calendar *calendar = session_calendar(session, e);
    bool closed;
    int rc;
    if (calendar == NULL)
        return ERR_IO;
    closed = calendar_closed(calendar, now);
    rc = duty_load(&duty, NULL, session, now, e);
    if (rc != 0 && rc != ERR_NOT_FOUND)
        return rc;
    text_format(buf, size, "%s 当直責任者%s %s", closed ? "閉庁" : "執務中", closed ? "" : "(今夜)",
                rc == 0 ? reference_label(entry_get(duty, "person")) : "未定");
    entry_free(duty);
    return 0;
}

/* ---- before the first night ---- */

struct wanted { /* at least so many entries of `reg` for which `field` has `value` */
    const char *reg, *field, *value, *text;
    int least;
};
static const struct wanted wanted[] = {
    {"person", "state", "current", "職員を登録する(職員)。許可する者と使う者は、別の職員でなければなりません。", 4},
    {"user", "state", "active|enrolling", "職員に利用者IDを出す(利用者)。IDのない職員は、許可も申請もできません。", 3},
    {"post", "post", "technical_administrator",
     "技術管理者を決める(職の指定)。許可をしない職員がIDと設定を受け持ちます。", 1},
    {"post", "post", "supervisor", "運用責任者を決める(職の指定)。許可と返却の確認をする者です。", 1},
    {"post", "post", "duty_officer", "当直責任者になる職員を決める(職の指定)。夜間・休日に許可をする者です。", 1},
    {"post", "post", "deputy_administrator", "運用管理補助者を決める(職の指定)。月次の確認を代わることができます。", 1},
    {"place", "state", "current", "保管場所や交番を登録する(場所)。", 1},
    {"phone", "kind", "shared_phone", "共有公用携帯電話機を登録する(公用携帯電話機管理簿)。", 1},
    {"device", "state", "current", "モバイル端末などの機器を登録する(端末・機器)。", 1},
    {"section", "state", "current", "課(係)コードを登録する(課・係)。外部記録媒体の管理番号に要ります。", 1},
    {"medium", "state", "current", "外部記録媒体を登録する(外部記録媒体管理簿)。", 1},
};

static int wanted_there(bool *out, struct session *session, const struct wanted *w, struct err *e)
{
    const bool of_state = strcmp(w->field, "state") == 0;
    const struct cond conds[] = {{w->field, COND_IS, w->value}, {of_state ? NULL : "state", COND_IS, "current"}, {0}};
    const struct query query = {.reg = station_register(session_station(session), w->reg), .conds = conds};
    const int least = w->least;
    int64_t n = 0;
    int rc = query_count(&n, session_station(session), &query, least, e);
    *out = n >= least;
    return rc;
}

int missing_load(struct missing *out, int most, struct session *session, struct err *e)
{
    struct entry *duty = NULL;
    int n = 0, rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof wanted / sizeof wanted[0] && n < most; i++) {
        bool there;
        rc = wanted_there(&there, session, &wanted[i], e);
        if (rc != 0 || there)
            continue;
        out[n].reg = station_register(session_station(session), wanted[i].reg);
        text_format(out[n++].text, sizeof out[0].text, "%s", wanted[i].text);
    }
    if (rc == 0)
        rc = duty_load(&duty, NULL, session, session_now(session), e);
    entry_free(duty);
    if (rc == ERR_NOT_FOUND && n < most) {
        out[n].reg = station_register(session_station(session), "roster");
        text_format(out[n++].text, sizeof out[0].text, "今夜の当直責任者を当直表に入れる(当直表)。");
        rc = 0;
    }
    return rc == 0 || rc == ERR_NOT_FOUND ? n : rc;
}
