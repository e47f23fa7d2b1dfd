// Asks the host for a variable; the first letter of the body says how its allocator lies when the host wants room for the value.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LATER_NAMES
#include "spin_imports.h"

#define EXPORT(name) __attribute__((export_name(name), used))

static char mode;
static uint32_t result[4];
static struct { uint32_t status; uint32_t headers, words[2]; uint32_t body, text, length; } answer;
_Static_assert(sizeof answer == 28, "layout of the ABI");

static void ask(void) { config_get((uint32_t)(uintptr_t)"variable", 8, (uint32_t)(uintptr_t)result); }

EXPORT("cabi_realloc") void *cabi_realloc(void *old, uint32_t old_size, uint32_t alignment, uint32_t size) {
  (void)old; (void)old_size;
  static volatile int spin;
  if (mode == 'n') return NULL;
  if (mode == 'o') return (void *)0xFFFFFFF0u;
  if (mode == 'e') return (void *)(uintptr_t)(__builtin_wasm_memory_size(0) * 65536 - 1);
  if (mode == 't') __builtin_trap();
  if (mode == 'l') for (;;) spin++;
  if (mode == 'x') exit(3);
  if (mode == 'r') ask();
  if (mode == 'g') __builtin_wasm_memory_grow(0, 16);
  return size == 0 ? (void *)(uintptr_t)alignment : malloc(size);
}

EXPORT("fermyon:spin/inbound-http#handle-request")
void *handle(uint32_t method, const char *uri, uint32_t uri_length, const void *headers, uint32_t count,
             const void *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)uri; (void)uri_length; (void)headers; (void)count; (void)parameters; (void)parameter_count; (void)has_body;
  mode = body_length ? body[0] : 0;
  ask();
  mode = 0;
  answer.status = 200;
  answer.body = 1;
  answer.text = result[1];
  answer.length = result[2];
  return &answer;
}
