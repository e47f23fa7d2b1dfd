namespace Wasmill.CommandLine.Documentation;

// Tested by: ReferenceTests, ManualTests
/// <summary>What the documentation says of all commands together.</summary>
internal static class Surroundings
{
    /// <summary>The title, and the first words of the manual.</summary>
    public const string Summary = "event mill: CloudEvents in, sandboxed WebAssembly functions, CloudEvents out";

    /// <summary>The environment variables.</summary>
    public static IReadOnlyList<PageEntry> Environment { get; } =
    [
        new("WASMILL_HOME", "folder with all brokers (default: ~/.wasmill)"),
        new("WASMILL_CACHE", "folder for compiled functions and downloaded modules, which may be deleted at any time "
            + "(default: $XDG_CACHE_HOME/wasmill or ~/.cache/wasmill)"),
        new("WASMILL_LOG_FORMAT", "format of a broker's log, text or json; takes precedence over --log-format"),
        new("NO_COLOR", "no colors, if it is set and not empty"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "endpoint that gets a broker's metrics over OTLP; see docs/observability.md"),
        new("SPIN_HTTP_LISTEN_ADDR", "default of --listen for up and dev"),
        new("SPIN_LOG_DIR", "default of --log-dir for up and dev"),
        new("SPIN_ALWAYS_BUILD", "true to build before every up"),
        new("SPIN_MAX_INSTANCE_MEMORY", "default of --max-instance-memory for up and dev"),
        new("RUNTIME_CONFIG_FILE", "default of --runtime-config-file for up and dev"),
    ];

    /// <summary>The exit codes.</summary>
    public static IReadOnlyList<PageEntry> ExitCodes { get; } =
    [
        new("0", "the command succeeded"),
        new("1", "the command failed; the reason is written to stderr"),
        new("2", "the command line is wrong: an unknown command, option or value"),
        new("70", "a bug in Wasmill"),
        new("74", "the disk of a broker failed"),
        new("130", "ended by Ctrl-C"),
    ];

    /// <summary>The files.</summary>
    public static IReadOnlyList<PageEntry> Files { get; } =
    [
        new("~/.wasmill/BROKER/flow.yaml", "the flow of a broker: its triggers, sources and targets"),
        new("~/.wasmill/BROKER/log/", "the stored events of a broker"),
        new("~/.wasmill/BROKER/logs/", "what the process of a broker and its functions write"),
        new("spin.toml", "the manifest of an app"),
    ];
}
