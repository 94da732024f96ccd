#include "db/attempts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "forms/banned.h"

void attempt_clock_read(struct attempt_clock *c, int64_t now)
{
    struct timespec t;
    *c = (struct attempt_clock){.now = now};
    if (clock_gettime(CLOCK_BOOTTIME, &t) == 0) {
        c->uptime = t.tv_sec;
    }
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    ssize_t n = read(fd, c->boot, sizeof c->boot - 1);
    close(fd);
    c->boot[n > 0 ? n : 0] = '\0';
    c->boot[strcspn(c->boot, "\n")] = '\0';
}

void attempts_init(struct attempts *a, const unsigned char dbid[HASH_BYTES])
{
    memset(a, 0, sizeof *a);
    hmac_bytes(a->start, dbid, HASH_BYTES, "attempts-v1", 11);
}

void attempts_release(struct attempts *a)
{
    free(a->locks);
    free(a->records);
    memset(a, 0, sizeof *a);
}

static struct attempt_lock *lock_find(const struct attempts *a, const char *uid)
{
    for (size_t i = 0; i < a->nlocks; i++) {
        if (strcmp(a->locks[i].uid, uid) == 0) {
            return &a->locks[i];
        }
    }
    return NULL;
}

/* The lock of that id, made when there is none. NULL: no memory. */
static struct attempt_lock *lock_need(struct attempts *a, const char *uid)
{
    struct attempt_lock *lock = lock_find(a, uid);
    if (lock != NULL) {
        return lock;
    }
    struct attempt_lock *locks = realloc(a->locks, (a->nlocks + 1) * sizeof *locks);
    if (locks == NULL) {
        return NULL;
    }
    a->locks = locks;
    lock = &locks[a->nlocks++];
    memset(lock, 0, sizeof *lock);
    memcpy(lock->uid, uid, strlen(uid) + 1);
    return lock;
}

static void lock_drop(struct attempts *a, const char *uid)
{
    struct attempt_lock *lock = lock_find(a, uid);
    if (lock != NULL) {
        *lock = a->locks[--a->nlocks];
    }
}

/* ---- what counts ---- */

static void lock_count(struct attempt_lock *lock, const struct attempt *r)
{
    if (r->result == ATTEMPT_BEGUN) {
        lock->failures++;
    }
    if (r->result != ATTEMPT_FAILED) {
        lock->at = r->at;
    }
}

/* Seconds from `then` to now; −1 when they cannot be told. */
static int64_t clock_elapsed(const struct attempt_clock *then, const struct attempt_clock *c)
{
    if (then->boot[0] != '\0' && strcmp(then->boot, c->boot) == 0 && c->uptime >= then->uptime) {
        return c->uptime - then->uptime;
    }
    return c->now >= then->now ? c->now - then->now : -1;
}

struct attempt_state attempts_state(const struct attempts *a, const char *uid, const struct attempt_clock *c)
{
    bool unknown = strcmp(uid, ATTEMPT_UNKNOWN) == 0;
    const struct attempt_lock *earlier = lock_find(a, uid);
    struct attempt_lock lock = earlier != NULL ? *earlier : (struct attempt_lock){0};
    for (size_t i = 0; i < a->nrecords; i++) {
        if (strcmp(a->records[i].uid, uid) == 0) {
            lock_count(&lock, &a->records[i]);
        }
    }
    struct attempt_state s = {.failures = lock.failures};
    if (!unknown && lock.failures >= ATTEMPTS_BEFORE_SUSPENSION) {
        s.suspended = true;
    } else if (lock.failures > 0 && lock.failures % ATTEMPTS_BEFORE_WAIT == 0) {
        int64_t elapsed = clock_elapsed(&lock.at, c);
        s.clock_behind = elapsed < 0;
        s.wait = elapsed < 0 ? ATTEMPTS_WAIT_SECONDS : ATTEMPTS_WAIT_SECONDS - elapsed;
        s.wait = s.wait > 0 ? s.wait : 0;
    }
    return s;
}

int attempt_state_refuse(const struct attempt_state *s, struct err *e)
{
    int rc = 0;
    if (s->suspended) {
        rc = err_set(e, ERR_AUTH,
                     "この利用者IDは、%d回続けて失敗したため利用を停止しています。技術管理者に解除を依頼してください。"
                     "急ぐ許可は、他の権限のある者に求めてください。",
                     ATTEMPTS_BEFORE_SUSPENSION);
    } else if (s->wait > 0) {
        rc = err_set(e, ERR_AUTH,
                     "続けて%d回失敗したため、あと%lld分お待ちください。急ぐ許可は、他の権限のある者に求めてください。",
                     ATTEMPTS_BEFORE_WAIT, (long long)((s->wait + 59) / 60));
    }
    if (rc != 0 && e != NULL) {
        static const char clause[] = "第6の1(1)ア(ケ)a";
        _Static_assert(sizeof clause <= ERR_CLAUSE_BYTES, "room for the clause");
        memcpy(e->clause, clause, sizeof clause);
    }
    return rc;
}

/* ---- the chain ---- */

void attempts_head(const struct attempts *a, unsigned char head[HASH_BYTES])
{
    memcpy(head, a->nrecords > 0 ? a->records[a->nrecords - 1].hash : a->start, HASH_BYTES);
}

int attempts_append(struct attempts *a, const struct attempt *r, const unsigned char *bytes, size_t size, struct err *e)
{
    struct hash h;
    unsigned char head[HASH_BYTES];
    if (a->nrecords == a->room) {
        size_t room = a->room == 0 ? 16 : a->room * 2;
        struct attempt *records = realloc(a->records, room * sizeof *records);
        if (records == NULL) {
            return err_memory(e);
        }
        a->records = records;
        a->room = room;
    }
    attempts_head(a, head);
    a->records[a->nrecords] = *r;
    hash_init(&h);
    hash_add(&h, head, sizeof head);
    hash_add(&h, bytes, size);
    hash_end(&h, a->records[a->nrecords].hash);
    a->nrecords++;
    return 0;
}

/* May a record be left out? Not one that a count or a wait of a known id needs: of these there are few. */
static bool record_spare(const struct attempts *a, const char *uid, enum attempt_result result)
{
    if (strcmp(uid, ATTEMPT_UNKNOWN) == 0 || result == ATTEMPT_FAILED) {
        return a->nrecords >= ATTEMPTS_UNKNOWN_MAX;
    }
    return false;
}

int attempts_add(struct attempts *a, const struct attempt_clock *c, const char *uid, const char *pc,
                 enum attempt_result result, struct err *e)
{
    struct attempt r = {.at = *c, .result = result};
    unsigned char *bytes;
    size_t size, n = strnlen(pc, sizeof r.pc);
    if (!uid_valid(uid) && strcmp(uid, ATTEMPT_UNKNOWN) != 0) {
        return err_set(e, ERR_INPUT, "利用者ID「%.40s」は使えません。", uid);
    }
    if (record_spare(a, uid, result)) {
        a->dropped++;
        return 0;
    }
    if (a->nrecords >= ATTEMPTS_MAX) {
        return err_set(e, ERR_FULL, "サインインの試行の記録があふれています。運用管理者に連絡してください。");
    }
    memcpy(r.uid, uid, strlen(uid) + 1);
    memcpy(r.pc, pc, n < sizeof r.pc ? n : sizeof r.pc - 1);
    int rc = attempt_encode(&r, &bytes, &size, e);
    if (rc == 0) {
        rc = attempts_append(a, &r, bytes, size, e);
        free(bytes);
    }
    return rc;
}

/* The first `count` records into the locks; the chain begins behind them. */
static int attempts_fold(struct attempts *a, size_t count, struct err *e)
{
    for (size_t i = 0; i < count; i++) { /* all the memory first: no half of it */
        if (lock_need(a, a->records[i].uid) == NULL) {
            return err_memory(e);
        }
    }
    for (size_t i = 0; i < count; i++) {
        lock_count(lock_find(a, a->records[i].uid), &a->records[i]);
    }
    if (count > 0) {
        memcpy(a->start, a->records[count - 1].hash, HASH_BYTES);
        memmove(a->records, a->records + count, (a->nrecords - count) * sizeof *a->records);
        a->nrecords -= count;
    }
    return 0;
}

int attempts_take(struct attempts *a, const char *uid, struct attempt **list, size_t *count, struct err *e)
{
    *list = NULL;
    *count = 0;
    if (a->nrecords > 0) {
        struct attempt *copy = malloc(a->nrecords * sizeof *copy);
        if (copy == NULL) {
            return err_memory(e);
        }
        memcpy(copy, a->records, a->nrecords * sizeof *copy);
        size_t n = a->nrecords;
        int rc = attempts_fold(a, n, e);
        if (rc != 0) {
            free(copy);
            return rc;
        }
        *list = copy;
        *count = n;
    }
    a->dropped = 0;
    a->odd = false;
    if (uid != NULL) {
        lock_drop(a, uid);
        lock_drop(a, ATTEMPT_UNKNOWN);
    }
    return 0;
}

int attempts_settle(struct attempts *a, const unsigned char head[HASH_BYTES], bool *found, struct err *e)
{
    *found = crypto_equal(a->start, head, HASH_BYTES);
    for (size_t i = 0; !*found && i < a->nrecords; i++) {
        if (crypto_equal(a->records[i].hash, head, HASH_BYTES)) {
            int rc = attempts_fold(a, i + 1, e);
            if (rc != 0) {
                return rc;
            }
            *found = true;
        }
    }
    return 0;
}

void attempts_lift(struct attempts *a, const char *uid)
{
    lock_drop(a, uid);
}

int attempts_suspend(struct attempts *a, const char *uid, const struct attempt_clock *c, struct err *e)
{
    struct attempt_lock *lock = lock_need(a, uid);
    if (lock == NULL) {
        return err_memory(e);
    }
    lock->failures = lock->failures > ATTEMPTS_BEFORE_SUSPENSION ? lock->failures : ATTEMPTS_BEFORE_SUSPENSION;
    lock->at = *c;
    return 0;
}
