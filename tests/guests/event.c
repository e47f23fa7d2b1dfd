// Adds a member to a JSON event: the guest of the function benchmark, in the Spin HTTP ABI.
#include "spin_http.h"
#include "json_event.h"

static response answer;

EXPORT(HANDLE)
response *handle(uint32_t method, const char *uri, uint32_t uri_length, const header *headers, uint32_t count,
                 const header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)parameters; (void)parameter_count; (void)has_body;
  uint32_t length;
  char *out = transform(body, body_length, &length);
  release_request(uri, uri_length, headers, count, body, body_length);
  if (!out) {
    answer = (response){400, {0, 0, 0}, {0, 0, 0}};
    return &answer;
  }
  header *type = malloc(sizeof(header));
  *type = (header){{owned("content-type", 12), 12}, {owned("application/json", 16), 16}};
  answer = (response){200, {1, type, 1}, {1, out, length}};
  return &answer;
}
