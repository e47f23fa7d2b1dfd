using System.Net;
using System.Net.Sockets;
using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>Whether the address of a broker, or the default one of a command, can be listened on.</summary>
/// <param name="owner">Who listens there, such as <c>broker "wasm"</c>.</param>
/// <param name="address">Finds address and port.</param>
/// <param name="mustBeFree">Indicates whether the owner has no other address.</param>
/// <param name="isServing">Indicates whether the owner listens there now.</param>
internal sealed class PortCheck(string owner, Func<string> address, bool mustBeFree, Func<bool> isServing) : IMachineCheck
{
    /// <inheritdoc />
    public string Name => "port";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (place, serves) = (address(), isServing());
            return Task.FromResult(Judge(owner, place, mustBeFree, serves, serves ? null : Try(place)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(CheckResult.Problem(IoReason.Sentence(error), "mend or restore the file, or delete the broker"));
        }
    }

    /// <summary>Judges an address.</summary>
    /// <param name="owner">Who listens there.</param>
    /// <param name="address">Address and port.</param>
    /// <param name="mustBeFree">Indicates whether the owner has no other address.</param>
    /// <param name="serves">Indicates whether the owner listens there now.</param>
    /// <param name="error">Why nobody can listen there; null if somebody can.</param>
    internal static CheckResult Judge(string owner, string address, bool mustBeFree, bool serves, SocketError? error)
    {
        if (serves)
            return CheckResult.Ok($"{address} is served by {owner}");
        if (error is null)
            return CheckResult.Ok($"{address} is free for {owner}");
        var reason = error switch
        {
            SocketError.AddressAlreadyInUse => "in use by another process",
            SocketError.AccessDenied => "not permitted to this user",
            SocketError.AddressNotAvailable => "no address of this machine",
            _ => $"not usable ({error})",
        };
        return mustBeFree
            ? CheckResult.Problem($"{address} of {owner} is {reason}", "stop that process; a broker keeps its address when it restarts")
            : CheckResult.Warning($"{address}, the default of {owner}, is {reason}", "give it another address with --listen");
    }

    private static SocketError? Try(string address)
    {
        if (!IPEndPoint.TryParse(address, out var endpoint))
            return SocketError.AddressNotAvailable;
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
            return null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
    }
}
