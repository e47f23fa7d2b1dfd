namespace Wasmill.Events.Validation;

/// <summary>Gathers the attributes of one event from whatever format it comes in, checks each, and makes the event.</summary>
internal sealed class EventBuilder
{
    private readonly List<ExtensionAttribute> _extensions = [];
    private string? _id;
    private string? _source;
    private string? _type;
    private string? _specVersion;
    private string? _dataContentType;
    private string? _dataSchema;
    private string? _subject;
    private string? _time;
    private string? _schemaName;

    /// <summary>The payload's media type so far.</summary>
    public string? DataContentType => _dataContentType;

    /// <summary>The version so far.</summary>
    public string? SpecVersion => _specVersion;

    /// <summary>Adds an attribute.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
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
            case "subject": return Set(ref _subject, name, value);
            case "time": return Set(ref _time, name, value);
            case "dataschema" or "schemaurl":
                _schemaName = name;
                return Set(ref _dataSchema, name, value);
        }

        foreach (var extension in _extensions)
        {
            if (extension.Name == name)
                return Duplicate(name);
        }

        _extensions.Add(new ExtensionAttribute(name, value, kind));
        return null;
    }

    /// <summary>Makes the event.</summary>
    /// <param name="data">The payload, or null for none.</param>
    /// <param name="isReply">Whether <c>id</c> may be missing; it is empty then.</param>
    /// <param name="made">The event when nothing is wrong.</param>
    public EventError? Build(ReadOnlyMemory<byte>? data, bool isReply, out CloudEvent? made)
    {
        made = null;
        if (_specVersion is null)
            return Missing("specversion");
        if (_specVersion is not ("1.0" or "0.3"))
            return new EventError(EventErrorCode.UnknownVersion, "the attribute specversion is neither 1.0 nor 0.3");
        if (_id is null && !isReply)
            return Missing("id");
        if (_source is null)
            return Missing("source");
        if (_type is null)
            return Missing("type");
        // In 1.0 "schemaurl" is any extension, in 0.3 "dataschema" is.
        if (_schemaName is not null && _schemaName == "schemaurl" != (_specVersion == "0.3"))
        {
            _extensions.Add(new ExtensionAttribute(_schemaName, _dataSchema!));
            _dataSchema = null;
        }

        made = new CloudEvent
        {
            Id = _id ?? "",
            Source = _source,
            Type = _type,
            SpecVersion = _specVersion,
            DataContentType = _dataContentType,
            DataSchema = _dataSchema,
            Subject = _subject,
            Time = _time,
            Extensions = _extensions,
            Data = data ?? default,
            HasData = data is not null,
        };
        return null;
    }

    private static EventError? Set(ref string? field, string name, string value)
    {
        if (field is not null)
            return Duplicate(name);
        field = value;
        return null;
    }

    private static EventError Missing(string name) => new(EventErrorCode.MissingAttribute, $"the required attribute {name} is missing");

    private static EventError Duplicate(string name) => new(EventErrorCode.DuplicateAttribute, $"the attribute {name} is given twice");
}
