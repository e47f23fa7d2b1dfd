using System.Text;
using System.Text.Json;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Cron;

// Tested by: CronSourceKindTests
/// <summary>The settings that <c>CronSource</c> and <c>PingSource</c> have in common.</summary>
internal static class CronKeys
{
    /// <summary>The schedule.</summary>
    public const string Schedule = "schedule";

    /// <summary>The time zone.</summary>
    public const string TimeZone = "timezone";

    /// <summary>The payload as text.</summary>
    public const string Data = "data";

    /// <summary>The payload in base64.</summary>
    public const string DataBase64 = "dataBase64";

    /// <summary>The payload's media type.</summary>
    public const string ContentType = "contentType";

    private const string Json = "application/json";
    private const string Utc = "UTC";

    /// <summary>Reads the time zone, and reports errors in it.</summary>
    public static string ReadZone(SettingsReader settings)
    {
        var name = settings.Text(TimeZone) ?? Utc;
        if (!CronSchedule.TryFindZone(name, out _, out var problem))
            settings.Error(TimeZone, problem);
        return name;
    }

    /// <summary>Reads the schedule, and reports errors in it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="text">The schedule; null when it is missing, which has been reported.</param>
    public static string ReadSchedule(SettingsReader settings, string? text)
    {
        if (text is not null && !CronSchedule.TryParse(text, TimeZoneInfo.Utc, out _, out var problem))
            settings.Error(Schedule, problem);
        return text ?? "";
    }

    /// <summary>Reads the payload, and reports errors in it; returns null if none.</summary>
    public static ReadOnlyMemory<byte>? ReadData(SettingsReader settings)
    {
        var (text, base64) = (settings.Text(Data), settings.Text(DataBase64));
        var contentType = settings.Text(ContentType);
        AttributeSettings.Check(settings, ContentType, "datacontenttype", contentType);
        if (text is not null && base64 is not null)
            settings.Error(DataBase64, $"{Data} and {DataBase64} exclude each other; remove one of them");
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        if (base64 is not null)
        {
            bytes = new byte[base64.Length];
            if (Convert.TryFromBase64String(base64, bytes, out var length))
                bytes = bytes[..length];
            else
                settings.Error(DataBase64, $"{DataBase64} is not base64");
        }

        if (bytes is not null && contentType == Json && !IsJson(bytes))
            settings.Error(text is null ? DataBase64 : Data, $"the payload is not JSON, but {ContentType} is {Json}");
        return bytes is null ? (ReadOnlyMemory<byte>?)null : bytes;
    }

    /// <summary>Returns the default media type of a payload; null without a payload.</summary>
    public static string? GuessType(SettingsReader settings, ReadOnlyMemory<byte>? payload)
    {
        if (payload is not { } bytes)
            return null;
        if (settings.Has(DataBase64))
            return "application/octet-stream";
        return bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] && IsJson(bytes) ? Json : "text/plain";
    }

    private static bool IsJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
