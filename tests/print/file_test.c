#include "print/file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[64] = "/tmp/kanribo-file-XXXXXX";

static const char *in_dir(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static int files(void)
{
    DIR *d = opendir(dir);
    int n = 0;

    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(d);
    return n;
}

static const char *content(const char *name)
{
    static char buf[256];
    FILE *file = fopen(in_dir(name), "r");

    if (!file)
        return NULL;
    buf[fread(buf, 1, sizeof buf - 1, file)] = '\0';
    fclose(file);
    return buf;
}

static int put(const char *name, const char *text, bool replace, struct err *e)
{
    struct file *file;
    int rc = file_begin(&file, in_dir(name), replace, e);

    if (rc)
        return rc;
    assert_int_equal(file_write(file, text, strlen(text)), 0);
    return file_commit(file, e);
}

static void a_file_appears_whole_at_the_commit(void **state)
{
    (void)state;
    struct file *file;
    struct err e = {0};
    struct stat st;

    assert_int_equal(file_begin(&file, in_dir("new"), false, &e), 0);
    assert_int_equal(file_write(file, "half", 4), 0);
    assert_null(content("new"));
    assert_int_equal(file_write(file, " and half", 9), 0);
    assert_int_equal(file_commit(file, &e), 0);
    assert_string_equal(content("new"), "half and half");
    assert_int_equal(stat(in_dir("new"), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(files(), 1);
    unlink(in_dir("new"));
}

static void a_cancel_leaves_nothing(void **state)
{
    (void)state;
    struct file *file;
    struct err e = {0};

    assert_int_equal(file_begin(&file, in_dir("cancelled"), false, &e), 0);
    file_write(file, "x", 1);
    file_cancel(file);
    file_cancel(NULL);
    assert_int_equal(files(), 0);
}

static void nothing_is_overwritten_unless_told(void **state)
{
    (void)state;
    struct err e = {0};
    struct file *file;

    assert_int_equal(put("kept", "old", false, &e), 0);
    assert_int_equal(put("kept", "new", false, &e), ERR_CONFLICT);
    assert_string_equal(content("kept"), "old");
    assert_int_equal(put("kept", "new", true, &e), 0);
    assert_string_equal(content("kept"), "new");
    assert_int_equal(file_begin(&file, in_dir("late"), false, &e), 0);
    file_write(file, "mine", 4);
    assert_int_equal(put("late", "theirs", false, &e), 0); /* appears between begin and commit */
    assert_int_equal(file_commit(file, &e), ERR_CONFLICT);
    assert_string_equal(content("late"), "theirs");
    assert_int_equal(files(), 2);
    unlink(in_dir("kept"));
    unlink(in_dir("late"));
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    struct file *file;
    struct err e = {0};

    assert_int_equal(mkdir(in_dir("sub"), 0700), 0);
    assert_int_equal(file_begin(&file, in_dir("sub"), true, &e), ERR_IO);
    assert_null(file);
    rmdir(in_dir("sub"));
    assert_int_equal(symlink("/etc/hostname", in_dir("link")), 0);
    assert_int_equal(file_begin(&file, in_dir("link"), true, &e), ERR_IO);
    unlink(in_dir("link"));
    assert_int_equal(file_begin(&file, in_dir("nowhere/x"), false, &e), ERR_IO);
    assert_int_equal(file_begin(&file, in_dir(""), false, &e), ERR_INPUT);
    assert_int_equal(file_begin(&file, "..", false, &e), ERR_INPUT);
    assert_int_equal(files(), 0);
}

static void a_failed_write_is_told_at_the_commit_and_leaves_nothing(void **state)
{
    (void)state;
    struct file *file;
    struct err e = {0};

    assert_int_equal(file_begin(&file, in_dir("broken"), false, &e), 0);
    assert_int_equal(file_write(file, (const void *)(uintptr_t)1, 4096), ERR_IO); /* EFAULT */
    assert_int_equal(file_write(file, "x", 1), ERR_IO);
    assert_int_equal(file_commit(file, &e), ERR_IO);
    assert_string_not_equal(e.text, "");
    assert_int_equal(files(), 0);
}

static int begin(void **state)
{
    (void)state;
    return mkdtemp(dir) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    return rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_appears_whole_at_the_commit),
        cmocka_unit_test(a_cancel_leaves_nothing),
        cmocka_unit_test(nothing_is_overwritten_unless_told),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_failed_write_is_told_at_the_commit_and_leaves_nothing),
    };

    return cmocka_run_group_tests_name("print/file", tests, begin, end);
}
