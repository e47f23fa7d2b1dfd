using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;

namespace Wasmill.Functions.Wasi;

/// <summary>What a function of WASI preview 1 does.</summary>
internal delegate WasiError Preview1Body(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments);
