using System.Globalization;
using System.Text;
using Wasmill.Apps.Tests.Serving;
using Wasmill.Functions.Inspection;
using Xunit.Sdk;

namespace Wasmill.Apps.Tests.Guests;

/// <summary>
/// Programs of today's toolchains (../shared/guests) answer their cases over real HTTP, by the manifests that a user would write; the table
/// in docs/spin.md says which of them. <c>WASMILL_WRITE_TABLE=1</c> writes it anew.
/// </summary>
public sealed class GuestCasesTests
{
    private const string Begin = "<!-- Written by WASMILL_WRITE_TABLE=1 ./test -class '*GuestCasesTests' -->\n";
    private const string End = "<!-- The end of the table. -->\n";

    [Fact]
    public async Task The_table_of_modules_is_what_their_cases_say()
    {
        var table = new StringBuilder("\n| module | made by | kind | cases |\n|---|---|---|---|\n");
        var failed = new List<string>();
        foreach (var module in GuestModule.All)
        {
            var report = ModuleInspector.Inspect(module.Read(), module.File);
            var cases = report.Advice is null ? await RunAsync(module, failed) : "refused";
            table.Append(
                CultureInfo.InvariantCulture, $"| {module.Language}/{module.Name} | {module.Toolchain} | {report.Abi} | {cases} |\n");
        }

        Assert.Empty(failed);
        var page = Checkout.Path("docs", "spin.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var written = $"{text[..begin]}{table}\n{text[end..]}";
        if (Environment.GetEnvironmentVariable("WASMILL_WRITE_TABLE") == "1")
            await File.WriteAllTextAsync(page, written, TestContext.Current.CancellationToken);
        else
            Assert.Equal(written, text);
    }

    private static async Task<string> RunAsync(GuestModule module, List<string> failed)
    {
        await using var sink = await GuestSink.StartAsync();
        var cases = module.ReadCases(sink.Address);
        await using var app = await ServedApp.StartAsync(
            manifest: module.Manifest,
            prepare: folder => File.WriteAllBytes(Path.Combine(folder, module.File), module.Read()),
            deadline: TimeSpan.FromSeconds(30));
        var right = 0;
        foreach (var one in cases)
        {
            var answer = new GuestAnswer(await app.ExchangeAsync(one.Request));
            try
            {
                one.Check(answer);
                right++;
            }
            catch (XunitException error)
            {
                failed.Add($"{module.Name}: {error.Message}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{right} of {cases.Count}");
    }
}
