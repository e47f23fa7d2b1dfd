// The Spin HTTP ABI for core modules, in one file: include it in one C file, and write handle_request.
#ifndef SPIN_HTTP_H
#define SPIN_HTTP_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SPIN_MAX_HEADERS 32

// Bytes and their number; there is no zero at the end.
typedef struct {
  const char *data;
  uint32_t length;
} spin_text;

typedef struct {
  spin_text name;
  spin_text value;
} spin_header;

typedef enum { SPIN_GET, SPIN_POST, SPIN_PUT, SPIN_DELETE, SPIN_PATCH, SPIN_HEAD, SPIN_OPTIONS } spin_method;

typedef struct {
  spin_method method;
  spin_text uri;  // path and query
  const spin_header *headers;  // names in lower case
  uint32_t header_count;
  spin_text body;
} spin_request;

typedef struct {
  uint16_t status;  // 200 when nothing else is set
  spin_header headers[SPIN_MAX_HEADERS];
  uint32_t header_count;
  spin_text body;
} spin_response;

// Yours to write.
void handle_request(const spin_request *request, spin_response *response);

// The text of a C string, which must stay where it is.
static inline spin_text spin_literal(const char *text) { return (spin_text){text, (uint32_t)strlen(text)}; }

// A new text, as printf makes it.
__attribute__((format(printf, 1, 2))) static inline spin_text spin_format(const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length < 0 ? NULL : malloc((size_t)length + 1);
  if (text == NULL) abort();
  vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  va_end(arguments);
  return (spin_text){text, (uint32_t)length};
}

// The value of a header; its data is NULL when the request does not have it.
static inline spin_text spin_find_header(const spin_request *request, const char *name) {
  size_t length = strlen(name);
  for (uint32_t i = 0; i < request->header_count; i++) {
    spin_text found = request->headers[i].name;
    if (found.length == length && strncasecmp(found.data, name, length) == 0) return request->headers[i].value;
  }
  return (spin_text){NULL, 0};
}

// Adds a header to the answer; the texts must stay where they are.
static inline void spin_add_header(spin_response *response, const char *name, spin_text value) {
  if (response->header_count == SPIN_MAX_HEADERS) abort();
  response->headers[response->header_count++] = (spin_header){spin_literal(name), value};
}

static inline const char *spin_method_name(spin_method method) {
  static const char *const names[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"};
  return names[method];
}

// A copy in a block of its own. What is answered belongs to the host, which may give it back block by block.
static inline spin_text spin_copy(spin_text text) {
  if (text.length == 0) return (spin_text){NULL, 0};
  char *copy = malloc(text.length);
  if (copy == NULL) abort();
  memcpy(copy, text.data, text.length);
  return (spin_text){copy, text.length};
}

// What the host calls. The layout is that of wit-bindgen 0.2.

typedef struct {
  uint8_t present;
  const void *data;
  uint32_t length;
} spin_optional_list;

typedef struct {
  uint16_t status;
  spin_optional_list headers;
  spin_optional_list body;
} spin_return_area;

_Static_assert(sizeof(spin_header) == 16 && sizeof(spin_return_area) == 28, "the layout of the ABI");

__attribute__((export_name("canonical_abi_realloc"))) void *spin_realloc(void *block, uint32_t old_size, uint32_t alignment, uint32_t size) {
  (void)old_size;
  if (size == 0) return (void *)(uintptr_t)alignment;
  void *made = realloc(block, size);
  if (made == NULL) abort();
  return made;
}

__attribute__((export_name("canonical_abi_free"))) void spin_free(void *block, uint32_t size, uint32_t alignment) {
  (void)alignment;
  if (size > 0) free(block);
}

static inline void spin_free_text(spin_text text) { spin_free((void *)text.data, text.length, 1); }

__attribute__((export_name("handle-http-request"))) spin_return_area *spin_handle(
    uint32_t method, const char *uri, uint32_t uri_length, const spin_header *headers, uint32_t header_count,
    const spin_header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  static spin_response response;
  static spin_return_area area;
  (void)parameters;
  (void)parameter_count;
  spin_request request = {(spin_method)method, {uri, uri_length}, headers, header_count, {body, has_body ? body_length : 0}};
  response = (spin_response){.status = 200};
  handle_request(&request, &response);
  fflush(stdout);
  spin_header *answer = spin_realloc(NULL, 0, 4, response.header_count * sizeof(spin_header));
  for (uint32_t i = 0; i < response.header_count; i++) answer[i] = (spin_header){spin_copy(response.headers[i].name), spin_copy(response.headers[i].value)};
  spin_text body_copy = spin_copy(response.body);
  area = (spin_return_area){response.status, {1, answer, response.header_count}, {1, body_copy.data, body_copy.length}};
  // What the request occupied: the host gave it away with the call. The answer may have pointed into it until here.
  spin_free_text(request.uri);
  for (uint32_t i = 0; i < header_count; i++) {
    spin_free_text(headers[i].name);
    spin_free_text(headers[i].value);
  }
  spin_free((void *)headers, header_count * (uint32_t)sizeof(spin_header), 4);
  spin_free((void *)body, body_length, 1);
  return &area;
}

#endif
