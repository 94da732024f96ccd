#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/stationdir.h"
#include "tests/db/scratch.h"

static unsigned mode_of(int dir, const char *name)
{
    struct stat st;
    assert_int_equal(fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW), 0);
    return st.st_mode & 07777;
}

static int open_close(const char *path, bool create)
{
    int fd;
    struct err e;
    int rc = stationdir_open(&fd, path, create, &e);
    assert_int_equal(fd >= 0, rc == 0);
    if (rc == 0) {
        close(fd);
    } else {
        assert_non_null(strstr(e.text, path)); /* names what is wrong */
    }
    return rc;
}

static void S_6_a_directory_that_others_may_enter_is_refused(void **state)
{
    (void)state;
    struct scratch s;
    char path[256];
    scratch_make(&s);
    snprintf(path, sizeof path, "%s/d", s.path);
    assert_int_equal(open_close(path, false), ERR_NOT_FOUND);
    for (unsigned mask = 0; mask <= 077; mask += 077) { /* whatever the umask */
        mode_t before = umask(mask);
        assert_int_equal(open_close(path, true), 0);
        umask(before);
        assert_int_equal(mode_of(AT_FDCWD, path), 0700);
        assert_int_equal(open_close(path, true), 0); /* one that is there is judged all the same */
        static const unsigned bad[] = {0755, 0750, 0710, 0701, 0770, 0777, 01700, 02700, 0500};
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            assert_int_equal(chmod(path, bad[i]), 0);
            assert_int_equal(open_close(path, true), ERR_INTEGRITY);
        }
        assert_int_equal(chmod(path, 0700), 0);
        assert_int_equal(open_close(path, false), 0);
        assert_int_equal(rmdir(path), 0);
    }
    scratch_remove(&s);
}

static void parents_are_made_and_no_link_is_followed(void **state)
{
    (void)state;
    struct scratch s;
    char path[256], link[256];
    scratch_make(&s);
    snprintf(path, sizeof path, "%s/a/b", s.path);
    assert_int_equal(open_close(path, true), 0);
    snprintf(link, sizeof link, "%s/link", s.path);
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(open_close(link, false), ERR_INTEGRITY);
    assert_int_equal(open_close(link, true), ERR_INTEGRITY);
    assert_int_equal(unlink(link), 0);
    scratch_file(&s, "link", "x", 1, 0600);
    assert_int_equal(open_close(link, false), ERR_INTEGRITY);
    assert_int_equal(rmdir(path), 0);
    scratch_remove(&s);
}

static int reads(const struct scratch *s, const char *name, const char *twin)
{
    unsigned char *bytes;
    size_t size;
    struct err e;
    int rc = stationdir_read(s->dir, name, twin, 100, &bytes, &size, &e);
    if (rc == 0) {
        assert_int_equal(size, 5);
        assert_memory_equal(bytes, "hello", 5);
        assert_int_equal(stationdir_check(s->dir, name, twin, &e), 0);
    } else {
        assert_null(bytes);
        assert_non_null(strstr(e.text, name));
    }
    free(bytes);
    return rc;
}

static void only_a_plain_file_of_ours_is_read(void **state)
{
    (void)state;
    struct scratch s;
    struct err e;
    char big[101] = {0};
    scratch_make(&s);
    assert_int_equal(reads(&s, "f", NULL), ERR_NOT_FOUND);
    scratch_file(&s, "f", "hello", 5, 0600);
    assert_int_equal(reads(&s, "f", NULL), 0);
    static const unsigned bad[] = {0644, 0640, 0604, 0660, 0666, 0700, 04600, 0400};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        scratch_file(&s, "f", "hello", 5, bad[i]);
        assert_int_equal(reads(&s, "f", NULL), ERR_INTEGRITY);
        assert_int_equal(stationdir_check(s.dir, "f", NULL, &e), ERR_INTEGRITY);
    }
    scratch_file(&s, "f", "", 0, 0600);
    assert_int_equal(reads(&s, "f", NULL), ERR_INTEGRITY);
    assert_int_equal(stationdir_check(s.dir, "f", NULL, &e), ERR_INTEGRITY);
    scratch_file(&s, "f", big, sizeof big, 0600);
    assert_int_equal(reads(&s, "f", NULL), ERR_INTEGRITY);
    assert_int_equal(symlinkat("f", s.dir, "link"), 0);
    scratch_file(&s, "f", "hello", 5, 0600);
    assert_int_equal(reads(&s, "link", NULL), ERR_INTEGRITY);
    assert_int_equal(stationdir_check(s.dir, "link", NULL, &e), ERR_INTEGRITY);
    assert_int_equal(mkfifoat(s.dir, "fifo", 0600), 0);
    assert_int_equal(reads(&s, "fifo", NULL), ERR_INTEGRITY); /* and does not wait for a writer */
    assert_int_equal(mkdirat(s.dir, "dir", 0700), 0);
    assert_int_equal(reads(&s, "dir", NULL), ERR_INTEGRITY);
    if (geteuid() == 0) {
        assert_int_equal(fchownat(s.dir, "f", 1, (gid_t)-1, 0), 0);
        assert_int_equal(reads(&s, "f", NULL), ERR_INTEGRITY);
        assert_int_equal(fchownat(s.dir, "f", 0, (gid_t)-1, 0), 0);
    }
    assert_int_equal(reads(&s, "f", NULL), 0);
    scratch_remove(&s);
}

static void a_hard_link_is_refused_but_for_the_twin(void **state)
{
    (void)state;
    struct scratch s;
    scratch_make(&s);
    scratch_file(&s, "f", "hello", 5, 0600);
    assert_int_equal(linkat(s.dir, "f", s.dir, "twin", 0), 0);
    assert_int_equal(reads(&s, "f", NULL), ERR_INTEGRITY);
    assert_int_equal(reads(&s, "f", "other"), ERR_INTEGRITY);
    assert_int_equal(reads(&s, "f", "twin"), 0);
    assert_int_equal(linkat(s.dir, "f", s.dir, "third", 0), 0);
    assert_int_equal(reads(&s, "f", "twin"), ERR_INTEGRITY);
    scratch_remove(&s);
}

static void replacing_keeps_mode_and_old_content(void **state)
{
    (void)state;
    struct scratch s;
    scratch_make(&s);
    for (unsigned mask = 0; mask <= 0777; mask += 0777) {
        mode_t before = umask(mask);
        assert_int_equal(stationdir_replace(s.dir, "f", "kept", "hello", 5, NULL), 0);
        umask(before);
        assert_int_equal(mode_of(s.dir, "f"), 0600);
        assert_int_equal(reads(&s, "f", NULL), 0);
    }
    assert_int_equal(stationdir_replace(s.dir, "f", "kept", "other", 5, NULL), 0);
    assert_int_equal(reads(&s, "kept", NULL), 0);
    assert_int_equal(stationdir_replace(s.dir, "f", NULL, "third", 5, NULL), 0);
    assert_int_equal(reads(&s, "kept", NULL), 0); /* not this time */
    scratch_file(&s, "f.new", "left by a crash", 15, 0644);
    assert_int_equal(stationdir_replace(s.dir, "f", NULL, "hello", 5, NULL), 0);
    assert_int_equal(reads(&s, "f", NULL), 0);
    assert_int_equal(faccessat(s.dir, "f.new", F_OK, 0), -1);
    scratch_remove(&s);
}

static void what_cannot_be_written_leaves_the_old_one(void **state)
{
    (void)state;
    struct scratch s;
    struct err e;
    scratch_make(&s);
    scratch_file(&s, "f", "hello", 5, 0600);
    assert_int_equal(mkdirat(s.dir, "f.new", 0700), 0); /* the new one cannot be made */
    assert_true(stationdir_replace(s.dir, "f", NULL, "other", 5, &e) < 0);
    assert_int_equal(reads(&s, "f", NULL), 0);
    assert_int_equal(unlinkat(s.dir, "f.new", AT_REMOVEDIR), 0);
    assert_int_equal(mkdirat(s.dir, "kept", 0700), 0); /* the old one cannot be kept */
    assert_true(stationdir_replace(s.dir, "f", "kept", "other", 5, &e) < 0);
    assert_int_equal(reads(&s, "f", NULL), 0);
    assert_int_equal(faccessat(s.dir, "f.new", F_OK, 0), -1);
    scratch_remove(&s);
}

/* Root may write anywhere, so another user tries; and a program that is setgid finds the shared way of keeping. */
static int as_other_user(const struct scratch *s)
{
    struct err e;
    int dir = -1;
    if (chmod(s->path, 0500) != 0 || setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0) {
        return 10;
    }
    if (stationdir_replace(s->dir, "f", NULL, "x", 1, &e) != ERR_IO || strstr(e.text, "f") == NULL) {
        return 11;
    }
    return stationdir_open(&dir, s->path, false, &e) == 0 ? 12 : 0;
}

static int as_setgid_program(const struct scratch *s)
{
    char path[256];
    struct err e;
    struct stat st;
    unsigned char *bytes = NULL;
    size_t size;
    int dir = -1;
    snprintf(path, sizeof path, "%s/shared", s->path);
    if (setresgid(1, 65534, 65534) != 0) {
        return 20;
    }
    if (stationdir_open(&dir, path, true, &e) != 0 || fstat(dir, &st) != 0) {
        return 21;
    }
    if ((st.st_mode & 07777) != 02770 || st.st_gid != 65534) {
        return 22;
    }
    if (stationdir_replace(dir, "f", NULL, "hello", 5, &e) != 0 || mode_of(dir, "f") != 0660 ||
        stationdir_read(dir, "f", NULL, 10, &bytes, &size, &e) != 0) {
        return 23;
    }
    free(bytes);
    if (fchmodat(dir, "f", 0664, 0) != 0 || stationdir_check(dir, "f", NULL, &e) != ERR_INTEGRITY) {
        return 24;
    }
    if (chmod(path, 0700) != 0 || stationdir_open(&dir, path, false, &e) != ERR_INTEGRITY) {
        return 25;
    }
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR) != 0 && setresgid(0, 0, 0) != 0 ? 26 : 0;
}

static void in_child(int (*run)(const struct scratch *), const struct scratch *s)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        _exit(run(s));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void users_and_groups_are_told_apart(void **state)
{
    (void)state;
    struct scratch s;
    if (geteuid() != 0) {
        skip(); /* only root can become others */
    }
    scratch_make(&s);
    in_child(as_other_user, &s);
    assert_int_equal(chmod(s.path, 0700), 0);
    in_child(as_setgid_program, &s);
    char path[256];
    snprintf(path, sizeof path, "%s/shared/f", s.path);
    (void)unlink(path);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S_6_a_directory_that_others_may_enter_is_refused),
        cmocka_unit_test(parents_are_made_and_no_link_is_followed),
        cmocka_unit_test(only_a_plain_file_of_ours_is_read),
        cmocka_unit_test(a_hard_link_is_refused_but_for_the_twin),
        cmocka_unit_test(replacing_keeps_mode_and_old_content),
        cmocka_unit_test(what_cannot_be_written_leaves_the_old_one),
        cmocka_unit_test(users_and_groups_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
