/* printed — a computed list goes to paper: PDF and xlsx, each begun as its kind begins. */
#ifndef KANRIBO_TESTS_APP_PRINTED_H
#define KANRIBO_TESTS_APP_PRINTED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/paper.h"
#include "tests/app/house.h"

static inline void prints(const struct house *in, const struct register_def *reg, const struct paper_made *rows)
{
    static const struct {
        enum paper_format format;
        const char *name, *magic;
    } files[] = {{PAPER_PDF, "list.pdf", "%PDF-"}, {PAPER_XLSX, "list.xlsx", "PK"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[600], head[8] = "";
        struct err e;
        FILE *file;
        snprintf(path, sizeof path, "%s/%s", in->dir.path, files[i].name);
        house_ok(paper_export_of(in->session, reg, rows->entries, rows->n, NULL, files[i].format, path, false, &e));
        file = fopen(path, "rb");
        assert_non_null(file);
        assert_true(fread(head, 1, sizeof head - 1, file) > 0);
        assert_int_equal(strncmp(head, files[i].magic, strlen(files[i].magic)), 0);
        assert_int_equal(fclose(file), 0);
        unlink(path);
    }
}

#endif
