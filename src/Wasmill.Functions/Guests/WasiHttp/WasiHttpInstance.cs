using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Wasi.Http;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Guests.WasiHttp;

// Tested by: WasiHttpTypesTests
/// <summary>
/// A live core module of <c>wasi:http/incoming-handler</c>: the handler gets the handles of the request and of the place for the response,
/// and asks the host for everything else. No handle outlives its call.
/// </summary>
/// <param name="sandbox">The instance; this object takes ownership.</param>
/// <param name="exports">The module's exports.</param>
internal sealed class WasiHttpInstance(SandboxInstance sandbox, WasiHttpExports exports) : CoreInstance(sandbox)
{
    private readonly ResourceTable _resources = new();

    /// <inheritdoc />
    protected override FunctionResponse Answer(GuestCall call, FunctionRequest request)
    {
        call.Resources = _resources;
        call.IsComponentModel = true;
        var place = new ResponseOutparam();
        try
        {
            if (exports.Initialize is not null && Answers == 0)
                Sandbox.Call(exports.Initialize);
            var handle = _resources.Add(new IncomingRequest(request));
            Sandbox.Call(exports.Handle, (int)handle, (int)_resources.Add(place));
            return HttpAnswer.Read(call, place);
        }
        finally
        {
            // What reads the body must not wait for more, however the call has ended.
            place.Response?.Body?.Drop();
            call.Unsent = null;
            _resources.Clear();
        }
    }
}
