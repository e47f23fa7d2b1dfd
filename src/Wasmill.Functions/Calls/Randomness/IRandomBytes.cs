namespace Wasmill.Functions.Calls.Randomness;

/// <summary>A source of random bytes for a guest.</summary>
internal interface IRandomBytes
{
    /// <summary>Fills the span.</summary>
    void Fill(Span<byte> bytes);
}
