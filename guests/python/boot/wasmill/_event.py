"""The CloudEvent type (CloudEvents specification 1.0.2)."""
from wasmill._payload import Payload

ATTRIBUTES = ('specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema')

_HOW = 'CloudEvent(type="...", source="...", data=...) or CloudEvent({"type": "...", "source": "..."}, data)'
# What makes an event another one when it changes, and what it then has no longer from the event that came in.
_IDENTIFIED_BY = frozenset(('type', 'source', 'data'))
_IDENTITY = frozenset(('id', 'time'))
_NONE = frozenset()
_SPECIFIED = frozenset(ATTRIBUTES)


def _attribute(name):
    return property(lambda event: event._attributes.get(name), lambda event, value: event._set(name, value), lambda event: event._set(name, None))


class CloudEvent:
    """An event. Attributes are properties and items: event.type, event["myextension"]. event.data is parsed when it is JSON, bytes otherwise; event.raw is the payload's bytes.

    All of them can be set. It is made in the style of this module, CloudEvent(type=..., source=..., data=...), or in that of the CloudEvents SDK,
    CloudEvent({"type": ..., "source": ...}, data); the methods of the SDK's classes are there too.
    """

    # _received: those of id and time that are still the values of the event that came in. _is_changed: it has become another event since.
    __slots__ = ('_attributes', '_payload', '_received', '_is_changed')

    def __init__(self, type=None, source=None, data=None, *, attributes=None, **more):
        if attributes is None and hasattr(type, 'keys'):
            if data is not None and source is not None:
                raise TypeError(f'CloudEvent takes one payload: {_HOW}')
            attributes, data, type, source = type, source if data is None else data, None, None
        _fill(self, {'specversion': '1.0'}, Payload(None, data, True), _NONE, False)
        for name, value in (attributes or {}).items():
            self._set(name.lower() if isinstance(name, str) else name, value)
        for name, value in (('type', type), ('source', source), *more.items()):
            if value is not None:
                self._set(name, value)
        missing = [name for name in ('type', 'source') if name not in self._attributes]
        if missing:
            raise TypeError(f'CloudEvent is given no {" and no ".join(missing)}: {_HOW}')

    @classmethod
    def from_parts(cls, attributes, raw):
        """An event that came in, out of attributes as text and the payload's bytes, or None for no payload."""
        event = cls.__new__(cls)
        _fill(event, attributes, Payload(raw, None, False), _IDENTITY, False)
        return event

    @classmethod
    def create(cls, attributes, data=None):
        return cls(attributes, data)

    specversion, id, source, type, subject, time, datacontenttype, dataschema = map(_attribute, ATTRIBUTES)

    @property
    def data(self):
        return self._payload.data(self._attributes.get('datacontenttype'))

    @property
    def raw(self):
        """The payload's bytes, b'' when there is none."""
        return self._payload.raw(self._attributes.get('datacontenttype'))

    @property
    def has_data(self):
        return not self._payload.is_empty

    @property
    def attributes(self):
        """A copy of all attributes that have a value, by name."""
        return dict(self._attributes)

    def get(self, name, default=None):
        return self._attributes.get(name, default)

    def keys(self):
        return self._attributes.keys()

    def __getitem__(self, name):
        return self._attributes[name]

    def __setitem__(self, name, value):
        self._set(name, value)

    def __delitem__(self, name):
        if name not in self._attributes:
            raise KeyError(name)
        self._set(name, None)

    def __contains__(self, name):
        return name in self._attributes

    def __iter__(self):
        return iter(self._attributes)

    def __len__(self):
        return len(self._attributes)

    # Extensions; the attributes of the specification are properties.
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(f'the event has no attribute {name!r}')
        try:
            return self._attributes[name]
        except KeyError:
            raise AttributeError(f'the event has no attribute {name!r}') from None

    def __setattr__(self, name, value):
        if name == 'data':
            self._change_payload(Payload(None, value, True))
        elif name == 'raw':
            self._change_payload(Payload(value, None, False))
        elif name in _METHODS:
            raise AttributeError(f'{name!r} is a method of an event and cannot be set; use event[{name!r}] for an attribute of that name')
        else:
            self._set(name, value)

    def __delattr__(self, name):
        if name not in self._attributes:
            raise AttributeError(f'the event has no attribute {name!r}')
        self._set(name, None)

    def replace(self, **changes):
        """A copy with some attributes or the data changed. None removes an attribute. A changed type, source or data makes another event: give it an id, or the broker does."""
        attributes, received = dict(self._attributes), self._received
        if 'id' not in changes and not _IDENTIFIED_BY.isdisjoint(changes):
            received = _NONE
            attributes.pop('id', None)
            if 'time' not in changes:
                attributes.pop('time', None)
        payload = Payload(None, changes.pop('data'), True) if 'data' in changes else self._payload.copy()
        copy = CloudEvent.__new__(CloudEvent)
        _fill(copy, attributes, payload, received, self._is_changed)
        for name, value in changes.items():
            copy._set(name, value)
        return copy

    def __copy__(self):
        return self.replace()

    def __deepcopy__(self, memo):
        from copy import deepcopy
        copy = self.replace()
        _set_payload(copy, deepcopy(self._payload, memo))
        return copy

    def to_dict(self):
        """All attributes, and the data under "data"."""
        return {**self._attributes, 'data': self.data}

    def get_attributes(self):
        return self.attributes

    def get_data(self):
        return self.data

    def get_id(self):
        return self.id

    def get_source(self):
        return self.source

    def get_type(self):
        return self.type

    def get_specversion(self):
        return self.specversion

    def get_datacontenttype(self):
        return self.datacontenttype

    def get_dataschema(self):
        return self.dataschema

    def get_subject(self):
        return self.subject

    def get_time(self):
        """The time as a datetime, None when there is none; event.time is its text."""
        if self.time is None:
            return None
        from datetime import datetime
        return datetime.fromisoformat(self.time)

    def get_extension(self, extension_name):
        return self.get(extension_name)

    def __eq__(self, other):
        if not isinstance(other, CloudEvent):
            return NotImplemented
        return self._attributes == other._attributes and (self.raw == other.raw or self.data == other.data)

    __hash__ = None

    def __repr__(self):
        attributes = ', '.join(f'{name}={value!r}' for name, value in self._attributes.items())
        return f'CloudEvent({attributes}, data={self.data!r})'

    def to_send(self):
        """The attributes that leave with the event, to be read only: without the id and time of an event that came in and is another one by now."""
        received = self._received
        if received and (self._is_changed or self._payload.was_changed(self._attributes.get('datacontenttype'))):
            return {name: value for name, value in self._attributes.items() if name not in received}
        return self._attributes

    def _change_payload(self, payload):
        _set_payload(self, payload)
        _set_is_changed(self, True)

    def _set(self, name, value):
        if name not in _SPECIFIED and not (isinstance(name, str) and name.isascii() and name.isalnum() and name == name.lower()):
            raise ValueError(f'{name!r} is not a valid attribute name; use lower-case letters a to z and digits only')
        if name == 'data':
            raise ValueError(f'data is not an attribute: set event.data, or give the payload by {_HOW}')
        if name in self._received:
            # An event that has an id of its own has its time too.
            _set_received(self, _NONE if name == 'id' else self._received - {name})
        if name in _IDENTIFIED_BY and self._attributes.get(name) != value:
            _set_is_changed(self, True)
        if value is None:
            self._attributes.pop(name, None)
        elif isinstance(value, bool):
            self._attributes[name] = 'true' if value else 'false'
        elif isinstance(value, (str, int)):
            self._attributes[name] = str(value)
        elif hasattr(value, 'isoformat'):
            if name == 'time' and getattr(value, 'tzinfo', None) is None:
                raise ValueError('the time of an event needs a time zone; use datetime.now(timezone.utc)')
            self._attributes[name] = value.isoformat()
        else:
            raise TypeError(f'the attribute {name} must be text, a number or a truth value, not {type(value).__name__}')


_METHODS = frozenset(name for name in vars(CloudEvent) if not name.startswith('_')) - {'data', 'raw', *ATTRIBUTES}
_set_attributes, _set_payload, _set_received, _set_is_changed = (getattr(CloudEvent, name).__set__ for name in CloudEvent.__slots__)


def _fill(event, attributes, payload, received, is_changed):
    # The slots' own setters: CloudEvent.__setattr__ sets the attributes of the event.
    _set_attributes(event, attributes)
    _set_payload(event, payload)
    _set_received(event, received)
    _set_is_changed(event, is_changed)
