namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>
/// The rule for variable names: lower-case letters, digits and single underscores; a letter first, and no underscore at the end.
/// </summary>
public static class VariableName
{
    /// <summary>Explains why a name is invalid; null if it is valid.</summary>
    public static string? Explain(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '_')
                return $"it contains {Show(character)}; only lower-case letters, digits and underscores are allowed";
        }

        if (!char.IsAsciiLetterLower(name[0]))
            return "it must begin with a letter";
        if (name[^1] == '_')
            return "it must not end with an underscore";
        return name.Contains("__", StringComparison.Ordinal) ? "it must not have two underscores in a row" : null;
    }

    private static string Show(char character)
        => char.IsControl(character) ? FormattableString.Invariant($"the control character U+{(int)character:X4}") : $"'{character}'";
}
