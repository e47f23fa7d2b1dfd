"""CloudEvents over HTTP: binary and structured mode in, binary mode and batches out (HTTP protocol binding 1.0.2)."""
import base64
import json
from urllib.parse import quote, unquote

from wasmill._event import CloudEvent
from wasmill._payload import is_json

_REQUIRED = ('specversion', 'id', 'source', 'type')
# Section 3.1.3.2: printable ASCII stands as it is, but for the blank, the double quote and the percent sign.
_UNQUOTED = ''.join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"%')


class NotAnEvent(ValueError):
    """The request does not carry a CloudEvent."""


def decode(request):
    """The CloudEvent of a request."""
    content_type, attributes = None, []
    for name, value in request.headers._lines:
        name = name.lower()
        if name.startswith('ce-'):
            attributes.append((name[3:], value))
        elif name == 'content-type':
            if content_type is not None:
                raise NotAnEvent('the header Content-Type is given twice')
            content_type = value
    media_type = (content_type or '').partition(';')[0].strip().lower()
    if media_type.startswith('application/cloudevents'):
        if media_type != 'application/cloudevents+json':
            raise NotAnEvent(f'a function takes one event in JSON, not {media_type}')
        return _decode_structured(request.body)
    return _decode_binary(attributes, content_type, request.body)


def _decode_binary(pairs, content_type, body):
    attributes = {name: _decode_value(value) for name, value in pairs}
    if len(attributes) != len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if any(name == other for other, _ in pairs[:place]))
        raise NotAnEvent(f'the attribute {twice} is given twice')
    _require(attributes, 'the header ce-')
    if content_type:
        attributes['datacontenttype'] = content_type
    return CloudEvent.from_parts(attributes, body or None)


def _decode_value(value):
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return unquote(value)


def _decode_structured(body):
    try:
        members = json.loads(body)
    except ValueError as error:
        raise NotAnEvent(f'the event is not JSON: {error}') from None
    if not isinstance(members, dict):
        raise NotAnEvent('the event is not a JSON object')
    data, encoded = members.pop('data', None), members.pop('data_base64', None)
    attributes = {name: _canonical(value) for name, value in members.items() if value is not None}
    _require(attributes, 'the attribute ')
    if encoded is not None:
        return CloudEvent.from_parts(attributes, base64.b64decode(encoded))
    if data is None:
        return CloudEvent.from_parts(attributes, None)
    if isinstance(data, str) and not is_json(attributes.get('datacontenttype')):
        return CloudEvent.from_parts(attributes, data.encode())
    return CloudEvent.from_parts(attributes, json.dumps(data).encode())


def _canonical(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _require(attributes, where):
    for name in _REQUIRED:
        if not attributes.get(name):
            raise NotAnEvent(f'the request is not a CloudEvent: {where}{name} is missing')


def encode_one(event):
    """Headers and body of one event in binary mode."""
    headers = [('ce-' + name, quote(value, safe=_UNQUOTED)) for name, value in event.to_send().items() if name != 'datacontenttype']
    content_type = event.get('datacontenttype') or ('application/json' if event.has_data else None)
    if content_type:
        headers.append(('content-type', content_type))
    return headers, event.raw


def encode_batch(events):
    """Headers and body of several events."""
    return [('content-type', 'application/cloudevents-batch+json')], json.dumps([_members(event) for event in events]).encode()


def _members(event):
    members = dict(event.to_send())
    if not event.has_data:
        return members
    if is_json(event.get('datacontenttype')):
        members['data'] = json.loads(event.raw)
    else:
        members['data_base64'] = base64.b64encode(event.raw).decode()
    return members
