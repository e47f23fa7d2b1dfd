using System.CommandLine;

namespace Wasmill.CommandLine;

/// <summary>An option whose value is one of a few words.</summary>
internal class ChoiceOption : Option<string>
{
    /// <summary>Creates the option.</summary>
    public ChoiceOption(string name, IReadOnlyList<string> choices, params string[] aliases) : base(name, aliases)
    {
        Choices = choices;
        HelpName = string.Join('|', choices);
        this.AcceptOnlyFromAmong([.. choices]);
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Choices { get; }
}
