import { Detail } from './detail/detail';
import { Feed, type Connection } from './events/feed';
import { Filter } from './events/filter';
import type { HeldEvent } from './events/held-event';
import { isWhole, toJsonLines } from './events/payload';
import { hashOf, parseHash } from './events/permalink';
import { mostBytes, mostEvents, Store } from './events/store';
import { toggleHelp } from './help';
import { Empty } from './list/empty';
import { EventList, type Row } from './list/event-list';
import { Facets } from './list/facets';
import { byId, setText } from './parts/dom';
import { count, counted, size } from './parts/format';
import { toast } from './parts/toast';

// What the eye follows; and a tenth of the work of drawing each frame.
const pace = 100;
// How long a row stays where it is for the pointer to reach it.
const hold = 1500;

/** The page: takes the events, and draws what changed. */
class Page {
  private readonly store = new Store();
  private readonly filter = new Filter();
  private readonly list = new EventList(event => this.select(event, true));
  private readonly detail = new Detail(event => this.select(event, true), () => this.close());
  private readonly facets = new Facets(type => this.chooseType(type));
  private readonly empty = new Empty(() => this.clearFilter());
  private readonly feed = new Feed(event => this.take(event), missed => this.store.missed += missed, state => this.connect(state));
  private readonly input = byId<HTMLInputElement>('filter');
  private selected: HeldEvent | null = null;
  private wanted = parseHash(location.hash);
  private rows: Row[] = [];
  private isPaused = false;
  private heldUntil = 0;
  private connection: Connection = 'connecting';
  private unseen = 0;
  private timer = 0;
  private holdTimer = 0;
  private drawn = -Infinity;

  start(): void {
    this.input.addEventListener('input', () => this.search());
    byId('pause').addEventListener('click', () => this.pause());
    byId('clear').addEventListener('click', () => this.clear());
    byId('download').addEventListener('click', () => this.download());
    byId('help-button').addEventListener('click', toggleHelp);
    byId('new').addEventListener('click', () => this.showNew());
    document.addEventListener('keydown', key => this.press(key));
    document.addEventListener('visibilitychange', () => this.look());
    window.addEventListener('hashchange', () => this.follow(parseHash(location.hash)));
    const list = this.list.element;
    list.addEventListener('scroll', () => this.freeze(), { passive: true });
    list.addEventListener('pointermove', move => {
      if (move.pointerType !== 'mouse') return;
      this.heldUntil = performance.now() + hold;
      this.freeze();
    });
    list.addEventListener('pointerleave', () => {
      this.heldUntil = 0;
      this.freeze();
    });
    new ResizeObserver(() => this.list.update()).observe(list);
    this.feed.start();
    if (this.wanted) this.detail.showMissing(this.wanted.source, this.wanted.id);
    this.draw();
  }

  private take(event: HeldEvent): void {
    this.filter.judge(event);
    this.store.add(event);
    if (document.hidden) this.unseen++;
    this.later();
  }

  private connect(state: Connection): void {
    this.connection = state;
    this.later();
  }

  /** Draws soon: at most ten times a second, whatever comes. */
  private later(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => requestAnimationFrame(() => this.draw()), Math.max(0, this.drawn + pace - performance.now()));
  }

  private draw(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.drawn = performance.now();
    this.freeze();
    this.store.trim();
    const counts = new Map<string, number>(), held = this.store.held;
    let total = 0;
    for (const event of held) {
      if (!event.matches) {
        if (!counts.has(event.type)) counts.set(event.type, 0);
        continue;
      }
      total++;
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    }
    this.rows = this.arrange(held);
    if (this.wanted) this.follow(this.wanted);
    this.list.show(this.rows, this.selected);
    this.facets.show(total, counts, this.filter.type);
    if (this.rows.length > 0) this.empty.hide();
    else if (held.length === 0) this.empty.showWaiting();
    else this.empty.showNoMatch(this.filter.text, this.filter.type, held.length);
    this.detail.refresh();
    this.drawState(held.length);
  }

  private drawState(held: number): void {
    const { waiting, received, missed } = this.store, shown = this.rows.length;
    const state = byId('state'), pause = byId('pause'), fresh = byId('new');
    state.className = `state ${this.connection === 'live' ? (this.isPaused ? 'paused' : '') : this.connection === 'lost' ? 'lost' : ''}`;
    setText(byId('state-text'), this.connection === 'lost' ? 'not connected, trying again'
      : this.connection === 'connecting' ? 'connecting' : `${this.isPaused ? 'paused' : 'live'} at ${location.host}`);
    state.title = byId('state-text').textContent!;
    pause.setAttribute('aria-pressed', String(this.isPaused));
    setText(byId('pause-text'), this.isPaused ? 'Resume' : 'Pause');
    fresh.hidden = waiting === 0;
    setText(fresh, `${count(waiting)} new`);
    const parts = [`${count(received)} received`, shown === received ? 'all shown' : `${count(shown)} shown`];
    if (missed > 0) parts.push(`${count(missed)} missed (they came too fast)`);
    if (shown < held) parts.push(`${count(held - shown)} filtered out`);
    setText(byId('count'), received === 0 ? 'no events yet' : parts.join(', '));
    setText(byId('limit'), `keeps the last ${count(mostEvents)} or ${size(mostBytes)}`);
    document.title = this.unseen > 0 ? `Events (${count(this.unseen)}) - Wasmill` : 'Events - Wasmill';
    const icon = byId<HTMLElement & { href: string }>('icon'), name = this.unseen > 0 ? 'icon-new.svg' : 'icon.svg';
    if (icon.getAttribute('href') !== name) icon.href = name;
  }

  /** The rows: the newest thread first, in it a reply below its cause. */
  private arrange(held: readonly HeldEvent[]): Row[] {
    const rows: Row[] = [];
    const open: Row[] = [];
    for (let i = held.length - 1; i >= 0; i--) {
      const first = held[i]!;
      if (first.parent) continue;
      if (first.children.length === 0) {
        if (this.filter.shows(first)) rows.push({ event: first, depth: 0 });
        continue;
      }
      open.push({ event: first, depth: 0 });
      for (let next = open.pop(); next; next = open.pop()) {
        const { event, depth } = next, isShown = this.filter.shows(event);
        if (isShown) rows.push(next);
        for (let j = event.children.length - 1; j >= 0; j--) open.push({ event: event.children[j]!, depth: depth + (isShown ? 1 : 0) });
      }
    }
    return rows;
  }

  /** While somebody reads, new events wait. */
  private freeze(): void {
    const isHeld = performance.now() < this.heldUntil;
    const frozen = this.isPaused || isHeld || this.list.element.scrollTop > 0;
    if (isHeld && !this.holdTimer) {
      this.holdTimer = setTimeout(() => {
        this.holdTimer = 0;
        this.freeze();
      }, this.heldUntil - performance.now() + 1);
    }
    if (frozen === this.store.frozen) return;
    this.store.frozen = frozen;
    if (frozen) return;
    this.store.release();
    this.later();
  }

  private showNew(): void {
    this.list.element.scrollTop = 0;
    this.heldUntil = 0;
    this.store.release();
    this.draw();
  }

  private pause(): void {
    this.isPaused = !this.isPaused;
    if (!this.isPaused) this.heldUntil = 0;
    this.draw();
  }

  private clear(): void {
    const removed = this.store.held.length + this.store.waiting;
    if (removed === 0) return;
    const undo = this.store.clear();
    this.feed.forget();
    this.list.element.scrollTop = 0;
    this.select(null, false);
    toast(`${counted(removed, 'event')} cleared`, {
      name: 'Undo',
      run: () => {
        undo();
        this.feed.recall();
        this.draw();
      },
    });
  }

  private download(): void {
    const events = this.rows.map(row => row.event).sort((one, other) => one.sequence - other.sequence);
    if (events.length === 0) {
      toast('There is nothing to download');
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(toJsonLines(events), { type: 'application/x-ndjson' }));
    link.download = `events-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    const cut = events.filter(event => !isWhole(event)).length;
    toast(`${counted(events.length, 'event')} downloaded${cut > 0 ? `; ${counted(cut, 'payload')} of more than 1 MB left out` : ''}`);
  }

  private search(): void {
    void this.filter.search(this.input.value, this.store.held, () => this.later());
  }

  private chooseType(type: string | null): void {
    this.filter.type = type;
    this.list.element.scrollTop = 0;
    this.draw();
  }

  private clearFilter(): void {
    this.input.value = '';
    this.filter.type = null;
    this.search();
    this.draw();
  }

  private select(event: HeldEvent | null, opens: boolean): void {
    this.wanted = null;
    if (event !== this.selected) {
      this.selected = event;
      this.detail.show(event);
      history.replaceState(null, '', event ? hashOf(event) : location.pathname);
    }
    document.body.classList.toggle('open', event !== null && (opens || document.body.classList.contains('open')));
    this.draw();
    if (event) this.list.reveal(event);
  }

  private follow(wanted: { source: string; id: string } | null): void {
    this.wanted = wanted;
    const event = wanted && this.store.find(wanted.source, wanted.id);
    if (!event) return;
    this.wanted = null;
    if (event === this.selected) return;
    this.selected = event;
    this.detail.show(event);
    document.body.classList.add('open');
    this.later();
    setTimeout(() => this.list.reveal(event), pace * 2);
  }

  private close(): void {
    document.body.classList.remove('open');
    this.list.element.focus();
  }

  private look(): void {
    if (document.hidden) return;
    this.unseen = 0;
    this.later();
  }

  private move(by: number): void {
    const event = this.list.neighbor(by);
    if (event) this.select(event, false);
  }

  private press(key: KeyboardEvent): void {
    const target = key.target as HTMLElement;
    if (key.key === 'Escape') {
      this.escape(target);
      return;
    }
    if (key.ctrlKey || key.metaKey || key.altKey || target.matches('input, textarea, select')) return;
    const isDialog = byId<HTMLDialogElement>('help').open;
    if (isDialog && key.key !== '?') return;
    const arrows = target === this.list.element;
    const action = this.action(key.key, arrows, target);
    if (!action) return;
    key.preventDefault();
    action();
  }

  private action(key: string, isList: boolean, target: HTMLElement): (() => void) | null {
    switch (key) {
      case '/': return () => { this.input.focus(); this.input.select(); };
      case 'j': return () => this.move(1);
      case 'k': return () => this.move(-1);
      case 'ArrowDown': return isList ? () => this.move(1) : null;
      case 'ArrowUp': return isList ? () => this.move(-1) : null;
      case 'g': case 'Home': return key === 'g' || isList ? () => this.move(-Infinity) : null;
      case 'G': case 'End': return key === 'G' || isList ? () => this.move(Infinity) : null;
      // A button that has the focus keeps its own Enter.
      case 'Enter': return target.matches('button, a') ? null : () => this.open();
      case '1': case '2': case '3': case '4': return () => this.detail.open(Number(key) - 1);
      case 'f': return () => this.detail.find();
      case 'p': return () => this.pause();
      case 'n': return () => this.showNew();
      case 'c': return () => this.detail.copyPayload();
      case 'u': return () => this.detail.copyCurl();
      case 'l': return () => this.detail.copyLink();
      case 'd': return () => this.download();
      case 'x': return () => this.clear();
      case '?': return toggleHelp;
      default: return null;
    }
  }

  private open(): void {
    const event = this.selected ?? this.list.neighbor(1);
    if (!event) return;
    this.select(event, true);
    this.detail.element.focus();
  }

  private escape(target: HTMLElement): void {
    if (byId<HTMLDialogElement>('help').open) return;
    if (target === this.input && this.input.value !== '') {
      this.input.value = '';
      this.search();
    } else if (target.matches('#detail input')) {
      this.detail.element.focus();
    } else if (document.body.classList.contains('open')) {
      this.close();
    } else {
      target.blur();
      this.list.element.focus();
    }
  }
}

new Page().start();
