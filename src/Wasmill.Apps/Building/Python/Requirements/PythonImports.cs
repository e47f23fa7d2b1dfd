using System.Text.RegularExpressions;

namespace Wasmill.Apps.Building.Python.Requirements;

/// <summary>Finds the imports of a Python source, also those inside functions, which fail only when they run.</summary>
internal static partial class PythonImports
{
    /// <summary>Returns the imports in order. Relative ones are left out.</summary>
    public static IEnumerable<PythonImport> Find(string source)
    {
        var conditions = new Stack<int>();
        foreach (var statement in new PythonScanner(source).Scan())
        {
            while (conditions.TryPeek(out var indentation) && statement.Indentation <= indentation)
                conditions.Pop();
            if (Condition().IsMatch(statement.Text))
                conditions.Push(statement.Indentation);
            foreach (var module in ModulesOf(statement.Text))
                yield return new PythonImport(statement.Line, module, conditions.Count > 0);
        }
    }

    private static IEnumerable<string> ModulesOf(string statement)
    {
        if (From().Match(statement) is { Success: true } from)
            return [from.Groups[1].Value];
        return Import().Match(statement) is { Success: true } import
            ? import.Groups[1].Value.Split(',')
                .Select(one => Name().Match(one))
                .Where(name => name.Success)
                .Select(name => name.Groups[1].Value)
            : [];
    }

    [GeneratedRegex(@"^(try|except|else|finally|if|elif)\b.*:$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^from\s+([A-Za-z_]\w*)[\w.]*\s+import\b")]
    private static partial Regex From();

    [GeneratedRegex(@"^import\s+(.+)$")]
    private static partial Regex Import();

    [GeneratedRegex(@"^\s*([A-Za-z_]\w*)")]
    private static partial Regex Name();
}
