using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using FsCheck.Xunit;
using Wasmill.Events.Json;
using Theirs = CloudNative.CloudEvents.CloudEvent;

namespace Wasmill.Events.Tests.Json;

/// <summary>The 43 cases of the JSON format, and what the CloudEvents project's own library says to them.</summary>
public sealed class JsonFormatConformanceTests
{
    private static readonly JsonEventFormatter Oracle = new();

    public static TheoryData<string> ValidEvents => [.. JsonFormatCases.ValidEvents.Keys];

    public static TheoryData<string> InvalidEvents => [.. JsonFormatCases.InvalidEvents.Keys];

    public static TheoryData<string> ValidBatches => [.. JsonFormatCases.ValidBatches.Keys];

    public static TheoryData<string> InvalidBatches => [.. JsonFormatCases.InvalidBatches.Keys];

    [Fact]
    public void There_are_as_many_cases_as_in_the_official_suite()
        => Assert.Equal((10, 25, 5, 3), (ValidEvents.Count, InvalidEvents.Count, ValidBatches.Count, InvalidBatches.Count));

    [Theory]
    [MemberData(nameof(ValidEvents))]
    public void A_valid_event_is_read_as_the_SDK_reads_it_and_survives_being_written(string name)
    {
        var json = JsonFormatCases.ValidEvents[name];
        var ours = Samples.Parse(json);
        ours.SameAsSdk(Oracle.DecodeStructuredModeMessage(json.Bytes(), null, null));
        Samples.Parse(ours.ToJson()).SameAs(ours);
    }

    [Theory]
    [MemberData(nameof(InvalidEvents))]
    public void An_invalid_event_is_refused_with_a_line_that_names_the_attribute(string name)
    {
        var (json, mentioned) = JsonFormatCases.InvalidEvents[name];
        var error = JsonEventFormat.Parse(json.Bytes(), isReply: false, out var one);
        Assert.Equal((400, null), (error!.Status, one));
        Assert.Contains(mentioned, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        // The SDK takes whatever .NET's Uri takes, blanks among it.
        if (name != "a source that is no URI reference")
            Assert.ThrowsAny<Exception>(() => Oracle.DecodeStructuredModeMessage(json.Bytes(), null, null));
    }

    [Theory]
    [MemberData(nameof(ValidBatches))]
    public void A_valid_batch_gives_its_events_in_order(string name)
    {
        var (json, count) = JsonFormatCases.ValidBatches[name];
        Assert.Null(JsonEventFormat.ParseBatch(json.Bytes(), isReply: false, out var ours));
        var theirs = Oracle.DecodeBatchModeMessage(json.Bytes(), null, null);
        Assert.Equal((count, count), (ours.Count, theirs.Count));
        foreach (var (one, other) in ours.Zip(theirs))
            one.SameAsSdk(other);
    }

    [Theory]
    [MemberData(nameof(InvalidBatches))]
    public void An_invalid_batch_gives_no_event_at_all(string name)
    {
        var (json, mentioned) = JsonFormatCases.InvalidBatches[name];
        var error = JsonEventFormat.ParseBatch(json.Bytes(), isReply: false, out var events);
        Assert.Equal(400, error!.Status);
        Assert.Contains(mentioned, error.Message, StringComparison.Ordinal);
        Assert.Empty(events);
    }

    [Property(MaxTest = 300)]
    public void What_either_writes_the_other_reads_the_same(string text, byte[] data, int number, bool flag, DateTimeOffset time)
    {
        var value = "é" + new string([.. (text ?? "").Where(character => !char.IsControl(character)
            && !char.IsSurrogate(character)
            && character is not (>= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF'))]);
        var theirs = new Theirs
        {
            Id = value,
            Source = new Uri("urn:x"),
            Type = value,
            Subject = value,
            Time = time,
            DataContentType = "application/octet-stream",
            Data = data ?? [],
            ["text"] = value,
        };
        theirs.SetAttributeFromString("link", "/a/b");
        theirs[CloudEventAttribute.CreateExtension("number", CloudEventAttributeType.Integer)] = number;
        theirs[CloudEventAttribute.CreateExtension("flag", CloudEventAttributeType.Boolean)] = flag;
        var ours = Samples.Parse(System.Text.Encoding.UTF8.GetString(Oracle.EncodeStructuredModeMessage(theirs, out _).Span));
        Assert.Equal((number.ToString(System.Globalization.CultureInfo.InvariantCulture), ExtensionKind.Integer), Kind(ours, "number"));
        Assert.Equal((flag ? "true" : "false", ExtensionKind.Boolean), Kind(ours, "flag"));
        ours.SameAsSdk(theirs);
        ours.SameAsSdk(Oracle.DecodeStructuredModeMessage(ours.ToJson().Bytes(), null, null));
    }

    private static (string Value, ExtensionKind Kind) Kind(CloudEvent one, string name)
    {
        var extension = one.Extensions.Single(extension => extension.Name == name);
        return (extension.Value, extension.Kind);
    }
}
