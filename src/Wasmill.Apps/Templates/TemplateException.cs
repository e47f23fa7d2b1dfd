namespace Wasmill.Apps.Templates;

/// <summary>An app cannot be created. The message says why and how to fix it.</summary>
public sealed class TemplateException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public TemplateException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public TemplateException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public TemplateException() { }
}
