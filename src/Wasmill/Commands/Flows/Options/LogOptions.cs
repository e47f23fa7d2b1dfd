using System.CommandLine;
using Wasmill.Client.Home;
using Wasmill.CommandLine;

namespace Wasmill.Commands.Flows.Options;

/// <summary>The option that chooses the format of a broker's log, shared by <c>create broker</c>, <c>start</c> and <c>run</c>.</summary>
internal sealed class LogOptions
{
    private readonly ChoiceOption _format = new("--log-format", [LogFormatNames.Text, LogFormatNames.Json])
    {
        Description = "format of the broker's log: text, or json with one object per line; kept over restarts; "
            + $"{LogFormatNames.Variable} takes precedence",
    };

    /// <summary>Adds the option to a command.</summary>
    public LogOptions(Command command) => command.Add(_format);

    /// <summary>Indicates whether the option was given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_format) is not null;

    /// <summary>Writes the format into a broker's settings; without the option the format is unchanged.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The broker's folder, which need not exist.</param>
    /// <param name="settings">Its settings so far.</param>
    public BrokerSettings Apply(ParseResult parsed, BrokerFolder folder, BrokerSettings settings)
        => settings with { LogFormat = parsed.GetValue(_format) ?? (folder.Exists ? folder.ReadSettings().LogFormat : null) };
}
