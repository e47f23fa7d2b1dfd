using System.Buffers.Binary;
using Wasmill.Broker.Log.Disk;

namespace Wasmill.Broker.Log.Format;

// Tested by: FreshLogTests, MissingSegmentTests, GoldenLogTests
/// <summary>
/// The state of a log at one of its records (docs/formats/log.md): a start reads the log from there on. The previous file is kept as
/// well: if the newer one is damaged, a start uses the older one.
/// </summary>
/// <param name="LogId">ID of the log.</param>
/// <param name="NextSequence">First record that the checkpoint does not cover.</param>
/// <param name="NextPosition">Position of the next event at that time.</param>
/// <param name="NextTrigger">Number of the next new trigger.</param>
/// <param name="IsClean">True if written at a stop, after everything else was flushed.</param>
/// <param name="Triggers">Progress of each trigger.</param>
internal sealed record CheckpointFile(
    Guid LogId, long NextSequence, long NextPosition, int NextTrigger, bool IsClean, IReadOnlyList<TriggerEntry> Triggers)
{
    /// <summary>File name of the newest checkpoint.</summary>
    public const string Name = "checkpoint";

    /// <summary>File name of the previous checkpoint.</summary>
    public const string OlderName = "checkpoint.old";

    /// <summary>The version of the format that this program writes and reads.</summary>
    public const byte Version = 1;

    // Magic 6, version 1, clean 1, log 16, sequence 8, position 8, next trigger 1, no triggers 1, checksum 4.
    private const int SmallestLength = 46;

    private const string Temporary = "checkpoint.tmp";

    /// <summary>The segments that must exist; null if an earlier version wrote the file.</summary>
    public SegmentManifest? Segments { get; init; }

    /// <summary>The dead letter segments that must exist; null if an earlier version wrote the file.</summary>
    public SegmentManifest? DeadLetters { get; init; }

    /// <summary>Lost positions that were counted.</summary>
    public IReadOnlyList<(long First, long Last)> Gone { get; init; } = [];

    /// <summary>Number of lost events by trigger number.</summary>
    public IReadOnlyDictionary<int, long> Lost { get; init; } = new Dictionary<int, long>();

    private static ReadOnlySpan<byte> Magic => "WMCKP\n"u8;

    /// <summary>
    /// Start position of triggers whose progress was lost to damage; null if none was lost.
    /// </summary>
    public long? DamagedFrom { get; init; }

    /// <summary>The same, as the one to go by though a newer one was written: segments may have been given back since.</summary>
    public CheckpointFile AsOlder() => this with
    {
        Segments = Segments is null ? null : Segments with { IsOlder = true },
        DeadLetters = DeadLetters is null ? null : DeadLetters with { IsOlder = true },
    };

    /// <summary>
    /// Replaces the newest checkpoint: (1) writes and flushes a new file; (2) renames the newest to the older; (3) renames the new one to
    /// the newest. At every moment one of them is intact.
    /// </summary>
    public void Write(ILogDisk disk)
    {
        var writer = new ByteWriter(4096);
        foreach (var one in Magic)
            writer.Byte(one);
        writer.Byte(Version);
        writer.Byte(IsClean ? (byte)1 : (byte)0);
        writer.Skip(16);
        LogId.TryWriteBytes(writer.Written[^16..]);
        writer.Int64(NextSequence);
        writer.Int64(NextPosition);
        writer.Number(NextTrigger);
        writer.Number(Triggers.Count);
        foreach (var trigger in Triggers)
            trigger.Write(writer);
        WriteSections(writer);
        var checksum = Checksum.Compute(writer.Written);
        writer.Skip(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(writer.Written[^sizeof(uint)..], checksum);

        // 1
        var names = disk.List();
        if (names.Contains(Temporary))
            disk.Delete(Temporary);
        using (var file = disk.Create(Temporary))
        {
            file.Write(writer.Written, 0);
            file.Flush();
        }

        // 2
        if (names.Contains(Name))
            disk.Rename(Name, OlderName);

        // 3
        disk.Rename(Temporary, Name);
        disk.FlushNames();
    }

    /// <summary>Reads one of the files; null if it is missing or damaged.</summary>
    /// <exception cref="LogFormatException">Another version wrote it.</exception>
    public static CheckpointFile? TryRead(ILogDisk disk, string name)
    {
        if (!disk.List().Contains(name))
            return null;
        using var file = disk.Open(name);
        var bytes = new byte[file.Length];
        var read = file.Read(bytes, 0);
        if (read < bytes.Length || bytes.Length < SmallestLength || !bytes.AsSpan().StartsWith(Magic))
            return null;
        var content = bytes.AsSpan(..^sizeof(uint));
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(content.Length)) != Checksum.Compute(content))
            return null;
        if (bytes[6] != Version)
            throw new LogFormatException(
                $"{name} has format version {bytes[6]}; this program knows version {Version}: use the version of wasmill that wrote it");

        var reader = new ByteReader(content[24..]);
        var (sequence, position, nextTrigger) = (reader.Int64(), reader.Int64(), reader.Int());
        var triggers = new List<TriggerEntry>();
        for (var count = reader.Int(); count > 0; count--)
        {
            if (reader.Byte() != (byte)EntryKind.Trigger)
                throw new LogFormatException($"{name}: not a trigger");
            triggers.Add(TriggerEntry.Read(ref reader));
        }

        return ReadSections(
            ref reader, new CheckpointFile(new Guid(content.Slice(8, 16)), sequence, position, nextTrigger, bytes[7] == 1, triggers));
    }

    // Each is a kind, a length and bytes, so that a version that does not know a kind skips it. The first version had none.
    private void WriteSections(ByteWriter writer)
    {
        var section = new ByteWriter(1024);
        if (Segments is not null)
        {
            Segments.Write(section);
            End(CheckpointSection.Segments);
        }

        if (DeadLetters is not null)
        {
            DeadLetters.Write(section);
            End(CheckpointSection.DeadLetters);
        }

        section.Number(Gone.Count);
        foreach (var (first, last) in Gone)
        {
            section.Number(first);
            section.Number(last);
        }

        End(CheckpointSection.Gone);
        section.Number(Lost.Count);
        foreach (var (trigger, count) in Lost)
        {
            section.Number(trigger);
            section.Number(count);
        }

        End(CheckpointSection.Lost);
        if (DamagedFrom is { } from)
        {
            section.Number(from);
            End(CheckpointSection.DamagedFrom);
        }

        void End(CheckpointSection kind)
        {
            writer.Byte((byte)kind);
            writer.Bytes(section.Written);
            section.Reset();
        }
    }

    private static CheckpointFile ReadSections(ref ByteReader reader, CheckpointFile checkpoint)
    {
        while (!reader.AtEnd)
        {
            var kind = (CheckpointSection)reader.Byte();
            var section = new ByteReader(reader.Bytes());
            checkpoint = kind switch
            {
                CheckpointSection.Segments => checkpoint with
                {
                    Segments = SegmentManifest.Read(ref section) with { HasMore = !checkpoint.IsClean },
                },
                CheckpointSection.DeadLetters => checkpoint with
                {
                    DeadLetters = SegmentManifest.Read(ref section) with { HasMore = !checkpoint.IsClean },
                },
                CheckpointSection.Gone => checkpoint with { Gone = ReadPairs(ref section) },
                CheckpointSection.Lost => checkpoint with
                {
                    Lost = ReadPairs(ref section).ToDictionary(pair => (int)pair.First, pair => pair.Second),
                },
                CheckpointSection.DamagedFrom => checkpoint with { DamagedFrom = section.Number() },
                _ => checkpoint,
            };
        }

        return checkpoint;
    }

    private static List<(long First, long Second)> ReadPairs(ref ByteReader reader)
    {
        var pairs = new List<(long, long)>();
        for (var count = reader.Int(); count > 0; count--)
            pairs.Add((reader.Number(), reader.Number()));
        return pairs;
    }
}
