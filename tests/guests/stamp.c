// Answers an event with an event: the type with ".transformed" after it, the same extensions, and "seen":true in its data. The guest of bench/mission.
#include "spin_http.h"
#include "json_event.h"

static response answer;

static int is(text name, const char *other, uint32_t length) { return name.length == length && memcmp(name.data, other, length) == 0; }
#define IS(name, literal) is(name, literal, sizeof(literal) - 1)

static header copy(text name, const char *value, uint32_t length, const char *more, uint32_t more_length) {
  char *joined = malloc(length + more_length);
  memcpy(joined, value, length);
  memcpy(joined + length, more, more_length);
  return (header){{owned(name.data, name.length), name.length}, {joined, length + more_length}};
}

EXPORT(HANDLE)
response *handle(uint32_t method, const char *uri, uint32_t uri_length, const header *headers, uint32_t count,
                 const header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)parameters; (void)parameter_count; (void)has_body;
  header *made = malloc((count + 1) * sizeof(header));
  uint32_t used = 0;
  for (uint32_t i = 0; i < count; i++) {
    text name = headers[i].name, value = headers[i].value;
    if (IS(name, "ce-type")) made[used++] = copy(name, value.data, value.length, ".transformed", 12);
    else if (IS(name, "ce-source")) made[used++] = copy(name, "stamp", 5, "", 0);
    else if (IS(name, "content-type") || (name.length > 3 && memcmp(name.data, "ce-", 3) == 0 && !IS(name, "ce-id") && !IS(name, "ce-time")))
      made[used++] = copy(name, value.data, value.length, "", 0);
  }
  uint32_t length;
  char *out = transform(body, body_length, &length);
  release_request(uri, uri_length, headers, count, body, body_length);
  answer = out ? (response){200, {1, made, used}, {1, out, length}} : (response){400, {0, 0, 0}, {0, 0, 0}};
  return &answer;
}
