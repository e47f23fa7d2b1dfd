using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Broker.Crashes;

/// <summary>An event on its way through one trigger.</summary>
/// <param name="Trigger">First eight bytes of the hash of the trigger's name.</param>
/// <param name="Position">The event's position.</param>
internal readonly record struct CallKey(long Trigger, long Position)
{
    /// <summary>Gets the key of a trigger's name.</summary>
    public static long From(string trigger) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(trigger)));
}
