import type { HeldEvent } from './held-event';

// A slice of work that leaves the browser half of a frame.
const slice = 8;

/** The filter: a text anywhere in an event, and a type. */
export class Filter {
  text = '';
  type: string | null = null;
  private pattern: RegExp | null = null;
  private run = 0;

  get isOn(): boolean {
    return this.pattern !== null || this.type !== null;
  }

  /** Whether an event is shown. */
  shows(event: HeldEvent): boolean {
    return event.matches && (this.type === null || event.type === this.type);
  }

  /** Looks at an event that is new. */
  judge(event: HeldEvent): void {
    event.matches = this.pattern === null || event.contains(this.pattern);
  }

  /** Looks for another text in all events, slice by slice, the newest first. */
  async search(text: string, held: readonly HeldEvent[], changed: () => void): Promise<void> {
    this.text = text.trim();
    this.pattern = this.text === '' ? null : new RegExp(this.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    const run = ++this.run, events = held.slice();
    let until = performance.now() + slice;
    for (let i = events.length - 1; i >= 0; i--) {
      this.judge(events[i]!);
      if (performance.now() < until) continue;
      changed();
      await new Promise(resolve => setTimeout(resolve));
      if (run !== this.run) return;
      until = performance.now() + slice;
    }
    changed();
  }
}
