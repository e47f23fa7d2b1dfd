namespace Wasmill.Architecture;

/// <summary>A newcomer guesses where a type is: folders are neither crowded nor made for one file, and a name means one thing.</summary>
public sealed class FolderTests
{
    // "About fifteen": what a listing shows at a glance.
    private const int Most = 16;

    [Fact]
    public void No_folder_is_crowded_or_made_for_one_file()
    {
        var folders = Checkout.Sources("src")
            .GroupBy(path => Path.GetDirectoryName(path)!)
            .Where(folder => Path.GetFileName(folder.Key) != "Native")
            .ToList();
        Assert.True(folders.Count >= 60, $"{folders.Count} folders");
        // A project's root may have one file: the one that puts its folders together.
        Assert.Empty(folders.Where(folder =>
            folder.Count() > Most || folder.Count() == 1 && Path.GetFileName(Path.GetDirectoryName(folder.Key)) != "src")
            .Select(folder => $"{folder.Key}: {folder.Count()} files"));
    }

    // LogCore.Commit.cs is a part of LogCore.
    [Fact]
    public void No_name_means_two_things()
        => Assert.Empty(Checkout.Sources("src")
            .Select(path => (Folder: Path.GetDirectoryName(path)!, Name: Path.GetFileName(path).Split('.')[0]))
            .Distinct()
            .GroupBy(one => one.Name)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.Folder))}"));
}
