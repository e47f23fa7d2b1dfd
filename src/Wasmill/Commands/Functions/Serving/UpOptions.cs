using System.CommandLine;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Settings;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Commands.Functions.Serving;

// Tested by: UpCommandTests
/// <summary>
/// The options of <c>spin up</c> that choose the app and how it is served.
/// Options that are omitted are read from the environment, under Spin's names.
/// </summary>
internal sealed class UpOptions
{
    private readonly AppReference _app;
    private readonly Option<string?> _profile = new("--profile")
    {
        HelpName = "NAME",
        Description = "use the components' overrides of this profile",
    };
    private readonly Option<string[]> _only = new("--component-id")
    {
        HelpName = "ID",
        Description = "serve this component only; may be repeated",
    };
    private readonly Option<string?> _listen = new("--listen")
    {
        HelpName = "ADDRESS",
        Description = $"address and port (default: SPIN_HTTP_LISTEN_ADDR, else {UpSettings.DefaultListen})",
    };
    private readonly Option<bool> _findFreePort = new("--find-free-port")
    {
        Description = "try the next nine ports if the port is in use",
    };
    private readonly Option<string?> _certificate = new("--tls-cert")
    {
        HelpName = "FILE",
        Description = "serve HTTPS with this certificate (PEM); a replaced file is used without a restart",
    };
    private readonly Option<string?> _key = new("--tls-key") { HelpName = "FILE", Description = "the certificate's private key (PEM)" };
    private readonly Option<string[]> _hosts = AllowHostOption.Option();
    private readonly Option<string[]> _environment = new("--env", "-e")
    {
        HelpName = "NAME=VALUE",
        Description = "an environment variable for all components; may be repeated",
    };
    private readonly Option<string[]> _variables = new("--variable")
    {
        HelpName = "KEY=VALUE",
        Description = "a value of the app's variable: KEY=VALUE, KEY=@FILE, @FILE.json or @FILE.toml; may be repeated",
    };
    private readonly Option<string?> _runtimeConfig = new("--runtime-config-file")
    {
        HelpName = "FILE",
        Description = "stores, providers of variables and folders (default: RUNTIME_CONFIG_FILE)",
    };
    private readonly Option<string?> _state = new("--state-dir")
    {
        HelpName = "FOLDER",
        Description = "the folder of the key-value store (default: .spin beside the manifest)",
    };
    private readonly Option<string?> _logs = new("--log-dir", "-L")
    {
        HelpName = "FOLDER",
        Description =
            "append the components' output to files in this folder; \"\" for none "
                + "(default: SPIN_LOG_DIR, else .spin/logs beside spin.toml)",
    };
    private readonly Option<string[]> _follow = new("--follow")
    {
        HelpName = "ID",
        Description = "show requests and output of this component; may be repeated (default: all)",
    };
    private readonly Option<bool> _quiet = new("--quiet", "-q", "--sh", "--shush")
    {
        Description = "do not show requests and the components' output",
    };
    private readonly Option<string?> _deadline = new("--deadline")
    {
        HelpName = "TIME",
        Description = "time limit of a request, such as 500ms or 10s (default: 10s)",
    };
    private readonly Option<string?> _memory = new("--max-instance-memory")
    {
        HelpName = "BYTES",
        Description = "memory limit of an instance, in bytes or with a unit, such as 64MiB "
            + "(default: SPIN_MAX_INSTANCE_MEMORY, else 128MiB)",
    };

    private readonly Option<bool> _offline = SharedOptions.OfflineOption();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasShortNames">Whether <c>-c</c> means a component, as in <c>spin up</c>;
    /// in <c>spin watch</c> it means something else.</param>
    public UpOptions(Command command, bool hasShortNames)
    {
        if (hasShortNames)
            _only.Aliases.Add("-c");
        _app = new AppReference(command);
        foreach (var option in (Option[])[
            _profile, _only, _listen, _findFreePort, _certificate, _key, _hosts, _environment, _variables, _runtimeConfig, _state,
            _logs, _follow, _quiet, _deadline, _memory, _offline,
        ])
            command.Add(option);
    }

    /// <summary>Finds the app, and applies the command line's additions and exclusions.</summary>
    /// <exception cref="UserErrorException">The app does not exist, or its manifest or a value is not valid.</exception>
    public AppModel Locate(ParseResult parsed)
    {
        try
        {
            return Find(parsed);
        }
        catch (ManifestException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    /// <summary>Finds the app as <see cref="Locate"/> does, for callers that keep running while its manifest is not valid.</summary>
    /// <exception cref="ManifestException">The app does not exist, or its manifest is not valid.</exception>
    public AppModel Find(ParseResult parsed)
    {
        var app = AppLocator.Locate(_app.Read(parsed), parsed.GetValue(_profile));
        if (parsed.GetValue(_only) is { Length: > 0 } only)
            app = app.Only(only);
        return app.WithEnvironment(ReadEnvironment(parsed.GetValue(_environment) ?? [])).WithLimits(ReadLimits(parsed));
    }

    /// <summary>Indicates whether modules may not be downloaded.</summary>
    public bool IsOffline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>Reads the settings for serving the app.</summary>
    /// <exception cref="UserErrorException">A value is not valid, or does not fit the app.</exception>
    public UpSettings Read(ParseResult parsed, AppModel app)
    {
        try
        {
            var runtime = Given(parsed, _runtimeConfig, "RUNTIME_CONFIG_FILE") is { } file
                ? RuntimeConfigReader.Read(file)
                : new RuntimeConfig();
            return new UpSettings
            {
                Listen = Numeric(Given(parsed, _listen, "SPIN_HTTP_LISTEN_ADDR") ?? UpSettings.DefaultListen),
                FindFreePort = parsed.GetValue(_findFreePort),
                Tls = ReadTls(parsed),
                AllowedHosts = AllowHostOption.Read(parsed, _hosts),
                LogFolder = Given(parsed, _logs, "SPIN_LOG_DIR") ?? runtime.LogFolder,
                Quiet = parsed.GetValue(_quiet),
                Follow = ReadFollow(parsed, app),
                App = ReadApp(parsed, app, runtime),
            };
        }
        catch (ManifestException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private static string? Given(ParseResult parsed, Option<string?> option, string variable)
        => parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(variable);

    // The only name that resolves alike everywhere; Spin uses its IPv4 address, too.
    private static string Numeric(string listen)
        => listen.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + listen["localhost".Length..] : listen;

    private AppSettings ReadApp(ParseResult parsed, AppModel app, RuntimeConfig runtime)
    {
        var settings = AppSettings.Default;
        return settings with
        {
            Limits = new LimitsModel { MemoryBytes = runtime.MemoryBytes }.WithDefaults(settings.Limits),
            Variables = new VariableSourcesConfig
            {
                Given = VariableArguments.Read(parsed.GetValue(_variables) ?? [], app),
                Providers = runtime.VariableProviders,
            },
            StateFolder = parsed.GetValue(_state) ?? runtime.StateFolder,
            KeyValueFiles = runtime.KeyValueFiles,
            SqliteFiles = runtime.SqliteFiles,
        };
    }

    private (string Certificate, string Key)? ReadTls(ParseResult parsed)
    {
        var (certificate, key) = (parsed.GetValue(_certificate), parsed.GetValue(_key));
        if (certificate is null != key is null)
            throw new UserErrorException("--tls-cert and --tls-key must be used together", ExitCodes.Usage);
        return certificate is null ? null : (certificate, key!);
    }

    private string[] ReadFollow(ParseResult parsed, AppModel app)
    {
        var follow = parsed.GetValue(_follow) ?? [];
        return follow.FirstOrDefault(id => app.Components.All(component => component.Id != id)) is { } unknown
            ? throw new UserErrorException($"\"{unknown}\" is not a component of the app; "
                + $"use {string.Join(", ", app.Components.Select(component => component.Id))}")
            : follow;
    }

    private static Dictionary<string, string> ReadEnvironment(IEnumerable<string> pairs)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new UserErrorException($"\"{pair}\" is not a valid --env; use NAME=VALUE", ExitCodes.Usage);
            variables[pair[..equals]] = pair[(equals + 1)..];
        }

        return variables;
    }

    private LimitsModel ReadLimits(ParseResult parsed)
    {
        var (deadline, memory) = (parsed.GetValue(_deadline), Given(parsed, _memory, "SPIN_MAX_INSTANCE_MEMORY"));
        return new LimitsModel
        {
            Deadline = deadline is null ? null : LimitText.Deadline(deadline)
                ?? throw new UserErrorException($"\"{deadline}\" is not a valid --deadline; use a time from 1ms to 1h, such as 10s",
                    ExitCodes.Usage),
            MemoryBytes = memory is null ? null : LimitText.Memory(memory)
                ?? throw new UserErrorException(
                    $"\"{memory}\" is not a valid --max-instance-memory; use a size from 64KiB to 4GiB, such as 64MiB", ExitCodes.Usage),
        };
    }
}
