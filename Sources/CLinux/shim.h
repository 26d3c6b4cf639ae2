// Linux functions that Swift cannot call: variadic ones, and those missing from the Glibc module.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>
// It needs types from the others.
#include <bits/types/cookie_io_functions_t.h>

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

// glibc declares it only under _GNU_SOURCE.
extern FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);

static inline ssize_t acta_write_untraced(void *is_memory_out, const char *text, size_t count) {
  static const char first[] = "Fatal error: failed to allocate", next[] = "Current stack trace";
  int *out = (int *)is_memory_out;
  if (count >= sizeof first - 1 && memcmp(text, first, sizeof first - 1) == 0) *out |= 1;
  if (count >= sizeof next - 1 && memcmp(text, next, sizeof next - 1) == 0) *out |= 2;
  if (*out) return (ssize_t)count;
  ssize_t written = write(2, text, count);
  return written < 0 ? 0 : written;
}

// When memory runs out, Swift's runtime prints the size and a stack of addresses to the stream `stderr` before it
// aborts. From now on the stream leaves that out; the first bit of the result says that it has happened. Null where
// there is no memory for it. File descriptor 2 stays as it is.
static inline int *acta_leave_out_traces(void) {
  int *out = (int *)calloc(1, sizeof(int));
  cookie_io_functions_t functions = {0, acta_write_untraced, 0, 0};
  FILE *stream = out ? fopencookie(out, "w", functions) : 0;
  if (!stream) {
    free(out);
    return 0;
  }
  setvbuf(stream, 0, _IONBF, 0);
  stderr = stream;
  return out;
}
