using System.Text.Json;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Serving;

/// <summary>The response of <c>/.well-known/spin/info</c>.</summary>
internal static class AppInfo
{
    /// <summary>Formats name and version as indented JSON.</summary>
    public static byte[] ToJson(AppModel app)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", app.Name);
            if (app.Version is { } version)
                writer.WriteString("version", version);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
