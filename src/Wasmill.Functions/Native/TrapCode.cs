namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_trap_code_t</c>: the codes that a core module without the later proposals can cause.</summary>
internal enum TrapCode
{
    None = -1,
    StackOverflow = 0,
    MemoryOutOfBounds = 1,
    HeapMisaligned = 2,
    TableOutOfBounds = 3,
    IndirectCallToNull = 4,
    BadSignature = 5,
    IntegerOverflow = 6,
    IntegerDivisionByZero = 7,
    BadConversionToInteger = 8,
    Unreachable = 9,
    Interrupt = 10,
}
