using System.Globalization;
using System.Text.Json;
using Theirs = CloudNative.CloudEvents.CloudEvent;

namespace Wasmill.Events.Tests;

/// <summary>
/// Compares an event with the CloudEvents SDK's reading of the same message:
/// attributes as text, payloads by value, since the SDK rewrites JSON.
/// </summary>
internal static class SdkComparison
{
    public static void SameAsSdk(this CloudEvent ours, Theirs theirs)
    {
        Assert.Equal(
            (ours.Id, ours.Source, ours.Type, ours.Subject), (theirs.Id, theirs.Source!.OriginalString, theirs.Type, theirs.Subject));
        Assert.Equal(ours.SpecVersion, theirs.SpecVersion.VersionId);
        Assert.Equal(ours.DataSchema, theirs.DataSchema?.OriginalString);
        // The SDK gives seven digits of a fraction; the instants must agree as far.
        Assert.Equal(ours.Time is null ? null : DateTimeOffset.Parse(ours.Time, CultureInfo.InvariantCulture), theirs.Time);
        Assert.Equal(
            ours.Extensions.Select(extension => (extension.Name, extension.Value)).Order(),
            theirs.ExtensionAttributes.Select(attribute => (attribute.Name, attribute.Format(theirs[attribute]!))).Order());
        SamePayload(ours, theirs.Data);
    }

    private static void SamePayload(CloudEvent ours, object? theirs)
    {
        switch (theirs)
        {
            case null:
                Assert.True(!ours.HasData || ours.Data.Text() is "null" or "");
                break;
            case JsonElement element:
                Assert.True(JsonElement.DeepEquals(element, JsonDocument.Parse(ours.Data).RootElement));
                break;
            // Of a JSON string the SDK gives the text; ours keeps the JSON.
            case string text when ours.DataContentType == "application/json":
                Assert.Equal(JsonSerializer.Deserialize<string>(ours.Data.Span), text);
                break;
            case string text:
                Assert.Equal(ours.Data.Text(), text);
                break;
            case byte[] bytes:
                Assert.Equal(ours.Data.ToArray(), bytes);
                break;
            default:
                Assert.Fail($"the SDK found a payload of type {theirs.GetType()}");
                break;
        }
    }
}
