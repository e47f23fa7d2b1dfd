using System.Buffers;
using System.Globalization;
using Wasmill.Events;
using Wasmill.Events.Filters.Data;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Filters;

// Tested by: FilterReaderTests
/// <summary>Reads the tests on a value in the dialect <c>data</c>: <c>{gt: 100, lt: 200}</c>.</summary>
internal static class DataTestReader
{
#pragma warning disable CA1308 // The words are lowercase.
    private static readonly Dictionary<string, DataComparison> Comparisons = Enum.GetValues<DataComparison>().ToDictionary(
        comparison => comparison.ToString().ToLowerInvariant(), StringComparer.Ordinal);
#pragma warning restore CA1308

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.eE0123456789");

    /// <summary>Returns the word of a comparison.</summary>
    public static string WordOf(DataComparison comparison) => Comparisons.First(pair => pair.Value == comparison).Key;

    /// <summary>Reads the tests; empty on error.</summary>
    public static List<DataTest> Read(string pointer, YamlNode node, Action<string> error)
    {
        if (node is not YamlMappingNode { Children.Count: > 0 } mapping)
        {
            error($"a comparison is missing; use {{eq: {(node as YamlScalarNode)?.Value ?? "..."}}}, "
                + $"or another of {string.Join(", ", Comparisons.Keys)}");
            return [];
        }

        var tests = new List<DataTest>();
        foreach (var (key, value) in mapping.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            if (!Comparisons.TryGetValue(word, out var comparison))
            {
                var advice = Spelling.Closest(word, Comparisons.Keys) is { } guess
                    ? $"did you mean {guess}?"
                    : $"use {string.Join(", ", Comparisons.Keys)}";
                error($"\"{word}\" is not a valid comparison; {advice}");
            }
            else if (OperandsOf(comparison, value) is { } operands)
                tests.Add(new DataTest(pointer, comparison, operands));
            else
                error(comparison == DataComparison.In ? "in requires a list of single values" : $"{word} requires a single value");
        }

        return tests;
    }

    private static IReadOnlyList<DataValue>? OperandsOf(DataComparison comparison, YamlNode node) => node switch
    {
        YamlScalarNode scalar when comparison != DataComparison.In => [ValueOf(scalar)],
        YamlSequenceNode list when comparison == DataComparison.In
            && list.Children.All(child => child is YamlScalarNode) => [.. list.Children.Cast<YamlScalarNode>().Select(ValueOf)],
        _ => null,
    };

    // The core schema of YAML 1.2, as far as JSON has the types; a quoted value is a string.
    private static DataValue ValueOf(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return new DataValue(DataValueKind.String, text);
        return text switch
        {
            "true" or "True" or "TRUE" => new DataValue(DataValueKind.Boolean, "true"),
            "false" or "False" or "FALSE" => new DataValue(DataValueKind.Boolean, "false"),
            "null" or "Null" or "NULL" or "~" or "" => new DataValue(DataValueKind.Null, "null"),
            _ when IsNumber(text) => new DataValue(DataValueKind.Number, text),
            _ => new DataValue(DataValueKind.String, text),
        };
    }

    private static bool IsNumber(string text)
        => !text.AsSpan().ContainsAnyExcept(NumberCharacters)
            && text.AsSpan().ContainsAnyInRange('0', '9')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
