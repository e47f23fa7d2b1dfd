namespace Wasmill.Functions.Sandbox.Images;

/// <summary>A run of pages of a memory.</summary>
/// <param name="Start">The address of the first page.</param>
/// <param name="Bytes">The length, a multiple of a page's size.</param>
internal readonly record struct PageRun(long Start, long Bytes)
{
    // Each run splits a mapping in three, and each instance has its own: a process may have 65,530 mappings. Instead of another run, up to
    // 128 KiB of equal pages are taken along.
    private const int LargestGapPages = 32;

    /// <summary>The address behind the last page.</summary>
    public long End => Start + Bytes;

    /// <summary>Finds the pages of a difference.</summary>
    /// <param name="delta">The difference (<see cref="ImageDelta"/>).</param>
    /// <param name="most">The maximum number of runs.</param>
    /// <returns>The runs by ascending address; null if there are more than the maximum.</returns>
    public static PageRun[]? Find(ReadOnlySpan<byte> delta, int most)
    {
        var runs = new List<PageRun>();
        long page = Environment.SystemPageSize;
        while (ImageDelta.TryRead(ref delta, out var address, out var content))
        {
            var start = address / page * page;
            var end = (address + content.Length + page - 1) / page * page;
            if (runs.Count > 0 && start - runs[^1].End <= LargestGapPages * page)
                runs[^1] = runs[^1] with { Bytes = Math.Max(end, runs[^1].End) - runs[^1].Start };
            else
                runs.Add(new PageRun(start, end - start));
            if (runs.Count > most)
                return null;
        }

        return [.. runs];
    }
}
