using Wasmill.Functions.Inspection;

namespace Wasmill.Functions.Tests.Inspection;

public sealed class SpinImportNamesTests
{
    [Theory]
    [InlineData("fermyon:spin/config", "get-config", "spin-config", "get-config")]
    [InlineData("fermyon:spin/http", "send-request", "wasi-outbound-http", "request")]
    [InlineData("fermyon:spin/key-value", "get-keys", "key-value", "get-keys")]
    [InlineData("fermyon:spin/redis", "publish", "outbound-redis", "publish")]
    [InlineData("key-value", "get", "key-value", "get")]
    [InlineData("wasi_snapshot_preview1", "fd_write", "wasi_snapshot_preview1", "fd_write")]
    public void A_later_name_means_the_function_of_the_earlier_one(string module, string name, string earlierModule, string earlierName)
        => Assert.Equal((earlierModule, earlierName), SpinImportNames.Earlier(module, name));
}
