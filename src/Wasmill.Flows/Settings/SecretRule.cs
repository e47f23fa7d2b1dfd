namespace Wasmill.Flows.Settings;

/// <summary>The part of a setting that is secret.</summary>
public enum SecretRule
{
    /// <summary>No part.</summary>
    None,

    /// <summary>
    /// The whole value. It can be set by reference: the key with the suffix <c>From</c>, containing <c>file</c> or <c>env</c>.
    /// </summary>
    Value,

    /// <summary>The user and password of an address, if present.</summary>
    UserInfo,
}
