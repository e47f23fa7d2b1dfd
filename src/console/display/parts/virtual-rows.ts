/** How the rows of a list are drawn. */
export interface RowSource {
  readonly count: number;
  readonly height: number;
  /** Tells the rows apart: a row that moves keeps its element. */
  key(index: number): unknown;
  /** Makes or changes the element of a row. */
  draw(index: number, element: HTMLElement | null): HTMLElement;
}

// Rows beyond the edge, so that scrolling shows no gap before the next frame.
const margin = 6;

/** A list that has elements only for the rows that can be seen. */
export class VirtualRows {
  private readonly spacer = document.createElement('div');
  private readonly elements = new Map<unknown, HTMLElement>();
  private source: RowSource | null = null;
  private isDue = false;

  constructor(readonly viewport: HTMLElement) {
    viewport.append(this.spacer);
    viewport.addEventListener('scroll', () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(viewport);
  }

  /** Shows other rows. */
  show(source: RowSource): void {
    this.source = source;
    this.update();
  }

  /** Draws in the next frame. */
  later(): void {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => this.update());
  }

  update(): void {
    this.isDue = false;
    const source = this.source;
    if (!source) return;
    const total = `${source.count * source.height}px`;
    if (this.spacer.style.height !== total) this.spacer.style.height = total;
    const top = this.viewport.scrollTop;
    const first = Math.max(0, Math.floor(top / source.height) - margin);
    const last = Math.min(source.count, Math.ceil((top + this.viewport.clientHeight) / source.height) + margin);
    const gone = new Set(this.elements.keys());
    for (let i = first; i < last; i++) gone.delete(source.key(i));
    for (const key of gone) {
      this.elements.get(key)!.remove();
      this.elements.delete(key);
    }
    for (let i = first; i < last; i++) {
      const key = source.key(i), before = this.elements.get(key) ?? null, element = source.draw(i, before);
      if (element !== before) {
        before?.remove();
        this.elements.set(key, element);
        this.viewport.append(element);
      }
      const place = `translateY(${i * source.height}px)`;
      if (element.style.transform !== place) element.style.transform = place;
    }
  }

  /** Scrolls as little as needed to show a row. */
  reveal(index: number): void {
    const source = this.source;
    if (!source) return;
    const top = index * source.height, { scrollTop, clientHeight } = this.viewport;
    if (top < scrollTop) this.viewport.scrollTop = top;
    else if (top + source.height > scrollTop + clientHeight) this.viewport.scrollTop = top + source.height - clientHeight;
    this.update();
  }
}
