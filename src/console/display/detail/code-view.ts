import { button, el } from '../parts/dom';
import { counted } from '../parts/format';
import type { Lines, Span } from './lines';
import { VirtualRows } from '../parts/virtual-rows';

interface Match {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

// More than anybody steps through; it bounds the work of a search for "e".
const mostMatches = 10_000;

/** A text with line numbers, folds, matches, and long lines broken at the edge. Only what can be seen is drawn. */
export class CodeView {
  readonly element = el('div', 'code');
  private readonly rows = new VirtualRows(this.element);
  private readonly folded = new Set<number>();
  // A line that is too long has several rows; a row is a line and the character that it starts with.
  private rowLines: number[] = [];
  private rowStarts: number[] = [];
  private matches: Match[] = [];
  private current = -1;
  private version = 0;
  private columns = 0;

  constructor(private readonly lines: Lines, name: string) {
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', name);
    const digits = Math.max(3, lines.gutter(Math.max(0, lines.count - 1)).length);
    this.element.style.setProperty('--gutter', `calc(${digits}ch + 32px)`);
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** Whether it has lines to fold. */
  get canFold(): boolean {
    for (let i = 0; i < this.lines.count; i++) {
      if (this.lines.foldEnd(i) > i) return true;
    }
    return false;
  }

  get isFolded(): boolean {
    return this.folded.size > 0;
  }

  /** Folds everything below the first level, or unfolds everything. */
  foldAll(fold: boolean): void {
    this.folded.clear();
    for (let i = 1; fold && i < this.lines.count; i++) {
      if (this.lines.foldEnd(i) <= i) continue;
      this.folded.add(i);
      i = this.lines.foldEnd(i);
    }
    this.arrange();
  }

  /** Finds a text; returns the number of matches. */
  find(text: string): number {
    this.matches = [];
    this.current = -1;
    const wanted = text.toLowerCase();
    for (let line = 0; wanted !== '' && line < this.lines.count && this.matches.length < mostMatches; line++) {
      const content = this.lines.text(line).toLowerCase();
      for (let at = content.indexOf(wanted); at >= 0; at = content.indexOf(wanted, at + wanted.length)) {
        this.matches.push({ line, start: at, end: at + wanted.length });
      }
    }
    this.redraw();
    return this.matches.length;
  }

  /** Goes to the next match or the one before; returns its number from 1. */
  step(by: number): number {
    const count = this.matches.length;
    if (count === 0) return 0;
    this.current = (this.current + by + count) % count;
    const { line, start } = this.matches[this.current]!;
    for (const fold of [...this.folded]) {
      if (fold < line && this.lines.foldEnd(fold) >= line) this.folded.delete(fold);
    }
    this.arrange();
    let row = this.rowOf(line);
    while (this.rowLines[row + 1] === line && this.rowStarts[row + 1]! <= start) row++;
    this.rows.reveal(row);
    return this.current + 1;
  }

  private fit(): void {
    if (!this.element.isConnected) return;
    const probe = el('span', 'line', '0'.repeat(100));
    this.element.append(probe);
    const style = getComputedStyle(probe);
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    probe.style.minWidth = '0';
    const width = (probe.getBoundingClientRect().width - padding) / 100;
    probe.remove();
    const columns = Math.max(20, Math.floor((this.element.clientWidth - padding) / width));
    if (columns === this.columns) return;
    this.columns = columns;
    this.arrange();
  }

  private arrange(): void {
    if (this.columns === 0) return;
    this.rowLines = [];
    this.rowStarts = [];
    for (let line = 0; line < this.lines.count; line++) {
      // No character is wider than two columns; so most lines need not be looked at.
      const starts = this.lines.bound(line) * 2 <= this.columns ? [0] : breaks(this.lines.text(line), this.columns);
      for (const start of starts) {
        this.rowLines.push(line);
        this.rowStarts.push(start);
      }
      if (this.folded.has(line)) line = this.lines.foldEnd(line) - 1;
    }
    this.redraw();
  }

  private redraw(): void {
    this.version++;
    const version = this.version, height = parseFloat(getComputedStyle(this.element).lineHeight) || 20;
    this.rows.show({
      count: this.rowLines.length,
      height,
      key: row => row,
      draw: (row, element) => {
        if (element?.dataset['version'] === String(version)) return element;
        const drawn = this.drawRow(row);
        drawn.dataset['version'] = String(version);
        return drawn;
      },
    });
  }

  private drawRow(row: number): HTMLElement {
    const line = this.rowLines[row]!, start = this.rowStarts[row]!;
    const isLast = this.rowLines[row + 1] !== line;
    const drawn = el('div', 'line');
    if (start === 0) {
      drawn.append(el('span', 'gutter', this.lines.gutter(line)));
      const end = this.lines.foldEnd(line);
      if (end > line) {
        const isFolded = this.folded.has(line);
        const fold = button(isFolded ? '▸' : '▾', 'fold', () => this.toggle(line));
        fold.setAttribute('aria-label', `${isFolded ? 'Unfold' : 'Fold'} line ${this.lines.gutter(line)}`);
        fold.setAttribute('aria-expanded', String(!isFolded));
        drawn.append(fold);
      }
    }
    drawn.append(...this.paint(line, start, isLast ? Infinity : this.rowStarts[row + 1]!));
    if (isLast && this.folded.has(line)) drawn.append(el('span', 'folded', ` ${counted(this.lines.foldEnd(line) - line - 1, 'line')} `));
    return drawn;
  }

  private paint(line: number, from: number, to: number): Node[] {
    const nodes: Node[] = [];
    const marks = this.matches.filter(match => match.line === line);
    let at = 0;
    for (const span of this.lines.spans(line)) {
      const end = at + span.text.length;
      if (end > from && at < to) this.paintSpan(nodes, span, at, Math.max(at, from), Math.min(end, to), marks);
      at = end;
    }
    return nodes;
  }

  private paintSpan(nodes: Node[], span: Span, offset: number, from: number, to: number, marks: Match[]): void {
    const plain = (start: number, end: number): void => {
      const text = span.text.slice(start - offset, end - offset);
      if (text) nodes.push(span.className ? el('span', span.className, text) : document.createTextNode(text));
    };
    let at = from;
    for (const mark of marks) {
      const [start, end] = [Math.max(mark.start, at), Math.min(mark.end, to)];
      if (start >= end) continue;
      plain(at, start);
      nodes.push(el('mark', this.matches[this.current] === mark ? 'now' : '', span.text.slice(start - offset, end - offset)));
      at = end;
    }
    plain(at, to);
  }

  private toggle(line: number): void {
    if (!this.folded.delete(line)) this.folded.add(line);
    this.arrange();
    this.element.focus();
  }

  private rowOf(line: number): number {
    let [low, high] = [0, this.rowLines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rowLines[middle]! < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Where the rows of a line start. */
function breaks(text: string, columns: number): number[] {
  const starts = [0];
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const width = code === 9 ? 4 : code >= 0x1100 && !(code >= 0xdc00 && code < 0xe000) ? 2 : code >= 0xdc00 && code < 0xe000 ? 0 : 1;
    if (column + width > columns) {
      starts.push(i);
      column = 0;
    }
    column += width;
  }
  return starts;
}
