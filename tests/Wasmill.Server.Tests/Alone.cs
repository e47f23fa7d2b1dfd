namespace Wasmill.Server.Tests;

/// <summary>Tests that measure the whole process, and therefore run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
