// Does what the lines of the request's body say, one after the other, and answers with a line or more for each.
#include "spin_http.h"
#include "spin_imports.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>

// wasi-libc's own takes a C string; this one takes any length.
__attribute__((import_module("wasi_snapshot_preview1"), import_name("path_open"))) extern int32_t raw_path_open(
    int32_t folder, int32_t follow, uint32_t path, uint32_t length, int32_t flags, int64_t rights, int64_t inherited, int32_t fd_flags, uint32_t opened);

static char *out;
static size_t used, room;
static uint32_t store;
static union { uint8_t bytes[32]; uint16_t shorts[16]; uint32_t words[8]; } result;

static uint32_t at(const void *place) { return (uint32_t)(uintptr_t)place; }
#define RESULT at(&result)

static void grow(size_t more) {
  while (used + more + 1 > room) out = realloc(out, room = room ? room * 2 : 4096);
}

static void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  grow(length);
  used += vsnprintf(out + used, room - used, format, again);
  va_end(again);
  va_end(arguments);
}

static void say_bytes(uint32_t place, uint32_t length) {
  grow(length);
  memcpy(out + used, (void *)(uintptr_t)place, length);
  used += length;
}

// ok: the words behind the first; error: its tag, and for key-value's io and for config a text.
static int failed(int text_tag) {
  if (result.bytes[0] == 0) return 0;
  say("error %u", result.bytes[4]);
  if (text_tag < 0 || result.bytes[4] == text_tag) {
    say(" ");
    say_bytes(result.words[2], result.words[3]);
  }
  say("\n");
  return 1;
}

static void keys(void) {
  kv_get_keys(store, RESULT);
  if (failed(5)) return;
  const text *list = (const text *)(uintptr_t)result.words[1];
  say("%u keys", result.words[2]);
  for (uint32_t i = 0; i < result.words[2]; i++) say(" %.*s", (int)list[i].length, list[i].data);
  say("\n");
}

static void request(uint32_t method, const char *url, const header *headers, uint32_t count, const char *body) {
  http_request(method, at(url), strlen(url), at(headers), count, 4, 0, body != NULL, at(body), body ? strlen(body) : 0, RESULT);
  if (failed(99)) return;
  say("status %u\n", result.shorts[2]);
  const header *answer = (const header *)(uintptr_t)result.words[3];
  for (uint32_t i = 0; result.bytes[8] && i < result.words[4]; i++)
    say("%.*s: %.*s\n", (int)answer[i].name.length, answer[i].name.data, (int)answer[i].value.length, answer[i].value.data);
  if (result.bytes[20]) say_bytes(result.words[6], result.words[7]);
  say("\n");
}

static void cat(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) { say("errno %d\n", errno); return; }
  char part[256];
  size_t length;
  while ((length = fread(part, 1, sizeof part, file)) > 0) say_bytes(at(part), length);
  say("\n");
  fclose(file);
}

static void list(const char *path) {
  DIR *folder = opendir(path);
  if (!folder) { say("errno %d\n", errno); return; }
  for (struct dirent *entry; (entry = readdir(folder));)
    if (entry->d_name[0] != '.') say("%s%s ", entry->d_name, entry->d_type == DT_DIR ? "/" : entry->d_type == DT_REG ? "" : "?");
  say("\n");
  closedir(folder);
}

static void status(const char *path) {
  struct stat found;
  if (stat(path, &found) != 0) { say("errno %d\n", errno); return; }
  say("%s %lld %s\n", S_ISDIR(found.st_mode) ? "folder" : "file", (long long)found.st_size, found.st_mtim.tv_sec > 0 ? "dated" : "undated");
}

static void seek(const char *path) {
  int file = open(path, O_RDONLY);
  char part[4] = {0};
  say("end %lld", (long long)lseek(file, 0, SEEK_END));
  say(" back %lld", (long long)lseek(file, -3, SEEK_CUR));
  ssize_t length = read(file, part, 3);
  say(" read %zd %s", length, part);
  length = pread(file, part, 3, 0);
  say(" first %zd %s now %lld", length, part, (long long)lseek(file, 0, SEEK_CUR));
  say(" before the start %lld\n", (long long)lseek(file, -99, SEEK_SET));
  close(file);
}

static void path_open(uint32_t folder, const char *path) {
  __wasi_fd_t opened;
  say("wasi %d\n", __wasi_path_open(folder, 1, path, 0, ~0ull & ~__WASI_RIGHTS_FD_WRITE, ~0ull, 0, &opened));
}

static void write_everywhere(const char *file, const char *folder) {
  say("open %d", open(file, O_WRONLY) < 0 ? errno : 0);
  say(" truncate %d", open(file, O_RDONLY | O_TRUNC) < 0 ? errno : 0);
  say(" create %d", open("/new", O_RDONLY | O_CREAT) < 0 ? errno : 0);
  say(" mkdir %d", mkdir("/new", 0777) < 0 ? errno : 0);
  say(" unlink %d", unlink(file) < 0 ? errno : 0);
  say(" rmdir %d", rmdir(folder) < 0 ? errno : 0);
  say(" rename %d", rename(file, "/new") < 0 ? errno : 0);
  say(" link %d", link(file, "/new") < 0 ? errno : 0);
  say(" symlink %d", symlink(file, "/new") < 0 ? errno : 0);
  say(" readlink %d", readlink(file, out, 1) < 0 ? errno : 0);
  int descriptor = open(file, O_RDONLY);
  say(" write %d", write(descriptor, "x", 1) < 0 ? errno : 0);
  say(" size %d\n", ftruncate(descriptor, 0) < 0 ? errno : 0);
  close(descriptor);
}

static void open_files(const char *path) {
  int count = 0;
  while (open(path, O_RDONLY) >= 0) count++;
  say("%d open, then errno %d\n", count, errno);
}

// A function with the arguments that the line gives; "result", "memory" and "memory+8" are places that are right.
static void call(char *line) {
  static char memory[4096] = "key";
  uint32_t a[11] = {0};
  char *name = strtok(line, " "), *word;
  for (int i = 0; i < 11 && (word = strtok(NULL, " ")); i++)
    a[i] = strcmp(word, "result") == 0 ? RESULT : strncmp(word, "memory", 6) == 0 ? at(memory) + (word[6] ? strtoul(word + 7, NULL, 0) : 0) : (uint32_t)strtoul(word, NULL, 0);
  memset(memory + 256, 0xFF, 16);
  // A header that has a wrong name, one with a wrong value, and one that is not UTF-8.
  memcpy(memory + 512, (uint32_t[]){0xFFFFFFF0u, 32, at(memory), 3}, 16);
  memcpy(memory + 528, (uint32_t[]){at(memory), 3, 0xFFFFFFF0u, 32}, 16);
  memcpy(memory + 544, (uint32_t[]){at(memory), 3, at(memory) + 256, 3}, 16);
  if (strcmp(name, "config") == 0) config_get(a[0], a[1], a[2]);
  if (strcmp(name, "open") == 0) kv_open(a[0], a[1], a[2]);
  if (strcmp(name, "get") == 0) kv_get(a[0], a[1], a[2], a[3]);
  if (strcmp(name, "set") == 0) kv_set(a[0], a[1], a[2], a[3], a[4], a[5]);
  if (strcmp(name, "delete") == 0) kv_delete(a[0], a[1], a[2], a[3]);
  if (strcmp(name, "exists") == 0) kv_exists(a[0], a[1], a[2], a[3]);
  if (strcmp(name, "keys") == 0) kv_get_keys(a[0], a[1]);
  if (strcmp(name, "close") == 0) kv_close(a[0]);
  if (strcmp(name, "http") == 0) http_request(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10]);
  if (strcmp(name, "redis") == 0) redis_get(a[0], a[1], a[2], a[3], a[4]);
  if (strcmp(name, "fd_read") == 0) say("wasi %d\n", __wasi_fd_read(a[0], (void *)(uintptr_t)a[1], a[2], (void *)(uintptr_t)a[3]));
  if (strcmp(name, "fd_pread") == 0) say("wasi %d\n", __wasi_fd_pread(a[0], (void *)(uintptr_t)a[1], a[2], a[3], (void *)(uintptr_t)a[4]));
  if (strcmp(name, "fd_readdir") == 0) say("wasi %d\n", __wasi_fd_readdir(a[0], (void *)(uintptr_t)a[1], a[2], a[3], (void *)(uintptr_t)a[4]));
  if (strcmp(name, "fd_filestat") == 0) say("wasi %d\n", __wasi_fd_filestat_get(a[0], (void *)(uintptr_t)a[1]));
  if (strcmp(name, "fd_seek") == 0) say("wasi %d\n", __wasi_fd_seek(a[0], 0, a[1], (void *)(uintptr_t)a[2]));
  if (strcmp(name, "fd_close") == 0) say("wasi %d\n", __wasi_fd_close(a[0]));
  if (strcmp(name, "prestat_name") == 0) say("wasi %d\n", __wasi_fd_prestat_dir_name(a[0], (void *)(uintptr_t)a[1], a[2]));
  if (strcmp(name, "path_open") == 0) {
    say("wasi %d\n", raw_path_open(a[0], 0, a[1], a[2], 0, 0, 0, 0, a[3]));
  }
  say("done\n");
}

static void run(char *line) {
  char *word = strchr(line, ' ');
  char *rest = word ? word + 1 : "";
  if (word && strncmp(line, "call ", 5) != 0) *word = 0;
  char *second = strchr(rest, ' ');
  if (strncmp(line, "call ", 5) == 0) { call(rest); return; }
  if (strcmp(line, "config") == 0) {
    config_get(at(rest), strlen(rest), RESULT);
    if (!failed(-1)) { say("value "); say_bytes(result.words[1], result.words[2]); say("\n"); }
  } else if (strcmp(line, "open") == 0) {
    kv_open(at(rest), strlen(rest), RESULT);
    if (!failed(5)) say("store %u\n", store = result.words[1]);
  } else if (strcmp(line, "use") == 0) {
    store = strtoul(rest, NULL, 0);
  } else if (strcmp(line, "get") == 0) {
    kv_get(store, at(rest), strlen(rest), RESULT);
    if (!failed(5)) { say("value "); say_bytes(result.words[1], result.words[2]); say("\n"); }
  } else if (strcmp(line, "set") == 0) {
    *second++ = 0;
    kv_set(store, at(rest), strlen(rest), at(second), strlen(second), RESULT);
    if (!failed(5)) say("set\n");
  } else if (strcmp(line, "set-bytes") == 0) {
    uint32_t length = strtoul(rest, NULL, 0);
    char *big = calloc(length, 1);
    kv_set(store, at("big"), 3, at(big), length, RESULT);
    if (!failed(5)) say("set\n");
    free(big);
  } else if (strcmp(line, "key-bytes") == 0) {
    uint32_t length = strtoul(rest, NULL, 0);
    char *big = malloc(length);
    memset(big, 'k', length);
    kv_exists(store, at(big), length, RESULT);
    if (!failed(5)) say("exists %u\n", result.bytes[4]);
    config_get(at(big), length, RESULT);
    if (!failed(-1)) say("value\n");
    free(big);
  } else if (strcmp(line, "delete") == 0) {
    kv_delete(store, at(rest), strlen(rest), RESULT);
    if (!failed(5)) say("deleted\n");
  } else if (strcmp(line, "exists") == 0) {
    kv_exists(store, at(rest), strlen(rest), RESULT);
    if (!failed(5)) say("exists %u\n", result.bytes[4]);
  } else if (strcmp(line, "keys") == 0) {
    keys();
  } else if (strcmp(line, "close") == 0) {
    kv_close(store);
  } else if (strcmp(line, "open-many") == 0) {
    int count = 0;
    for (;; count++) {
      kv_open(at(rest), strlen(rest), RESULT);
      if (result.bytes[0]) break;
    }
    say("%d open, then ", count);
    failed(5);
  } else if (strcmp(line, "for-ever") == 0) {
    for (;;) kv_exists(store, at("x"), 1, RESULT);
  } else if (strcmp(line, "GET") == 0) {
    request(0, rest, NULL, 0, NULL);
  } else if (strcmp(line, "POST") == 0) {
    header headers[] = {{{"Content-Type", 12}, {"text/plain", 10}}, {{"X-One", 5}, {"1", 1}}, {{"X-One", 5}, {"2", 1}}, {{"Host", 4}, {"other.example", 13}},
                        {{"Connection", 10}, {"X-Gone", 6}}, {{"X-Gone", 6}, {"1", 1}}, {{"Transfer-Encoding", 17}, {"chunked", 7}}};
    *second++ = 0;
    request(1, rest, headers, 7, second);
  } else if (strcmp(line, "GET-bad-header") == 0) {
    header bad = {{"x", 1}, {"a\r\nb: c", 7}};
    request(0, rest, &bad, 1, NULL);
  } else if (strcmp(line, "GET-many-headers") == 0) {
    header *many = malloc(257 * sizeof(header));
    for (int i = 0; i < 257; i++) many[i] = (header){{"x", 1}, {"1", 1}};
    request(0, rest, many, 257, NULL);
    many[0].value = (text){calloc(65537, 1), 65537};
    request(0, rest, many, 1, NULL);
  } else if (strcmp(line, "GET-long") == 0) {
    char *url = malloc(9000);
    memset(url, 'u', 9000);
    memcpy(url, "http://", 7);
    url[8999] = 0;
    request(0, url, NULL, 0, NULL);
  } else if (strcmp(line, "cat") == 0) {
    cat(rest);
  } else if (strcmp(line, "ls") == 0) {
    list(rest);
  } else if (strcmp(line, "stat") == 0) {
    status(rest);
  } else if (strcmp(line, "seek") == 0) {
    seek(rest);
  } else if (strcmp(line, "path-open") == 0) {
    path_open(3, rest);
  } else if (strcmp(line, "write") == 0) {
    *second++ = 0;
    write_everywhere(rest, second);
  } else if (strcmp(line, "open-files") == 0) {
    open_files(rest);
  } else {
    say("what is %s?\n", line);
  }
}

EXPORT(HANDLE)
response *handle(uint32_t method, const char *uri, uint32_t uri_length, const header *headers, uint32_t count,
                 const header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)uri; (void)uri_length; (void)headers; (void)count; (void)parameters; (void)parameter_count; (void)has_body;
  static response answer;
  char *script = malloc(body_length + 1);
  memcpy(script, body, body_length);
  script[body_length] = 0;
  for (char *line = script, *next; line && *line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = 0;
    run(line);
  }
  answer = (response){200, {0, 0, 0}, {1, out, used}};
  return &answer;
}
