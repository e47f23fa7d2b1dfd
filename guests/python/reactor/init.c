// Build time: brings CPython up and imports the app. Both run once, before the snapshot.
#include "guest.h"
#include "settle.h"

#include <marshal.h>

extern void __wasm_call_ctors(void);

// wasi-libc has it in no header.
extern void __wasilibc_reset_preopens(void);

static const char importer_code[] = {
#embed "importer.bin"
};

PyObject *wasmill_dispatch = NULL;
static int initialised = 0;

static int report(PyStatus status) {
  fprintf(stderr, "wasmill: Python did not start: %s: %s\n", status.func ? status.func : "?", status.err_msg ? status.err_msg : "?");
  return -2;
}

// Runs the importer's code: it puts a finder for the embedded standard library on sys.meta_path. Python's own start-up needs it, to import encodings.
static int install_importer(void) {
  PyObject *code = PyMarshal_ReadObjectFromString(importer_code, sizeof importer_code);
  PyObject *module = code ? PyImport_AddModuleRef("_wasmill_importer") : NULL;
  PyObject *globals = module ? PyModule_GetDict(module) : NULL;
  PyObject *done = NULL;
  if (globals && PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins()) == 0)
    done = PyEval_EvalCode(code, globals, globals);
  Py_XDECREF(code);
  Py_XDECREF(module);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

static PyStatus configure(PyConfig *config, uint32_t hash_seed) {
  PyConfig_InitIsolatedConfig(config);
  config->site_import = 0;
  config->install_signal_handlers = 0;
  config->write_bytecode = 0;
  config->pathconfig_warnings = 0;
  config->use_hash_seed = 1;
  config->hash_seed = hash_seed;
  config->module_search_paths_set = 1;
  config->_init_main = 0;
  PyStatus status = PyConfig_SetString(config, &config->program_name, L"python");
  if (PyStatus_Exception(status)) return status;
  return PyConfig_SetString(config, &config->home, L"/");
}

// hash_seed fixes the order of sets and the hash of strings, so that one app always gives the same image.
// Returns 0; -1 when the image is initialised already; another negative number when Python did not start (the reason is on stderr).
EXPORT("wasmill_init") int32_t wasmill_init(uint32_t hash_seed) {
  if (initialised) return -1;
  initialised = 1;
  __wasm_call_ctors();

  PyPreConfig preconfig;
  PyPreConfig_InitIsolatedConfig(&preconfig);
  preconfig.utf8_mode = 1;
  preconfig.coerce_c_locale = 0;
  PyStatus status = Py_PreInitialize(&preconfig);
  if (PyStatus_Exception(status)) return report(status);
  if (PyImport_AppendInittab("_wasmill", wasmill_native_module) != 0) return -3;

  PyConfig config;
  status = configure(&config, hash_seed);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) return report(status);

  if (install_importer() != 0) {
    PyErr_Print();
    return -4;
  }
  status = _Py_InitializeMain();
  return PyStatus_Exception(status) ? report(status) : 0;
}

// Imports the app out of a ZIP archive that stays where it is for good, and settles the interpreter for the snapshot.
// Returns 0; 1 when the app failed to import, 2 when it has no handler, 3 when its warm-up failed. The reason is on stderr.
EXPORT("wasmill_load") int32_t wasmill_load(const char *archive, uint32_t length) {
  PyObject *boot = PyImport_ImportModule("_wasmill_boot");
  PyObject *view = PyMemoryView_FromMemory((char *)archive, (Py_ssize_t)length, PyBUF_READ);
  PyObject *answer = boot && view ? PyObject_CallMethod(boot, "load", "O", view) : NULL;
  if (answer) wasmill_dispatch = PyObject_GetAttrString(boot, "dispatch");
  Py_XDECREF(view);
  Py_XDECREF(boot);
  if (!answer || !wasmill_dispatch) {
    Py_XDECREF(answer);
    PyErr_Print();
    return 1;
  }
  // libc asks for the open folders once, at the first path that it is given. An app that looked for a file while it was imported must not find none for ever.
  __wasilibc_reset_preopens();
  long code = PyLong_AsLong(answer);
  Py_DECREF(answer);
  if (code == 0 && wasmill_settle() != 0) {
    PyErr_Print();
    return 1;
  }
  return (int32_t)code;
}
