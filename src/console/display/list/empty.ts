import { button, byId, el } from '../parts/dom';
import { counted } from '../parts/format';
import { copy } from '../parts/toast';

/** What stands in the place of an empty list. */
export class Empty {
  private readonly element = byId('empty');
  private shown = '';

  constructor(private readonly clearFilter: () => void) {}

  hide(): void {
    this.element.hidden = true;
    this.shown = '';
  }

  /** Says how to send an event. */
  showWaiting(): void {
    if (!this.isNew('waiting')) return;
    const address = `${location.origin}/`;
    this.element.replaceChildren(el(
      'div', '',
      el('h2', '', 'Waiting for events'),
      el('p', '', 'Send one:'),
      command([
        `curl ${address} \\`,
        '  -H \'ce-specversion: 1.0\' -H \'ce-id: 1\' -H \'ce-source: me\' \\',
        '  -H \'ce-type: hello\' -H \'content-type: application/json\' \\',
        '  -d \'{"hello": "world"}\'',
      ].join('\n')),
      el('p', '', 'Or have a broker deliver its events here:'),
      command(`wasmill create target cloudevents --name display \\\n  --endpoint ${address}\nwasmill create trigger --target display`)));
  }

  /** Says that the filter hides everything. */
  showNoMatch(text: string, type: string | null, hidden: number): void {
    if (!this.isNew(`${text}\n${type}\n${hidden}`)) return;
    const what = type === null ? 'No event' : `No ${type}`;
    this.element.replaceChildren(el(
      'div', '',
      el('h2', '', text === '' ? `${what} is here` : `${what} contains “${text}”`),
      el('p', '', `The filter hides ${counted(hidden, 'event')}. It looks at attributes and payloads; case does not matter.`),
      el('div', '', button('Show all', 'btn', this.clearFilter))));
  }

  private isNew(shown: string): boolean {
    this.element.hidden = false;
    if (this.shown === shown) return false;
    this.shown = shown;
    return true;
  }
}

function command(text: string): HTMLElement {
  return el('div', 'command', el('code', '', text), button('Copy', 'btn small', () => void copy(text, 'Command')));
}
