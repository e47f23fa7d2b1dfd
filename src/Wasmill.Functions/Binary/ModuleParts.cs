namespace Wasmill.Functions.Binary;

/// <summary>Joins the parts of a module.</summary>
internal static class ModuleParts
{
    /// <summary>
    /// Joins parts to one array of the exact size: modules are megabytes, and a growing buffer would touch three times the memory.
    /// </summary>
    public static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var joined = GC.AllocateUninitializedArray<byte>(parts.Sum(part => part.Length));
        var position = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined.AsMemory(position));
            position += part.Length;
        }

        return joined;
    }
}
