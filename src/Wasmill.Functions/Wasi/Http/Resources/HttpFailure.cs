namespace Wasmill.Functions.Wasi.Http.Resources;

/// <summary>An error of <c>wasi:http</c> with what it carries.</summary>
/// <param name="Code">The error.</param>
/// <param name="Text">One line for people; <see cref="HttpErrorCode.InternalError"/> and release candidates carry it.</param>
/// <param name="Size">The number of bytes of a body.</param>
internal sealed record HttpFailure(HttpErrorCode Code, string Text, ulong? Size = null);
