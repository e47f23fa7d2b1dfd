// A guest that attacks its host in ways that need real code: lying allocators, wrong numbers everywhere in the return area, endless calls and waits.
// The uri chooses the attack; what concerns the allocator and the start is chosen by the environment, since both run before the uri is known.
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>

#define EXPORT(name) __attribute__((export_name(name), used))

typedef struct { uint32_t name, name_length, value, value_length; } record;

static uint32_t area[7];
static record records[4];
static volatile int sink;
static int allocations;

static int chosen(const char *variable, const char *value) {
  const char *is = getenv(variable);
  return is && strcmp(is, value) == 0;
}

__attribute__((constructor)) static void start(void) {
  if (chosen("START", "loop")) for (;;) sink++;
  if (chosen("START", "trap")) __builtin_trap();
  if (chosen("START", "exit")) exit(3);
}

EXPORT("canonical_abi_realloc") void *canonical_abi_realloc(void *old, uint32_t old_size, uint32_t alignment, uint32_t size) {
  static char block[4096];
  (void)old; (void)old_size; (void)alignment;
  allocations++;
  if (chosen("REALLOC", "null")) return 0;
  if (chosen("REALLOC", "far")) return (void *)0xFFFFFFF0u;
  if (chosen("REALLOC", "end")) return (void *)(__builtin_wasm_memory_size(0) * 65536 - 1);
  if (chosen("REALLOC", "same")) return block;
  if (chosen("REALLOC", "odd")) return block + 1;
  if (chosen("REALLOC", "area")) return area;
  if (chosen("REALLOC", "trap")) __builtin_trap();
  if (chosen("REALLOC", "loop")) for (;;) sink++;
  if (chosen("REALLOC", "exit")) exit(4);
  if (chosen("REALLOC", "grow")) __builtin_wasm_memory_grow(0, 1);
  return size == 0 ? (void *)4 : malloc(size);
}

EXPORT("canonical_abi_free") void canonical_abi_free(void *block, uint32_t size, uint32_t alignment) { (void)block; (void)size; (void)alignment; }

static int begins(const char *uri, uint32_t length, const char *with) { return length >= strlen(with) && memcmp(uri, with, strlen(with)) == 0; }

// "/word/INDEX/VALUE" and "/record/INDEX/VALUE": a sound answer with one number changed.
static void numbers(const char *text, uint32_t length, uint32_t *index, uint32_t *value) {
  uint32_t *into = index;
  for (uint32_t i = 0; i < length; i++) {
    if (text[i] == '/') into = value;
    else *into = *into * 10 + (uint32_t)(text[i] - '0');
  }
}

static uint32_t *answer(void) {
  records[0] = (record){(uint32_t)"x-name", 6, (uint32_t)"value", 5};
  area[0] = 200;
  area[1] = 1; area[2] = (uint32_t)records; area[3] = 1;
  area[4] = 1; area[5] = (uint32_t)"ok"; area[6] = 2;
  return area;
}

EXPORT("handle-http-request")
uint32_t *handle(uint32_t method, const char *uri, uint32_t length, const record *headers, uint32_t count, uint32_t parameters, uint32_t parameter_count,
                 uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)headers; (void)count; (void)parameters; (void)parameter_count; (void)has_body; (void)body; (void)body_length;
  uint32_t *sound = answer();
  uint32_t index = 0, value = 0;

  if (begins(uri, length, "/word/")) {
    numbers(uri + 6, length - 6, &index, &value);
    sound[index % 7] = value;
  } else if (begins(uri, length, "/record/")) {
    numbers(uri + 8, length - 8, &index, &value);
    ((uint32_t *)records)[index % 4] = value;
  } else if (begins(uri, length, "/area/")) {
    numbers(uri + 6, length - 6, &value, &index);
    return (uint32_t *)value;
  } else if (begins(uri, length, "/host-calls")) {
    for (;;) sched_yield();
  } else if (begins(uri, length, "/read")) {
    char into[16];
    sink = (int)read(0, into, sizeof into);
  } else if (begins(uri, length, "/wait")) {
    sleep(3600);
  } else if (begins(uri, length, "/polls")) {
    // More subscriptions than any guest needs, in memory that is not there.
    __wasi_size_t events;
    for (;;) sink += __wasi_poll_oneoff((const __wasi_subscription_t *)0xFFFFFF00u, (__wasi_event_t *)16, 0x7FFFFFFF, &events);
  } else if (begins(uri, length, "/write-everything")) {
    // One vector over the whole memory, a thousand times.
    static __wasi_ciovec_t vectors[1000];
    for (int i = 0; i < 1000; i++) vectors[i] = (__wasi_ciovec_t){0, __builtin_wasm_memory_size(0) * 65536};
    __wasi_size_t written;
    sink = __wasi_fd_write(1, vectors, 1000, &written);
  } else if (begins(uri, length, "/write-nowhere")) {
    __wasi_ciovec_t vector = {(const uint8_t *)16, 0xFFFFFFFFu};
    __wasi_size_t written;
    sink = __wasi_fd_write(1, &vector, 0xFFFFFFFFu, &written);
    sink += __wasi_fd_write(1, &vector, 1, (__wasi_size_t *)0xFFFFFFFEu);
  } else if (begins(uri, length, "/random-everything")) {
    sink = __wasi_random_get((uint8_t *)16, 0xFFFFFFFFu);
  } else if (begins(uri, length, "/large-header")) {
    char *large = malloc(8 << 20);
    memset(large, 'v', 8 << 20);
    records[0].value = (uint32_t)large;
    records[0].value_length = 8 << 20;
  } else if (begins(uri, length, "/many-headers")) {
    record *many = malloc(sizeof(record) << 18);
    for (int i = 0; i < 1 << 18; i++) many[i] = records[0];
    sound[2] = (uint32_t)many;
    sound[3] = 1 << 18;
  } else if (begins(uri, length, "/same-megabyte")) {
    // Few bytes of memory, many of answer: every header has the same megabyte as its value.
    char *megabyte = malloc(1 << 20);
    memset(megabyte, 'v', 1 << 20);
    record *many = malloc(sizeof(record) * 4096);
    for (int i = 0; i < 4096; i++) many[i] = (record){(uint32_t)"x", 1, (uint32_t)megabyte, 1 << 20};
    sound[2] = (uint32_t)many;
    sound[3] = 4096;
  } else if (begins(uri, length, "/not-utf8")) {
    records[0].value = (uint32_t)"\xC3\x28\xFF\xFE";
    records[0].value_length = 4;
    area[5] = (uint32_t)"\xFF\xFE\x80";
    area[6] = 3;
  } else if (begins(uri, length, "/null-call")) {
    ((void (*)(int, int))(uintptr_t)sink)(1, 2);
  } else if (begins(uri, length, "/spin")) {
    for (;;) sink++;
  }

  return sound;
}
