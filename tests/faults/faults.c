// A seam below the file system: counts the operations that change files under one folder, and fails those that it is told to.
//
//     cc -shared -fPIC -O1 -o faults.so faults.c
//     FAULTS_CONTROL=control.bin FAULTS_UNDER=/home/folder LD_PRELOAD=faults.so dotnet ...
//
// The control file is mapped by the test as well (struct control): it arms a fault and reads the counts while the process runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

enum mode { OFF, ONCE, FULL };

struct control {
    _Atomic int64_t count;   // operations so far
    _Atomic int64_t fail_at; // the operation to fail, from 1
    _Atomic int64_t mode;
    _Atomic int64_t error;
    _Atomic int64_t failed;  // operations that were failed
    char first[192];         // the first of them: its name and path
};

#define MOST_FILES 65536
static struct control *control;
static const char *under;
static size_t under_length;
static _Atomic char watched[MOST_FILES];
static char (*paths)[128];

static void *find(const char *name);
#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))find(#name)

__attribute__((constructor)) static void start(void) {
    const char *file = getenv("FAULTS_CONTROL");
    under = getenv("FAULTS_UNDER");
    if (!file || !under) return;
    REAL(int, open, const char *, int, ...);
    int fd = real(file, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *page = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (page == MAP_FAILED) return;
    under_length = strlen(under);
    paths = calloc(MOST_FILES, sizeof *paths);
    control = page;
}

static int is_under(const char *path) {
    return control && path && strncmp(path, under, under_length) == 0 && (path[under_length] == '/' || path[under_length] == 0);
}

static int is_watched(int fd) { return control && fd >= 0 && fd < MOST_FILES && watched[fd]; }

// Whether this operation fails. A full disk refuses what takes room and nothing else.
static int fails(const char *name, const char *path, int takes_room) {
    int64_t number = atomic_fetch_add(&control->count, 1) + 1;
    int64_t mode = control->mode, at = control->fail_at;
    if (!(mode == ONCE && number == at) && !(mode == FULL && number >= at && takes_room)) return 0;
    if (atomic_fetch_add(&control->failed, 1) == 0) {
        size_t length = strlen(name);
        memcpy(control->first, name, length);
        control->first[length] = ' ';
        strncpy(control->first + length + 1, path, sizeof control->first - length - 2);
    }
    errno = mode == FULL ? ENOSPC : (int)control->error;
    return 1;
}

static int fails_fd(const char *name, int fd, int takes_room) { return is_watched(fd) && fails(name, paths[fd], takes_room); }
static int fails_path(const char *name, const char *path, int takes_room) { return is_under(path) && fails(name, path, takes_room); }

static int note(int fd, const char *path) {
    if (control && fd >= 0 && fd < MOST_FILES) {
        watched[fd] = is_under(path);
        if (watched[fd]) strncpy(paths[fd], path + under_length, sizeof paths[fd] - 1);
    }
    return fd;
}

static int changes(int flags) { return (flags & O_CREAT) || (flags & O_ACCMODE) != O_RDONLY; }

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        if (changes(flags) && fails_path(#name, path, (flags & O_CREAT) && access(path, F_OK) != 0)) return -1; \
        return note(real(path, flags, mode), path); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(int, name, int, const char *, int, ...); \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        if (changes(flags) && fails_path(#name, path, (flags & O_CREAT) != 0)) return -1; \
        return note(real(folder, path, flags, mode), path); \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(int, close, int);
    if (fd >= 0 && fd < MOST_FILES) watched[fd] = 0;
    return real(fd);
}

#define ON_FILE(type, name, takes_room, parameters, arguments) \
    type name parameters { \
        static type (*real) parameters; \
        if (!real) real = (type (*) parameters)find(#name); \
        return fails_fd(#name, fd, takes_room) ? -1 : real arguments; \
    }
ON_FILE(ssize_t, write, 1, (int fd, const void *bytes, size_t count), (fd, bytes, count))
ON_FILE(ssize_t, writev, 1, (int fd, const struct iovec *parts, int count), (fd, parts, count))
ON_FILE(ssize_t, pwrite, 1, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at))
ON_FILE(ssize_t, pwrite64, 1, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at))
ON_FILE(ssize_t, pwritev, 1, (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at))
ON_FILE(ssize_t, pwritev64, 1, (int fd, const struct iovec *parts, int count, off64_t at), (fd, parts, count, at))
ON_FILE(int, fsync, 0, (int fd), (fd))
ON_FILE(int, fdatasync, 0, (int fd), (fd))
ON_FILE(int, ftruncate, 0, (int fd, off_t length), (fd, length))
ON_FILE(int, ftruncate64, 0, (int fd, off64_t length), (fd, length))
ON_FILE(int, fallocate, 1, (int fd, int mode, off_t at, off_t length), (fd, mode, at, length))
ON_FILE(int, fallocate64, 1, (int fd, int mode, off64_t at, off64_t length), (fd, mode, at, length))
ON_FILE(int, fchmod, 0, (int fd, mode_t mode), (fd, mode))
ON_FILE(ssize_t, copy_file_range, 1, (int from, off64_t *at, int fd, off64_t *to, size_t length, unsigned flags), (from, at, fd, to, length, flags))
ON_FILE(ssize_t, sendfile64, 1, (int fd, int from, off64_t *at, size_t length), (fd, from, at, length))

#define ON_PATH(name, takes_room, parameters, arguments) \
    int name parameters { \
        static int (*real) parameters; \
        if (!real) real = (int (*) parameters)find(#name); \
        return fails_path(#name, path, takes_room) ? -1 : real arguments; \
    }
ON_PATH(rename, 0, (const char *from, const char *path), (from, path))
ON_PATH(renameat, 0, (int from_folder, const char *from, int folder, const char *path), (from_folder, from, folder, path))
ON_PATH(link, 1, (const char *from, const char *path), (from, path))
ON_PATH(symlink, 1, (const char *from, const char *path), (from, path))
ON_PATH(unlink, 0, (const char *path), (path))
ON_PATH(rmdir, 0, (const char *path), (path))
ON_PATH(mkdir, 1, (const char *path, mode_t mode), (path, mode))
ON_PATH(chmod, 0, (const char *path, mode_t mode), (path, mode))

// What a full file system says of itself.
#define SPACE(name, type) \
    int name(const char *path, struct type *space) { \
        static int (*real)(const char *, struct type *); \
        if (!real) real = (int (*)(const char *, struct type *))find(#name); \
        int result = real(path, space); \
        if (result == 0 && is_under(path) && control->mode == FULL && control->count >= control->fail_at) space->f_bavail = space->f_bfree = 0; \
        return result; \
    }
SPACE(statvfs, statvfs)
SPACE(statvfs64, statvfs64)
SPACE(statfs, statfs)
SPACE(statfs64, statfs64)

// The runtime looks functions up in libc itself, past a preloaded library.
static const struct { const char *name; void *ours; } seams[] = {
    {"open", open}, {"fsync", fsync}, {"fdatasync", fdatasync}, {"rename", rename}, {"link", link}, {"unlink", unlink}, {"close", close}, {"mkdir", mkdir},
    {"chmod", chmod}, {"fchmod", fchmod}, {"ftruncate", ftruncate}, {"write", write}, {"pwrite", pwrite},
};

static void *look_up(void *handle, const char *name) {
    static void *(*real)(void *, const char *);
    static const char *versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5", "GLIBC_2.0"};
    for (size_t i = 0; !real && i < sizeof versions / sizeof *versions; i++)
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    return real(handle, name);
}

static void *find(const char *name) { return look_up(RTLD_NEXT, name); }

void *dlsym(void *handle, const char *name) {
    if (control && handle != RTLD_NEXT && handle != RTLD_DEFAULT) {
        for (size_t i = 0; i < sizeof seams / sizeof *seams; i++) {
            if (strcmp(seams[i].name, name) == 0) return seams[i].ours;
        }
    }
    return look_up(handle, name);
}
