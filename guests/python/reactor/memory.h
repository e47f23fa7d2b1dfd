// Where things lie in linear memory, so that a call of the app touches few pages of the image (README.md, "Memory").
#ifndef WASMILL_MEMORY_H
#define WASMILL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

// From now on blocks come from the calls' heap: to be called once, when the image is complete.
void wasmill_memory_settle(void);

// Whether a block lies in the calls' heap.
bool wasmill_memory_of_calls(const void *block);

// The archive with the standard library, and its length in bytes.
const char *wasmill_memory_archive(size_t *length);

#endif
