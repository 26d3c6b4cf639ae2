// Linux functions that Swift cannot call: variadic ones, and those missing from the Glibc module.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux's exchange of two paths in one step; glibc declares it only under _GNU_SOURCE, and Swift
// cannot call the variadic syscall.
static inline int acta_exchange(const char *a, const char *b) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, 2u /* RENAME_EXCHANGE */);
}

// Has the system begin to write a stretch of an open file to the disk, without waiting for it.
static inline void acta_begin_writing(int file, long start, long count) {
  syscall(SYS_sync_file_range, file, start, count, 2u /* SYNC_FILE_RANGE_WRITE */);
}

// Copies up to `count` bytes from where one open file stands to where another does; 0 at the end.
// File systems that cannot do it among themselves are asked to send instead.
static inline long acta_copy(int from, int to, unsigned long count) {
  long copied = syscall(SYS_copy_file_range, from, (void *)0, to, (void *)0, count, 0u);
  if (copied < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP))
    copied = sendfile(to, from, (off_t *)0, count);
  return copied;
}

// Swift does not offer fork, because a child has only one of the threads. The caller has no other yet.
static inline int acta_fork(void) { return (int)fork(); }

// Has the system end this process by a signal when the thread that forked it ends.
static inline void acta_end_with_parent(int signal) { prctl(PR_SET_PDEATHSIG, signal); }
