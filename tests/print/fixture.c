#include "tests/print/fixture.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "forms/date.h"
#include "forms/register.h"

/* fontconfig keeps a few hundred bytes of its own configuration for ever. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

enum { NIGHT = 22 * 60 + 10, MORNING = 6 * 60 + 40 };

static int64_t at(int day, int minute)
{
    return date_at(date_add_days((struct date){2026, 10, 1}, day), minute);
}

static void set_time(struct entry *entry, const char *key, int64_t when)
{
    char buf[32];

    snprintf(buf, sizeof buf, "%lld", (long long)when);
    fixture_set(entry, key, buf);
}

void fixture_set(struct entry *entry, const char *key, const char *value)
{
    struct err e = {0};

    assert_true(register_field(entry->reg, key) >= 0);
    if (entry_set(entry, key, value, &e))
        fail_msg("%s: %s", key, e.text);
}

void fixture_step(struct entry *entry, const char *step, const char *name, const char *posts, int64_t when,
                  const char *note)
{
    struct done *steps = realloc(entry->steps, (entry->nsteps + 1) * sizeof *steps);

    assert_non_null(steps);
    assert_non_null(register_step(entry->reg, step));
    entry->steps = steps;
    struct done *done = &steps[entry->nsteps++];
    *done = (struct done){.at = when, .note = note ? strdup(note) : NULL};
    snprintf(done->step, sizeof done->step, "%s", step);
    snprintf(done->actor.name, sizeof done->actor.name, "%s", name);
    snprintf(done->actor.posts, sizeof done->actor.posts, "%s", posts);
}

struct entry *fixture_add(struct fixture *fixture)
{
    struct entry *entry;
    struct err e = {0};

    assert_true(fixture->n < FIXTURE_ROWS);
    if (entry_new(&entry, register_find("checkout"), &e))
        fail_msg("%s", e.text);
    fixture->entries[fixture->n] = entry;
    fixture->rows[fixture->n++] = (struct sheet_row){.entry = entry};
    return entry;
}

static void add_plain(struct fixture *fixture, int i)
{
    static const char *const users[] = {"P-1 田中 玲", "P-2 佐藤 健", "P-3 山田 実"};
    static const char *const purposes[] = {"深夜の巡回連絡", "当直中の現場連絡", "交通事故捜査の連絡のため"};
    struct entry *entry = fixture_add(fixture);
    char item[64];

    snprintf(item, sizeof item, "D-%d 携帯-%02d", i + 1, i + 1);
    fixture_set(entry, "kind", "shared_phone");
    fixture_set(entry, "item", item);
    fixture_set(entry, "user", users[i % 3]);
    fixture_set(entry, "purpose", purposes[i % 3]);
    fixture_set(entry, "destination", "管内");
    fixture_set(entry, "confidentiality", "1");
    set_time(entry, "taken_from", at(i, NIGHT));
    set_time(entry, "taken_until", at(i + 1, MORNING + 60));
    set_time(entry, "returned_at", at(i + 1, MORNING));
    fixture_set(entry, "result", "found");
    fixture_step(entry, "request", "田中 玲", "職員", at(i, NIGHT), NULL);
    fixture_step(entry, "permit", "鈴木 茂", "当直責任者", at(i, NIGHT + 2), NULL);
    fixture_step(entry, "return", "田中 玲", "職員", at(i + 1, MORNING), NULL);
    fixture_step(entry, "confirm", "鈴木 茂", "当直責任者", at(i + 1, MORNING + 5), NULL);
}

void fixture_plain(struct fixture *fixture, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_plain(fixture, (int)i);
}

/* A non-mobile device with everything that the declaration can ask. */
static void add_full(struct fixture *fixture)
{
    struct entry *entry = fixture_add(fixture);

    fixture_set(entry, "kind", "non_mobile");
    fixture_set(entry, "route", "non_mobile");
    fixture_set(entry, "item", "D-90 ノート型端末-012(捜査支援用)");
    fixture_set(entry, "user", "P-9 髙﨑 𠮷雄");
    fixture_set(entry, "purpose",
                "庁舎移転に伴う保管場所の変更のため、機器一式を分庁舎へ運搬し、設置及び動作確認を行う");
    fixture_set(entry, "destination_kind", "police");
    fixture_set(entry, "destination", "白河署分庁舎");
    set_time(entry, "taken_from", at(2, 9 * 60));
    set_time(entry, "taken_until", at(200, 17 * 60));
    fixture_set(entry, "confidentiality", "3");
    fixture_set(entry, "secret_items", "白生第123号「事件一覧」");
    fixture_set(entry, "secret_route", "deputy");
    fixture_set(entry, "urgent_reason", "運用管理者が出張中で、本日中に運搬する必要がある");
    fixture_set(entry, "administrator_absent", "yes");
    fixture_set(entry, "ground", "c");
    fixture_set(entry, "circumstances", "設置場所の電源工事が本日に限られる");
    fixture_set(entry, "carrier", "contractor");
    fixture_set(entry, "carrier_name", "みちのく運送株式会社");
    fixture_set(entry, "secrecy", "yes");
    fixture_step(entry, "unavoidable_permit", "伊藤 学", "運用管理者", at(2, 8 * 60), NULL);
    fixture_step(entry, "operator_permit", "渡邉 悟", "システム管理担当者", at(2, 8 * 60 + 5),
                 "運搬時は電源を切ること");
    fixture_step(entry, "erase", "髙﨑 𠮷雄", "職員", at(2, 8 * 60 + 10), NULL);
    fixture_step(entry, "administrator_permit", "伊藤 学", "運用責任者", at(2, 8 * 60 + 20), NULL);
    fixture_step(entry, "carrier_permit", "伊藤 学", "運用責任者", at(2, 8 * 60 + 21), NULL);
    fixture_step(entry, "secret_permit", "齋藤 隆", "運用管理補助者", at(2, 8 * 60 + 22), NULL);
    for (int i = 1; i <= 6; i++)
        fixture_step(entry, "whereabouts", "伊藤 学", "運用責任者", at(2 + 30 * i, 10 * 60), "紛失なし");
}

static void add_corrected(struct fixture *fixture)
{
    static const struct sheet_earlier earlier[] = {
        {"purpose", "巡回連絡"}, {"purpose", "管内の巡回連絡"}, {"destination", NULL}, {"confidentiality", "2"}};

    add_plain(fixture, 40);
    struct entry *entry = fixture->entries[fixture->n - 1];
    fixture_set(entry, "purpose", "管内の巡回連絡及び防犯指導");
    fixture_step(entry, "correct", "田中 玲", "職員", at(42, 600), "書き誤り");
    entry->corrected = true;
    fixture->rows[fixture->n - 1].earlier = earlier;
    fixture->rows[fixture->n - 1].nearlier = sizeof earlier / sizeof *earlier;
}

static void add_lapsed(struct fixture *fixture)
{
    add_plain(fixture, 41);
    struct entry *entry = fixture->entries[fixture->n - 1];
    fixture_step(entry, "permit", "伊藤 学", "運用責任者", at(42, 700), "予備電池を携行");
    entry->steps[1].lapsed = true;
}

static void add_waiting(struct fixture *fixture)
{
    struct entry *entry = fixture_add(fixture);

    fixture_set(entry, "kind", "mobile");
    fixture_set(entry, "route", "mobile");
    fixture_set(entry, "item", "D-91 端末-12");
    fixture_set(entry, "user", "P-4 長谷川 美千代");
    fixture_set(entry, "purpose", "=HYPERLINK(\"x\") の点検 ①→②、㈱山本・ｶﾅ & <東署>");
    fixture_set(entry, "confidentiality", "2");
    set_time(entry, "taken_from", at(29, NIGHT));
    set_time(entry, "taken_until", at(30, MORNING));
}

void fixture_hard(struct fixture *fixture)
{
    add_full(fixture);
    add_corrected(fixture);
    add_lapsed(fixture);
    add_waiting(fixture);
}

void fixture_release(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->n; i++)
        entry_free(fixture->entries[i]);
    *fixture = (struct fixture){0};
}

struct sheet_head fixture_head(void)
{
    static struct sheet_stamp stamps[] = {{"伊藤 学", 0}, {NULL, 0}, {"髙﨑 𠮷雄", 0}};

    stamps[0].at = at(32, 600);
    stamps[2].at = at(33, 600);
    return (struct sheet_head){.office = "白河署",
                               .period = "令和8年10月分",
                               .stamps = stamps,
                               .code = "1234-0123456789abcdef",
                               .banner = "デモ",
                               .edition = "令和8年4月1日改正",
                               .created = at(40, 600)};
}

struct sheet *fixture_sheet(const struct fixture *fixture, const struct sheet_head *head)
{
    struct sheet *sheet;
    struct err e = {0};

    if (sheet_new(&sheet, register_find("checkout"), head, fixture->rows, fixture->n, &e))
        fail_msg("%s", e.text);
    return sheet;
}

void fixture_block_text(struct output_buffer *out, const struct sheet_block *block)
{
    for (size_t i = 0; i < block->ncells; i++) {
        for (size_t k = 0; k < block->cells[i].ntexts; k++) {
            const struct sheet_text *text = &block->cells[i].texts[k];

            output_buffer_write(out, text->struck ? "~" : "", text->struck);
            output_buffer_write(out, text->text, strlen(text->text));
            output_buffer_write(out, "\n", 1);
        }
    }
}

void fixture_texts(struct output_buffer *out, const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->npages; i++)
        fixture_block_text(out, &sheet->pages[i]);
    output_buffer_write(out, "", 1);
}

bool fixture_printed(const struct output_buffer *text, const char *wanted)
{
    return strstr(text->bytes, wanted) != NULL;
}

/* ---- geometry ---- */

static void check_cell(const struct sheet *sheet, const struct sheet_block *block, const struct sheet_cell *cell)
{
    int used = (int)cell->nlines * sheet_line_height(cell->size), y = 0, h = 0;

    assert_int_equal(cell->x, sheet->edges[cell->col]);
    assert_int_equal(cell->x + cell->w, sheet->edges[cell->col + cell->cols]);
    assert_true(cell->rows >= 1 && (size_t)(cell->row + cell->rows) <= block->nrows);
    for (int r = 0; r < cell->row + cell->rows; r++)
        *(r < cell->row ? &y : &h) += block->heights[r];
    assert_int_equal(cell->y, y);
    assert_int_equal(cell->h, h);
    assert_true(used <= cell->h);
    for (size_t i = 0; i < cell->nlines; i++)
        assert_true(sheet_text_width(cell->lines[i].text, cell->lines[i].bytes, cell->size) <= cell->w);
}

void fixture_check_cells(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->head.ncells; i++)
        check_cell(sheet, &sheet->head, &sheet->head.cells[i]);
    for (size_t i = 0; i < sheet->npages; i++) {
        for (size_t k = 0; k < sheet->pages[i].ncells; k++)
            check_cell(sheet, &sheet->pages[i], &sheet->pages[i].cells[k]);
        assert_true(sheet->head.height + sheet->pages[i].height <= sheet->height - 2 * SHEET_MARGIN_Y);
    }
}

static void check_overlap(const struct sheet_block *block)
{
    for (size_t i = 0; i < block->ncells; i++) {
        for (size_t k = i + 1; k < block->ncells; k++) {
            const struct sheet_cell *p = &block->cells[i], *q = &block->cells[k];

            assert_false(p->col < q->col + q->cols && q->col < p->col + p->cols && p->row < q->row + q->rows &&
                         q->row < p->row + p->rows);
        }
    }
}

void fixture_check_overlap(const struct sheet *sheet)
{
    check_overlap(&sheet->head);
    for (size_t i = 0; i < sheet->npages; i++)
        check_overlap(&sheet->pages[i]);
}

/* ---- other programs ---- */

int fixture_run(struct output_buffer *out, const char *const *argv)
{
    int pipe_ends[2], status = 0;
    char bytes[4096];
    ssize_t n;

    assert_int_equal(pipe(pipe_ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        char *arguments[16] = {0};
        int quiet = open("/dev/null", O_RDWR);

        for (size_t i = 0; i < 15 && argv[i]; i++)
            arguments[i] = strdup(argv[i]);
        dup2(quiet, STDIN_FILENO);
        dup2(quiet, STDERR_FILENO);
        dup2(pipe_ends[1], STDOUT_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        if (arguments[0])
            execvp(arguments[0], arguments);
        _exit(127);
    }
    close(pipe_ends[1]);
    while ((n = read(pipe_ends[0], bytes, sizeof bytes)) > 0)
        assert_int_equal(output_buffer_write(out, bytes, (size_t)n), 0);
    close(pipe_ends[0]);
    assert_int_equal(output_buffer_write(out, "", 1), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

bool fixture_has(const char *program)
{
    char path[4096];
    const char *dirs = getenv("PATH");

    while (dirs && *dirs) {
        size_t n = strcspn(dirs, ":");

        snprintf(path, sizeof path, "%.*s/%s", (int)n, dirs, program);
        if (access(path, X_OK) == 0)
            return true;
        dirs += n + (dirs[n] == ':');
    }
    return false;
}

int fixture_dir(char *template)
{
    return mkdtemp(template) ? 0 : -1;
}

int fixture_dir_remove(const char *dir)
{
    struct output_buffer said = {0};
    int rc = fixture_run(&said, (const char *const[]){"rm", "-r", dir, NULL});

    output_buffer_release(&said);
    return rc;
}

void fixture_save(const char *path, const struct output_buffer *bytes)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes->bytes, 1, bytes->n, file), bytes->n);
    assert_int_equal(fclose(file), 0);
}
