using System.Globalization;
using System.Text;

namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>
/// The resolved variables of an app. Values are looked up once, when the app starts; later changes have no effect until the next start.
/// </summary>
public sealed class VariableResolver
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private VariableResolver() { }

    /// <summary>
    /// Resolves every variable from the first source that has a value: <c>--variable</c>, the providers in order, the environment
    /// (<c>SPIN_VARIABLE_NAME</c>) and <c>.env</c> in the working folder, the default.
    /// </summary>
    /// <param name="variables">The declared variables.</param>
    /// <param name="sources">The sources of values.</param>
    /// <exception cref="VariableException">A required variable has no value, a name is invalid, or a source cannot be used. The message
    /// lists all problems.</exception>
    public static VariableResolver Resolve(IReadOnlyList<VariableConfig> variables, VariableSourcesConfig sources)
    {
        var problems = new List<VariableProblem>();
        var resolver = Resolve(variables, sources, problems);
        return problems.Count == 0 ? resolver : throw new VariableException(problems);
    }

    /// <summary>
    /// Resolves the variables that can be resolved, for a caller that collects all problems of an app. A variable without a value is empty.
    /// </summary>
    /// <param name="variables">The declared variables.</param>
    /// <param name="sources">The sources of values.</param>
    /// <param name="problems">Receives the problems.</param>
    public static VariableResolver Resolve(
        IReadOnlyList<VariableConfig> variables, VariableSourcesConfig sources, ICollection<VariableProblem> problems)
    {
        var resolver = new VariableResolver();
        var opened = Open(variables, sources, problems);
        foreach (var variable in variables)
        {
            var value = opened?.Select(source => source.Find(variable.Name)).FirstOrDefault(found => found is not null) ?? variable.Default;
            if (VariableName.Explain(variable.Name) is { } reason)
                problems.Add(new VariableProblem(variable.Name, $"\"{variable.Name}\" is not a valid variable name: {reason}"));
            else if (value is null && opened is not null)
                problems.Add(new VariableProblem(variable.Name, Missing(variable.Name)));
            resolver._values[variable.Name] = value ?? "";
        }

        return resolver;
    }

    /// <summary>Expands the templates of one component's variables.</summary>
    /// <param name="component">The ID of the component, for messages.</param>
    /// <param name="templates">The component's table: its name for the variable, and the template.</param>
    /// <exception cref="VariableException">A name is invalid, a template is malformed, or it uses a variable that the app does not declare.
    /// The message lists all problems.</exception>
    public IReadOnlyDictionary<string, string> Expand(string component, IReadOnlyDictionary<string, string> templates)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<VariableProblem>();
        foreach (var (name, text) in templates)
        {
            if (VariableName.Explain(name) is { } reason)
            {
                problems.Add(new VariableProblem(name, $"component {component}: \"{name}\" is not a valid variable name: {reason}"));
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

    /// <summary>Expands a template.</summary>
    /// <exception cref="VariableException">The template uses a variable that the app does not declare; the message has the
    /// column.</exception>
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
                throw new VariableException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{template.Text}\", column {part.Column}: the app has no variable {name}; "
                    + $"declare it under [variables]{Hint(name)}"));
        }

        return text.ToString();
    }

    // Null if a source cannot be used: its values are unknown. An app without variables must not fail because of a file that it does not
    // need.
    private static IReadOnlyList<IVariableSource>? Open(
        IReadOnlyList<VariableConfig> variables, VariableSourcesConfig sources, ICollection<VariableProblem> problems)
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
        return closest is null ? "" : $", or use {closest}";
    }

    private static string Missing(string name)
        => $"the variable {name} is required and has no value; set it with --variable {name}=VALUE, in the environment as "
            + $"{EnvironmentSource.KeyOf(EnvironmentSource.DefaultPrefix, name)}, "
            + "or with a [[variables_provider]] in the runtime config file";
}
