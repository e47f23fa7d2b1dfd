use spin_sdk::http::{Request, Response};
use spin_sdk::http_component;

/// Answers a request; an event gets an event back.
#[http_component]
fn handle_request(request: Request) -> Response {
    println!("{} {}", request.method(), request.uri());
    let attribute = |name: &str| {
        request
            .header(name)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };

    let mut response = Response::builder();
    response.status(200);
    match (attribute("ce-type"), attribute("ce-id")) {
        (Some(kind), Some(id)) => {
            let mut body = b"{\"seen\": ".to_vec();
            body.extend_from_slice(request.body());
            body.push(b'}');
            response.header("content-type", "application/json");
            response.header("ce-specversion", "1.0");
            response.header("ce-id", format!("{id}-seen"));
            response.header("ce-source", "{{project-name}}");
            response.header("ce-type", format!("{kind}.seen"));
            response.body(body).build()
        }
        _ => {
            response.header("content-type", "text/plain");
            response.body("Hello from {{project-name}}\n").build()
        }
    }
}
