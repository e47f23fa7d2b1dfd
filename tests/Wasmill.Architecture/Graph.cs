namespace Wasmill.Architecture;

/// <summary>Arrows between names, and the circles that they make.</summary>
internal sealed class Graph
{
    private readonly SortedDictionary<string, SortedSet<string>> _arrows = new(StringComparer.Ordinal);

    /// <summary>Every name.</summary>
    public IReadOnlyCollection<string> Names => _arrows.Keys;

    /// <summary>Adds an arrow; one to itself adds the name alone.</summary>
    public void Add(string from, string to)
    {
        Node(to);
        if (from != to)
            Node(from).Add(to);
    }

    /// <summary>The names that a name's arrows point to.</summary>
    public IReadOnlyCollection<string> From(string name) => Node(name);

    /// <summary>The sets of names of which each can be reached from each other one, by Tarjan's algorithm; sorted.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var (index, low, stack, circles) = (
            new Dictionary<string, int>(), new Dictionary<string, int>(), new Stack<string>(), new List<IReadOnlyList<string>>());
        foreach (var name in _arrows.Keys.Where(name => !index.ContainsKey(name)).ToList())
            Visit(name);
        return [.. circles.OrderBy(circle => circle[0], StringComparer.Ordinal)];

        void Visit(string name)
        {
            index[name] = low[name] = index.Count;
            stack.Push(name);
            foreach (var next in _arrows[name])
            {
                if (!index.ContainsKey(next))
                    Visit(next);
                else if (!stack.Contains(next))
                    continue;
                low[name] = Math.Min(low[name], low[next]);
            }

            if (low[name] != index[name])
                return;
            var circle = new List<string>();
            do
                circle.Add(stack.Pop());
            while (circle[^1] != name);
            if (circle.Count > 1)
                circles.Add([.. circle.Order(StringComparer.Ordinal)]);
        }
    }

    private SortedSet<string> Node(string name)
    {
        if (!_arrows.TryGetValue(name, out var arrows))
            _arrows[name] = arrows = new SortedSet<string>(StringComparer.Ordinal);
        return arrows;
    }
}
