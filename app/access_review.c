/* access_review — see access_review.h. */
#include "app/access_review.h"

#include <stdlib.h>
#include <string.h>

#include "app/made.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/register_access_review.h"
#include "forms/register_account_list.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { USERS_MOST = 2000, SIGN_INS = 2000, QUESTION_BYTES = 1024, FOUND_CHARACTERS = 300 };

/* ---- what there is of one account ---- */

struct account {
    const struct entry *user;
    char person[ENTRY_ID_BYTES];
    struct actor actor;
    bool open;    /* neither suspended nor ended */
    bool left;    /* the person is no longer among the staff */
    int64_t seen; /* last sign-in; 0 = never */
};
struct scan {
    struct session *session;
    struct account *list;
    size_t n;
    struct history recent; /* newest sign-ins of anybody */
    struct date today;
    int months;
    int64_t administrators;
};

/* The last sign-in: mostly among the newest of all, else by the events of that id alone. */
static int last_seen(int64_t *out, const struct scan *scan, const char *user, struct err *e)
{
    struct history own = {0};
    int rc;
    *out = 0;
    for (size_t i = 0; i < scan->recent.n; i++)
        if (strcmp(scan->recent.events[i].change.entry, user) == 0) {
            *out = scan->recent.events[i].recorded;
            return 0;
        }
    if (scan->recent.n < SIGN_INS) /* these were all there are */
        return 0;
    rc = history_load(&own, session_station(scan->session), LOG_REGISTER, user, e);
    for (size_t i = 0; rc == 0 && i < own.n; i++)
        if (strcmp(own.events[i].change.step, "sign_in") == 0)
            *out = own.events[i].recorded;
    history_release(&own);
    return rc;
}

static int load_account(struct account *out, const struct scan *scan, const struct entry *user, struct err *e)
{
    const struct register_def *persons = station_register(session_station(scan->session), "person");
    struct entry *person = NULL;
    int rc = 0;
    *out = (struct account){.user = user};
    out->open = strcmp(user->state, USER_STATE_ACTIVE) == 0 || strcmp(user->state, USER_STATE_ENROLLING) == 0;
    reference_id(out->person, entry_get(user, USER_FIELD_PERSON));
    if (out->person[0] != '\0')
        rc = entry_load(&person, session_station(scan->session), persons, out->person, e);
    if (rc == 0 && person != NULL)
        rc = actor_load(&out->actor, scan->session, out->person, session_now(scan->session), e);
    out->left = person == NULL || strcmp(person->state, "ended") == 0;
    entry_free(person);
    return rc != 0 ? rc : last_seen(&out->seen, scan, user->id, e);
}

static bool administers(const struct account *account)
{
    return account->open && (account->actor.posts & POST_TECHNICAL) != 0;
}

static int64_t issued(const struct account *account)
{
    return account->user->nsteps > 0 ? account->user->steps[0].at : 0;
}

/* ---- what asks to be looked at ---- */

static void ask(char *buf, const char *sentence)
{
    text_append(buf, QUESTION_BYTES, buf[0] != '\0' ? "\n" : "");
    text_append(buf, QUESTION_BYTES, sentence);
}

static void ask_use(char *buf, const struct scan *scan, const struct account *account)
{
    char text[NAME_BYTES];
    int64_t since = account->seen > issued(account) ? account->seen : issued(account);
    if (strcmp(account->user->state, USER_STATE_ENROLLING) == 0) {
        ask(buf, "初回のサインインを待っています。不要なら停止します。");
        return;
    }
    if (date_compare(date_add_months(date_of(since), scan->months), scan->today) >= 0)
        return;
    text_format(text, sizeof text, "%dか月より長くサインインがありません。", scan->months);
    ask(buf, text);
}

static void questions_of(char *buf, const struct scan *scan, const struct account *account)
{
    char text[NAME_BYTES * 2];
    buf[0] = '\0';
    if (!account->open)
        return;
    if (account->left)
        ask(buf, "職員の登録が終わっています。識別コードを無効にします(第6の1(1)イ(キ)a)。");
    if (administers(account) && (account->actor.posts & ~(POST_TECHNICAL | POST_STAFF)) != 0)
        ask(buf, "技術管理者がほかの職を兼ねています(第6の1(3)ア)。");
    if (administers(account) && scan->administrators > 1) {
        text_format(text, sizeof text, "管理者権限を持つ者が%lld人います。必要最小限か確かめます(第6の1(3)ア)。",
                    (long long)scan->administrators);
        ask(buf, text);
    }
    ask_use(buf, scan, account);
}

/* ---- the rows ---- */

static const char *day_or_none(char *buf, size_t size, int64_t when)
{
    buf[0] = '\0';
    return when != 0 ? date_format(buf, size, date_of(when), DATE_ISO) : buf;
}

static int add_row(struct account_list *out, const struct scan *scan, const struct account *account, bool questioned,
                   struct err *e)
{
    char question[QUESTION_BYTES], posts[POSTS_BYTES], days[2][DATE_BYTES];
    const struct state *state = register_state(account->user->reg, account->user->state);
    struct entry *row;
    int rc;
    questions_of(question, scan, account);
    if ((question[0] != '\0') != questioned)
        return 0;
    post_labels(posts, sizeof posts, account->actor.posts);
    const struct made_cell cells[] = {
        {"uid", entry_get(account->user, USER_FIELD_UID)},
        {"person", reference_label(entry_get(account->user, USER_FIELD_PERSON))},
        {"posts", posts},
        {"administrator", administers(account) ? "有" : NULL},
        {"issued", day_or_none(days[0], DATE_BYTES, issued(account))},
        {"seen", day_or_none(days[1], DATE_BYTES, account->seen)},
        {"standing", state != NULL ? state->label : NULL},
        {"question", question},
    };
    rc = made_add(&out->rows, &row, &register_account_list,
                  !account->open ? ACCOUNT_CLOSED
                  : questioned   ? ACCOUNT_QUESTIONED
                                 : ACCOUNT_SOUND,
                  cells, sizeof cells / sizeof cells[0], e);
    if (rc == 0)
        text_format(row->id, sizeof row->id, "%s", account->user->id);
    out->questions += rc == 0 && questioned;
    return rc;
}

static int fill(struct account_list *out, struct scan *scan, const struct rows *users, struct err *e)
{
    int rc = history_log(&scan->recent, session_station(scan->session), "sign_in", SIGN_INS, e);
    for (; rc == 0 && scan->n < users->n; scan->n += rc == 0) {
        rc = load_account(&scan->list[scan->n], scan, users->entries[scan->n], e);
        out->accounts += rc == 0 && scan->list[scan->n].open;
        scan->administrators += rc == 0 && administers(&scan->list[scan->n]);
    }
    out->administrators = scan->administrators;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; rc == 0 && i < scan->n; i++)
            rc = add_row(out, scan, &scan->list[i], pass == 0, e);
    history_release(&scan->recent);
    return rc;
}

/* ---- when it is due ---- */

static int load_due(struct account_list *out, struct session *session, const struct scan *scan, struct err *e)
{
    const struct cond conds[] = {{"state", COND_IS, "reviewed"}, {0}};
    const struct query query = {.reg = station_register(session_station(session), register_access_review.id),
                                .conds = conds,
                                .sort = "date",
                                .descending = true,
                                .limit = 1};
    struct date last = date_of(session_founded(session));
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n > 0)
        rc = date_parse(&out->last, entry_get(rows.entries[0], "date"), scan->today, NULL, e);
    if (out->last.year != 0)
        last = out->last;
    out->due = clock_in_month(date_add_months(last, scan->months), scan->today); /* as app/duties has it */
    out->from = out->last.year != 0 ? date_add_days(last, 1) : last;
    rows_release(&rows);
    return rc;
}

int account_list_load(struct account_list *out, struct session *session, struct err *e)
{
    const struct query query = {.reg = station_register(session_station(session), USER_REGISTER),
                                .sort = USER_FIELD_UID,
                                .limit = USERS_MOST,
                                .steps = true};
    struct scan scan = {.session = session, .today = date_of(session_now(session))};
    struct rows users = {0};
    int rc = session_may_view(session, &register_account_list, e);
    *out = (struct account_list){0};
    scan.months = setting_number(session_setting(session, "access_review_months"));
    if (rc == 0)
        rc = rows_load(&users, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && (scan.list = calloc(users.n + 1, sizeof *scan.list)) == NULL)
        rc = err_memory(e);
    if (rc == 0)
        rc = fill(out, &scan, &users, e);
    if (rc == 0)
        rc = load_due(out, session, &scan, e);
    free(scan.list);
    rows_release(&users);
    if (rc != 0)
        account_list_release(out);
    return rc;
}

void account_list_release(struct account_list *list)
{
    made_release(&list->rows);
    *list = (struct account_list){0};
}

/* ---- recording ---- */

static void give(struct review_given *out, int at, const char *key)
{
    out->pairs[at * 2] = key;
    out->pairs[at * 2 + 1] = out->texts[at];
}

/* Ids and what is asked of them, as long as the field takes it. */
static void found_text(char *buf, size_t size, const struct account_list *list)
{
    buf[0] = '\0';
    for (size_t i = 0; i < (size_t)list->questions; i++) {
        const struct entry *row = list->rows.entries[i];
        char line[QUESTION_BYTES];
        text_format(line, sizeof line, "%s%s: %s", i > 0 ? "\n" : "", entry_get(row, "uid"),
                    entry_get(row, "question"));
        for (char *p = line + 1; *p != '\0'; p++)
            *p = *p == '\n' ? ' ' : *p;
        if (text_length(buf, strlen(buf)) + text_length(line, strlen(line)) <= FOUND_CHARACTERS)
            text_append(buf, size, line);
    }
}

void review_given(struct review_given *out, const struct account_list *list)
{
    int n = 0;
    *out = (struct review_given){0};
    text_format(out->texts[0], REVIEW_TEXT_BYTES, "%lld", (long long)list->accounts);
    give(out, n++, "accounts");
    text_format(out->texts[1], REVIEW_TEXT_BYTES, "%lld", (long long)list->administrators);
    give(out, n++, "administrators");
    if (list->last.year != 0) {
        date_format(out->texts[2], REVIEW_TEXT_BYTES, list->from, DATE_ISO);
        give(out, n++, "from");
    }
    if (list->questions > 0) {
        text_format(out->texts[n], REVIEW_TEXT_BYTES, "found");
        give(out, n++, "findings");
        found_text(out->texts[n], REVIEW_TEXT_BYTES, list);
        give(out, n++, "found");
    }
}
