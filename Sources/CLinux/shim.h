#pragma once
// What the headers of the C library show only under _GNU_SOURCE, which Swift's Glibc does not define.
#include <fcntl.h>
#include <linux/falloc.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/vfs.h>
#include <time.h>

/// Reads and writes past the page cache; offsets, lengths and addresses must then be aligned.
static const int overlap_O_DIRECT = __O_DIRECT;

/// Creates a file without a name in the directory that is opened.
static const int overlap_O_TMPFILE = __O_TMPFILE | O_DIRECTORY;

/// Writes everything of the file system that holds an open file.
int syncfs(int descriptor);

int fallocate(int descriptor, int mode, off_t offset, off_t length);

/// Gives the room of a part of an open file back to the file system, where that can be done.
static inline void overlap_punch_hole(int descriptor, off_t offset, off_t length) {
    fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
}

/// Whether an open file lies in memory alone (tmpfs, ramfs).
static inline bool overlap_is_in_memory(int descriptor) {
    struct statfs status;
    if (fstatfs(descriptor, &status) != 0) return false;
    return (unsigned long)status.f_type == 0x01021994UL || (unsigned long)status.f_type == 0x858458f6UL;
}

/// Lets the calling thread's sleeps end at most so late.
static inline void overlap_set_timer_slack(unsigned long nanoseconds) { prctl(PR_SET_TIMERSLACK, nanoseconds); }

/// Waits for the end of a thread until a time of the clock of the day; 0, or ETIMEDOUT.
///
/// `pthread_clockjoin_np` could take another clock, but ThreadSanitizer does not know it: it takes such a thread for a
/// live one.
int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *deadline);
