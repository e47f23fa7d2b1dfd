namespace Wasmill.Flows.Settings;

/// <summary>Masks secrets wherever a setting is displayed.</summary>
public static class SecretMask
{
    /// <summary>The text that replaces a secret.</summary>
    public const string Text = "***";

    /// <summary>Masks the secret part of a value.</summary>
    public static string Apply(SecretRule rule, string value) => rule switch
    {
        SecretRule.Value when value.Length > 0 => Text,
        SecretRule.UserInfo => HideUserInfo(value),
        _ => value,
    };

    /// <summary>Removes user and password from an address, which may be invalid.</summary>
    public static string HideUserInfo(string address)
    {
        var start = address.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes ? slashes + 2 : 0;
        var end = address.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : address.Length;
        var at = address.LastIndexOf('@', end - 1, end - start);
        return at < 0 ? address : string.Concat(address.AsSpan(0, start), Text, address.AsSpan(at));
    }
}
