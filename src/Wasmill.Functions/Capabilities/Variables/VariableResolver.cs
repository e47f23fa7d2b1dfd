using System.Text;

namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>The resolved variables of an app. Values are looked up once, when the app starts; what changes outside later has no effect until the next start.</summary>
public sealed class VariableResolver
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private VariableResolver() { }

    /// <summary>
    /// Finds the value of every variable, from the first of these that has one: <c>--variable</c>, the providers in order, the environment
    /// (<c>SPIN_VARIABLE_NAME</c>) and <c>.env</c> in the working folder, the default.
    /// </summary>
    /// <param name="variables">What the app declares.</param>
    /// <param name="sources">Where values come from.</param>
    /// <exception cref="VariableException">A required variable has no value, a name breaks its rule, or a source cannot be used. The message has all of them.</exception>
    public static VariableResolver Resolve(IReadOnlyList<VariableConfig> variables, VariableSourcesConfig sources)
    {
        var problems = new List<VariableProblem>();
        var resolver = Resolve(variables, sources, problems);
        return problems.Count == 0 ? resolver : throw new VariableException(problems);
    }

    /// <summary>Finds the values as far as there are any, for a caller that looks for everything that is wrong with an app. A variable without a value is empty.</summary>
    /// <param name="variables">What the app declares.</param>
    /// <param name="sources">Where values come from.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static VariableResolver Resolve(IReadOnlyList<VariableConfig> variables, VariableSourcesConfig sources, ICollection<VariableProblem> problems)
    {
        var resolver = new VariableResolver();
        var opened = Open(variables, sources, problems);
        foreach (var variable in variables)
        {
            var value = opened?.Select(source => source.Find(variable.Name)).FirstOrDefault(found => found is not null) ?? variable.Default;
            if (VariableName.Explain(variable.Name) is { } reason)
                problems.Add(new VariableProblem(variable.Name, $"\"{variable.Name}\" is not a variable's name: {reason}"));
            else if (value is null && opened is not null)
                problems.Add(new VariableProblem(variable.Name, Missing(variable.Name)));
            resolver._values[variable.Name] = value ?? "";
        }

        return resolver;
    }

    /// <summary>The values of one component's variables: its table of templates, filled in.</summary>
    /// <param name="component">The component's id, for messages.</param>
    /// <param name="templates">Its table: the name that the component knows, and the template.</param>
    /// <exception cref="VariableException">A name breaks its rule, a template is malformed, or it names a variable that the app does not declare. The message has all of them.</exception>
    public IReadOnlyDictionary<string, string> Expand(string component, IReadOnlyDictionary<string, string> templates)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<VariableProblem>();
        foreach (var (name, text) in templates)
        {
            if (VariableName.Explain(name) is { } reason)
            {
                problems.Add(new VariableProblem(name, $"component {component}: \"{name}\" is not a variable's name: {reason}"));
                continue;
            }

            try
            {
                values[name] = Expand(VariableTemplate.Parse(text));
            }
            catch (VariableException error)
            {
                problems.Add(new VariableProblem(name, $"component {component}, variable {name}: {error.Message}"));
            }
        }

        return problems.Count == 0 ? values : throw new VariableException(problems);
    }

    /// <summary>A template, filled in.</summary>
    /// <exception cref="VariableException">It names a variable that the app does not declare; the message has the column.</exception>
    public string Expand(VariableTemplate template)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            if (part.Variable is not { } name)
                text.Append(part.Literal);
            else if (_values.TryGetValue(name, out var value))
                text.Append(value);
            else
                throw new VariableException(FormattableString.Invariant(
                    $"\"{template.Text}\", column {part.Column}: the app has no variable {name}; declare it under [variables]{Hint(name)}"));
        }

        return text.ToString();
    }

    // Null when a source cannot be used: what it would have given is not known. An app without variables must not fail because of a file that it has no use for.
    private static IReadOnlyList<IVariableSource>? Open(IReadOnlyList<VariableConfig> variables, VariableSourcesConfig sources, ICollection<VariableProblem> problems)
    {
        try
        {
            return variables.Count == 0 ? [] : VariableSources.Open(sources);
        }
        catch (VariableException error)
        {
            problems.Add(new VariableProblem(null, error.Message));
            return null;
        }
    }

    private string Hint(string name)
    {
        var closest = Wasmill.Events.Spelling.Closest(name, _values.Keys);
        return closest is null ? "" : $", or did you mean {closest}?";
    }

    private static string Missing(string name)
        => $"the variable {name} is required and has no value: give it with --variable {name}=VALUE, in the environment as {EnvironmentSource.KeyOf(EnvironmentSource.DefaultPrefix, name)}, or with a [[variables_provider]] in the runtime config file";
}
