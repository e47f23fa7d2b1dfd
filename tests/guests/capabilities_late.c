// The same guest with the import names of wit-bindgen 0.5 and later.
#define LATE_NAMES
#include "capabilities.c"
