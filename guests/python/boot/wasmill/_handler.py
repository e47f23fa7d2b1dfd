"""Puts a handle_event function behind the HTTP ABI."""
from spin_http import Response
from wasmill._event import CloudEvent
from wasmill._http import NotAnEvent, decode, encode_batch, encode_one


def handler_of(handle_event):
    """The handle_request that decodes an event, calls handle_event, and encodes what it returns."""

    def handle_request(request):
        try:
            event = decode(request)
        except NotAnEvent as error:
            return Response(400, [('content-type', 'text/plain; charset=utf-8')], f'{error}\n')
        return _answer(_events(handle_event(event)))

    return handle_request


def _events(returned):
    if returned is None:
        return []
    events = [returned] if isinstance(returned, CloudEvent) else [_own(event) for event in _iterate(returned)]
    for event in events:
        for name in ('source', 'type'):
            if not event.get(name):
                raise ValueError(f'handle_event returned an event without {name}: {event!r}')
    return events


def _own(event):
    if isinstance(event, CloudEvent):
        return event
    if _is_of_sdk(event):
        return CloudEvent(event.get_attributes(), event.get_data())
    raise TypeError(f'handle_event returned a list with {type(event).__name__} in it: only CloudEvent objects can be sent')


def _is_of_sdk(event):
    """Whether it is an event of the CloudEvents SDK, which an app may have in vendor/."""
    return hasattr(event, 'get_attributes') and hasattr(event, 'get_data')


def _iterate(returned):
    if _is_of_sdk(returned):
        return [returned]
    if isinstance(returned, (str, bytes, dict)) or not hasattr(returned, '__iter__'):
        raise TypeError(f'handle_event must return a CloudEvent, a list of them, or None, not {type(returned).__name__}')
    return returned


def _answer(events):
    if not events:
        return Response(204)
    headers, body = encode_one(events[0]) if len(events) == 1 else encode_batch(events)
    return Response(200, headers, body)
