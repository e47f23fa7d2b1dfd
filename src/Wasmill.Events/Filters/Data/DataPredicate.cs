using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Wasmill.Events.Filters.Data;

// Tested by: DataFilterTests
/// <summary>A compiled <see cref="DataTest"/> without its pointer. Immutable.</summary>
internal sealed class DataPredicate(DataComparison comparison, IReadOnlyList<DataValue> operands)
{
    private readonly (DataValueKind Kind, byte[] Text, DataNumber Number)[] _operands =
        [.. operands.Select(operand => (
            operand.Kind,
            Encoding.UTF8.GetBytes(operand.Text),
            operand.Kind == DataValueKind.Number ? DataNumber.TryParse(operand.Text)!.Value : default))];

    /// <summary>Indicates whether an absent value passes.</summary>
    public bool PassesAbsent { get; } = comparison == DataComparison.Exists && operands[0].Text == "false";

    /// <summary>Indicates whether the value at the reader's position passes.</summary>
    /// <param name="reader">A reader on the first token of the value. It is not moved.</param>
    public bool Passes(ref Utf8JsonReader reader) => comparison switch
    {
        DataComparison.Eq => IsEqual(ref reader, 0),
        DataComparison.Ne => !IsEqual(ref reader, 0),
        DataComparison.Gt => Compare(ref reader) > 0,
        DataComparison.Ge => Compare(ref reader) >= 0,
        DataComparison.Lt => Compare(ref reader) < 0,
        DataComparison.Le => Compare(ref reader) <= 0,
        DataComparison.In => IsIn(ref reader),
        DataComparison.Exists => !PassesAbsent,
        _ => reader.TokenType == JsonTokenType.String && WithText(ref reader, Affix) == 0,
    };

    private bool IsIn(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _operands.Length; i++)
        {
            if (IsEqual(ref reader, i))
                return true;
        }

        return false;
    }

    private bool IsEqual(ref Utf8JsonReader reader, int index)
    {
        ref readonly var operand = ref _operands[index];
        return operand.Kind switch
        {
            DataValueKind.String => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(operand.Text),
            DataValueKind.Number => reader.TokenType == JsonTokenType.Number && DataNumber.Read(ref reader).CompareTo(operand.Number) == 0,
            DataValueKind.Boolean => reader.TokenType == (operand.Text.Length == 4 ? JsonTokenType.True : JsonTokenType.False),
            _ => reader.TokenType == JsonTokenType.Null,
        };
    }

    // Null if the types differ; no comparison is true for null.
    private int? Compare(ref Utf8JsonReader reader) => (reader.TokenType, _operands[0].Kind) switch
    {
        (JsonTokenType.Number, DataValueKind.Number) => DataNumber.Read(ref reader).CompareTo(_operands[0].Number),
        (JsonTokenType.String, DataValueKind.String) => WithText(ref reader, Order),
        _ => null,
    };

    private static int Order(ReadOnlySpan<byte> text, DataPredicate self) => text.SequenceCompareTo(self._operands[0].Text);

    private static int Affix(ReadOnlySpan<byte> text, DataPredicate self)
        => (self.IsPrefix ? text.StartsWith(self._operands[0].Text) : text.EndsWith(self._operands[0].Text)) ? 0 : 1;

    private bool IsPrefix => comparison == DataComparison.Prefix;

    private int WithText(ref Utf8JsonReader reader, Func<ReadOnlySpan<byte>, DataPredicate, int> use)
    {
        if (!reader.ValueIsEscaped)
            return use(reader.ValueSpan, this);
        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return use(rented.AsSpan(0, reader.CopyString(rented)), this);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
