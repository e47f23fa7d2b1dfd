// Answers with everything it was asked: the method's number, the uri, each header, and the body, as text.
#include "spin_http.h"

#include <stdio.h>

static response answer;
static header content_type;

EXPORT(HANDLE)
response *handle(uint32_t method, const char *uri, uint32_t uri_length, const header *headers, uint32_t count,
                 const header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)parameters;
  size_t room = 256 + uri_length + body_length;
  for (uint32_t i = 0; i < count; i++) room += headers[i].name.length + headers[i].value.length + 16;
  char *out = malloc(room);
  int at = snprintf(out, room, "method %u\nuri %.*s\nparameters %u\n", method, (int)uri_length, uri, parameter_count);
  for (uint32_t i = 0; i < count; i++)
    at += snprintf(out + at, room - at, "header %.*s: %.*s\n", (int)headers[i].name.length, headers[i].name.data, (int)headers[i].value.length, headers[i].value.data);
  at += snprintf(out + at, room - at, "body %u %u\n", has_body, body_length);
  memcpy(out + at, body, body_length);

  content_type = (header){{"content-type", 12}, {"text/plain", 10}};
  answer = (response){200, {1, &content_type, 1}, {1, out, at + body_length}};
  printf("echo called with %u headers\n", count);
  return &answer;
}
