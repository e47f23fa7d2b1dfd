import { byId, el, setText, square } from '../parts/dom';
import { clockTime, hue, size } from '../parts/format';
import type { HeldEvent } from '../events/held-event';
import { labelOf } from '../events/payload';
import { VirtualRows } from '../parts/virtual-rows';

/** An event in the list, with the number of its causes in the list. */
export interface Row {
  readonly event: HeldEvent;
  readonly depth: number;
}

const deepest = 6;
// More than that at once is a stream, in which each row that fades is one more thing that moves.
const mostFading = 12;

/** The list of events. */
export class EventList {
  readonly element = byId('list');
  private readonly rows = new VirtualRows(this.element);
  private items: readonly Row[] = [];
  private selected: HeldEvent | null = null;
  private root: HeldEvent | null = null;
  private newest = 0;

  constructor(select: (event: HeldEvent) => void) {
    // Not click: the row under the pointer may be another one by then.
    this.element.addEventListener('pointerdown', press => {
      const event = this.at(press.target);
      if (event && press.button === 0 && press.pointerType === 'mouse') select(event);
    });
    // A finger that scrolls presses as well.
    this.element.addEventListener('click', press => {
      const event = this.at(press.target);
      if (event && (press as PointerEvent).pointerType !== 'mouse') select(event);
    });
  }

  get count(): number {
    return this.items.length;
  }

  /** Shows these events. */
  show(items: readonly Row[], selected: HeldEvent | null): void {
    this.items = items;
    this.selected = selected;
    this.root = selected?.root ?? null;
    if (this.root?.children.length === 0) this.root = null;
    const before = this.newest;
    let fresh = 0;
    for (const row of items) {
      if (row.event.sequence > before) fresh++;
      if (row.event.sequence > this.newest) this.newest = row.event.sequence;
    }
    const fades = fresh <= mostFading && before > 0;
    const height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
    this.rows.show({
      count: items.length,
      height,
      key: index => items[index]!.event,
      draw: (index, element) => this.draw(items[index]!, element, fades && items[index]!.event.sequence > before),
    });
    const current = selected && this.rows.viewport.querySelector('[aria-selected="true"]');
    if (current) this.element.setAttribute('aria-activedescendant', current.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  /** Finds an event by its distance from the selected one, among those that are shown. */
  neighbor(by: number): HeldEvent | null {
    if (this.items.length === 0) return null;
    const index = this.items.findIndex(row => row.event === this.selected);
    const last = this.items.length - 1;
    const next = index < 0 ? (by === 1 || by === -Infinity ? 0 : last) : Math.min(last, Math.max(0, index + by));
    return this.items[next]!.event;
  }

  /** Scrolls to an event. */
  reveal(event: HeldEvent): void {
    const index = this.items.findIndex(row => row.event === event);
    if (index >= 0) this.rows.reveal(index);
  }

  /** Draws what can be seen again. */
  update(): void {
    this.rows.later();
  }

  private at(target: EventTarget | null): HeldEvent | undefined {
    const id = (target as Element).closest('.row')?.id;
    return this.items.find(row => `event-${row.event.sequence}` === id)?.event;
  }

  private draw({ event, depth }: Row, element: HTMLElement | null, isNew: boolean): HTMLElement {
    const row = element ?? make(event);
    const reply = row.children[1]!.firstElementChild!;
    const indent = ' '.repeat(Math.min(Math.max(0, depth - 1), deepest) * 2);
    setText(reply, event.wire.cause || event.parent ? `${indent}${depth > 0 ? '└' : '↳'}` : '');
    (reply as HTMLElement).hidden = reply.textContent === '';
    row.setAttribute('aria-selected', String(event === this.selected));
    row.classList.toggle('thread', this.root !== null && event.root === this.root);
    if (isNew) row.classList.add('new');
    return row;
  }
}

function make(event: HeldEvent): HTMLElement {
  const type = el('span', 'type', el('span', 'reply'), square(hue(event.type)), el('span', 'name', event.type));
  const label = labelOf(event.wire.data), time = clockTime(event.received);
  // A narrow list has room for the first word.
  if (label) type.append(el('span', label.isBad ? 'chip bad' : 'chip', label.word, el('span', 'ms', label.rest)));
  const row = el(
    'div', 'row',
    el('span', 'time', time.slice(0, 8), el('span', 'ms', time.slice(8))), type,
    el('span', 'source', event.source), el('span', 'subject', event.subject),
    el('span', 'size', event.wire.data ? size(event.wire.data.bytes) : '-'));
  row.id = `event-${event.sequence}`;
  row.setAttribute('role', 'option');
  return row;
}
