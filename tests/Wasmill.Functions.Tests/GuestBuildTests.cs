using System.Diagnostics;
using System.Security.Cryptography;

namespace Wasmill.Functions.Tests;

public sealed class GuestBuildTests
{
    [Fact]
    public async Task The_committed_guests_are_what_their_source_gives()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/clang-19")
                && File.Exists("/usr/bin/wasm-ld-19")
                && Directory.Exists("/usr/include/wasm32-wasi")
                && Directory.Exists("/usr/lib/llvm-19/lib/clang/19/lib/wasi"),
            "clang-19, lld-19, libclang-rt-19-dev-wasm32 and wasi-libc are not all installed");
        var output = Directory.CreateTempSubdirectory("wasmill-guests-").FullName;
        using var build = Process.Start(new ProcessStartInfo(Path.Combine(TestGuests.Folder, "build.sh"), [output]))!;
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, build.ExitCode);
        Assert.Equal(Names(TestGuests.Folder), Names(output));
        foreach (var name in Names(output))
        {
            var built = SHA256.HashData(
                await File.ReadAllBytesAsync(Path.Combine(output, name + ".wasm"), TestContext.Current.CancellationToken));
            Assert.Equal(SHA256.HashData(TestGuests.Read(name)), built);
        }

        Directory.Delete(output, recursive: true);
    }

    private static string[] Names(string folder)
        => [.. Directory.GetFiles(folder, "*.wasm").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];
}
