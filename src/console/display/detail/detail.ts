import { curlOf } from '../events/curl';
import { button, byId, el, square } from '../parts/dom';
import { clockTime, counted, duration, hue, size } from '../parts/format';
import { thread, type HeldEvent } from '../events/held-event';
import { toJson } from '../events/payload';
import { payloadView } from './payload-view';
import { hashOf } from '../events/permalink';
import { threadView } from './thread-view';
import { copy } from '../parts/toast';

const tabs = ['Data', 'Attributes', 'Raw request', 'Send again'] as const;
type Tab = typeof tabs[number];

/** One event: its payload, attributes, request, thread, and how to send it again. */
export class Detail {
  readonly element = byId('detail');
  private tab: Tab = 'Data';
  private event: HeldEvent | null = null;
  private address = `${location.origin}/`;
  private replies = 0;

  constructor(private readonly select: (event: HeldEvent) => void, private readonly close: () => void) {
    this.show(null);
  }

  /** Shows an event. */
  show(event: HeldEvent | null): void {
    this.event = event;
    if (!event) {
      const key = (name: string): HTMLElement => el('kbd', '', name);
      this.element.replaceChildren(el(
        'p', 'nothing',
        'Select an event to see it here.', el('br'),
        key('j'), ' ', key('k'), ' move, ', key('/'), ' filters, ', key('?'), ' shows all keys'));
      return;
    }
    this.draw(event);
    this.element.scrollTop = 0;
  }

  /** Shows that an event is not there. */
  showMissing(source: string, id: string): void {
    this.event = null;
    this.element.replaceChildren(el(
      'p', 'nothing', `The event ${id} from ${source} is not held by this page.`, el('br'), 'It is shown here when it comes.'));
  }

  /** Draws the thread again if a reply came, and nothing else: the reader may be in the middle of a payload. */
  refresh(): void {
    if (!this.event || count(this.event.root) === this.replies) return;
    this.replies = count(this.event.root);
    const story = threadView(this.event, this.select), before = this.element.querySelector('.story');
    this.element.querySelector('.sub')?.replaceWith(this.origin(this.event));
    if (this.tab !== 'Data' || !story) return;
    if (before) before.replaceWith(story);
    else this.element.querySelector('.panel')!.append(story);
  }

  /** Goes to a tab by its number from 0. */
  open(index: number): void {
    const tab = tabs[index];
    if (!this.event || !tab) return;
    this.tab = tab;
    this.draw(this.event);
  }

  /** Goes to the search in the payload. */
  find(): void {
    this.open(0);
    this.element.querySelector<HTMLElement>('.find input')?.focus();
  }

  copyPayload(): void {
    const data = this.event?.wire.data;
    if (data) void copy(data.text ?? data.base64 ?? '', data.text === undefined ? 'Payload (base64)' : 'Payload');
  }

  copyJson(): void {
    if (this.event) void copy(toJson(this.event), 'JSON');
  }

  copyCurl(): void {
    const command = this.event && curlOf(this.event, this.address);
    if (command) void copy(command, 'Command');
  }

  copyLink(): void {
    if (this.event) void copy(`${location.origin}${location.pathname}${hashOf(this.event)}`, 'Link');
  }

  private draw(event: HeldEvent): void {
    this.replies = count(event.root);
    const bar = el('div', 'tabs');
    bar.setAttribute('role', 'tablist');
    for (const [index, tab] of tabs.entries()) {
      const made = button(tab, '', () => {
        this.open(index);
        this.element.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
      });
      made.setAttribute('role', 'tab');
      made.setAttribute('aria-selected', String(tab === this.tab));
      if (tab === 'Attributes') made.append(el('small', '', String(Object.keys(event.wire.attributes).length)));
      bar.append(made);
    }
    const panel = el('div', this.tab === 'Data' ? 'panel fits' : 'panel');
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-label', this.tab);
    panel.append(...this.content(event));
    this.element.replaceChildren(this.head(event), bar, panel);
  }

  private head(event: HeldEvent): HTMLElement {
    const acts = el(
      'div', 'acts',
      button('← Events', 'btn back', this.close),
      button('Copy payload', 'btn', () => this.copyPayload(), 'c'),
      button('Copy JSON', 'btn', () => this.copyJson(), 'The event in the JSON format of CloudEvents'),
      button('Link', 'btn', () => this.copyLink(), 'Copy a link to this event (l)'),
      button('Send again', 'btn primary', () => this.open(3), 'A curl command that sends it again (u copies it)'));
    if (!event.wire.data) acts.children[1]!.remove();
    return el('div', 'head', el('h2', '', square(hue(event.type)), event.type), this.origin(event), acts);
  }

  private origin(event: HeldEvent): HTMLElement {
    const line = el('div', 'sub', 'from ', el('b', '', event.source));
    if (event.parent) {
      const parent = event.parent, link = el('a', '', parent.type), elapsed = event.received.getTime() - parent.received.getTime();
      link.href = hashOf(parent);
      link.addEventListener('click', press => {
        press.preventDefault();
        this.select(parent);
      });
      line.append(', a reply to ', link, ` ${duration(Math.abs(elapsed))} ${elapsed < 0 ? 'later' : 'earlier'}`);
    } else if (event.wire.cause) {
      line.append(', a reply');
    }
    return line;
  }

  private content(event: HeldEvent): HTMLElement[] {
    switch (this.tab) {
      case 'Data': return this.data(event);
      case 'Attributes': return [list(Object.entries(event.wire.attributes))];
      case 'Raw request': return request(event);
      case 'Send again': return [this.curl(event)];
    }
  }

  private data(event: HeldEvent): HTMLElement[] {
    const { attributes, data } = event.wire, type = String(attributes['datacontenttype'] ?? '');
    const pairs: [string, string][] = [['id', event.id]];
    if (event.subject) pairs.push(['subject', event.subject]);
    pairs.push(attributes['time'] === undefined ? ['received', clockTime(event.received)] : ['time', String(attributes['time'])]);
    if (data) pairs.push(['content type', `${type || 'not declared'}, ${counted(data.bytes, 'byte')}`]);
    const story = threadView(event, this.select);
    return [
      list(pairs),
      ...(data ? payloadView(data, type) : [el('p', 'note', 'The event has no payload.')]),
      ...(story ? [story] : []),
    ];
  }

  private curl(event: HeldEvent): HTMLElement {
    const input = el('input'), place = el('div');
    const draw = (): void => {
      const command = curlOf(event, this.address);
      place.replaceChildren(command === null
        ? el('p', 'sub', 'The payload is not held whole, so that the event cannot be sent again from here.')
        : el('div', 'command', el('code', '', command), button('Copy', 'btn small', () => this.copyCurl(), 'u')));
    };
    input.value = this.address;
    input.spellcheck = false;
    input.addEventListener('input', () => {
      this.address = input.value;
      draw();
    });
    draw();
    return el('div', 'curl', el('label', '', 'Address of a broker, a function or this display', input), place);
  }
}

function request({ wire: { request, data } }: HeldEvent): HTMLElement[] {
  const text = el('pre', 'text', el('span', 'w', request.line), '\n');
  for (const [name, value] of request.headers) text.append(el('span', 'k', name), ': ', value, '\n');
  const body = request.mode === 'structured' ? request.body : request.mode === 'binary' ? data?.text : undefined;
  const isCut = request.mode === 'structured' && body !== undefined && new TextEncoder().encode(body).length < request.bytes;
  if (body !== undefined) text.append('\n', body.length > longestBody ? body.slice(0, longestBody) : body);
  const notes: string[] = [];
  if (request.mode === 'batch') notes.push(`One of ${request.events} events in a batch of ${size(request.bytes)}.`);
  if (isCut || body !== undefined && body.length > longestBody) notes.push(`The beginning of ${size(request.bytes)}.`);
  if (request.mode === 'binary' && data?.base64 !== undefined) notes.push(`The body is binary, ${size(request.bytes)}: see Data.`);
  return [...notes.map(note => el('p', 'note', note)), text];
}

// The browser lays out the whole text at once; the payload view has the rest.
const longestBody = 64 << 10;

function list(pairs: readonly (readonly [string, string | number | boolean])[]): HTMLElement {
  const list = el('dl');
  for (const [name, value] of pairs) list.append(el('dt', '', name), el('dd', 'mono', String(value)));
  return list;
}

function count(root: HeldEvent): number {
  let sum = 0;
  for (const _ of thread(root)) sum++;
  return sum;
}
