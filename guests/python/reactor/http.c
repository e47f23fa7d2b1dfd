// Run time: the Spin HTTP core ABI (wit-bindgen 0.2 layout) in front of the Python function wasmill_dispatch.
#include "guest.h"

#include <stdlib.h>
#include <string.h>

static const char *const method_names[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"};
static response result;

EXPORT("canonical_abi_realloc") void *canonical_abi_realloc(void *old, uint32_t old_size, uint32_t alignment, uint32_t size) {
  (void)old_size;
  if (size == 0) return (void *)(uintptr_t)alignment;
  void *block = realloc(old, size);
  if (!block) abort();
  return block;
}

// An empty block was never allocated: its address is the alignment.
EXPORT("canonical_abi_free") void canonical_abi_free(void *block, uint32_t size, uint32_t alignment) {
  (void)alignment;
  if (size > 0) free(block);
}

PyObject *wasmill_text(slice bytes) { return PyUnicode_DecodeUTF8(bytes.length ? bytes.data : "", bytes.length, "surrogateescape"); }

PyObject *wasmill_read_headers(const header *headers, uint32_t count) {
  PyObject *list = PyList_New(count);
  for (uint32_t i = 0; i < count && list; i++) {
    PyObject *name = wasmill_text(headers[i].name), *value = wasmill_text(headers[i].value);
    PyObject *pair = name && value ? PyTuple_Pack(2, name, value) : NULL;
    Py_XDECREF(name);
    Py_XDECREF(value);
    if (!pair) { Py_CLEAR(list); break; }
    PyList_SET_ITEM(list, i, pair);
  }
  return list;
}

// A copy that the host may free with canonical_abi_free.
static int copy_out(PyObject *bytes, slice *out) {
  char *data;
  Py_ssize_t length;
  if (PyBytes_AsStringAndSize(bytes, &data, &length) != 0) return -1;
  char *block = canonical_abi_realloc(NULL, 0, 1, (uint32_t)length);
  if (length) memcpy(block, data, (size_t)length);
  *out = (slice){block, (uint32_t)length};
  return 0;
}

// answer is (int, tuple of (bytes, bytes), bytes): the boot code has checked it.
static int write_response(PyObject *answer) {
  int status;
  PyObject *pairs, *body;
  if (!PyArg_ParseTuple(answer, "iO!S", &status, &PyTuple_Type, &pairs, &body)) return -1;

  uint32_t count = (uint32_t)PyTuple_GET_SIZE(pairs);
  header *headers = canonical_abi_realloc(NULL, 0, 4, count * sizeof(header));
  for (uint32_t i = 0; i < count; i++) {
    PyObject *name, *value;
    if (!PyArg_ParseTuple(PyTuple_GET_ITEM(pairs, i), "SS", &name, &value)) return -1;
    if (copy_out(name, &headers[i].name) != 0 || copy_out(value, &headers[i].value) != 0) return -1;
  }

  slice copy;
  if (copy_out(body, &copy) != 0) return -1;
  result = (response){(uint16_t)status, {1, headers, count}, {1, copy.data, copy.length}};
  return 0;
}

// The boot code turns every failure of the app into an answer. What arrives here all the same is a failure of that code, or no memory is left.
static void answer_internal_error(void) {
  static const char reason[] = "exception: the answer could not be made; the function's log has the traceback\n";
  static const char name[] = "content-type", type[] = "text/plain; charset=utf-8";
  PyObject *exception = PyErr_GetRaisedException();
  if (exception) PyErr_DisplayException(exception);
  Py_XDECREF(exception);

  header *headers = canonical_abi_realloc(NULL, 0, 4, sizeof(header));
  char *name_copy = canonical_abi_realloc(NULL, 0, 1, sizeof name - 1), *type_copy = canonical_abi_realloc(NULL, 0, 1, sizeof type - 1);
  char *body = canonical_abi_realloc(NULL, 0, 1, sizeof reason - 1);
  memcpy(name_copy, name, sizeof name - 1);
  memcpy(type_copy, type, sizeof type - 1);
  memcpy(body, reason, sizeof reason - 1);
  headers[0] = (header){{name_copy, sizeof name - 1}, {type_copy, sizeof type - 1}};
  result = (response){500, {1, headers, 1}, {1, body, sizeof reason - 1}};
}

EXPORT("handle-http-request")
response *handle_http_request(uint32_t method, const char *uri, uint32_t uri_length, header *headers, uint32_t header_count,
                              header *parameters, uint32_t parameter_count, uint32_t has_body, const char *body, uint32_t body_length) {
  slice target = {uri, uri_length}, content = {body, has_body ? body_length : 0};
  PyObject *method_name = method < 7 ? PyUnicode_FromString(method_names[method]) : PyErr_Format(PyExc_ValueError, "method %u is none of the seven of the ABI", method);
  PyObject *uri_text = wasmill_text(target), *header_list = wasmill_read_headers(headers, header_count);
  PyObject *body_bytes = PyBytes_FromStringAndSize(content.length ? content.data : NULL, content.length);

  release_headers(headers, header_count);
  release_headers(parameters, parameter_count);
  release(target);
  release(content);

  PyObject *answer = NULL;
  if (method_name && uri_text && header_list && body_bytes && wasmill_dispatch) {
    PyObject *arguments[] = {method_name, uri_text, header_list, body_bytes};
    answer = PyObject_Vectorcall(wasmill_dispatch, arguments, 4, NULL);
  }
  if (!answer || write_response(answer) != 0) answer_internal_error();

  Py_XDECREF(answer);
  Py_XDECREF(method_name);
  Py_XDECREF(uri_text);
  Py_XDECREF(header_list);
  Py_XDECREF(body_bytes);
  return &result;
}
