namespace Wasmill.Apps.Fetching;

// Tested by: ModuleFetcherTests
/// <summary>The reason why a module could not be downloaded. The numbers are stable and listed in docs/errors.md.</summary>
public enum FetchFailure
{
    /// <summary>The server cannot be reached, is not trusted, or breaks off.</summary>
    Unreachable = 1,

    /// <summary>The server answered with a status other than 200.</summary>
    BadStatus = 2,

    /// <summary>The server redirects too often, or to a URL that is not HTTPS.</summary>
    BadRedirect = 3,

    /// <summary>The module is larger than the limit.</summary>
    TooLarge = 4,

    /// <summary>The digest of the downloaded bytes is not that of the manifest.</summary>
    WrongDigest = 5,

    /// <summary>The digest is right, but the bytes are not WebAssembly.</summary>
    NotAModule = 6,

    /// <summary>The cache does not have the module, and it must not be downloaded.</summary>
    Offline = 7,
}
