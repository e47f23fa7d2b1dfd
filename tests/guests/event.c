// Adds a member to a JSON event: the guest of the function benchmark, in the Spin HTTP ABI.
#include "spin_http.h"
#include "json_event.h"

static response answer;
static header content_type = {{"content-type", 12}, {"application/json", 16}};

EXPORT(HANDLE)
response *handle(uint32_t method, const char *uri, uint32_t uri_length, const header *headers, uint32_t count,
                 const header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  (void)method; (void)uri; (void)uri_length; (void)headers; (void)count; (void)parameters; (void)parameter_count; (void)has_body;
  uint32_t length;
  char *out = transform(body, body_length, &length);
  answer = out ? (response){200, {1, &content_type, 1}, {1, out, length}} : (response){400, {0, 0, 0}, {0, 0, 0}};
  return &answer;
}
