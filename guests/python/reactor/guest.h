// What the parts of the reactor say to each other.
#ifndef WASMILL_GUEST_H
#define WASMILL_GUEST_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#include "abi.h"

#define EXPORT(name) __attribute__((export_name(name), used))

// The module `_wasmill`: what the boot code needs of the host and of the image.
PyObject *wasmill_native_module(void);

// The functions of `_wasmill` that ask the host for a capability.
extern PyMethodDef wasmill_capabilities[];

// The Python function that answers a request, set once by wasmill_load: dispatch(method, uri, headers, body) -> (status, headers, body).
extern PyObject *wasmill_dispatch;

// A string of the host's; what is no UTF-8 becomes surrogates.
PyObject *wasmill_text(slice bytes);

// A list of (name, value) pairs of text.
PyObject *wasmill_read_headers(const header *headers, uint32_t count);

#endif
