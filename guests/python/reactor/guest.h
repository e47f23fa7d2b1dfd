// What the parts of the reactor say to each other.
#ifndef WASMILL_GUEST_H
#define WASMILL_GUEST_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name), used))

// The module `_wasmill`: the host's environment and the standard library's bytes, for the boot code.
PyObject *wasmill_native_module(void);

// The Python function that answers a request, set once by wasmill_load: dispatch(method, uri, headers, body) -> (status, headers, body).
extern PyObject *wasmill_dispatch;

#endif
