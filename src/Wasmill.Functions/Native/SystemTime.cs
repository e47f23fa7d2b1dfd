using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>struct timespec</c> of 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SystemTime(long Seconds, long Nanoseconds);
