namespace Wasmill.Events.Filters.Data;

/// <summary>JSON Pointers (RFC 6901).</summary>
public static class JsonPointer
{
    /// <summary>Splits a pointer into steps with <c>~1</c> and <c>~0</c> resolved; returns null if the text is not a pointer.</summary>
    public static string[]? TryParse(string text)
    {
        if (text.Length == 0)
            return [];
        if (text[0] != '/')
            return null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && (i + 1 == text.Length || text[i + 1] is not ('0' or '1')))
                return null;
        }

        return [.. text[1..]
            .Split('/')
            .Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    /// <summary>Returns the array index that a step denotes (digits without a leading zero), or -1.</summary>
    public static int IndexOf(string step)
        => step.Length is > 0 and < 10 && !step.AsSpan().ContainsAnyExceptInRange('0', '9') && (step == "0" || step[0] != '0')
            ? int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)
            : -1;
}
