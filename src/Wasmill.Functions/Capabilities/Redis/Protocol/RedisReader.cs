using System.Globalization;
using System.Text;

namespace Wasmill.Functions.Capabilities.Redis.Protocol;

// Tested by: RedisFunctionsTests, RedisPoolTests
/// <summary>Reads replies of version 2 of Redis's protocol.</summary>
/// <param name="stream">The connection.</param>
internal sealed class RedisReader(Stream stream)
{
    // What a reply costs beside its bytes: its object, and its record in a guest.
    private const int ReplyCost = 64;
    private const int MostNested = 32;
    private const int LineLimit = 64 << 10;

    private readonly byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;

    /// <summary>Reads a reply.</summary>
    /// <param name="limit">The largest accepted reply in bytes, where each part counts 64 bytes more than it has.</param>
    /// <param name="cancellationToken">Cancels the wait, after which nothing more can be read.</param>
    /// <exception cref="RedisException">The connection ended, the reply is too large, or this is not Redis.</exception>
    public async Task<RedisReply> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var room = new Room(limit);
        return await ReadAsync(room, depth: 0, cancellationToken);
    }

    private async Task<RedisReply> ReadAsync(Room room, int depth, CancellationToken cancellationToken)
    {
        room.Take(ReplyCost);
        var line = await ReadLineAsync(room, cancellationToken);
        if (line.Length == 0)
            throw Broken();
        var rest = line.AsMemory(1);
        switch ((char)line[0])
        {
            case '+':
                return new RedisReply(RedisReplyKind.Status) { Bytes = rest };
            case '-':
                return new RedisReply(RedisReplyKind.Error) { Bytes = rest };
            case ':':
                return new RedisReply(RedisReplyKind.Integer) { Integer = Number(rest) };
            case '$':
                return await ReadBinaryAsync(room, Number(rest), cancellationToken);
            case '*' when depth < MostNested:
                return await ReadListAsync(room, Number(rest), depth, cancellationToken);
            default:
                throw Broken();
        }
    }

    private async Task<RedisReply> ReadListAsync(Room room, long count, int depth, CancellationToken cancellationToken)
    {
        if (count < 0)
            return new RedisReply(RedisReplyKind.Nil);
        var items = new List<RedisReply>();
        for (var i = 0L; i < count; i++)
            items.Add(await ReadAsync(room, depth + 1, cancellationToken));
        return new RedisReply(RedisReplyKind.List) { Items = items };
    }

    private async Task<RedisReply> ReadBinaryAsync(Room room, long length, CancellationToken cancellationToken)
    {
        if (length < 0)
            return new RedisReply(RedisReplyKind.Nil);
        room.Take(length);
        var bytes = new byte[length];
        var buffered = (int)Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(bytes);
        _start += buffered;
        try
        {
            await stream.ReadExactlyAsync(bytes.AsMemory(buffered), cancellationToken);
        }
        catch (EndOfStreamException error)
        {
            throw Ended(error);
        }

        if ((await ReadLineAsync(room, cancellationToken)).Length != 0)
            throw Broken();
        return new RedisReply(RedisReplyKind.Binary) { Bytes = bytes };
    }

    // The line without its end.
    private async Task<byte[]> ReadLineAsync(Room room, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var taken = found < 0 ? _end - _start : found + 1;
            line.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            if (line.Count > LineLimit)
                throw Broken();
            if (found >= 0)
            {
                if (line is not [.., (byte)'\r', _])
                    throw Broken();
                line.RemoveRange(line.Count - 2, 2);
                room.Take(line.Count);
                return [.. line];
            }

            _start = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken);
            if (_end == 0)
                throw Ended(null);
        }
    }

    private static long Number(ReadOnlyMemory<byte> text)
        => long.TryParse(Encoding.UTF8.GetString(text.Span), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Broken();

    private static RedisException Broken() => new("the server does not answer as Redis does");

    private static RedisException Ended(Exception? error) => new("the server closed the connection", error);

    // The part of the limit that is left.
    private sealed class Room(int limit)
    {
        private long _left = limit;

        public void Take(long bytes)
        {
            _left -= bytes;
            if (_left < 0)
                throw new RedisException(FormattableString.Invariant($"the reply has more than {limit} bytes"));
        }
    }
}
