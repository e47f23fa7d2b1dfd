using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;

namespace Wasmill.Functions.Wasi;

/// <summary>Implements a function of WASI preview 1.</summary>
internal delegate WasiError Preview1Body(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments);
