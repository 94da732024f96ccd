/* cli_book — list, export, duties, verify: what reads. */
#include <string.h>
#include <unistd.h>

#include "app/cli_run.h"
#include "app/departure.h"
#include "app/duties.h"
#include "app/paper.h"
#include "app/paper_rows.h"
#include "db/query.h"
#include "db/verify.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "forms/text.h"
#include "print/csv.h"

#include "forms/banned.h"

enum { DUTIES_MOST = 1000 };

static int end(struct session *session, int rc, struct err *e)
{
    struct err closing = {0};
    int closed = session_close(session, "sign_out", &closing);
    if (rc == 0 && closed != 0 && e != NULL)
        *e = closing;
    return rc != 0 ? rc : closed;
}

/* Signs in and does it with the rows that are asked for. */
static int with_rows(const struct cli *cli, const struct register_def *reg, const struct world *world,
                     int (*act)(struct session *session, const struct paper_request *request, const struct cli *cli,
                                struct err *e),
                     struct err *e)
{
    struct session *session;
    struct departures departures;
    struct paper_request request = {
        .reg = reg, .month = cli->month, .year = cli->year, .entry = cli->entry, .where = cli->where};
    int rc = cli_sign_in(&session, cli, world, e);
    if (rc != 0)
        return rc;
    rc = departures_fill(&departures, &request, session, e);
    if (rc == 0)
        rc = act(session, &request, cli, e);
    departures_release(&departures);
    return end(session, rc, e);
}

static int list_rows(struct session *session, const struct paper_request *request, const struct cli *cli, struct err *e)
{
    if (cli->json || cli->csv)
        return paper_stream(session, request, cli->json ? PAPER_JSON : PAPER_CSV, stdout, e);
    return paper_table(session, request, stdout, e);
}

int cli_list(const struct cli *cli, const struct world *world, struct err *e)
{
    const struct register_def *reg;
    int rc = cli_register(&reg, cli, e);
    return rc != 0 ? rc : with_rows(cli, reg, world, list_rows, e);
}

static int export_rows(struct session *session, const struct paper_request *request, const struct cli *cli,
                       struct err *e)
{
    enum paper_format format;
    int rc = paper_format_of(&format, cli->output, e);
    if (rc == 0)
        rc = paper_export(session, request, format, cli->output, cli->force, e);
    if (rc == ERR_CONFLICT)
        err_set(e, ERR_CONFLICT, "「%s」はもうあります。置き換えるときは --force を付けてください。", cli->output);
    if (rc == 0)
        fprintf(stderr, "%s に書き出しました。\n", cli->output);
    return rc;
}

int cli_export(const struct cli *cli, const struct world *world, struct err *e)
{
    const struct register_def *reg;
    enum paper_format format;
    int rc = cli_register(&reg, cli, e);
    if (rc == 0 && cli->output == NULL)
        rc = err_set(e, ERR_USAGE, "書き出す先がありません。-o FILE.xlsx のように指定してください。");
    if (rc == 0)
        rc = paper_format_of(&format, cli->output, e); /* before anybody types a passphrase for it */
    return rc != 0 ? rc : with_rows(cli, reg, world, export_rows, e);
}

/* ---- duties ---- */

static const char *const due_keys[] = {
    [DUE_NONE] = "none", [DUE_SOON] = "soon", [DUE_NOW] = "due", [DUE_OVER] = "over"};

static int output_stdout(void *context, const void *bytes, size_t n)
{
    return fwrite(bytes, 1, n, context) == n ? 0 : ERR_IO;
}

static int print_duty(const struct duty *duty, bool json)
{
    char since[DATE_BYTES] = "", due[DATE_BYTES] = "";
    if (duty->since != 0)
        date_format_time(since, sizeof since, duty->since, DATE_ISO);
    if (duty->due != 0)
        date_format_time(due, sizeof due, duty->due, DATE_ISO);
    if (json) {
        const struct json_pair pairs[] = {
            {"duty", duty->kind->key, false},
            {"register", duty->reg != NULL ? duty->reg->id : NULL, false},
            {"entry", duty->entry[0] ? duty->entry : NULL, false},
            {"month", duty->month[0] ? duty->month : NULL, false},
            {"title", duty->title, false},
            {"act", duty->act, false},
            {"owner", duty->owner, false},
            {"since", since[0] ? since : NULL, false},
            {"due", due[0] ? due : NULL, false},
            {"state", due_keys[duty->state], false},
            {"guide", duty->guide ? "true" : "false", true},
            {"mine", duty->mine ? "true" : "false", true},
            {"clause", duty->clause, false},
        };
        return json_line(pairs, sizeof pairs / sizeof pairs[0], output_stdout, stdout);
    }
    return printf("%s %s  %s  %s  %s  %s%s\n", duty->mark, duty->title, duty->detail, duty->act, duty->owner,
                  duty->guide ? "◇" : "", duty->clause) < 0
               ? ERR_IO
               : 0;
}

int cli_duties(const struct cli *cli, const struct world *world, struct err *e)
{
    const struct duties_wanted wanted = {.most = DUTIES_MOST};
    struct session *session;
    struct duties duties;
    int rc = cli_sign_in(&session, cli, world, e);
    if (rc != 0)
        return rc;
    rc = duties_load(&duties, session, &wanted, e);
    for (size_t i = 0; rc == 0 && i < duties.n; i++)
        if (print_duty(&duties.list[i], cli->json) != 0)
            rc = err_set(e, ERR_IO, "書き出せませんでした。");
    if (rc == 0 && duties.more)
        fprintf(stderr, "kanribo: 用務が%dを超えています。初めの分だけを示しました。\n", DUTIES_MOST);
    duties_release(&duties);
    if (rc == 0 && fflush(stdout) != 0)
        rc = err_set(e, ERR_IO, "書き出せませんでした。");
    return end(session, rc, e);
}

/* ---- verify ---- */

static void show_progress(void *arg, const char *what, int64_t done, int64_t total)
{
    (void)arg;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%s %lld/%lld", what, (long long)done, (long long)total);
}

int cli_verify(const struct cli *cli, const struct world *world, struct err *e)
{
    struct session *session;
    struct verify_report report = {0};
    int rc = cli_sign_in(&session, cli, world, e);
    if (rc != 0)
        return rc;
    rc = station_verify(session_station(session), &report, show_progress, NULL, e);
    if (isatty(STDERR_FILENO))
        fputc('\n', stderr);
    if (rc == 0 && cli->code != NULL)
        rc = station_verify_code(session_station(session), cli->code, e);
    if (rc == 0)
        printf("異常ありません。行為 %lld、記録 %lld、行 %lld、署名 %lld を確かめました。照合符号 %s\n",
               (long long)report.transactions, (long long)report.events, (long long)report.entries,
               (long long)report.signatures, report.code);
    if (rc == 0 && fflush(stdout) != 0)
        rc = err_set(e, ERR_IO, "書き出せませんでした。");
    return end(session, rc, e);
}
