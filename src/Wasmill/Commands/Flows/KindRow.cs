namespace Wasmill.Commands.Flows;

/// <summary>A kind of component.</summary>
/// <param name="Kind">Its <c>kind</c>.</param>
/// <param name="ApiVersion">Its <c>apiVersion</c>.</param>
/// <param name="Command">The command that creates such a component.</param>
/// <param name="Description">The description.</param>
/// <param name="Settings">The settings under <c>spec</c>, without groups.</param>
internal sealed record KindRow(string Kind, string ApiVersion, string Command, string Description, IReadOnlyList<SettingRow> Settings);
