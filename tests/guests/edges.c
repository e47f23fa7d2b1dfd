// Every edge of the ABI and every way to fail, chosen by the uri.
#include "spin_http.h"

#include <stdio.h>

extern void get_config(const char *key, uint32_t length, void *result) __attribute__((import_module(CONFIG_MODULE), import_name("get-config")));

static response answer;
static header headers[4];
static volatile int sink;

static int is(const char *uri, uint32_t length, const char *wanted) { return strlen(wanted) == length && memcmp(uri, wanted, length) == 0; }

__attribute__((noinline)) static int recurse(int depth) {
  volatile char frame[512];
  frame[depth % 512] = (char)depth;
  if (sink == -1) return 0;
  return recurse(depth + 1) + frame[(depth + 1) % 512];
}

static response *give(uint16_t status, optional_list given_headers, optional_list body) {
  answer = (response){status, given_headers, body};
  return &answer;
}

EXPORT(HANDLE)
response *handle(uint32_t method, const char *uri, uint32_t length, const header *request_headers, uint32_t count,
                 const header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)request_headers; (void)count; (void)parameters; (void)parameter_count; (void)has_body;
  const optional_list none = {0, 0, 0}, text_body = {1, "ok", 2};

  if (is(uri, length, "/no-headers")) return give(200, none, text_body);
  if (is(uri, length, "/empty-headers")) return give(200, (optional_list){1, headers, 0}, text_body);
  if (is(uri, length, "/no-body")) return give(204, none, none);
  if (is(uri, length, "/empty-body")) return give(200, none, (optional_list){1, "", 0});
  if (is(uri, length, "/same-body")) return give(200, none, (optional_list){1, body, body_length});
  if (is(uri, length, "/binary")) return give(200, none, (optional_list){1, "\xff\xfe\x00\x80", 4});
  if (is(uri, length, "/megabyte")) {
    char *big = malloc(1 << 20);
    memset(big, 'm', 1 << 20);
    return give(200, none, (optional_list){1, big, 1 << 20});
  }
  if (is(uri, length, "/duplicates")) {
    headers[0] = (header){{"set-cookie", 10}, {"a=1", 3}};
    headers[1] = (header){{"set-cookie", 10}, {"b=2", 3}};
    return give(200, (optional_list){1, headers, 2}, text_body);
  }
  if (is(uri, length, "/latin1")) {
    headers[0] = (header){{"x-name", 6}, {"caf\xe9", 4}};
    return give(200, (optional_list){1, headers, 1}, text_body);
  }

  // Wrong answers.
  if (is(uri, length, "/status-99")) return give(99, none, text_body);
  if (is(uri, length, "/status-600")) return give(600, none, text_body);
  if (is(uri, length, "/area")) return (response *)0xFFFFFFF0u;
  if (is(uri, length, "/flag")) return give(200, (optional_list){7, headers, 0}, text_body);
  if (is(uri, length, "/headers-address")) return give(200, (optional_list){1, (void *)0xFFFFFF00u, 1}, text_body);
  if (is(uri, length, "/headers-count")) return give(200, (optional_list){1, headers, 0x10000001u}, text_body);
  if (is(uri, length, "/body-address")) return give(200, none, (optional_list){1, (void *)0xFFFFFF00u, 16});
  if (is(uri, length, "/body-length")) return give(200, none, (optional_list){1, "", 0xFFFFFFFFu});
  if (is(uri, length, "/name-address")) {
    headers[0] = (header){{(void *)0xFFFFFF00u, 4}, {"v", 1}};
    return give(200, (optional_list){1, headers, 1}, text_body);
  }
  if (is(uri, length, "/name-token")) {
    headers[0] = (header){{"bad name", 8}, {"v", 1}};
    return give(200, (optional_list){1, headers, 1}, text_body);
  }
  if (is(uri, length, "/value-control")) {
    headers[0] = (header){{"x", 1}, {"a\r\nset-cookie: b", 16}};
    return give(200, (optional_list){1, headers, 1}, text_body);
  }

  // Failures.
  if (is(uri, length, "/loop")) for (;;) sink++;
  if (is(uri, length, "/memory")) {
    for (;;) {
      volatile char *block = malloc(1 << 20);
      if (!block) abort();
      block[0] = 1;
    }
  }
  if (is(uri, length, "/flood")) for (;;) puts("0123456789012345678901234567890123456789");
  if (is(uri, length, "/exit")) exit(7);
  if (is(uri, length, "/trap")) __builtin_trap();
  if (is(uri, length, "/recurse")) sink = recurse(sink);
  if (is(uri, length, "/config")) get_config("x", 1, headers);
  if (is(uri, length, "/environment")) {
    const char *value = getenv("GREETING");
    return give(200, none, (optional_list){1, value ? value : "none", value ? strlen(value) : 4});
  }
  return give(200, none, text_body);
}
