using Wasmill.Client;
using Wasmill.Client.Home;

namespace Wasmill.Server.Processes;

/// <summary>Selects the log format of a broker's process.</summary>
internal static class LogFormats
{
    /// <summary>
    /// Selects the format in the environment variable <c>WASMILL_LOG_FORMAT</c>, else that of the settings, else text.
    /// </summary>
    /// <param name="settings">The broker's settings.</param>
    /// <param name="isJournal">Whether systemd's journal reads standard error: it adds the time itself, and reads the severity.</param>
    /// <exception cref="ServerException">The name is not a valid format.</exception>
    public static ILogFormat Choose(BrokerSettings settings, bool isJournal)
    {
        var variable = Environment.GetEnvironmentVariable(LogFormatNames.Variable);
        var (name, place) = string.IsNullOrEmpty(variable)
            ? (settings.LogFormat ?? LogFormatNames.Text, "logFormat in broker.json")
            : (variable, LogFormatNames.Variable);
        ILogFormat format = name switch
        {
            LogFormatNames.Text => new TextLogFormat(),
            LogFormatNames.Json => new JsonLogFormat { EchoesTime = !isJournal },
            _ => throw new ServerException(
                $"\"{name}\" is not a valid log format ({place}); use {LogFormatNames.Text} or {LogFormatNames.Json}"),
        };
        return isJournal ? new JournalLogFormat(format) : format;
    }
}
