/* fixture — sheets of 様式第3号 for the tests of paper, made of the real declaration. */
#ifndef KANRIBO_TESTS_PRINT_FIXTURE_H
#define KANRIBO_TESTS_PRINT_FIXTURE_H

#include "print/output.h"
#include "print/sheet.h"

enum { FIXTURE_ROWS = 64 };
struct fixture {
    struct entry *entries[FIXTURE_ROWS];
    struct sheet_row rows[FIXTURE_ROWS];
    size_t n;
};

/* n plain take-outs of shared phones, permitted, returned and confirmed. */
void fixture_plain(struct fixture *fixture, size_t n);
/* Adds one entry of each of the shapes that are hard to print: every field, long texts, a correction, a lapsed permit,
 * seven whereabouts checks, names outside JIS X 0208, an entry that is still waiting. */
void fixture_hard(struct fixture *fixture);
void fixture_release(struct fixture *fixture);

void fixture_set(struct entry *entry, const char *key, const char *value);
void fixture_step(struct entry *entry, const char *step, const char *name, const char *posts, int64_t at,
                  const char *note);
struct entry *fixture_add(struct fixture *fixture);

/* The head of a sheet of a fictitious station, two of the three boxes stamped. */
struct sheet_head fixture_head(void);
struct sheet *fixture_sheet(const struct fixture *fixture, const struct sheet_head *head);

/* All texts of a block or of all pages, each ended by a newline, with ~ before what is struck. */
void fixture_block_text(struct output_buffer *out, const struct sheet_block *block);
void fixture_texts(struct output_buffer *out, const struct sheet *sheet); /* NUL-ended */
bool fixture_printed(const struct output_buffer *text, const char *wanted);
/* Every cell stands on the grid, its text fits it, every page fits the paper; no two cells overlap. */
void fixture_check_cells(const struct sheet *sheet);
void fixture_check_overlap(const struct sheet *sheet);

/* Runs a program without a shell, its output into *out (NUL-ended); the exit status, 127 if it cannot be started. */
int fixture_run(struct output_buffer *out, const char *const *argv);
/* Is the program there? */
bool fixture_has(const char *program);
/* A directory for files, from a template that ends with XXXXXX; 0, or -1. */
int fixture_dir(char *template);
int fixture_dir_remove(const char *dir);
void fixture_save(const char *path, const struct output_buffer *bytes);

#endif
