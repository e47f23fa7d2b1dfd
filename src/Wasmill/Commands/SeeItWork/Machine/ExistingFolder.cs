namespace Wasmill.Commands.SeeItWork.Machine;

/// <summary>Where a folder that does not exist yet would be created.</summary>
internal static class ExistingFolder
{
    /// <summary>Returns the folder, or the nearest of its parents that exists.</summary>
    public static string Of(string folder)
    {
        var place = Path.GetFullPath(folder);
        while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { } parent)
            place = parent;
        return place;
    }
}
