// A small JSON reader and writer: what a typical transformation does with an event. Parses into a tree, adds a member, writes the tree.
#ifndef JSON_EVENT_H
#define JSON_EVENT_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct node {
  char kind;  // '{' '[' or 's' for a scalar, whose text is kept as it came
  const char *key, *text;
  uint32_t key_length, length;
  struct node *first, *next;
} node;

static const char *at, *end;

static void space(void) { while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) at++; }

static int string(void) {
  if (at == end || *at != '"') return 0;
  for (at++; at < end && *at != '"'; at++) if (*at == '\\') at++;
  return at++ < end;
}

static node *value(int depth) {
  space();
  if (at == end || depth > 64) return 0;
  node *made = calloc(1, sizeof(node));
  made->text = at;
  if (*at == '"') {
    made->kind = 's';
    if (!string()) return 0;
  } else if (*at == '{' || *at == '[') {
    made->kind = *at;
    char close = *at == '{' ? '}' : ']';
    node **tail = &made->first;
    at++;
    for (space(); at < end && *at != close; space()) {
      const char *key = at;
      if (close == '}') {
        if (!string()) return 0;
      }
      uint32_t key_length = at - key;
      space();
      if (close == '}') {
        if (at == end || *at++ != ':') return 0;
      }
      node *member = value(depth + 1);
      if (!member) return 0;
      member->key = key;
      member->key_length = key_length;
      *tail = member;
      tail = &member->next;
      space();
      if (at < end && *at == ',') at++;
    }
    if (at++ >= end) return 0;
  } else {
    made->kind = 's';
    while (at < end && *at != ',' && *at != '}' && *at != ']' && *at > ' ') at++;
  }
  made->length = at - made->text;
  return made;
}

static char *put(char *out, const char *bytes, uint32_t length) { memcpy(out, bytes, length); return out + length; }

static char *write_node(char *out, const node *from) {
  if (from->kind == 's') return put(out, from->text, from->length);
  *out++ = from->kind;
  for (const node *member = from->first; member; member = member->next) {
    if (member != from->first) *out++ = ',';
    if (from->kind == '{') {
      out = put(out, member->key, member->key_length);
      *out++ = ':';
    }
    out = write_node(out, member);
  }
  *out++ = from->kind == '{' ? '}' : ']';
  return out;
}

static void free_node(node *of) {
  while (of) {
    node *next = of->next;
    free_node(of->first);
    free(of);
    of = next;
  }
}

// The event with "seen":true as its last member; null when it is no JSON object.
static char *transform(const char *body, uint32_t length, uint32_t *answer_length) {
  at = body;
  end = body + length;
  node *event = value(0);
  if (!event || event->kind != '{') return 0;
  node *seen = calloc(1, sizeof(node));
  *seen = (node){.kind = 's', .key = "\"seen\"", .key_length = 6, .text = "true", .length = 4};
  node **tail = &event->first;
  while (*tail) tail = &(*tail)->next;
  *tail = seen;
  char *out = malloc(length + 16);
  *answer_length = write_node(out, event) - out;
  free_node(event);
  return out;
}

#endif
