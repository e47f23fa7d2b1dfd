import { HeldEvent, type WireEvent } from './held-event';

export type Connection = 'connecting' | 'live' | 'lost';

const clearedKey = 'wasmill-cleared';

/** The stream of the display's events. It connects again by itself, and what the page has stays. */
export class Feed {
  private instance = '';
  private last = 0;

  constructor(
    private readonly take: (event: HeldEvent) => void,
    private readonly missed: (count: number) => void,
    private readonly connection: (state: Connection) => void) {}

  start(): void {
    const source = new EventSource('events');
    source.onopen = () => this.connection('live');
    source.onerror = () => {
      this.connection('lost');
      // An answer that is no stream, for example of another program at this address, ends the browser's own attempts.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.start(), 2000);
    };
    source.onmessage = message => this.receive(message);
  }

  /** Lets a reload of the page leave out the events that came so far. */
  forget(): void {
    sessionStorage.setItem(clearedKey, `${this.instance}-${this.last}`);
  }

  /** Undoes `forget`. */
  recall(): void {
    sessionStorage.removeItem(clearedKey);
  }

  private receive(message: MessageEvent<string>): void {
    const [instance = '', digits] = message.lastEventId.split('-');
    const number = Number(digits);
    if (instance !== this.instance) {
      const [cleared, until] = (sessionStorage.getItem(clearedKey) ?? '').split('-');
      this.instance = instance;
      this.last = cleared === instance ? Number(until) : number - 1;
    }
    // The whole stream comes again when the browser connects without telling what it has.
    if (number <= this.last) return;
    if (number > this.last + 1) this.missed(number - this.last - 1);
    this.last = number;
    this.take(new HeldEvent(JSON.parse(message.data) as WireEvent));
  }
}
