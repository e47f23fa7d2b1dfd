namespace Wasmill.Bench.Sinks;

/// <summary>The body of a request.</summary>
internal static class Body
{
    /// <summary>Reads a body to its end and discards it.</summary>
    public static async Task DrainAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
