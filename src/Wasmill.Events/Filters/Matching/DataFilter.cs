using System.Text.Json;
using System.Text.Unicode;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Filters.Matching;

/// <summary>
/// A filter that passes if every test on the JSON payload passes. The payload is read once from start to end; no document is built.
/// </summary>
/// <remarks>
/// If members have the same name, the last one counts, as in the parsers of Python and JavaScript: the filter sees what the target will
/// see.
/// A payload is not JSON if it has another media type, is not UTF-8, violates RFC 8259 anywhere, escapes a lone surrogate in a name or
/// string that is tested, or is nested more than 1,000 levels deep.
/// </remarks>
internal sealed class DataFilter : EventFilter
{
    /// <summary>The maximum number of tests in a filter: each takes one byte of the stack.</summary>
    public const int MostTests = 256;

    private const byte Absent = 0;
    private const byte Passed = 1;
    private const byte Failed = 2;
    private const int CostOfPayload = 1000;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };
    private readonly IReadOnlyList<DataTest> _tests;
    private readonly PointerNode _root = new("");
    private readonly DataPredicate[] _predicates;

    /// <summary>Compiles tests that are known to be valid.</summary>
    public DataFilter(IReadOnlyList<DataTest> tests)
    {
        _tests = [.. tests];
        foreach (var test in _tests)
            _root.Add(JsonPointer.TryParse(test.Pointer), new DataPredicate(test.Comparison, test.Operands));
        var numbered = new List<DataPredicate>();
        _root.Number(numbered);
        _predicates = [.. numbered];
    }

    /// <inheritdoc />
    internal override int Cost => CostOfPayload;

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent)
    {
        var data = cloudEvent.Data.Span;
        if (data.IsEmpty || cloudEvent.DataContentType is { } type && !MediaTypeRule.IsJson(type) || !Utf8.IsValid(data))
            return false;
        Span<byte> states = stackalloc byte[MostTests];
        states.Clear();
        try
        {
            var reader = new Utf8JsonReader(data, Options);
            reader.Read();
            ReadValue(ref reader, _root, states);
            // Detects text after the value.
            reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The reader throws InvalidOperationException for a lone surrogate.
            return false;
        }

        for (var i = 0; i < _predicates.Length; i++)
        {
            if (states[i] != Passed && !(states[i] == Absent && _predicates[i].PassesAbsent))
                return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override string Describe()
        => string.Join(
            " and ",
            _tests.Select(test => $"data {(test.Pointer.Length == 0 ? "itself" : test.Pointer)} {Word(test.Comparison)} "
                + $"{(test.Comparison == DataComparison.In ? $"[{string.Join(", ", test.Operands)}]" : test.Operands[0])}"));

    private static void ReadValue(ref Utf8JsonReader reader, PointerNode node, scoped Span<byte> states)
    {
        // Resets the results of an earlier member with the same name.
        states[node.First..node.End].Clear();
        for (var i = 0; i < node.Predicates.Count; i++)
            states[node.First + i] = node.Predicates[i].Passes(ref reader) ? Passed : Failed;
        if (!node.HasChildren || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            reader.Skip();
        else if (reader.TokenType == JsonTokenType.StartObject)
            ReadMembers(ref reader, node, states);
        else
            ReadElements(ref reader, node, states);
    }

    private static void ReadMembers(ref Utf8JsonReader reader, PointerNode node, scoped Span<byte> states)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = node.FindMember(ref reader);
            reader.Read();
            ReadOrSkip(ref reader, child, states);
        }
    }

    private static void ReadElements(ref Utf8JsonReader reader, PointerNode node, scoped Span<byte> states)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            ReadOrSkip(ref reader, node.FindElement(index), states);
    }

    private static void ReadOrSkip(ref Utf8JsonReader reader, PointerNode? node, scoped Span<byte> states)
    {
        if (node is null)
            reader.Skip();
        else
            ReadValue(ref reader, node, states);
    }

    private static string Word(DataComparison comparison) => comparison switch
    {
        DataComparison.Eq => "=",
        DataComparison.Ne => "!=",
        DataComparison.Gt => ">",
        DataComparison.Ge => ">=",
        DataComparison.Lt => "<",
        DataComparison.Le => "<=",
        DataComparison.Prefix => "begins with",
        DataComparison.Suffix => "ends with",
        DataComparison.In => "in",
        _ => "exists:",
    };
}
