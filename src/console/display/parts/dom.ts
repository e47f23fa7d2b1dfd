/** Makes an element. Texts become text nodes: nothing of an event is ever read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K, className = '', ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** An element of index.html. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** Makes a button. */
export function button(text: string, className: string, press: () => void, title = ''): HTMLButtonElement {
  const made = el('button', className, text);
  made.type = 'button';
  if (title) made.title = title;
  made.addEventListener('click', press);
  return made;
}

/** Sets a text only when it changed: the browser lays out again whatever is set. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** The square in the color of a type. */
export function square(hue: number): HTMLElement {
  const made = el('span', 'sq');
  made.style.setProperty('--hue', String(hue));
  return made;
}
