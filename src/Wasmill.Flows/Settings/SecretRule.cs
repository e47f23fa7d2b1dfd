namespace Wasmill.Flows.Settings;

/// <summary>Which part of a setting is secret.</summary>
public enum SecretRule
{
    /// <summary>None of it.</summary>
    None,

    /// <summary>The whole value. It can be written as a reference: the key with <c>From</c> at its end, and under it <c>file</c> or <c>env</c>.</summary>
    Value,

    /// <summary>The user and password of an address, when it has them.</summary>
    UserInfo,
}
