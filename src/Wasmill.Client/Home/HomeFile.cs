using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Wasmill.Client.Home;

// Tested by: BrokerFolderTests, CredentialFileTests
/// <summary>Reads JSON files of a home, which somebody may have edited by hand.</summary>
internal static class HomeFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file cannot be read, or is not valid; the message says where.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type)
                ?? throw new IOException($"{path} is damaged: it has no content");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line
                ? FormattableString.Invariant($" in line {line + 1}, byte {error.BytePositionInLine + 1}")
                : "";
            throw new IOException($"{path} is damaged: it is not valid JSON of this version{place}", error);
        }
    }
}
