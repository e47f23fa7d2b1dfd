// Two heaps behind malloc: libc's, for all that is made at build time and for what is large, and a small one for the calls.
//
// An instance is reset, or faults its pages in one by one, by how much of its memory a call touches. Were the blocks of a call to come from the
// holes between those of the image, it would write a little on very many pages. In a heap of their own they lie side by side.
#include "memory.h"

#include <malloc.h>
#include <stdint.h>
#include <string.h>

// The linker's --wrap calls ours for libc's, which is there under these names.
void *__real_malloc(size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_calloc(size_t count, size_t size);
void __real_free(void *block);

// The end of memory as the linker knows it; tools/place.py puts the archive there, after its length.
extern const char __heap_end;

#define CALLS (512u << 10)
#define STEP 16u
#define SMALL_LIMIT 1024u
#define SMALL_CLASSES (SMALL_LIMIT / STEP + 1)
// Above that eight sizes for each doubling: nine doublings reach the size of the heap.
#define CLASSES (SMALL_CLASSES + 9 * 8)

// Stands before each block of the calls' heap; blocks are aligned to 16 bytes.
typedef struct {
  uint32_t class;
  uint32_t capacity;
  uint64_t unused;
} block_header;

_Static_assert(sizeof(block_header) == STEP, "the header keeps the alignment");
_Static_assert(SMALL_LIMIT << 9 == CALLS, "the classes reach the size of the heap");

static bool settled = false;
static _Alignas(STEP) char calls[CALLS];
static uint32_t used = 0;
static void *freed[CLASSES];

const char *wasmill_memory_archive(size_t *length) {
  uint32_t bytes;
  memcpy(&bytes, &__heap_end, sizeof bytes);
  *length = bytes;
  return &__heap_end + sizeof bytes;
}

void wasmill_memory_settle(void) { settled = true; }

bool wasmill_memory_of_calls(const void *block) { return (const char *)block >= calls && (const char *)block < calls + CALLS; }

// The class of a size, and what a block of that class holds.
static uint32_t class_of(uint32_t size, uint32_t *capacity) {
  if (size <= SMALL_LIMIT) {
    uint32_t class = size == 0 ? 1 : (size + STEP - 1) / STEP;
    *capacity = class * STEP;
    return class;
  }
  uint32_t doubling = 31u - (uint32_t)__builtin_clz(size - 1), step = 1u << (doubling - 3);
  uint32_t eighth = (size - 1 - (1u << doubling)) / step;
  *capacity = (1u << doubling) + (eighth + 1) * step;
  return SMALL_CLASSES + (doubling - 10) * 8 + eighth;
}

// NULL when there is no room: the block then comes from libc.
static void *calls_malloc(size_t size) {
  if (size > CALLS) return NULL;
  uint32_t capacity, class = class_of((uint32_t)size, &capacity);
  char *block = freed[class];
  if (block) {
    memcpy(&freed[class], block, sizeof(void *));
    return block;
  }
  if (sizeof(block_header) + capacity > CALLS - used) return NULL;
  block_header *header = (block_header *)(void *)(calls + used);
  used += sizeof(block_header) + capacity;
  *header = (block_header){class, capacity, 0};
  return header + 1;
}

static block_header *header_of(void *block) { return (block_header *)block - 1; }

void *__wrap_malloc(size_t size) {
  void *block = settled ? calls_malloc(size) : NULL;
  return block ? block : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  size_t bytes;
  void *block = settled && !__builtin_mul_overflow(count, size, &bytes) ? calls_malloc(bytes) : NULL;
  return block ? memset(block, 0, bytes) : __real_calloc(count, size);
}

void __wrap_free(void *block) {
  if (!block) return;
  if (wasmill_memory_of_calls(block)) {
    uint32_t class = header_of(block)->class;
    memcpy(block, &freed[class], sizeof(void *));
    freed[class] = block;
    return;
  }
  // The holes of the image are zeros, which take no room in the module.
  if (!settled) memset(block, 0, malloc_usable_size(block));
  __real_free(block);
}

void *__wrap_realloc(void *old, size_t size) {
  if (!old) return __wrap_malloc(size);
  if (!wasmill_memory_of_calls(old)) return __real_realloc(old, size);
  uint32_t capacity = header_of(old)->capacity;
  if (size <= capacity) return old;
  void *block = __wrap_malloc(size);
  if (!block) return NULL;
  memcpy(block, old, capacity);
  __wrap_free(old);
  return block;
}
