#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux's exchange of two paths in one step; glibc declares it only under _GNU_SOURCE, and Swift
// cannot call the variadic syscall.
static inline int acta_exchange(const char *a, const char *b) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, 2u /* RENAME_EXCHANGE */);
}
