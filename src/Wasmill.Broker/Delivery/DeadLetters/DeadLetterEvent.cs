using System.Globalization;
using System.Text;
using Wasmill.Broker.Targets;
using Wasmill.Events;

namespace Wasmill.Broker.Delivery.DeadLetters;

/// <summary>
/// The event for a dead letter sink: the original event plus the reason of the failure in Knative's three extension attributes.
/// </summary>
internal static class DeadLetterEvent
{
    private const string Destination = "knativeerrordest";
    private const string Code = "knativeerrorcode";
    private const string Data = "knativeerrordata";

    // The code of Knative's dispatcher when there was no response; readers of the attribute expect a number.
    private const int NoAnswer = 500;

    /// <summary>Creates the event. Attributes of an earlier failure are replaced.</summary>
    public static CloudEvent Make(CloudEvent original, DeadLetterNote note)
    {
        var code = (note.Status ?? NoAnswer).ToString(CultureInfo.InvariantCulture);
        var data = Convert.ToBase64String(note.Status is not null && note.Body.Length > 0 ? note.Body : Explain(note.Detail));
        return original with
        {
            Extensions =
            [
                .. original.Extensions.Where(extension => extension.Name is not (Destination or Code or Data)),
                new ExtensionAttribute(Destination, note.Destination),
                new ExtensionAttribute(Code, code, ExtensionKind.Integer),
                new ExtensionAttribute(Data, data),
            ],
        };
    }

    // Cut at a character boundary, so that the decoded bytes are valid text.
    private static byte[] Explain(string detail)
    {
        var bytes = new byte[DeliveryResult.ShownBody];
        Encoding.UTF8.GetEncoder().Convert(detail, bytes, flush: true, out _, out var used, out _);
        return bytes[..used];
    }
}
