// The imports of Spin's core-module ABI, in the names of wit-bindgen 0.2, or with LATER_NAMES in those of 0.5 and later.
#ifndef SPIN_IMPORTS_H
#define SPIN_IMPORTS_H

#include <stdint.h>

#ifdef LATER_NAMES
#define CONFIG "fermyon:spin/config"
#define HTTP "fermyon:spin/http"
#define HTTP_REQUEST "send-request"
#define KEY_VALUE "fermyon:spin/key-value"
#define REDIS "fermyon:spin/redis"
#else
#define CONFIG "spin-config"
#define HTTP "wasi-outbound-http"
#define HTTP_REQUEST "request"
#define KEY_VALUE "key-value"
#define REDIS "outbound-redis"
#endif

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name))) extern

IMPORT(CONFIG, "get-config") void config_get(uint32_t key, uint32_t length, uint32_t result);
IMPORT(HTTP, HTTP_REQUEST) void http_request(uint32_t method, uint32_t url, uint32_t url_length, uint32_t headers, uint32_t count, uint32_t parameters, uint32_t parameter_count,
                                             uint32_t has_body, uint32_t body, uint32_t body_length, uint32_t result);
IMPORT(KEY_VALUE, "open") void kv_open(uint32_t name, uint32_t length, uint32_t result);
IMPORT(KEY_VALUE, "get") void kv_get(uint32_t store, uint32_t key, uint32_t length, uint32_t result);
IMPORT(KEY_VALUE, "set") void kv_set(uint32_t store, uint32_t key, uint32_t length, uint32_t value, uint32_t value_length, uint32_t result);
IMPORT(KEY_VALUE, "delete") void kv_delete(uint32_t store, uint32_t key, uint32_t length, uint32_t result);
IMPORT(KEY_VALUE, "exists") void kv_exists(uint32_t store, uint32_t key, uint32_t length, uint32_t result);
IMPORT(KEY_VALUE, "get-keys") void kv_get_keys(uint32_t store, uint32_t result);
IMPORT(KEY_VALUE, "close") void kv_close(uint32_t store);
IMPORT(REDIS, "get") void redis_get(uint32_t address, uint32_t length, uint32_t key, uint32_t key_length, uint32_t result);

#endif
