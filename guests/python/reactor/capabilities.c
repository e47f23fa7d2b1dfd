// What a function may ask the host for, in the interfaces of Spin's core-module SDKs: variables, key-value stores, HTTP requests.
// Each function of `_wasmill` here returns (error, value): error is None, or the number of the interface's error with the host's text.
#include "guest.h"

#include <stdlib.h>
#include <string.h>

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

// A string or one word; which of the errors; the text of an error. 16 bytes, the same in all calls but the request's.
typedef struct {
  uint8_t failed;
  union {
    slice bytes;
    uint32_t number;
    uint8_t truth;
    struct {
      uint8_t tag;
      slice text;
    } error;
  };
} answer;

typedef struct {
  uint8_t failed;
  union {
    response response;
    uint8_t error;
  };
} http_answer;

_Static_assert(sizeof(answer) == 16 && offsetof(answer, bytes) == 4 && offsetof(answer, error.text) == 8, "the return area of a call");
_Static_assert(sizeof(http_answer) == 32 && offsetof(http_answer, response) == 4, "the return area of a request");

IMPORT("spin-config", "get-config") void host_get_config(const char *key, uint32_t key_length, answer *out);
IMPORT("key-value", "open") void host_open(const char *name, uint32_t name_length, answer *out);
IMPORT("key-value", "get") void host_get(uint32_t store, const char *key, uint32_t key_length, answer *out);
IMPORT("key-value", "set") void host_set(uint32_t store, const char *key, uint32_t key_length, const char *value, uint32_t value_length, answer *out);
IMPORT("key-value", "delete") void host_delete(uint32_t store, const char *key, uint32_t key_length, answer *out);
IMPORT("key-value", "exists") void host_exists(uint32_t store, const char *key, uint32_t key_length, answer *out);
IMPORT("key-value", "get-keys") void host_get_keys(uint32_t store, answer *out);
IMPORT("key-value", "close") void host_close(uint32_t store);
IMPORT("wasi-outbound-http", "request")
void host_request(uint32_t method, const char *uri, uint32_t uri_length, const header *headers, uint32_t header_count, const header *parameters, uint32_t parameter_count,
                  uint32_t has_body, const char *body, uint32_t body_length, http_answer *out);

// The host writes here; a call is read out before the next one begins.
static answer result;
static http_answer http_result;

// Takes the reference to value.
static PyObject *success(PyObject *value) { return value ? Py_BuildValue("(ON)", Py_None, value) : NULL; }

// Only some errors carry a text; the host leaves the place of the others' as it was, which is empty.
static PyObject *failure(void) {
  slice text = result.error.text;
  PyObject *pair = Py_BuildValue("((iN)O)", result.error.tag, wasmill_text(text), Py_None);
  release(text);
  return pair;
}

static PyObject *take_bytes(slice bytes) {
  PyObject *value = PyBytes_FromStringAndSize(bytes.length ? bytes.data : NULL, bytes.length);
  release(bytes);
  return value;
}

static PyObject *take_texts(slice list) {
  const slice *texts = (const slice *)(const void *)list.data;
  PyObject *values = PyList_New(list.length);
  for (uint32_t i = 0; i < list.length; i++) {
    PyObject *value = values ? wasmill_text(texts[i]) : NULL;
    release(texts[i]);
    if (value) PyList_SET_ITEM(values, i, value);
    else Py_CLEAR(values);
  }
  canonical_abi_free((void *)list.data, list.length * sizeof(slice), 4);
  return values;
}

static PyObject *config_get(PyObject *self, PyObject *arguments) {
  (void)self;
  const char *key;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "y#", &key, &length)) return NULL;
  result = (answer){0};
  host_get_config(key, (uint32_t)length, &result);
  if (result.failed) return failure();
  PyObject *value = wasmill_text(result.bytes);
  release(result.bytes);
  return success(value);
}

static PyObject *kv_open(PyObject *self, PyObject *arguments) {
  (void)self;
  const char *name;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "y#", &name, &length)) return NULL;
  result = (answer){0};
  host_open(name, (uint32_t)length, &result);
  return result.failed ? failure() : success(PyLong_FromUnsignedLong(result.number));
}

static PyObject *kv_get(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int store;
  const char *key;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "Iy#", &store, &key, &length)) return NULL;
  result = (answer){0};
  host_get(store, key, (uint32_t)length, &result);
  return result.failed ? failure() : success(take_bytes(result.bytes));
}

static PyObject *kv_set(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int store;
  const char *key, *value;
  Py_ssize_t key_length, value_length;
  if (!PyArg_ParseTuple(arguments, "Iy#y#", &store, &key, &key_length, &value, &value_length)) return NULL;
  result = (answer){0};
  host_set(store, key, (uint32_t)key_length, value, (uint32_t)value_length, &result);
  return result.failed ? failure() : success(Py_NewRef(Py_None));
}

static PyObject *kv_delete(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int store;
  const char *key;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "Iy#", &store, &key, &length)) return NULL;
  result = (answer){0};
  host_delete(store, key, (uint32_t)length, &result);
  return result.failed ? failure() : success(Py_NewRef(Py_None));
}

static PyObject *kv_exists(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int store;
  const char *key;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, "Iy#", &store, &key, &length)) return NULL;
  result = (answer){0};
  host_exists(store, key, (uint32_t)length, &result);
  return result.failed ? failure() : success(PyBool_FromLong(result.truth));
}

static PyObject *kv_get_keys(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int store;
  if (!PyArg_ParseTuple(arguments, "I", &store)) return NULL;
  result = (answer){0};
  host_get_keys(store, &result);
  return result.failed ? failure() : success(take_texts(result.bytes));
}

static PyObject *kv_close(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int store;
  if (!PyArg_ParseTuple(arguments, "I", &store)) return NULL;
  host_close(store);
  Py_RETURN_NONE;
}

static PyObject *take_response(const response *received) {
  slice body = received->body.present ? (slice){received->body.data, received->body.length} : (slice){"", 0};
  const header *headers = received->headers.data;
  uint32_t count = received->headers.present ? received->headers.length : 0;
  PyObject *pairs = wasmill_read_headers(headers, count), *bytes = take_bytes(body);
  release_headers(headers, count);
  if (pairs && bytes) return Py_BuildValue("(iNN)", (int)received->status, pairs, bytes);
  Py_XDECREF(pairs);
  Py_XDECREF(bytes);
  return NULL;
}

// http_send(method, uri, ((name, value), ...), body or None), all bytes but the method: its number in the ABI. The value is (status, headers, body).
static PyObject *http_send(PyObject *self, PyObject *arguments) {
  (void)self;
  unsigned int method;
  slice uri, body;
  Py_ssize_t uri_length, body_length;
  PyObject *pairs;
  if (!PyArg_ParseTuple(arguments, "Iy#O!z#", &method, &uri.data, &uri_length, &PyTuple_Type, &pairs, &body.data, &body_length)) return NULL;

  uint32_t count = (uint32_t)PyTuple_GET_SIZE(pairs);
  header *headers = PyMem_Calloc(count ? count : 1, sizeof(header));
  if (!headers) return PyErr_NoMemory();
  for (uint32_t i = 0; i < count; i++) {
    Py_ssize_t name_length, value_length;
    if (!PyArg_ParseTuple(PyTuple_GET_ITEM(pairs, i), "y#y#", &headers[i].name.data, &name_length, &headers[i].value.data, &value_length)) {
      PyMem_Free(headers);
      return NULL;
    }
    headers[i].name.length = (uint32_t)name_length;
    headers[i].value.length = (uint32_t)value_length;
  }

  http_result = (http_answer){0};
  host_request(method, uri.data, (uint32_t)uri_length, headers, count, headers, 0, body.data != NULL, body.data, (uint32_t)body_length, &http_result);
  PyMem_Free(headers);
  return http_result.failed ? Py_BuildValue("((is)O)", http_result.error, "", Py_None) : success(take_response(&http_result.response));
}

PyMethodDef wasmill_capabilities[] = {
  {"config_get", config_get, METH_VARARGS, NULL},
  {"kv_open", kv_open, METH_VARARGS, NULL},
  {"kv_get", kv_get, METH_VARARGS, NULL},
  {"kv_set", kv_set, METH_VARARGS, NULL},
  {"kv_delete", kv_delete, METH_VARARGS, NULL},
  {"kv_exists", kv_exists, METH_VARARGS, NULL},
  {"kv_get_keys", kv_get_keys, METH_VARARGS, NULL},
  {"kv_close", kv_close, METH_VARARGS, NULL},
  {"http_send", http_send, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
