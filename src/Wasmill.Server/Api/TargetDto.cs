namespace Wasmill.Server.Api;

/// <summary>A target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind in lower case, as tmctl shows it.</param>
/// <param name="Url">Where events can be sent to it directly; null while the broker is stopped.</param>
/// <param name="Endpoint">Where it sends events, or the app it runs.</param>
/// <param name="Online">Whether its last delivery or a probe succeeded.</param>
public sealed record TargetDto(string Name, string Kind, string? Url, string Endpoint, bool Online);
