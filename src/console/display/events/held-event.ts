/** A payload: its bytes as they came, as text where they are text. */
export interface Payload {
  /** Size of the whole payload in bytes. */
  readonly bytes: number;
  /** Number of bytes that `text` or `base64` has, when that is only the beginning. */
  readonly shown?: number;
  /** json: declared JSON, and is; broken: declared JSON, and is not; text: declared text, and is. */
  readonly format: 'json' | 'broken' | 'text' | 'other';
  /** What is wrong with a broken one. */
  readonly problem?: string;
  readonly text?: string;
  readonly base64?: string;
}

/** The request that an event came with. */
export interface RawRequest {
  readonly line: string;
  readonly mode: 'binary' | 'structured' | 'batch';
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly bytes: number;
  readonly events: number;
}

/** An event as the display sends it. */
export interface WireEvent {
  readonly number: number;
  readonly received: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Place of the event in its broker's log. */
  readonly event?: string;
  /** Place of the event that it replies to. */
  readonly cause?: string;
  readonly data?: Payload;
  readonly request: RawRequest;
}

let made = 0;

/** An event that the page holds. */
export class HeldEvent {
  /** Number on this page; unlike the display's it goes on when the display is restarted. */
  readonly sequence = ++made;
  readonly received: Date;
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  /** Approximate memory in bytes. */
  readonly size: number;
  parent: HeldEvent | null = null;
  readonly children: HeldEvent[] = [];
  /** Whether it contains the text of the filter. */
  matches = true;

  constructor(readonly wire: WireEvent) {
    this.received = new Date(wire.received);
    const text = (name: string): string => String(wire.attributes[name] ?? '');
    [this.type, this.source, this.id, this.subject] = [text('type'), text('source'), text('id'), text('subject')];
    let size = 1000 + (wire.data?.text ?? wire.data?.base64 ?? '').length + (wire.request.body?.length ?? 0);
    for (const [name, value] of wire.request.headers) size += name.length + value.length + 64;
    this.size = size;
  }

  /** What CloudEvents identifies an event by. */
  get identity(): string {
    return `${this.source}\n${this.id}`;
  }

  /** The first event of its thread. */
  get root(): HeldEvent {
    let root: HeldEvent = this;
    while (root.parent) root = root.parent;
    return root;
  }

  /** Whether it contains what a pattern finds. */
  contains(pattern: RegExp): boolean {
    for (const name in this.wire.attributes) {
      if (pattern.test(String(this.wire.attributes[name]))) return true;
    }
    return this.wire.data?.text !== undefined && pattern.test(this.wire.data.text);
  }
}

/** An event of a thread with its depth, from the thread's first event on. */
export function* thread(root: HeldEvent): Generator<readonly [HeldEvent, number]> {
  const open: [HeldEvent, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    const [event, depth] = next;
    for (let i = event.children.length - 1; i >= 0; i--) open.push([event.children[i]!, depth + 1]);
  }
}
