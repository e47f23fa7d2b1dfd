import json

from spin_http import Response


def handle_request(request):
    """Adds a greeting to the event in the request and answers with the result as a new event."""
    headers = dict(request.headers.items())
    print(f"{headers.get('ce-type')} from {headers.get('ce-source')}")

    data = json.loads(request.body)
    data["hello"] = "wasm"

    answer = {
        "content-type": "application/json",
        "ce-specversion": headers.get("ce-specversion", "1.0"),
        "ce-type": f"{headers.get('ce-type')}.transformed",
        "ce-source": "spin-app",
    }
    return Response(200, answer, json.dumps(data))
