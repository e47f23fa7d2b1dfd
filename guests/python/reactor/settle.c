// The last step before the snapshot: leaves the interpreter so that a call writes to few pages of the image.
#include "settle.h"

#include "guest.h"
#include "memory.h"

#include <string.h>

// Objects of pymalloc have 512 bytes at most, in steps of 8.
#define SMALLEST 8
#define LARGEST 512
#define SIZES (LARGEST / SMALLEST)

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

// Uses the holes between the image's objects up, so that the next object of each size comes from a new arena. All but one of the new blocks
// are given back: their pages are then free for any size.
static void fill_holes(void) {
  void *fresh[SIZES];
  for (size_t i = SIZES; i-- > 0;) {
    size_t size = (i + 1) * SMALLEST;
    for (;;) {
      fresh[i] = PyObject_Malloc(size);
      if (!fresh[i] || !wasmill_memory_in_image(fresh[i])) break;
      memset(fresh[i], 0, size);
    }
  }
  for (size_t i = 1; i < SIZES; i++) PyObject_Free(fresh[i]);
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
