import json

from spin_http import Response


def handle_request(request):
    """Answers one HTTP request. Each request runs in a fresh sandbox."""
    # The headers of a CloudEvent in binary mode begin with "ce-".
    if request.headers.get("ce-type") is None:
        return Response(200, {"content-type": "text/plain"}, "Hello from {{project-name}}\n")

    print(f"event {request.headers['ce-type']}")
    data = json.loads(request.body or b"null")
    answer = {"seen": data}
    headers = {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-type": request.headers["ce-type"] + ".seen",
        "ce-source": "{{project-name}}",
    }
    return Response(200, headers, json.dumps(answer))
