// The records of the Spin core ABI (wit-bindgen 0.2 layout) in linear memory.
#ifndef WASMILL_ABI_H
#define WASMILL_ABI_H

#include <stddef.h>
#include <stdint.h>

// A string or a list of bytes.
typedef struct {
  const char *data;
  uint32_t length;
} slice;

// One header: 16 bytes, as the ABI lays it out.
typedef struct {
  slice name;
  slice value;
} header;

// An optional list: present or not, where, how many elements.
typedef struct {
  uint8_t present;
  const void *data;
  uint32_t length;
} optional_list;

// An answer to a request, ours or another server's: 28 bytes at fixed offsets.
typedef struct {
  uint16_t status;
  optional_list headers;
  optional_list body;
} response;

_Static_assert(sizeof(header) == 16, "a header record has 16 bytes");
_Static_assert(offsetof(optional_list, data) == 4 && offsetof(optional_list, length) == 8, "an optional list");
_Static_assert(offsetof(response, headers) == 4 && offsetof(response, body) == 16 && sizeof(response) == 28, "a response");

void *canonical_abi_realloc(void *old, uint32_t old_size, uint32_t alignment, uint32_t size);
void canonical_abi_free(void *block, uint32_t size, uint32_t alignment);

// Frees a string or a list of bytes that the host made: it belongs to the guest.
static inline void release(slice bytes) { canonical_abi_free((void *)bytes.data, bytes.length, 1); }

// The same for a list of headers.
static inline void release_headers(const header *headers, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) { release(headers[i].name); release(headers[i].value); }
  canonical_abi_free((void *)headers, count * sizeof(header), 4);
}

#endif
