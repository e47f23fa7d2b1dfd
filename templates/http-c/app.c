#include "spin_http.h"

#include <stdio.h>

// Answers one HTTP request. Each request runs in a fresh sandbox: nothing needs to be freed.
void handle_request(const spin_request *request, spin_response *response) {
  // The headers of a CloudEvent in binary mode begin with "ce-".
  spin_text type = spin_find_header(request, "ce-type");
  if (type.data == NULL) {
    spin_add_header(response, "content-type", spin_literal("text/plain"));
    response->body = spin_literal("Hello from {{project-name}}\n");
    return;
  }

  printf("event %.*s\n", (int)type.length, type.data);
  spin_text data = request->body.length > 0 ? request->body : spin_literal("null");
  spin_add_header(response, "content-type", spin_literal("application/json"));
  spin_add_header(response, "ce-specversion", spin_literal("1.0"));
  spin_add_header(response, "ce-type", spin_format("%.*s.seen", (int)type.length, type.data));
  spin_add_header(response, "ce-source", spin_literal("{{project-name}}"));
  response->body = spin_format("{\"seen\": %.*s}", (int)data.length, data.data);
}
