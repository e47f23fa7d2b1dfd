import { button, byId, el } from './dom';

let timer = 0;

/** Says something in passing. */
export function toast(text: string, action?: { readonly name: string; readonly run: () => void }): void {
  const element = byId('toast');
  const hide = (): void => { element.hidden = true; };
  element.replaceChildren(el('span', '', text));
  if (action) element.append(button(action.name, '', () => { hide(); action.run(); }));
  element.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(hide, action ? 10_000 : 2500);
}

/** Copies a text and says so. */
export async function copy(text: string, what: string): Promise<void> {
  toast(await copyText(text) ? `${what} copied` : `${what} could not be copied: the browser did not allow it`);
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page that did not come over HTTPS or from this machine has no clipboard.
    const area = el('textarea');
    area.value = text;
    area.readOnly = true;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
