// Keys out of passwords.
#ifndef WASMILL_DERIVATION_H
#define WASMILL_DERIVATION_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

// The functions of `_wasmill` behind hashlib:
//   pbkdf2_hmac(name, password, salt, iterations, length) -> bytes, or None for a hash that is none of MD5, SHA-1 and SHA-2;
//   scrypt(password, salt, n, r, p, length) -> bytes.
// Numbers are checked by the caller (amend/hashlib.py).
extern PyMethodDef wasmill_derivation[];

#endif
