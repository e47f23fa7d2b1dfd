using System.CommandLine;
using System.Globalization;
using Wasmill.Broker.Policies;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events.Validation;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Commands.Flows.Options;

// Tested by: CreateTriggerCommandTests
/// <summary>The options for a trigger's delivery policy, as in <c>spec.delivery</c> and the annotations of a flow file.</summary>
internal sealed class DeliveryOptions
{
    private readonly Option<int?> _retry = new("--retry")
    {
        HelpName = "N",
        Description = "retries after the first attempt; 0 for none (default: retry for 24 h)",
    };
    private readonly ChoiceOption _backoff = new("--backoff", ["exponential", "linear", "constant"])
    {
        Description = "growth of the time between retries (default with --retry: exponential)",
    };
    private readonly Option<string?> _backoffDelay = new("--backoff-delay")
    {
        HelpName = "TIME",
        Description = "the time before the first retry, such as 500ms or 2s",
    };
    private readonly Option<string?> _backoffMax = new("--backoff-max")
    {
        HelpName = "TIME",
        Description = "the longest time between retries",
    };
    private readonly Option<string?> _timeout = new("--timeout")
    {
        HelpName = "TIME",
        Description = "the timeout of an attempt (default: 30s)",
    };
    private readonly Option<string?> _deadLetter = new("--dead-letter")
    {
        HelpName = "TARGET",
        Description = "the target for undeliverable events (default: the broker's dead letters)",
    };
    private readonly Option<int?> _concurrency = new("--concurrency")
    {
        HelpName = "N",
        Description = "concurrent attempts, 1 to 1000 (default: 32)",
    };
    private readonly Option<string?> _orderingKey = new("--ordering-key")
    {
        HelpName = "ATTRIBUTE",
        Description = "deliver events with the same value of this attribute in order, one at a time; usually partitionkey",
    };
    private readonly Option<double?> _rate = new("--rate") { HelpName = "N", Description = "maximum attempts per second" };

    /// <summary>Adds the options to a command.</summary>
    public DeliveryOptions(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[
            _retry, _backoff, _backoffDelay, _backoffMax, _timeout, _deadLetter, _concurrency, _orderingKey, _rate,
        ])
            command.Add(option);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UserErrorException">A value is not valid.</exception>
    public DeliveryConfig Read(ParseResult parsed)
    {
        if (parsed.GetValue(_retry) is null
            && (parsed.GetValue(_backoff) ?? parsed.GetValue(_backoffDelay) ?? parsed.GetValue(_backoffMax)) is not null)
            throw new UserErrorException(
                "--backoff, --backoff-delay and --backoff-max "
                    + "need a number of retries; add --retry N",
                ExitCodes.Usage);
        return new DeliveryConfig
        {
            Retry = Number(parsed, _retry, 0, int.MaxValue),
            Backoff = parsed.GetValue(_backoff) switch
            {
                "exponential" => BackoffPolicy.Exponential,
                "linear" => BackoffPolicy.Linear,
                "constant" => BackoffPolicy.Constant,
                _ => null,
            },
            BackoffDelay = Time(parsed, _backoffDelay, mayBeZero: true),
            BackoffMax = Time(parsed, _backoffMax, mayBeZero: false),
            Timeout = Time(parsed, _timeout, mayBeZero: false),
            DeadLetterTarget = parsed.GetValue(_deadLetter),
            Concurrency = Number(parsed, _concurrency, 1, DeliveryPolicy.MostConcurrency),
            OrderingKey = Attribute(parsed.GetValue(_orderingKey)),
            Rate = Rate(parsed.GetValue(_rate)),
        };
    }

    private static int? Number(ParseResult parsed, Option<int?> option, int least, int most)
        => parsed.GetValue(option) is not { } number ? null
            : number >= least && number <= most ? number
            : throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture, $"{number} is not a valid {option.Name}; use a whole number "
                    + $"{(most == int.MaxValue ? $"of {least} or more" : $"from {least} to {most}")}"),
                ExitCodes.Usage);

    private static TimeSpan? Time(ParseResult parsed, Option<string?> option, bool mayBeZero)
        => parsed.GetValue(option) is not { } text ? null
            : ShortDuration.TryParse(text, out var time) && (time > TimeSpan.Zero || mayBeZero) && time <= DeliveryPolicy.LongestTime ? time
            : throw new UserErrorException(
                $"\"{text}\" is not a valid {option.Name}; use a time such as 500ms, 30s, 2m or 1h", ExitCodes.Usage);

    private static string? Attribute(string? name)
        => name is null || AttributeRules.IsName(name) ? name
            : throw new UserErrorException(
                $"\"{name}\" is not a valid --ordering-key; use an attribute's name, which has lower-case letters a to z and digits only",
                ExitCodes.Usage);

    private static double? Rate(double? rate)
        => rate is null or >= DeliveryPolicy.LeastRate and <= DeliveryPolicy.MostRate ? rate
            : throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture, $"{rate} is not a valid --rate; use a number of events per second from "
                    + $"{DeliveryPolicy.LeastRate} to {DeliveryPolicy.MostRate}"),
                ExitCodes.Usage);
}
