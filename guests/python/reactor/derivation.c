// Keys out of passwords: hashlib.pbkdf2_hmac and hashlib.scrypt, which CPython has from OpenSSL only.
//
// PBKDF2 (RFC 8018) is a long chain of HMACs over one block each. Python's own hash objects would spend their time on being made,
// so this works on the bare states of the HACL* functions that CPython carries.
#include "derivation.h"

#include <stdlib.h>
#include <string.h>

#include "python_hacl_namespaces.h"

#include "internal/Hacl_Hash_MD5.h"
#include "internal/Hacl_Hash_SHA1.h"
#include "internal/Hacl_Hash_SHA2.h"

#define LARGEST_BLOCK 128
#define LARGEST_DIGEST 64

typedef union {
  uint32_t words32[8];
  uint64_t words64[8];
} state;

typedef struct {
  const char *name;
  uint32_t block;
  uint32_t digest;
  bool big_endian;
  void (*start)(state *hash);
  void (*update)(state *hash, uint8_t *blocks, uint32_t count);
  void (*finish)(state *hash, uint8_t *digest);
} algorithm;

#define START(prefix, words) static void prefix##_start(state *hash) { Hacl_Hash_##prefix##_init(hash->words); }
#define FINISH(prefix, words) static void prefix##_finish(state *hash, uint8_t *digest) { Hacl_Hash_##prefix##_finish(hash->words, digest); }

START(MD5, words32)
FINISH(MD5, words32)
START(SHA1, words32)
FINISH(SHA1, words32)
START(SHA2_sha224, words32)
FINISH(SHA2_sha224, words32)
START(SHA2_sha256, words32)
FINISH(SHA2_sha256, words32)
START(SHA2_sha384, words64)
FINISH(SHA2_sha384, words64)
START(SHA2_sha512, words64)
FINISH(SHA2_sha512, words64)

static void update_md5(state *hash, uint8_t *blocks, uint32_t count) { Hacl_Hash_MD5_update_multi(hash->words32, blocks, count); }
static void update_sha1(state *hash, uint8_t *blocks, uint32_t count) { Hacl_Hash_SHA1_update_multi(hash->words32, blocks, count); }
static void update_sha256(state *hash, uint8_t *blocks, uint32_t count) { Hacl_Hash_SHA2_sha256_update_nblocks(count * 64, blocks, hash->words32); }
static void update_sha512(state *hash, uint8_t *blocks, uint32_t count) { Hacl_Hash_SHA2_sha512_update_nblocks(count * 128, blocks, hash->words64); }

static const algorithm algorithms[] = {
  {"md5", 64, 16, false, MD5_start, update_md5, MD5_finish},
  {"sha1", 64, 20, true, SHA1_start, update_sha1, SHA1_finish},
  {"sha224", 64, 28, true, SHA2_sha224_start, update_sha256, SHA2_sha224_finish},
  {"sha256", 64, 32, true, SHA2_sha256_start, update_sha256, SHA2_sha256_finish},
  {"sha384", 128, 48, true, SHA2_sha384_start, update_sha512, SHA2_sha384_finish},
  {"sha512", 128, 64, true, SHA2_sha512_start, update_sha512, SHA2_sha512_finish},
};

static const algorithm *find(const char *name) {
  for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
    if (strcmp(algorithms[i].name, name) == 0) return &algorithms[i];
  return NULL;
}

// The digest of what the state has seen, which is `before` bytes in whole blocks, and of data.
static void digest_of(const algorithm *kind, const state *seen, uint64_t before, const uint8_t *data, size_t length, uint8_t *digest) {
  state hash = *seen;
  uint64_t bits = (before + length) * 8;
  while (length >= kind->block) {
    kind->update(&hash, (uint8_t *)data, 1);
    data += kind->block;
    length -= kind->block;
  }
  uint8_t rest[2 * LARGEST_BLOCK] = {0};
  memcpy(rest, data, length);
  rest[length] = 0x80;
  // The length has 8 bytes, 16 in the hashes with larger blocks.
  uint32_t count = length + 1 + kind->block / 8 <= kind->block ? 1 : 2;
  uint8_t *end = rest + count * kind->block;
  for (int i = 0; i < 8; i++) end[kind->big_endian ? -1 - i : i - 8] = (uint8_t)(bits >> (8 * i));
  kind->update(&hash, rest, count);
  kind->finish(&hash, digest);
}

typedef struct {
  const algorithm *kind;
  state inner;
  state outer;
} hmac;

static void hmac_start(hmac *key, const algorithm *kind, const uint8_t *secret, size_t length) {
  uint8_t block[LARGEST_BLOCK] = {0};
  state hash;
  if (length > kind->block) {
    kind->start(&hash);
    digest_of(kind, &hash, 0, secret, length, block);
  } else if (length > 0) {
    memcpy(block, secret, length);
  }
  key->kind = kind;
  for (uint32_t i = 0; i < kind->block; i++) block[i] ^= 0x36;
  kind->start(&key->inner);
  kind->update(&key->inner, block, 1);
  for (uint32_t i = 0; i < kind->block; i++) block[i] ^= 0x36 ^ 0x5C;
  kind->start(&key->outer);
  kind->update(&key->outer, block, 1);
}

static void hmac_of(const hmac *key, const uint8_t *data, size_t length, uint8_t *digest) {
  uint8_t inner[LARGEST_DIGEST];
  digest_of(key->kind, &key->inner, key->kind->block, data, length, inner);
  digest_of(key->kind, &key->outer, key->kind->block, inner, key->kind->digest, digest);
}

// False when there is no memory.
static bool derive(const algorithm *kind, const uint8_t *secret, size_t secret_length, const uint8_t *salt, size_t salt_length, uint32_t iterations, uint8_t *out, size_t length) {
  uint8_t *first = malloc(salt_length + 4);
  if (!first) return false;
  if (salt_length) memcpy(first, salt, salt_length);
  hmac key;
  hmac_start(&key, kind, secret, secret_length);
  for (uint32_t index = 1; length > 0; index++) {
    for (int i = 0; i < 4; i++) first[salt_length + (size_t)i] = (uint8_t)(index >> (24 - 8 * i));
    uint8_t link[LARGEST_DIGEST], sum[LARGEST_DIGEST];
    hmac_of(&key, first, salt_length + 4, link);
    memcpy(sum, link, kind->digest);
    for (uint32_t i = 1; i < iterations; i++) {
      hmac_of(&key, link, kind->digest, link);
      for (uint32_t k = 0; k < kind->digest; k++) sum[k] ^= link[k];
    }
    size_t part = length < kind->digest ? length : kind->digest;
    memcpy(out, sum, part);
    out += part;
    length -= part;
  }
  free(first);
  return true;
}

static PyObject *pbkdf2(PyObject *self, PyObject *arguments) {
  (void)self;
  const char *name;
  Py_buffer secret, salt;
  unsigned int iterations;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "sy*y*In", &name, &secret, &salt, &iterations, &length)) return NULL;
  const algorithm *kind = find(name);
  PyObject *key = kind ? PyBytes_FromStringAndSize(NULL, length) : Py_NewRef(Py_None);
  if (kind && key && !derive(kind, secret.buf, (size_t)secret.len, salt.buf, (size_t)salt.len, iterations, (uint8_t *)PyBytes_AS_STRING(key), (size_t)length)) {
    Py_CLEAR(key);
    PyErr_NoMemory();
  }
  PyBuffer_Release(&secret);
  PyBuffer_Release(&salt);
  return key;
}

#define ROTATE(value, bits) ((value) << (bits) | (value) >> (32 - (bits)))

// Salsa20/8 (RFC 7914, section 3): 16 words of 32 bits, little-endian as WebAssembly's memory is.
static void salsa(uint32_t *words) {
  uint32_t x[16];
  memcpy(x, words, sizeof x);
  for (int i = 0; i < 8; i += 2) {
#define QUARTER(a, b, c, d) \
  x[b] ^= ROTATE(x[a] + x[d], 7); \
  x[c] ^= ROTATE(x[b] + x[a], 9); \
  x[d] ^= ROTATE(x[c] + x[b], 13); \
  x[a] ^= ROTATE(x[d] + x[c], 18);
    QUARTER(0, 4, 8, 12) QUARTER(5, 9, 13, 1) QUARTER(10, 14, 2, 6) QUARTER(15, 3, 7, 11)
    QUARTER(0, 1, 2, 3) QUARTER(5, 6, 7, 4) QUARTER(10, 11, 8, 9) QUARTER(15, 12, 13, 14)
#undef QUARTER
  }
  for (int i = 0; i < 16; i++) words[i] += x[i];
}

// scryptBlockMix (section 4) of 2 r blocks of 16 words; even ones come first in the result.
static void mix_block(const uint32_t *in, uint32_t *out, uint32_t r) {
  uint32_t x[16];
  memcpy(x, in + (2 * r - 1) * 16, sizeof x);
  for (uint32_t i = 0; i < 2 * r; i++) {
    for (int k = 0; k < 16; k++) x[k] ^= in[i * 16 + (uint32_t)k];
    salsa(x);
    memcpy(out + (i / 2 + (i & 1) * r) * 16, x, sizeof x);
  }
}

// scryptROMix (section 5). table has room for n blocks, spare for one.
static void mix(uint32_t *block, uint32_t r, uint32_t n, uint32_t *table, uint32_t *spare) {
  uint32_t words = 32 * r;
  for (uint32_t i = 0; i < n; i++) {
    memcpy(table + (size_t)i * words, block, words * 4);
    mix_block(table + (size_t)i * words, block, r);
  }
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t *row = table + (size_t)(block[(2 * r - 1) * 16] & (n - 1)) * words;
    for (uint32_t k = 0; k < words; k++) spare[k] = block[k] ^ row[k];
    mix_block(spare, block, r);
  }
}

static PyObject *scrypt(PyObject *self, PyObject *arguments) {
  (void)self;
  Py_buffer secret, salt;
  unsigned int n, r, p;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "y*y*IIIn", &secret, &salt, &n, &r, &p, &length)) return NULL;
  // The caller has bounded all of it by its memory limit.
  size_t block = 128 * (size_t)r;
  uint8_t *blocks = malloc(block * p);
  uint32_t *table = malloc(block * (n + 1));
  const algorithm *kind = find("sha256");
  PyObject *key = PyBytes_FromStringAndSize(NULL, length);
  bool done = blocks && table && key && derive(kind, secret.buf, (size_t)secret.len, salt.buf, (size_t)salt.len, 1, blocks, block * p);
  if (done) {
    for (uint32_t i = 0; i < p; i++) mix((uint32_t *)(void *)(blocks + i * block), r, n, table, table + (size_t)n * 32 * r);
    done = derive(kind, secret.buf, (size_t)secret.len, blocks, block * p, 1, (uint8_t *)PyBytes_AS_STRING(key), (size_t)length);
  }
  free(blocks);
  free(table);
  PyBuffer_Release(&secret);
  PyBuffer_Release(&salt);
  if (done) return key;
  Py_XDECREF(key);
  return PyErr_NoMemory();
}

PyMethodDef wasmill_derivation[] = {
  {"pbkdf2_hmac", pbkdf2, METH_VARARGS, NULL},
  {"scrypt", scrypt, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
