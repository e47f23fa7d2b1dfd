using System.Diagnostics.CodeAnalysis;

namespace Wasmill.Events.Validation;

// Tested by: RuleTests, HttpBindingTests
/// <summary>Collects and checks the attributes of an event in any format, then builds the event.</summary>
/// <remarks>
/// The meaning of a name can depend on the version, which may come last: <c>dataschema</c> and <c>schemaurl</c> are resolved when the event
/// is built.
/// </remarks>
internal sealed class EventBuilder
{
    /// <summary>The attribute of version 0.3 that names the encoding of the payload.</summary>
    public const string Encoding = "datacontentencoding";

    private const string SchemaUrl = "schemaurl";

    private List<ExtensionAttribute>? _extensions;
    private string? _id;
    private string? _source;
    private string? _type;
    private string? _specVersion;
    private string? _dataContentType;
    private string? _dataSchema;
    private string? _subject;
    private string? _time;

    /// <summary>The media type of the payload so far.</summary>
    public string? DataContentType => _dataContentType;

    /// <summary>Indicates whether the version so far is 0.3.</summary>
    public bool IsVersion03 => _specVersion == "0.3";

    /// <summary>Adds an attribute.</summary>
    /// <returns>Null on success; otherwise the error.</returns>
    public EventError? Add(string name, string value, ExtensionKind kind = ExtensionKind.String)
    {
        if (!AttributeRules.IsName(name) || name == "data")
            return AttributeRules.InvalidName(name);
        if (AttributeRules.Check(name, value) is { } error)
            return error;

        switch (name)
        {
            case "id": return Set(ref _id, name, value);
            case "source": return Set(ref _source, name, value);
            case "type": return Set(ref _type, name, value);
            case "specversion": return Set(ref _specVersion, name, value);
            case "datacontenttype": return Set(ref _dataContentType, name, value);
            case "dataschema": return Set(ref _dataSchema, name, value);
            case "subject": return Set(ref _subject, name, value);
            case "time": return Set(ref _time, name, value);
        }

        if (Find(name) >= 0)
            return Duplicate(name);
        (_extensions ??= []).Add(new ExtensionAttribute(name, value, kind));
        return null;
    }

    /// <summary>Sets the media type to JSON if the event has none.</summary>
    public void AssumeJson() => _dataContentType ??= "application/json";

    /// <summary>Removes an extension.</summary>
    public bool TryTake(string name, [NotNullWhen(true)] out string? value)
    {
        var index = Find(name);
        value = index < 0 ? null : _extensions![index].Value;
        if (index >= 0)
            _extensions!.RemoveAt(index);
        return value is not null;
    }

    /// <summary>Builds the event.</summary>
    /// <param name="data">The payload, or null for none.</param>
    /// <param name="context">The decoding options; a missing <c>id</c>, if allowed, becomes empty.</param>
    /// <param name="made">The event; null on error.</param>
    public EventError? Build(ReadOnlyMemory<byte>? data, DecodeContext context, out CloudEvent? made)
    {
        made = null;
        if (FindMissing(context.IsReply) is { } missing)
            return missing;
        if (SortOutSchema() is { } wrong)
            return wrong;
        if (IsVersion03 && Find(Encoding) is >= 0 and var index && !IsBase64(_extensions![index].Value))
            return AttributeRules.Invalid(Encoding, "must be base64");
        if (context.Stamp is { } stamp)
            Stamp(stamp);

        made = new CloudEvent
        {
            Id = _id ?? "",
            Source = _source!,
            Type = _type!,
            SpecVersion = _specVersion!,
            DataContentType = _dataContentType,
            DataSchema = _dataSchema,
            Subject = _subject,
            Time = _time,
            Extensions = (IReadOnlyList<ExtensionAttribute>?)_extensions ?? [],
            Data = data ?? default,
            HasData = data is not null,
        };
        return null;
    }

    /// <summary>Indicates whether an encoding is base64, the only supported one.</summary>
    public static bool IsBase64(string encoding) => encoding.Equals("base64", StringComparison.OrdinalIgnoreCase);

    private EventError? FindMissing(bool isReply)
    {
        if (_specVersion is null)
            return Missing("specversion");
        if (_specVersion is not ("1.0" or "0.3"))
            return new EventError(EventErrorCode.UnknownVersion, "the attribute specversion must be 1.0 or 0.3");
        if (_id is null && !isReply)
            return Missing("id");
        if (_source is null)
            return Missing("source");
        return _type is null ? Missing("type") : null;
    }

    // In 1.0 "schemaurl" is an ordinary extension; in 0.3 "dataschema" is.
    private EventError? SortOutSchema()
    {
        if (!IsVersion03)
            return _dataSchema is null ? null : CheckSchema("dataschema", mustBeAbsolute: true);

        var extension = _dataSchema;
        if (!TryTake(SchemaUrl, out _dataSchema))
            _dataSchema = null;
        if (extension is not null)
            (_extensions ??= []).Add(new ExtensionAttribute("dataschema", extension));
        return _dataSchema is null ? null : CheckSchema(SchemaUrl, mustBeAbsolute: false);
    }

    private EventError? CheckSchema(string name, bool mustBeAbsolute)
    {
        if (UriRules.FindProblem(_dataSchema) is { } problem)
            return AttributeRules.Invalid(name, problem);
        return mustBeAbsolute && !UriRules.HasScheme(_dataSchema)
            ? AttributeRules.Invalid(name, "is not an absolute URI; it must start with a scheme such as https:")
            : null;
    }

    private void Stamp(ExtensionAttribute stamp)
    {
        var index = Find(stamp.Name);
        if (index < 0)
            (_extensions ??= new List<ExtensionAttribute>(1)).Add(stamp);
        else
            _extensions![index] = stamp;
    }

    private int Find(string name)
    {
        for (var i = 0; i < (_extensions?.Count ?? 0); i++)
        {
            if (_extensions![i].Name == name)
                return i;
        }

        return -1;
    }

    private static EventError? Set(ref string? field, string name, string value)
    {
        if (field is not null)
            return Duplicate(name);
        field = value;
        return null;
    }

    private static EventError Missing(string name) => new(EventErrorCode.MissingAttribute, $"the required attribute {name} is missing");

    private static EventError Duplicate(string name) => new(EventErrorCode.DuplicateAttribute, $"duplicate attribute {name}");
}
