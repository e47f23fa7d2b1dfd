namespace Wasmill.Functions.Binary;

/// <summary>The bytes are not a WebAssembly core module. Caught where a module is loaded or built, and shown to the user.</summary>
internal sealed class MalformedModuleException(string message) : Exception(message);
