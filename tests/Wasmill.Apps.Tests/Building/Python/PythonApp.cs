using System.Text;
using Wasmill.Apps.Building.Python;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>A Python app in a temporary folder, built with the real guest and run in the real sandbox.</summary>
internal sealed class PythonApp : IAsyncDisposable
{
    private IFunction? _function;

    public string Folder { get; } = Directory.CreateTempSubdirectory("wasmill-python-").FullName;

    public string Output => Path.Combine(Folder, "app.wasm");

    public static PythonApp With(string source)
    {
        var app = new PythonApp();
        app.Write("app.py", source);
        return app;
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public PythonBuildResult Build()
    {
        using var builder = new PythonBuilder(TestHost.Instance);
        return builder.Build(Folder, "app", Output);
    }

    public async Task LoadAsync(FunctionConfig? config = null)
    {
        Build();
        _function = await TestHost.Instance.LoadAsync(
            await File.ReadAllBytesAsync(Output, TestContext.Current.CancellationToken),
            config ?? new FunctionConfig { Name = "app" },
            TestContext.Current.CancellationToken);
    }

    public async Task<FunctionResult> CallAsync(string body = "", params HeaderField[] headers)
    {
        if (_function is null)
            await LoadAsync();
        return await _function!.InvokeAsync(
            new FunctionRequest("POST", "/", headers, Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_function is not null)
            await _function.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
