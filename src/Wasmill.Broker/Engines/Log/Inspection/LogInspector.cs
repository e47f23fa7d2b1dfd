using Wasmill.Broker.Engines.Log.Disk;
using Wasmill.Broker.Engines.Log.Format;
using Wasmill.Broker.Engines.Log.Segments;

namespace Wasmill.Broker.Engines.Log.Inspection;

/// <summary>Reads a log's files without changing them, whether a broker has them open or not.</summary>
public static class LogInspector
{
    private const string EventsPrefix = "events-";

    /// <summary>Looks at every byte of every segment, and at the checkpoints.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <exception cref="IOException">It cannot be read, or another version wrote it.</exception>
    public static LogSummary Inspect(string folder)
    {
        var segments = new List<SegmentSummary>();
        var damages = new List<Damage>();
        foreach (var path in Files(folder, "*.seg"))
            segments.Add(Inspect(path, damages));
        var disk = new ReadOnlyFolder(folder);
        var checkpoint = CheckpointFile.TryRead(disk, CheckpointFile.Name);
        var hasDamagedCheckpoint = checkpoint is null && disk.List().Contains(CheckpointFile.Name);
        checkpoint ??= CheckpointFile.TryRead(disk, CheckpointFile.OlderName);
        var triggers = checkpoint?.Triggers.Select(trigger => new TriggerSummary(trigger.Name, trigger.Cursor, trigger.Open.Count)).ToList() ?? [];
        return new LogSummary(segments, damages, hasDamagedCheckpoint, checkpoint?.NextPosition - 1, triggers);
    }

    /// <summary>The events of a log, in order; damaged ones are left out.</summary>
    public static IEnumerable<StoredEvent> Events(string folder)
    {
        foreach (var path in Files(folder, EventsPrefix + "*.seg"))
        {
            using var file = FolderFile.OpenToRead(path);
            if (Open(file, path) is not { } reader)
                continue;
            while (reader.TryRead(out _))
            {
                foreach (var stored in RecordContent.Events(reader.Header, reader.Body))
                    yield return stored;
            }
        }
    }

    private static SegmentSummary Inspect(string path, List<Damage> damages)
    {
        var name = Path.GetFileName(path);
        using var file = FolderFile.OpenToRead(path);
        var (records, events) = (0L, 0L);
        var first = 0L;
        if (Open(file, path) is { } reader)
        {
            first = reader.NextPosition;
            Damage? damage;
            while (reader.TryRead(out damage))
            {
                records++;
                events += reader.Header.Events;
                if (damage is not null)
                    damages.Add(damage);
            }

            if (damage is not null)
                damages.Add(damage);
        }
        else
        {
            damages.Add(new Damage(name, 0, SegmentHeader.Size, 0, null, 0, null));
        }

        return new SegmentSummary(name, file.Length, records, events, first);
    }

    private static RecordReader? Open(FolderFile file, string path)
    {
        var bytes = new byte[SegmentHeader.Size];
        var read = file.Read(bytes, 0);
        return SegmentHeader.TryRead(bytes.AsSpan(0, read)) is { } header
            ? new RecordReader(file, Path.GetFileName(path), SegmentHeader.Size, file.Length, header.FirstSequence, header.FirstPosition)
            : null;
    }

    private static IOrderedEnumerable<string> Files(string folder, string pattern) => Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal);
}
