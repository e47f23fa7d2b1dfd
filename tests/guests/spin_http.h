// The Spin HTTP core ABI (wit-bindgen 0.2 layout) for guests in C, written from its documented layout. Own code of the tests; shares nothing with guests/python.
#ifndef SPIN_HTTP_H
#define SPIN_HTTP_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(name), used))

typedef struct { const char *data; uint32_t length; } text;
typedef struct { text name; text value; } header;
typedef struct { uint8_t present; const void *data; uint32_t length; } optional_list;
typedef struct { uint16_t status; optional_list headers; optional_list body; } response;

// A copy in a block of its own: what a guest answers with is the host's, which may give each block back with canonical_abi_free.
static inline void *owned(const void *bytes, uint32_t length) { return length ? memcpy(malloc(length), bytes, length) : 0; }

// What a guest is given is its own, each text in a block of its own.
static inline void release_request(const char *uri, uint32_t uri_length, const header *headers, uint32_t count, const char *body, uint32_t body_length) {
  if (uri_length) free((void *)uri);
  for (uint32_t i = 0; i < count; i++) {
    if (headers[i].name.length) free((void *)headers[i].name.data);
    if (headers[i].value.length) free((void *)headers[i].value.data);
  }
  if (count) free((void *)headers);
  if (body_length) free((void *)body);
}

_Static_assert(sizeof(header) == 16 && sizeof(response) == 28, "layout of the ABI");

// The names of wit-bindgen 0.5 and later, or those of 0.2 before them.
#ifdef LATER_NAMES
#define HANDLE "fermyon:spin/inbound-http#handle-request"
#define REALLOC "cabi_realloc"
#define CONFIG_MODULE "fermyon:spin/config"
EXPORT("cabi_post_fermyon:spin/inbound-http#handle-request") void post_return(void *answer) { (void)answer; }
#else
#define HANDLE "handle-http-request"
#define REALLOC "canonical_abi_realloc"
#define CONFIG_MODULE "spin-config"
EXPORT("canonical_abi_free") void canonical_abi_free(void *block, uint32_t size, uint32_t alignment) {
  (void)alignment;
  if (size > 0) free(block);
}
#endif

EXPORT(REALLOC) void *canonical_abi_realloc(void *old, uint32_t old_size, uint32_t alignment, uint32_t size) {
  (void)old_size;
  return size == 0 ? (void *)(uintptr_t)alignment : realloc(old, size);
}

#endif
