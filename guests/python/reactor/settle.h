// The last step before the snapshot.
#ifndef WASMILL_SETTLE_H
#define WASMILL_SETTLE_H

// Settles the interpreter. No Python code may be running.
//   (1) collect what is garbage, which also empties the lists of free objects;
//   (2) make every object that is left immortal and keep the collector away from it;
//   (3) forget the interpreter's stack: the first call gets a new one;
//   (4) let new memory come from the calls' heap.
// Returns 0, or -1 with a Python exception set.
int wasmill_settle(void);

#endif
