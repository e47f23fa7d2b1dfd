using Wasmill.Events;

namespace Wasmill.Apps.Manifests.Rules;

/// <summary>The types of triggers that apps for Spin have, and what to do about those that are not run (docs/spin.md).</summary>
internal static class TriggerTypes
{
    /// <summary>The type that is run.</summary>
    public const string Http = "http";

    /// <summary>The type for messages of a Redis channel.</summary>
    public const string Redis = "redis";

    /// <summary>The type for times of a schedule.</summary>
    public const string Cron = "cron";

    /// <summary>The types whose settings are read: the rest of the app runs without them. Each with what it needs.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Redis] = "it needs a connection to Redis and a call of handle-redis-message, which this version does not have; "
            + "give the component an HTTP route, and let a broker's function target deliver the messages as events",
        [Cron] = "it needs a call of handle-cron-event, which this version does not have; give the component an HTTP route, "
            + "and let a broker's cron source (\"wasmill create source cron\") and function target deliver the times as events",
    };

    /// <summary>The types that are refused, each with what to do instead.</summary>
    public static IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["amqp"] = Forwarded("messages of the queue"),
        ["command"] = "use the executor wagi of an HTTP trigger for a program that reads standard input and ends",
        ["kafka"] = Forwarded("records of the topic"),
        ["kinesis"] = Forwarded("records of the stream"),
        ["mqtt"] = Forwarded("messages of the topic"),
        ["sqs"] = Forwarded("messages of the queue"),
        ["timer"] = "use a broker's cron source (\"wasmill create source cron\") and a function target",
    };

    /// <summary>Explains why a trigger of a type is refused, with an alternative.</summary>
    public static string ExplainRefused(string type)
    {
        if (Refused.TryGetValue(type, out var instead))
            return $"triggers of type {type} are not supported; {instead}";
        var guess = Spelling.Closest(type, [Http, .. Known.Keys, .. Refused.Keys]);
        return $"\"{type}\" is not a valid type of trigger; use http{(guess is null or Http ? "" : $" (did you mean {guess}?)")}";
    }

    private static string Forwarded(string what)
        => $"use http: let a program post the {what} to a broker, and a function target deliver them to the component's HTTP route";
}
