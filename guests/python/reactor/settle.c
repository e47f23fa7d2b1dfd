// The last step before the snapshot: leaves the interpreter so that a call writes to few pages of the image.
#include "settle.h"

#include "guest.h"
#include "memory.h"

#include <string.h>

// Objects of pymalloc have 512 bytes at most, in steps of 8.
#define SMALLEST 8
#define LARGEST 512

static int immortalise(PyObject *object, void *unused);

// A code object is not tracked by the collector and does not tell what it refers to.
static void immortalise_code(PyCodeObject *code) {
  PyObject *parts[] = {code->co_consts, code->co_names, code->co_exceptiontable, code->co_localsplusnames, code->co_localspluskinds,
                       code->co_filename, code->co_name, code->co_qualname, code->co_linetable};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (parts[i]) immortalise(parts[i], NULL);
}

// Python does not count the references to an immortal object: reading it writes nothing.
static int immortalise(PyObject *object, void *unused) {
  (void)unused;
  if (_Py_IsImmortal(object)) return 0;
  object->ob_refcnt = _Py_IMMORTAL_REFCNT;
  if (PyUnicode_Check(object)) {
    if (PyUnicode_CHECK_INTERNED(object) == SSTATE_INTERNED_MORTAL) ((PyASCIIObject *)object)->state.interned = SSTATE_INTERNED_IMMORTAL;
  } else if (PyCode_Check(object)) {
    immortalise_code((PyCodeObject *)object);
  } else if (PyObject_IS_GC(object) && !PyObject_GC_IsTracked(object) && Py_TYPE(object)->tp_traverse) {
    // A tuple or a dict of plain values: the collector has let go of it.
    Py_TYPE(object)->tp_traverse(object, immortalise, NULL);
  }
  return 0;
}

static int immortalise_tracked(PyObject *object, void *unused) {
  (void)unused;
  immortalise(object, NULL);
  Py_TYPE(object)->tp_traverse(object, immortalise, NULL);
  return 1;
}

// Uses the holes between the image's objects up, so that the next object of each size comes from a new arena in the calls' heap.
static void fill_holes(void) {
  for (size_t size = LARGEST; size > 0; size -= SMALLEST) {
    void *block;
    while ((block = PyObject_Malloc(size)) && !wasmill_memory_of_calls(block)) memset(block, 0, size);
    // The first one stays and holds the arena; the places of the others are free for any size.
    if (size < LARGEST) PyObject_Free(block);
  }
}

int wasmill_settle(void) {
  // 1
  PyGC_Collect();

  // 2
  PyUnstable_GC_VisitObjects(immortalise_tracked, NULL);
  PyObject *gc = PyImport_ImportModule("gc");
  PyObject *done = gc ? PyObject_CallMethod(gc, "freeze", NULL) : NULL;
  Py_XDECREF(gc);
  Py_XDECREF(done);
  if (!done) return -1;

  // 3
  PyThreadState *state = PyThreadState_Get();
  state->datastack_chunk = NULL;
  state->datastack_top = NULL;
  state->datastack_limit = NULL;

  // 4
  wasmill_memory_settle();
  fill_holes();
  return 0;
}
