import { byId, el, setText, square } from '../parts/dom';
import { count, hue } from '../parts/format';

// What one scrolls through sideways; a producer that makes a type for each event must not fill the page.
const most = 60;

/** The types of the events with their counts; one press shows one type only. */
export class Facets {
  private readonly element = byId('facets');
  private readonly buttons = new Map<string | null, HTMLButtonElement>();
  private readonly more = el('span', 'facet');

  constructor(private readonly choose: (type: string | null) => void) {}

  /** Shows the counts, in the order in which the types first came, so that nothing moves. */
  show(total: number, counts: ReadonlyMap<string, number>, chosen: string | null): void {
    if (total === 0 && counts.size === 0 && chosen === null) {
      this.element.replaceChildren();
      this.buttons.clear();
      return;
    }
    this.draw(null, 'All', total, chosen === null);
    let shown = 0, left = 0;
    for (const [type, number] of counts) {
      if (shown < most || type === chosen || this.buttons.has(type)) {
        this.draw(type, type, number, type === chosen);
        shown++;
      } else {
        left++;
      }
    }
    if (chosen !== null && !counts.has(chosen)) this.draw(chosen, chosen, 0, true);
    for (const [type, made] of this.buttons) {
      if (type === null || type === chosen || counts.has(type)) continue;
      made.remove();
      this.buttons.delete(type);
    }
    setText(this.more, `${count(left)} more types`);
    if (left > 0) this.element.append(this.more);
    else this.more.remove();
  }

  private draw(type: string | null, name: string, number: number, isChosen: boolean): void {
    let made = this.buttons.get(type);
    if (!made) {
      made = el('button', 'facet', ...(type === null ? [] : [square(hue(type))]), el('b', '', name), el('span'));
      made.type = 'button';
      made.addEventListener('click', () => this.choose(made!.getAttribute('aria-pressed') === 'true' ? null : type));
      this.buttons.set(type, made);
      this.element.append(made);
    }
    setText(made.lastElementChild!, count(number));
    if (made.getAttribute('aria-pressed') !== String(isChosen)) made.setAttribute('aria-pressed', String(isChosen));
  }
}
