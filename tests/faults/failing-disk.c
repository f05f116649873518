/*
 * The same as failing-disk.ts one level deeper, for systems with a C compiler and a dynamic linker that preloads:
 * the n-th system call that changes something below a folder fails, whoever makes it, SQLite too.
 * FAIL_AT n (0 never), FAIL_ERRNO the number of the error, FAIL_BELOW the folder, FAIL_ON "ever" for all from there on.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls, failed;

static int refuses(const char *path) {
  const char *below = getenv("FAIL_BELOW");
  const char *at = getenv("FAIL_AT");
  const char *on = getenv("FAIL_ON");
  const char *number = getenv("FAIL_ERRNO");
  if (!below || !path || strncmp(path, below, strlen(below)) != 0) return 0;
  /* The index of the write-ahead log is shared memory, not a file that is kept. */
  size_t length = strlen(path);
  if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return 0;
  long call = atomic_fetch_add(&calls, 1) + 1;
  long first = at ? atol(at) : 0;
  if (first == 0 || call < first || (call > first && !(on && strcmp(on, "ever") == 0))) return 0;
  atomic_fetch_add(&failed, 1);
  errno = number ? atoi(number) : EIO;
  return 1;
}

static int refuses_file(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return refuses(path);
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t write(int f, const void *b, size_t n) { REAL(ssize_t, write, int, const void *, size_t); return f > 2 && refuses_file(f) ? -1 : real(f, b, n); }
ssize_t pwrite(int f, const void *b, size_t n, off_t o) { REAL(ssize_t, pwrite, int, const void *, size_t, off_t); return refuses_file(f) ? -1 : real(f, b, n, o); }
ssize_t pwrite64(int f, const void *b, size_t n, off64_t o) { REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t); return refuses_file(f) ? -1 : real(f, b, n, o); }
ssize_t writev(int f, const struct iovec *v, int n) { REAL(ssize_t, writev, int, const struct iovec *, int); return f > 2 && refuses_file(f) ? -1 : real(f, v, n); }
int fsync(int f) { REAL(int, fsync, int); return refuses_file(f) ? -1 : real(f); }
int fdatasync(int f) { REAL(int, fdatasync, int); return refuses_file(f) ? -1 : real(f); }
int ftruncate(int f, off_t n) { REAL(int, ftruncate, int, off_t); return refuses_file(f) ? -1 : real(f, n); }
int ftruncate64(int f, off64_t n) { REAL(int, ftruncate64, int, off64_t); return refuses_file(f) ? -1 : real(f, n); }
int rename(const char *a, const char *b) { REAL(int, rename, const char *, const char *); return refuses(b) ? -1 : real(a, b); }
int mkdir(const char *p, mode_t m) { REAL(int, mkdir, const char *, mode_t); return refuses(p) ? -1 : real(p, m); }
int unlink(const char *p) { REAL(int, unlink, const char *); return refuses(p) ? -1 : real(p); }

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  if ((flags & O_CREAT) && refuses(path)) return -1;
  return real(path, flags, mode);
}

int open(const char *p, int flags, ...) {
  REAL(int, open, const char *, int, ...);
  va_list list; va_start(list, flags); mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0; va_end(list);
  return opened(real, p, flags, mode);
}

int open64(const char *p, int flags, ...) {
  REAL(int, open64, const char *, int, ...);
  va_list list; va_start(list, flags); mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0; va_end(list);
  return opened(real, p, flags, mode);
}

__attribute__((destructor)) static void tell(void) {
  char line[64];
  int length = snprintf(line, sizeof line, "failing-disk %ld %ld\n", atomic_load(&calls), atomic_load(&failed));
  if (getenv("FAIL_BELOW") && length > 0) { ssize_t told = writev(2, &(struct iovec){line, length}, 1); (void)told; }
}
