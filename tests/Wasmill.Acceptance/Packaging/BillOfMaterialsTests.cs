using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The bill of materials and the notices name what is in the program, in the forms that others read.</summary>
public sealed partial class BillOfMaterialsTests
{
    [Fact]
    public async Task It_is_CycloneDX_with_each_material_once_and_the_sums_of_the_files()
    {
        using var folder = new TemporaryFolder();
        var (bom, again) = (folder.Path("bom.json"), folder.Path("again.json"));
        foreach (var file in (string[])[bom, again])
            await Script.RunAsync(
                Script.Of("bom"), Assets(), Release(folder), "1.2.3", "amd64",
                folder.Write("opensslv.h", "# define OPENSSL_VERSION_STR \"3.0.99\"\n"), file);
        Assert.Equal(await ReadAsync(bom), await ReadAsync(again));

        using var document = JsonDocument.Parse(await ReadAsync(bom));
        var root = document.RootElement;
        Assert.Equal(("CycloneDX", "1.6", 1), (Text(root, "bomFormat"), Text(root, "specVersion"), root.GetProperty("version").GetInt32()));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Text(root, "serialNumber"));
        Assert.Equal("2023-11-14T22:13:20Z", Text(root.GetProperty("metadata"), "timestamp"));

        var components = root.GetProperty("components").EnumerateArray().ToList();
        Assert.All(components, component =>
        {
            Assert.Contains(Text(component, "type"), (string[])["library", "data", "file"]);
            Assert.NotEqual("", Text(component, "name"));
            Assert.NotEqual("", Text(component, "version"));
            if (component.TryGetProperty("purl", out var purl))
                Assert.Matches(@"^pkg:(nuget|generic)/[A-Za-z0-9._-]+@[A-Za-z0-9._%~-]+$", purl.GetString()!);
        });
        var references = components.Select(component => Text(component, "bom-ref")).ToList();
        Assert.Equal(references.Count, references.Distinct().Count());
        var dependency = Assert.Single(root.GetProperty("dependencies").EnumerateArray());
        Assert.Equal(Text(root.GetProperty("metadata").GetProperty("component"), "bom-ref"), Text(dependency, "ref"));
        Assert.Equal(references, dependency.GetProperty("dependsOn").EnumerateArray().Select(one => one.GetString()!));

        var wasmtime = components.Single(component => Text(component, "name") == "Wasmtime");
        Assert.Equal("Apache-2.0 WITH LLVM-exception", Text(wasmtime.GetProperty("licenses")[0], "expression"));
        Assert.Equal("3.0.99", Text(components.Single(component => Text(component, "name") == "openssl"), "version"));
        Assert.Equal("3.13.5", Text(components.Single(component => Text(component, "name") == "python3.13"), "version"));
        var program = components.Single(component => Text(component, "name") == "wasmill");
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData("the program"u8)), Text(program.GetProperty("hashes")[0], "content"));
    }

    [Fact]
    public async Task The_notices_name_every_package_of_the_bill_with_its_license()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Path("notices.txt");
        await Script.RunAsync(Script.Of("notices"), Assets(), file);
        var notices = await ReadAsync(file);
        var packages = (await Script.RunAsync(Script.Of("packages"), Assets())).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToList();
        Assert.Contains(packages, package => package[0] == "Wasmtime");
        Assert.All(packages, package => Assert.Contains($"\n{package[0]} {package[1]}\n", notices, StringComparison.Ordinal));
        Assert.All(packages, package => Assert.Contains($"License: {package[2]}\n", notices, StringComparison.Ordinal));
        Assert.Empty(Path().Matches(notices));
    }

    private static string Release(TemporaryFolder folder)
    {
        folder.Write("release/wasmill", "the program");
        folder.Write("release/libwasmtime.so", "a library");
        folder.Write("release/code/0123.cwasm", "code");
        return folder.Path("release");
    }

    private static string Assets()
    {
        var assets = Checkout.Path("artifacts", "obj", "Wasmill", "project.assets.json");
        Assert.SkipUnless(File.Exists(assets), "the solution has not been built in this checkout");
        return assets;
    }

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [GeneratedRegex(@"/(home|root|work)/\S*\.nuget")]
    private static partial Regex Path();
}
