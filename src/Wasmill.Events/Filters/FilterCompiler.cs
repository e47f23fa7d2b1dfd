using Wasmill.Events.Cesql;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Filters;

// Tested by: DialectTests, DataFilterTests
/// <summary>Compiles a filter and collects all its problems.</summary>
internal sealed class FilterCompiler
{
    private const int DeepestNesting = 32;
    private const int MostConditions = 1000;
    private readonly List<FilterProblem> _errors = [];
    private readonly List<FilterProblem> _warnings = [];
    private int _conditions;

    /// <summary>Compiles a filter.</summary>
    public static FilterCheck Run(FilterConfig config)
    {
        var compiler = new FilterCompiler();
        var filter = config.Conditions.Count == 0 ? EventFilter.Everything : compiler.Compile(config, "", depth: 1);
        if (compiler._conditions > MostConditions)
            compiler._errors.Add(new FilterProblem("", 0, $"the filter must have at most {MostConditions:N0} conditions", null));
        return new FilterCheck(compiler._errors.Count == 0 ? filter : null, compiler._errors, compiler._warnings);
    }

    // If there is an error, the result is discarded.
    private EventFilter Compile(FilterConfig config, string path, int depth)
    {
        var filters = new List<EventFilter>();
        var tests = new List<DataTest>();
        foreach (var condition in config.Conditions)
        {
            if (++_conditions > MostConditions)
                break;
            if (condition is not DataCondition data)
                filters.Add(Compile(condition, path, depth));
            else if (CheckData(data, path))
                tests.AddRange(data.Tests);
        }

        // One filter for all tests: the payload is read only once.
        if (tests.Count > DataFilter.MostTests)
            _errors.Add(new FilterProblem(
                Join(path, "data"),
                0,
                $"a filter must have at most {DataFilter.MostTests} tests on data",
                config.Conditions.OfType<DataCondition>().First()));
        else if (tests.Count > 0)
            filters.Add(new DataFilter(tests));
        return filters.Count == 1 ? filters[0] : new AllFilter(filters);
    }

    private EventFilter Compile(FilterCondition condition, string path, int depth) => condition switch
    {
        AttributeCondition attribute => CompileAttribute(attribute, path),
        AllCondition all => new AllFilter(CompileNested(all, all.Filters, Join(path, "all"), depth)),
        AnyCondition any => new AnyFilter(CompileNested(any, any.Filters, Join(path, "any"), depth)),
        NotCondition not => new NotFilter(CompileNested(not, not.Filter, Join(path, "not"), depth)),
        SqlCondition sql => CompileSql(sql, Join(path, "sql")),
        _ => throw new InvalidOperationException($"unknown condition {condition.GetType().Name}"),
    };

    private AttributeFilter CompileAttribute(AttributeCondition condition, string path)
    {
        var place = Join(path, $"{DialectOf(condition.Match)}.{condition.Attribute}");
        if (!AttributeRules.IsName(condition.Attribute))
            Error(place, condition, $"\"{condition.Attribute}\" is not a valid attribute name; use lowercase letters a to z and digits");
        if (condition.Value.Length == 0 != (condition.Match == AttributeMatch.Present))
            Error(place, condition, $"the {DialectOf(condition.Match)} filter on {condition.Attribute} has no value");
        if (condition.Attribute == "data")
            _warnings.Add(new FilterProblem(
                place, 0, "data is not an attribute and never matches; use a data filter to read the payload", condition));
        return new AttributeFilter(condition.Match, condition.Attribute, condition.Value);
    }

    private List<EventFilter> CompileNested(FilterCondition condition, IReadOnlyList<FilterConfig> filters, string path, int depth)
    {
        if (filters.Count == 0)
            Error(path, condition, "requires at least one filter");
        return [.. filters.Select((filter, index) => CompileNested(condition, filter, $"{path}[{index}]", depth))];
    }

    private EventFilter CompileNested(FilterCondition condition, FilterConfig filter, string path, int depth)
    {
        if (filter.Conditions.Count == 0)
            Error(path, condition, "an empty filter matches every event; remove it or add a dialect");
        if (depth < DeepestNesting)
            return Compile(filter, path, depth + 1);
        Error(path, condition, $"the filter must be nested at most {DeepestNesting} levels deep");
        return EventFilter.Everything;
    }

    private EventFilter CompileSql(SqlCondition condition, string path)
    {
        if (CesqlExpression.Parse(condition.Expression, out var expression) is { } error)
        {
            _errors.Add(new FilterProblem(path, error.Column, error.Message, condition));
            return EventFilter.Everything;
        }

        if (!expression!.CanBeBoolean)
            _warnings.Add(new FilterProblem(
                path, 0, "the expression is never true or false, so no event passes; compare its value with another value", condition));
        foreach (var warning in expression.Warnings)
            (warning.IsCertainError ? _errors : _warnings).Add(new FilterProblem(path, warning.Column, warning.Message, condition));
        return new SqlFilter(expression);
    }

    private bool CheckData(DataCondition condition, string path)
    {
        var before = _errors.Count;
        if (condition.Tests.Count == 0)
            Error(Join(path, "data"), condition, "an empty filter matches every event; remove it or add a test");
        foreach (var test in condition.Tests)
        {
            foreach (var problem in DataRules.Check(test))
                Error(Join(path, $"data.{test.Pointer}"), condition, problem);
        }

        return _errors.Count == before;
    }

    private void Error(string path, FilterCondition condition, string message)
        => _errors.Add(new FilterProblem(path, 0, message, condition));

    private static string Join(string path, string part) => path.Length == 0 ? part : $"{path}.{part}";

    private static string DialectOf(AttributeMatch match) => match switch
    {
        AttributeMatch.Exact => "exact",
        AttributeMatch.Prefix => "prefix",
        AttributeMatch.Suffix => "suffix",
        _ => "attributes",
    };
}
