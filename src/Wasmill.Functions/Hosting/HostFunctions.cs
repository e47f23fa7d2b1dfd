using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Capabilities.Redis;
using Wasmill.Functions.Capabilities.Sqlite;
using Wasmill.Functions.Capabilities.Variables.Interfaces;
using Wasmill.Functions.Wasi;
using Wasmill.Functions.Wasi.Cli;
using Wasmill.Functions.Wasi.Http;
using Wasmill.Functions.Wasi.Http.Candidate;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Hosting;

/// <summary>All functions that the host offers to guests.</summary>
internal static class HostFunctions
{
    /// <summary>The functions of all interfaces in one list.</summary>
    public static IReadOnlyList<HostFunction> All { get; } =
    [
        .. Preview1.Functions,
        .. ConfigFunctions.Functions,
        .. KeyValueFunctions.Functions,
        .. OutboundHttpFunctions.Functions,
        .. VariableFunctions.Functions,
        .. StoreFunctions.Functions,
        .. SqliteFunctions.Functions,
        .. RedisFunctions.Functions,
        .. HttpFunctions.Functions,
        .. CandidateFunctions.Functions,
        .. StreamFunctions.Functions,
        .. PollFunctions.Functions,
        .. ClockFunctions.Functions,
        .. RandomFunctions.Functions,
        .. CommandFunctions.Functions,
    ];
}
