using Wasmill.Functions.Capabilities;

namespace Wasmill.Functions.Wasi.Http;

/// <summary>Reads the error that a guest sets instead of a response, in words.</summary>
internal delegate string HttpErrorReader(CanonicalCall call, ReadOnlySpan<long> arguments);
