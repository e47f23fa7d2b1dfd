import { CodeView } from './code-view';
import { button, byId, el } from '../parts/dom';
import { count, size } from '../parts/format';
import type { Payload } from '../events/held-event';
import { tokenize } from './json';
import { formattedLines, hexLines, plainLines } from './lines';
import { bytesOf } from '../events/payload';

type Mode = 'Formatted' | 'As it came' | 'Hex';

// 16 bytes as digits and text, and their offset, in the fixed font.
const widthOf16 = 700;

/** What the reader chose for the last payload holds for the next. */
let preferred: Mode = 'Formatted';

/** A payload: formatted, as it came, or as bytes; with folds and a search. */
export function payloadView(data: Payload, contentType: string): HTMLElement[] {
  const source = data.text;
  const tokens = source !== undefined && data.format !== 'broken' && looksLikeJson(data, source) ? tokenize(source) : null;
  const modes: Mode[] = source === undefined ? ['Hex'] : tokens ? ['Formatted', 'As it came', 'Hex'] : ['As it came', 'Hex'];
  const tools = el('div', 'tools'), segments = el('span', 'segments');
  const find = el('input'), found = el('output');
  const fold = button('Fold', 'btn small', () => {
    view.foldAll(!view.isFolded);
    refold();
  });
  let view: CodeView;
  const refold = (): void => {
    fold.hidden = !view.canFold;
    fold.textContent = view.isFolded ? 'Unfold' : 'Fold';
  };
  const search = (by: number): void => {
    const matches = view.find(find.value), at = matches > 0 ? view.step(by) : 0;
    found.textContent = find.value === '' ? '' : matches === 0 ? 'none' : `${at} of ${count(matches)}`;
  };
  const show = (mode: Mode): void => {
    for (const each of segments.children) each.setAttribute('aria-pressed', String(each.textContent === mode));
    const lines = mode === 'Hex' ? hexLines(bytesOf(data), byId('detail').clientWidth < widthOf16 ? 8 : 16)
      : mode === 'Formatted' ? formattedLines(source!, tokens!) : plainLines(source!, tokens);
    const next = new CodeView(lines, 'Payload');
    view?.element.replaceWith(next.element);
    view = next;
    refold();
    if (find.value) search(1);
  };
  for (const mode of modes) {
    segments.append(button(mode, 'btn small', () => {
      preferred = mode;
      show(mode);
    }));
  }
  find.type = 'search';
  find.placeholder = 'Find in payload';
  find.setAttribute('aria-label', 'Find in payload');
  find.addEventListener('input', () => search(1));
  find.addEventListener('keydown', key => {
    if (key.key !== 'Enter' || find.value === '') return;
    const matches = /of (.+)$/.exec(found.textContent ?? '');
    if (matches) found.textContent = `${view.step(key.shiftKey ? -1 : 1)} of ${matches[1]}`;
  });
  tools.append(segments, fold, el('span', 'find', find, found));
  show(modes.includes(preferred) ? preferred : modes[0]!);
  return [...notes(data, contentType), tools, view!.element];
}

function looksLikeJson(data: Payload, source: string): boolean {
  return data.format === 'json' || /^\s*[{[]/.test(source);
}

function notes(data: Payload, contentType: string): HTMLElement[] {
  const notes: HTMLElement[] = [];
  if (data.format === 'broken') {
    const problem = `Broken JSON: it is declared as ${contentType}, but there is ${data.problem}.`;
    notes.push(el('p', 'note bad', `${problem} It is shown as it came.`));
  } else if (data.base64 !== undefined) {
    notes.push(el('p', 'note', `${size(data.bytes)} of binary data${contentType ? ` (${contentType})` : ''}`));
  } else if (data.bytes === 0) {
    notes.push(el('p', 'note', 'The payload is empty.'));
  }
  if (data.shown !== undefined) {
    notes.push(el('p', 'note', `The first ${size(data.shown)} of ${size(data.bytes)}: the display keeps payloads of up to 1 MB whole.`));
  }
  return notes;
}
