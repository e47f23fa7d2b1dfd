using System.CommandLine;
using System.Net;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Server.Processes;

namespace Wasmill.Commands.Flows.Options;

// Tested by: CreateBrokerCommandTests, RunCommandTests
/// <summary>The options for a broker's address, TLS and authentication, shared by <c>create broker</c> and <c>run</c>.</summary>
internal sealed class ListenOptions
{
    private readonly Option<string?> _certificate = new("--tls-cert")
    {
        HelpName = "FILE",
        Description = "serve HTTPS with this certificate (PEM); a replaced file is used without a restart",
    };
    private readonly Option<string?> _key = new("--tls-key") { HelpName = "FILE", Description = "the certificate's private key (PEM)" };
    private readonly Option<string?> _auth = new("--auth")
    {
        HelpName = "NAME",
        Description = "create a bearer token of this name, which producers must send; it is printed once",
    };
    private readonly Option<bool> _open = new("--insecure-open")
    {
        Description = "allow a non-loopback address without authentication",
    };
    private readonly Option<string[]> _hosts = AllowHostOption.Option();

    /// <summary>Adds the options to a command.</summary>
    public ListenOptions(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_auth);
        command.Add(_open);
        command.Add(_hosts);
    }

    /// <summary>Checks an address.</summary>
    /// <exception cref="UserErrorException">The text is not valid.</exception>
    public static string Check(string listen)
        => listen.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(listen, out _)
            ? listen
            : throw new UserErrorException($"\"{listen}\" is not a valid --listen; use an address and port such as 127.0.0.1:8080",
                ExitCodes.Usage);

    /// <summary>Writes the options into a broker's settings and its folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="settings">Its settings so far.</param>
    /// <returns>The settings, and the secret of a new token or null.</returns>
    /// <exception cref="UserErrorException">The options contradict each other, or would accept unauthenticated events.</exception>
    public (BrokerSettings Settings, string? Secret) Apply(ParseResult parsed, BrokerFolder folder, BrokerSettings settings)
    {
        var (certificate, key, auth) = (parsed.GetValue(_certificate), parsed.GetValue(_key), parsed.GetValue(_auth));
        if (certificate is null != key is null)
            throw new UserErrorException("--tls-cert and --tls-key must be used together", ExitCodes.Usage);
        foreach (var file in new[] { certificate, key }.OfType<string>().Where(file => !File.Exists(file)))
            throw new UserErrorException($"{file} does not exist");
        var isLocal = IPEndPoint.TryParse(settings.Listen, out var endpoint) && IPAddress.IsLoopback(endpoint.Address);
        var hasCredentials = auth is not null || folder.Credentials.Read().Count > 0;
        if (!isLocal && !hasCredentials && !parsed.GetValue(_open))
            throw new UserErrorException(
                $"{settings.Listen} is not a loopback address and needs authentication; add --auth NAME to create a token, "
                    + "or --insecure-open to allow unauthenticated events",
                ExitCodes.Usage);

        settings = settings with
        {
            TlsCertificate = certificate is null ? null : Path.GetFullPath(certificate),
            TlsKey = key is null ? null : Path.GetFullPath(key),
            InsecureOpen = parsed.GetValue(_open),
            AllowedHosts = AllowHostOption.Read(parsed, _hosts) is { Length: > 0 } hosts ? hosts : null,
            // The address of the admin API stays the same over restarts.
            AdminListen = isLocal && certificate is null
                ? null
                : (folder.Exists ? folder.ReadSettings().AdminListen : null) ?? $"127.0.0.1:{FreePort.Find()}",
        };
        folder.Prepare();
        var isNew = auth is not null && folder.Credentials.Read().All(credential => credential.Name != auth);
        return (settings, isNew ? folder.Credentials.Add(auth!, isBasic: false, settings.Created) : null);
    }
}
