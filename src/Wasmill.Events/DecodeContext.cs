namespace Wasmill.Events;

/// <summary>Options for decoding a message.</summary>
/// <param name="IsReply">Indicates whether <c>id</c> may be missing, as it may in the reply of a target.</param>
/// <param name="Stamp">An extension to set on every event, replacing an existing one with the same name; null for none.</param>
internal readonly record struct DecodeContext(bool IsReply, ExtensionAttribute? Stamp = null);
