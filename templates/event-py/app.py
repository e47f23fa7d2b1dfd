from wasmill import CloudEvent  # noqa: F401  CloudEvent(type=..., source=..., data=...) makes a new event


def handle_event(event):
    """Transforms one CloudEvent. Return one event, a list of events, or None to drop it."""
    print(f"{event.type} from {event.source}: {event.data}")
    return event.replace(type=event.type + ".seen", source="{{project-name}}", data={"seen": event.data})
