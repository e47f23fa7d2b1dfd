using System.Collections.Frozen;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Http.Resources;

// Tested by: FieldsTests
/// <summary>The resource <c>fields</c>: header lines in order. Names are kept in lower case.</summary>
internal sealed class Fields : IResource
{
    /// <summary>
    /// The maximum of all names and values in bytes, where each line counts <see cref="FieldEntry.Overhead"/> bytes more.
    /// </summary>
    public const int BytesLimit = 128 << 10;

    // The headers of a connection, and those that its owner makes of the URL.
    private static readonly FrozenSet<string> ForbiddenNames = FrozenSet.ToFrozenSet(
    [
        "connection", "host", "http2-settings", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
        "transfer-encoding", "upgrade",
    ]);

    private readonly List<FieldEntry> _entries = [];
    private int _bytes;
    private bool _isImmutable;

    /// <inheritdoc />
    public static string TypeName => "fields";

    /// <summary>The lines.</summary>
    public IReadOnlyList<FieldEntry> Entries => _entries;

    /// <summary>Indicates whether the lines have more bytes than <see cref="BytesLimit"/>.</summary>
    public bool IsTooLarge => _bytes > BytesLimit;

    /// <summary>The number of bytes that the lines count.</summary>
    public int Bytes => _bytes;

    /// <summary>Makes the fields of a message that came from outside, without the headers of its connection.</summary>
    public static Fields OfMessage(IReadOnlyList<HeaderField> headers)
    {
        var fields = new Fields { _isImmutable = true };
        foreach (var header in headers)
        {
            if (!ForbiddenNames.Contains(header.Name))
                fields.Add(new FieldEntry(header.Name, header.Value, false));
        }

        return fields;
    }

    /// <summary>Explains why a guest cannot use a name; null if it can.</summary>
    public static HeaderError? Explain(string name)
        => !HeaderRules.IsName(name) ? HeaderError.InvalidSyntax
            : ForbiddenNames.Contains(name.ToLowerInvariant()) ? HeaderError.Forbidden
            : null;

    /// <summary>Makes them those of a message, which a guest cannot change.</summary>
    public Fields Freeze()
    {
        _isImmutable = true;
        return this;
    }

    /// <summary>Copies fields.</summary>
    public Fields Copy()
    {
        var copy = new Fields();
        copy._entries.AddRange(_entries);
        copy._bytes = _bytes;
        return copy;
    }

    /// <summary>Returns the lines as the host has them.</summary>
    public List<HeaderField> ToHeaders() => [.. _entries.Select(entry => new HeaderField(entry.Name, entry.Value))];

    /// <summary>Returns the values of a name.</summary>
    public List<FieldEntry> Find(string name)
        => _entries.FindAll(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Indicates whether there is a line with a name.</summary>
    public bool Has(string name) => _entries.Exists(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a line that a guest wrote, if the fields may be changed and HTTP allows it.</summary>
    public HeaderError? TryAppend(string name, ReadOnlySpan<byte> value)
    {
        if (Explain(name) is { } error)
            return error;
        if (_isImmutable)
            return HeaderError.Immutable;
        var entry = FieldEntry.From(name.ToLowerInvariant(), value);
        if (!HeaderRules.IsValue(entry.Value))
            return HeaderError.InvalidSyntax;
        Add(entry);
        return null;
    }

    /// <summary>Removes the lines of a name, if the fields may be changed.</summary>
    public HeaderError? TryRemove(string name)
    {
        if (Explain(name) is { } error)
            return error;
        if (_isImmutable)
            return HeaderError.Immutable;
        Remove(name);
        return null;
    }

    /// <summary>Replaces the lines of a name by those of other fields, which have no other name.</summary>
    public HeaderError? TryReplace(string name, Fields values)
    {
        if (_isImmutable)
            return HeaderError.Immutable;
        Remove(name);
        foreach (var entry in values._entries)
            Add(entry);
        return null;
    }

    private void Add(FieldEntry entry)
    {
        _entries.Add(entry);
        _bytes += Size(entry);
    }

    private void Remove(string name)
    {
        foreach (var entry in Find(name))
            _bytes -= Size(entry);
        _entries.RemoveAll(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static int Size(FieldEntry entry) => entry.Name.Length + entry.Value.Length + FieldEntry.Overhead;
}
