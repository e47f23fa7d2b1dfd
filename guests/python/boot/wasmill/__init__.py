"""CloudEvents for functions.

    from wasmill import CloudEvent

    def handle_event(event):
        return event.replace(type=event.type + '.seen', data={**event.data, 'seen': True})

handle_event gets one event and returns one event, a list of events, or None to drop it.
"""
from wasmill._event import CloudEvent

__all__ = ['CloudEvent']
