namespace Wasmill.Bench.Load;

/// <summary>The data of the events that are sent.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Text">The data; ASCII.</param>
internal sealed record Payload(string ContentType, string Text)
{
    private const int Bytes = 256;

    /// <summary>256 bytes of plain text.</summary>
    public static Payload Plain { get; } = new("text/plain", new string('x', Bytes));

    /// <summary>A JSON object of 256 bytes, as a function reads it.</summary>
    public static Payload Json { get; } = new(
        "application/json", """{"name":"wasm","counts":[1,2,3],"text":""}""".Insert(40, new string('x', Bytes - 42)));
}
