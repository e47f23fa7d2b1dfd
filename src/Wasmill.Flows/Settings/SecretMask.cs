namespace Wasmill.Flows.Settings;

/// <summary>Stands for secrets wherever a setting is shown.</summary>
public static class SecretMask
{
    /// <summary>What is shown in the place of a secret.</summary>
    public const string Text = "***";

    /// <summary>A setting's value as it may be shown.</summary>
    public static string Apply(SecretRule rule, string value) => rule switch
    {
        SecretRule.Value when value.Length > 0 => Text,
        SecretRule.UserInfo => HideUserInfo(value),
        _ => value,
    };

    /// <summary>An address, or what was meant to be one, without user and password.</summary>
    public static string HideUserInfo(string address)
    {
        var start = address.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes ? slashes + 2 : 0;
        var end = address.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : address.Length;
        var at = address.LastIndexOf('@', end - 1, end - start);
        return at < 0 ? address : string.Concat(address.AsSpan(0, start), Text, address.AsSpan(at));
    }
}
