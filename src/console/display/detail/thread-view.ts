import { el } from '../parts/dom';
import { counted, duration } from '../parts/format';
import { thread, type HeldEvent } from '../events/held-event';

// A loop of functions makes a thread of its own length; the first steps say what goes on.
const most = 100;

/** A cause and its replies, from the first event on, with the time that passed. Null for an event that is alone. */
export function threadView(event: HeldEvent, select: (event: HeldEvent) => void): HTMLElement | null {
  const root = event.root;
  if (root.children.length === 0 && !event.wire.cause) return null;
  const story = el('section', 'story', el('h3', '', 'Thread'));
  if (!event.parent && event.wire.cause) {
    story.append(el('p', 'sub', 'A reply to an event that this page does not have: it was not sent here, or is no longer held.'));
  }
  let steps = 0;
  for (const [one, depth] of thread(root)) {
    if (++steps > most) continue;
    const elapsed = one.received.getTime() - root.received.getTime();
    const step = el(
      'button', `step${one.parent ? ' reply' : ''}${one === event ? ' on' : ''}`,
      el('i'),
      el('span', '', el('b', '', one.type), ' ', el('small', '', one.source)),
      el('small', 'mono', one === root ? '0 ms' : `${elapsed < 0 ? '-' : '+'}${duration(Math.abs(elapsed))}`));
    step.type = 'button';
    step.style.marginLeft = `${Math.max(0, Math.min(depth - 1, 6)) * 14}px`;
    if (one === event) step.setAttribute('aria-current', 'true');
    step.addEventListener('click', () => select(one));
    story.append(step);
  }
  if (steps > most) story.append(el('p', 'sub', `and ${counted(steps - most, 'event')} more`));
  return story;
}
