"""The CloudEvent type (CloudEvents specification 1.0.2)."""
import json

ATTRIBUTES = ('specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema')


def is_json(media_type):
    """Whether a payload of this media type is JSON; without one it is, as the specification's JSON format has it."""
    if not media_type:
        return True
    kind = media_type.partition(';')[0].strip().lower()
    return kind.endswith(('/json', '+json'))


class CloudEvent:
    """An event. Attributes are properties and items: event.type, event["myextension"]. event.data is parsed when it is JSON, bytes otherwise; event.raw is the payload's bytes."""

    __slots__ = ('_attributes', '_raw', '_data', '_parsed')

    def __init__(self, type, source, data=None, *, id=None, time=None, subject=None, datacontenttype=None, dataschema=None, specversion='1.0', **extensions):
        self._attributes = {}
        core = {'specversion': specversion, 'id': id, 'source': source, 'type': type, 'subject': subject, 'time': time,
                'datacontenttype': datacontenttype, 'dataschema': dataschema}
        for name, value in {**core, **extensions}.items():
            self._set(name, value)
        self._raw, self._data, self._parsed = None, data, True

    @classmethod
    def from_parts(cls, attributes, raw):
        """An event out of attributes as text and the payload's bytes, or None for no payload."""
        event = cls.__new__(cls)
        event._attributes = dict(attributes)
        event._raw, event._data, event._parsed = raw, None, False
        return event

    @property
    def data(self):
        if not self._parsed:
            self._data = self._parse()
            self._parsed = True
        return self._data

    @property
    def raw(self):
        """The payload's bytes, b'' when there is none."""
        if self._raw is None:
            return b'' if self._data is None else self._serialise()
        return self._raw

    @property
    def has_data(self):
        return self._raw is not None or self._data is not None

    @property
    def attributes(self):
        """A copy of all attributes that have a value, by name."""
        return dict(self._attributes)

    def get(self, name, default=None):
        return self._attributes.get(name, default)

    def __getitem__(self, name):
        return self._attributes[name]

    def __contains__(self, name):
        return name in self._attributes

    def __getattr__(self, name):
        if name in ATTRIBUTES:
            return self._attributes.get(name)
        try:
            return self._attributes[name]
        except KeyError:
            raise AttributeError(f'the event has no attribute {name!r}') from None

    def replace(self, **changes):
        """A copy with some attributes or the data changed. None removes an attribute. A changed type, source or data makes another event: give it an id, or the broker does."""
        copy = CloudEvent.from_parts(self._attributes, self._raw)
        copy._data, copy._parsed = self._data, self._parsed
        if changes.keys() & {'type', 'source', 'data'} and 'id' not in changes:
            copy._attributes.pop('id', None)
            if 'time' not in changes:
                copy._attributes.pop('time', None)
        if 'data' in changes:
            copy._raw, copy._data, copy._parsed = None, changes.pop('data'), True
        for name, value in changes.items():
            copy._set(name, value)
        return copy

    def __eq__(self, other):
        if not isinstance(other, CloudEvent):
            return NotImplemented
        return self._attributes == other._attributes and self.raw == other.raw

    def __repr__(self):
        attributes = ', '.join(f'{name}={value!r}' for name, value in self._attributes.items())
        return f'CloudEvent({attributes}, data={self.data!r})'

    def _set(self, name, value):
        if not (name.isascii() and name.isalnum() and name == name.lower()):
            raise ValueError(f'{name!r} is no attribute name: lower-case letters a to z and digits only')
        if value is None:
            self._attributes.pop(name, None)
        elif isinstance(value, bool):
            self._attributes[name] = 'true' if value else 'false'
        elif isinstance(value, (str, int)):
            self._attributes[name] = str(value)
        elif hasattr(value, 'isoformat'):
            self._attributes[name] = value.isoformat()
        else:
            raise TypeError(f'the attribute {name} must be text, a number or a truth value, not {type(value).__name__}')

    def _parse(self):
        if self._raw is None:
            return None
        if not is_json(self._attributes.get('datacontenttype')):
            return self._raw
        try:
            return json.loads(self._raw)
        except ValueError as error:
            raise ValueError(f'the data of the event is not JSON, though its datacontenttype says so: {error}') from None

    def _serialise(self):
        if isinstance(self._data, (bytes, bytearray, memoryview)):
            return bytes(self._data)
        if isinstance(self._data, str) and not is_json(self._attributes.get('datacontenttype')):
            return self._data.encode()
        return json.dumps(self._data).encode()
