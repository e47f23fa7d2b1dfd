using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Inspection;

// Tested by: MissingSegmentTests, GoldenLogTests
/// <summary>Reads a log's files without changing them, even while a broker has them open.</summary>
public static class LogInspector
{
    // A running broker may delete a segment during the inspection. Each deletion takes a checkpoint, and those are rare.
    private const int Attempts = 5;

    /// <summary>Verifies every byte of every segment, and the checkpoints.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <exception cref="IOException">The log cannot be read, or has another version.</exception>
    public static LogSummary Inspect(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            var inspection = new LogInspection(folder);
            try
            {
                var summary = inspection.Run();
                if (!summary.IsDamaged || attempt == Attempts || !inspection.HasChanged)
                    return summary;
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // The segment was deleted after it was listed.
            }
        }
    }

    /// <summary>Reads the events of a log, in order; damaged ones are skipped.</summary>
    public static IEnumerable<StoredEvent> Events(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, $"{LogCore.Prefix}*{SegmentLog.Suffix}").Order(StringComparer.Ordinal))
        {
            using var file = FolderFile.OpenToRead(path);
            var bytes = new byte[SegmentHeader.Size];
            if (SegmentHeader.TryRead(bytes.AsSpan(0, file.Read(bytes, 0))) is not { } header)
                continue;
            var reader = new RecordReader(
                file, Path.GetFileName(path), SegmentHeader.Size, file.Length, header.FirstSequence, header.FirstPosition);
            while (reader.TryRead(out _))
            {
                foreach (var stored in RecordContent.Events(reader.Header, reader.Body))
                    yield return stored;
            }
        }
    }
}
