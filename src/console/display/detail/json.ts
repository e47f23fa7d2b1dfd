/** The kinds of token. */
export const enum Kind { Punctuation, Key, Text, Number, Word }

/** The tokens of a JSON text, by their places in it: a token is never anything but a part of the text as it came. */
export interface Tokens {
  readonly kinds: number[];
  readonly starts: number[];
  readonly ends: number[];
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const word = /true|false|null/y;

/** Splits a JSON text into tokens; null if it is not valid. */
export function tokenize(source: string): Tokens | null {
  const tokens: Tokens = { kinds: [], starts: [], ends: [] };
  const open: boolean[] = [];
  // What may come: a value, the value or end of a new array, a key, the key or end of a new object, a colon, a comma or end.
  let expect: 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'next' = 'value';
  const add = (kind: Kind, start: number, end: number): void => {
    tokens.kinds.push(kind);
    tokens.starts.push(start);
    tokens.ends.push(end);
  };
  const match = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at;
    return pattern.test(source) ? pattern.lastIndex : -1;
  };
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (; at < source.length;) {
    const character = source[at]!;
    if (character === ' ' || character === '\n' || character === '\r' || character === '\t') {
      at++;
      continue;
    }
    if (expect === 'key' || expect === 'firstKey') {
      if (character === '"') {
        const end = endOfText(source, at);
        if (end < 0) return null;
        add(Kind.Key, at, end);
        at = end;
        expect = 'colon';
        continue;
      }
      if (character !== '}' || expect === 'key') return null;
    } else if (expect === 'colon') {
      if (character !== ':') return null;
      add(Kind.Punctuation, at, ++at);
      expect = 'value';
      continue;
    } else if (expect !== 'next' && character !== ']') {
      if (character === '{' || character === '[') {
        open.push(character === '{');
        add(Kind.Punctuation, at, ++at);
        expect = character === '{' ? 'firstKey' : 'first';
        continue;
      }
      const kind = character === '"' ? Kind.Text : character === '-' || character >= '0' && character <= '9' ? Kind.Number : Kind.Word;
      const end = kind === Kind.Text ? endOfText(source, at) : match(kind === Kind.Number ? number : word, at);
      if (end < 0) return null;
      add(kind, at, end);
      at = end;
      expect = 'next';
      if (open.length === 0) break;
      continue;
    }
    if (character === ',' && expect === 'next' && open.length > 0) {
      add(Kind.Punctuation, at, ++at);
      expect = open[open.length - 1] ? 'key' : 'value';
      continue;
    }
    if (character !== (open[open.length - 1] ? '}' : ']') || open.length === 0 || expect === 'value') return null;
    open.pop();
    add(Kind.Punctuation, at, ++at);
    expect = 'next';
    if (open.length === 0) break;
  }
  return expect === 'next' && open.length === 0 && source.slice(at).trim() === '' ? tokens : null;
}

// Not one regular expression: on a text of a megabyte that does not end, its backtracking would.
function endOfText(source: string, start: number): number {
  for (let at = start + 1; at < source.length;) {
    const code = source.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) {
      at++;
      continue;
    }
    escape.lastIndex = at;
    if (!escape.test(source)) return -1;
    at = escape.lastIndex;
  }
  return -1;
}
