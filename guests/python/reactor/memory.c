// Two heaps behind malloc: the image's, for all that is made at build time, and libc's, for the calls.
//
// An instance is reset, or faults its pages in one by one, by how much of its memory a call writes. Were new blocks to come from the holes
// between those of the image, a call would write a little on very many pages. With a heap of their own they lie side by side.
#include "memory.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

// The linker writes --wrap names: our malloc is called for libc's, which is there under the other name.
void *__real_malloc(size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_calloc(size_t count, size_t size);
void __real_free(void *block);

// The end of memory as the linker knows it. What follows was placed by tools/place.py: the image's room, the archive's length, the archive.
extern char __heap_end;

#define PAGE 65536u
#define SMALL_LIMIT 1024u
#define SMALL_STEP 16u
#define SMALL_CLASSES (SMALL_LIMIT / SMALL_STEP + 1)
// Above that, eight sizes for each doubling: 22 doublings reach the end of 32 bits.
#define CLASSES (SMALL_CLASSES + 22 * 8)

// Stands before each block of the image's heap; blocks are aligned to 16 bytes.
typedef struct {
  uint32_t class;
  uint32_t capacity;
  uint64_t unused;
} block_header;

_Static_assert(sizeof(block_header) == SMALL_STEP, "the header keeps the alignment");

static bool settled = false;
static char *image_end = NULL;
static void *freed[CLASSES];
static char *next = NULL, *room_end = NULL;

static char *archive_place(void) { return &__heap_end + WASMILL_IMAGE_ROOM; }

const char *wasmill_memory_archive(size_t *length) {
  uint32_t bytes;
  memcpy(&bytes, archive_place(), sizeof bytes);
  *length = bytes;
  return archive_place() + sizeof bytes;
}

void wasmill_memory_settle(void) {
  image_end = (char *)(__builtin_wasm_memory_size(0) * PAGE);
  settled = true;
}

bool wasmill_memory_in_image(const void *block) {
  return (const char *)block >= &__heap_end && (!settled || (const char *)block < image_end);
}

// The class of a size, and what a block of that class holds.
static uint32_t class_of(size_t size, uint32_t *capacity) {
  if (size <= SMALL_LIMIT) {
    uint32_t class = size == 0 ? 1 : (uint32_t)((size + SMALL_STEP - 1) / SMALL_STEP);
    *capacity = class * SMALL_STEP;
    return class;
  }
  uint32_t doubling = 31u - (uint32_t)__builtin_clz((uint32_t)size - 1), step = 1u << (doubling - 3);
  uint32_t eighth = ((uint32_t)size - 1 - (1u << doubling)) / step;
  *capacity = (1u << doubling) + (eighth + 1) * step;
  return SMALL_CLASSES + (doubling - 10) * 8 + eighth;
}

// Fresh zeros: out of the room before the archive, and when that is used up out of new pages behind it.
static char *fresh(size_t size) {
  if (!next) { next = &__heap_end; room_end = archive_place(); }
  if (size > (size_t)(room_end - next)) {
    size_t end = __builtin_wasm_memory_size(0) * PAGE;
    if (room_end != (char *)end) next = room_end = (char *)end;
    size_t pages = (size - (size_t)(room_end - next) + PAGE - 1) / PAGE;
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) return NULL;
    room_end += pages * PAGE;
  }
  char *place = next;
  next += size;
  return place;
}

static void *image_malloc(size_t size) {
  if (size > INT32_MAX) { errno = ENOMEM; return NULL; }
  uint32_t capacity, class = class_of(size, &capacity);
  char *block = freed[class];
  if (block) {
    memcpy(&freed[class], block, sizeof(void *));
    memset(block, 0, sizeof(void *));
    return block;
  }
  block_header *header = (block_header *)(void *)fresh(sizeof(block_header) + capacity);
  if (!header) { errno = ENOMEM; return NULL; }
  *header = (block_header){class, capacity, 0};
  return header + 1;
}

static block_header *header_of(void *block) { return (block_header *)block - 1; }

// Zeros, so that the holes of the image take no room in the module.
static void image_free(void *block) {
  block_header *header = header_of(block);
  memset(block, 0, header->capacity);
  memcpy(block, &freed[header->class], sizeof(void *));
  freed[header->class] = block;
}

void *__wrap_malloc(size_t size) { return settled ? __real_malloc(size) : image_malloc(size); }

void __wrap_free(void *block) {
  if (!block) return;
  if (!wasmill_memory_in_image(block)) __real_free(block);
  // A call may drop a block of the image, but its place is not used again: that would only write to another page.
  else if (!settled) image_free(block);
}

// Blocks of the image's heap are zero when they are handed out.
void *__wrap_calloc(size_t count, size_t size) {
  size_t bytes;
  if (settled) return __real_calloc(count, size);
  if (__builtin_mul_overflow(count, size, &bytes)) { errno = ENOMEM; return NULL; }
  return image_malloc(bytes);
}

void *__wrap_realloc(void *old, size_t size) {
  if (!old) return __wrap_malloc(size);
  if (!wasmill_memory_in_image(old)) return __real_realloc(old, size);
  uint32_t capacity = header_of(old)->capacity;
  if (size <= capacity) return old;
  void *block = __wrap_malloc(size);
  if (!block) return NULL;
  memcpy(block, old, capacity);
  __wrap_free(old);
  return block;
}
