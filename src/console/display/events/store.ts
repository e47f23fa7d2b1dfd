import { HeldEvent } from './held-event';

/** What the page keeps; the same as the display. */
export const mostEvents = 10_000;
export const mostBytes = 64 << 20;

/** Events in the order in which they came, within the bounds. */
class Shelf {
  events: HeldEvent[] = [];
  bytes = 0;

  add(event: HeldEvent): void {
    this.events.push(event);
    this.bytes += event.size;
  }

  /** Removes the oldest beyond the bounds, and returns them. */
  trim(): HeldEvent[] {
    let count = 0;
    const left = (): number => this.events.length - count;
    while (left() > mostEvents || (this.bytes > mostBytes && left() > 1)) this.bytes -= this.events[count++]!.size;
    return count === 0 ? [] : this.events.splice(0, count);
  }
}

/** The events of the page, linked to their causes. While it is frozen, new ones wait. */
export class Store {
  private shelf = new Shelf();
  private queue = new Shelf();
  private readonly places = new Map<string, HeldEvent>();
  private readonly ids = new Map<string, HeldEvent>();
  private readonly identities = new Map<string, HeldEvent>();
  private readonly orphans = new Map<string, HeldEvent[]>();
  /** All events since the page was opened. */
  received = 0;
  /** Events that came too fast for the display to send them. */
  missed = 0;
  /** New events that went by while the page was frozen for long. */
  passed = 0;
  frozen = false;

  get held(): readonly HeldEvent[] {
    return this.shelf.events;
  }

  get waiting(): number {
    return this.queue.events.length + this.passed;
  }

  add(event: HeldEvent): void {
    this.received++;
    if (this.frozen) {
      this.queue.add(event);
      // Cutting the front off for each event would move all others each time.
      if (this.queue.events.length > mostEvents + 1000 || this.queue.bytes > mostBytes) this.passed += this.queue.trim().length;
      return;
    }
    this.insert(event);
  }

  /** Takes in the events that wait. */
  release(): void {
    this.passed = 0;
    const waiting = this.queue.events;
    this.queue = new Shelf();
    for (const event of waiting) this.insert(event);
  }

  /** Removes what is beyond the bounds. */
  trim(): void {
    for (const event of this.shelf.trim()) {
      if (event.wire.event && this.places.get(event.wire.event) === event) this.places.delete(event.wire.event);
      if (this.ids.get(event.id) === event) this.ids.delete(event.id);
      if (this.identities.get(event.identity) === event) this.identities.delete(event.identity);
      for (const child of event.children) child.parent = null;
      if (event.parent) event.parent.children.splice(event.parent.children.indexOf(event), 1);
      const waiting = event.wire.cause && this.orphans.get(event.wire.cause);
      if (waiting && waiting.length === 1) this.orphans.delete(event.wire.cause!);
      else if (waiting) waiting.splice(waiting.indexOf(event), 1);
    }
  }

  /** Finds an event by its identity. */
  find(source: string, id: string): HeldEvent | undefined {
    return this.identities.get(`${source}\n${id}`);
  }

  /** Removes all events; the result brings them back. */
  clear(): () => void {
    const removed = [...this.shelf.events, ...this.queue.events];
    this.shelf = new Shelf();
    this.queue = new Shelf();
    this.passed = 0;
    for (const map of [this.places, this.ids, this.identities, this.orphans]) map.clear();
    for (const event of removed) {
      event.parent = null;
      event.children.length = 0;
    }
    return () => {
      const newer = [...this.shelf.events, ...this.queue.events];
      this.clear();
      for (const event of [...removed, ...newer]) this.insert(event);
      this.trim();
    };
  }

  private insert(event: HeldEvent): void {
    this.shelf.add(event);
    const { event: place, cause, attributes } = event.wire;
    if (cause) {
      const parent = this.places.get(cause);
      if (parent) link(parent, event);
      else this.orphans.set(cause, [...this.orphans.get(cause) ?? [], event]);
    } else if (typeof attributes['causationid'] === 'string') {
      const parent = this.ids.get(attributes['causationid']);
      if (parent) link(parent, event);
    }
    this.ids.set(event.id, event);
    this.identities.set(event.identity, event);
    if (!place) return;
    this.places.set(place, event);
    for (const orphan of this.orphans.get(place) ?? []) link(event, orphan);
    this.orphans.delete(place);
  }
}

function link(parent: HeldEvent, child: HeldEvent): void {
  // What an event says of its cause may be wrong: there must be no circle.
  for (let above: HeldEvent | null = parent; above; above = above.parent) {
    if (above === child) return;
  }
  child.parent = parent;
  parent.children.push(child);
}
