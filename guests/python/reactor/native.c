// The module `_wasmill`.
#include "derivation.h"
#include "guest.h"
#include "memory.h"

#include <stdlib.h>
#include <wasi/api.h>

// stdlib() -> memoryview of the archive with the standard library.
static PyObject *native_stdlib(PyObject *self, PyObject *unused) {
  (void)self; (void)unused;
  size_t length;
  const char *archive = wasmill_memory_archive(&length);
  return PyMemoryView_FromMemory((char *)archive, (Py_ssize_t)length, PyBUF_READ);
}

// environ() -> list of b"NAME=value", asked from the host now. libc's own copy is the one of the snapshot.
static PyObject *native_environ(PyObject *self, PyObject *unused) {
  (void)self; (void)unused;
  __wasi_size_t count = 0, bytes = 0;
  PyObject *list = PyList_New(0);
  if (!list || __wasi_environ_sizes_get(&count, &bytes) != 0 || count == 0) return list;

  uint8_t **entries = malloc(count * sizeof *entries);
  uint8_t *text = malloc(bytes);
  if (!entries || !text || __wasi_environ_get(entries, text) != 0) count = 0;
  for (__wasi_size_t i = 0; i < count && list; i++) {
    PyObject *entry = PyBytes_FromString((const char *)entries[i]);
    if (!entry || PyList_Append(list, entry) != 0) Py_CLEAR(list);
    Py_XDECREF(entry);
  }
  free(text);
  free(entries);
  return list;
}

static PyMethodDef methods[] = {
  {"stdlib", native_stdlib, METH_NOARGS, NULL},
  {"environ", native_environ, METH_NOARGS, NULL},
  {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "_wasmill", .m_size = -1, .m_methods = methods};

PyObject *wasmill_native_module(void) {
  PyObject *module = PyModule_Create(&definition);
  if (module && (PyModule_AddFunctions(module, wasmill_capabilities) != 0 || PyModule_AddFunctions(module, wasmill_derivation) != 0)) Py_CLEAR(module);
  return module;
}
