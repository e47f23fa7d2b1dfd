using System.Globalization;
using System.Text;
using Wasmill.Storage;

namespace Wasmill.Broker.Crashes;

// Tested by: CrashGuardTests
/// <summary>
/// The file of events that were in flight in functions when the process crashed: the generation of the counted notes, then one
/// line per event with key, position and count.
/// </summary>
internal sealed class SuspectFile(string path)
{
    /// <summary>
    /// Reads the file; empty if it is missing or incomplete: then one more crash is needed, and no event is dead-lettered by mistake.
    /// </summary>
    public (long Generation, Dictionary<CallKey, int> Suspects) Read()
    {
        if (!File.Exists(path))
            return (0, []);
        var suspects = new Dictionary<CallKey, int>();
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || !long.TryParse(lines[0], CultureInfo.InvariantCulture, out var generation))
            return (0, []);
        foreach (var line in lines.Skip(1))
        {
            var words = line.Split(' ');
            if (words.Length == 3
                && long.TryParse(words[0], CultureInfo.InvariantCulture, out var trigger)
                && long.TryParse(words[1], CultureInfo.InvariantCulture, out var position)
                && int.TryParse(words[2], CultureInfo.InvariantCulture, out var count))
                suspects[new CallKey(trigger, position)] = count;
        }

        return (generation, suspects);
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">The operating system reported an error.</exception>
    public void Write(long generation, IReadOnlyDictionary<CallKey, int> suspects)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{generation}\n");
        foreach (var (key, count) in suspects)
            text.Append(CultureInfo.InvariantCulture, $"{key.Trigger} {key.Position} {count}\n");
        AtomicFile.Write(path, text.ToString());
    }
}
