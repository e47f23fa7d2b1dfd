import { button, byId, el } from './parts/dom';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'filter'],
  ['j k', 'next, previous event'],
  ['g G', 'first, last event'],
  ['Enter', 'open the event'],
  ['Esc', 'back; clear the filter'],
  ['1 2 3 4', 'data, attributes, raw request, send again'],
  ['f', 'find in the payload'],
  ['p', 'pause, resume'],
  ['n', 'show the new events'],
  ['c', 'copy the payload'],
  ['u', 'copy a curl command'],
  ['l', 'copy a link to the event'],
  ['d', 'download what is shown as JSON lines'],
  ['x', 'clear'],
];

/** Shows or hides the list of keys. */
export function toggleHelp(): void {
  const dialog = byId<HTMLDialogElement>('help');
  if (dialog.open) {
    dialog.close();
    return;
  }
  const list = el('dl');
  for (const [names, what] of keys) {
    const term = el('dt');
    for (const name of names.split(' ')) term.append(el('kbd', '', name), ' ');
    list.append(term, el('dd', '', what));
  }
  const close = el('div', 'acts', button('Close', 'btn', () => dialog.close()));
  dialog.replaceChildren(el('h2', '', 'Keys'), list, close);
  dialog.showModal();
}
