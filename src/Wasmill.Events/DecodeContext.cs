namespace Wasmill.Events;

/// <summary>What a decoder must know besides the message.</summary>
/// <param name="IsReply">Whether <c>id</c> may be missing, as it may in an answer of a target.</param>
/// <param name="Stamp">An extension that every event gets, over one of that name of its own; null for none.</param>
internal readonly record struct DecodeContext(bool IsReply, ExtensionAttribute? Stamp = null);
