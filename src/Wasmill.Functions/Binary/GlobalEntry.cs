namespace Wasmill.Functions.Binary;

/// <summary>One global that a module defines.</summary>
/// <param name="Type">The value type's byte: 0x7F is i32, 0x7E is i64.</param>
/// <param name="Mutable">Indicates whether code may change the value.</param>
/// <param name="Whole">The entry's bytes, for copying.</param>
internal readonly record struct GlobalEntry(byte Type, bool Mutable, ReadOnlyMemory<byte> Whole);
