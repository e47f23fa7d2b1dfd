namespace Wasmill.Functions.Calls;

/// <summary>Where a guest's random bytes come from.</summary>
internal interface IRandomBytes
{
    /// <summary>Fills the span.</summary>
    void Fill(Span<byte> bytes);
}
