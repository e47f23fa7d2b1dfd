import { Kind, type Tokens } from './json';

/** A part of a line in one color. */
export interface Span {
  readonly text: string;
  readonly className: string;
}

/** A text in lines, as the code view draws it. */
export interface Lines {
  readonly count: number;
  /** A number of characters that a line does not exceed, without making its text. */
  bound(line: number): number;
  text(line: number): string;
  spans(line: number): Span[];
  /** What stands before the line. */
  gutter(line: number): string;
  /** The last line of what a line opens; the line itself when it opens nothing. */
  foldEnd(line: number): number;
}

const classes: Record<number, string> = { [Kind.Punctuation]: '', [Kind.Key]: 'k', [Kind.Text]: 's', [Kind.Number]: 'n', [Kind.Word]: 'w' };

/** A text as it came, colored by its tokens if it has some. */
export function plainLines(source: string, tokens: Tokens | null): Lines {
  const starts = [0];
  for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) starts.push(i + 1);
  const end = (line: number): number => line + 1 < starts.length ? starts[line + 1]! - 1 : source.length;
  return {
    count: starts.length,
    bound: line => end(line) - starts[line]!,
    text: line => source.slice(starts[line], end(line)),
    gutter: line => String(line + 1),
    foldEnd: line => line,
    spans: line => {
      const [from, to] = [starts[line]!, end(line)];
      if (!tokens) return [{ text: source.slice(from, to), className: '' }];
      const spans: Span[] = [];
      let at = from;
      for (let i = firstEndingAfter(tokens, from); i < tokens.ends.length && tokens.starts[i]! < to; i++) {
        const start = tokens.starts[i]!, stop = Math.min(tokens.ends[i]!, to);
        if (start > at) spans.push({ text: source.slice(at, start), className: '' });
        spans.push({ text: source.slice(Math.max(start, at), stop), className: classes[tokens.kinds[i]!]! });
        at = stop;
      }
      if (at < to) spans.push({ text: source.slice(at, to), className: '' });
      return spans;
    },
  };
}

/** A JSON text with one member a line. Its tokens stand as they came; only the space between them is other. */
export function formattedLines(source: string, tokens: Tokens): Lines {
  const firsts: number[] = [], depths: number[] = [], ends: number[] = [], open: number[] = [];
  const size = tokens.kinds.length;
  const at = (token: number): string => source[tokens.starts[token]!]!;
  const isPunctuation = (token: number): boolean => token < size && tokens.kinds[token] === Kind.Punctuation;
  let depth = 0;
  const begin = (token: number): void => {
    firsts.push(token);
    depths.push(depth);
    ends.push(firsts.length - 1);
  };
  let isFresh = true;
  for (let i = 0; i < size; i++) {
    const character = isPunctuation(i) ? at(i) : '';
    const closes = character === '}' || character === ']';
    if (closes && !(isPunctuation(i - 1) && (at(i - 1) === '{' || at(i - 1) === '['))) {
      depth--;
      begin(i);
      ends[open.pop()!] = firsts.length - 1;
      isFresh = false;
      continue;
    }
    if (isFresh) begin(i);
    isFresh = character === ',';
    if ((character === '{' || character === '[') && !(isPunctuation(i + 1) && (at(i + 1) === '}' || at(i + 1) === ']'))) {
      open.push(firsts.length - 1);
      depth++;
      isFresh = true;
    }
  }
  const stop = (line: number): number => line + 1 < firsts.length ? firsts[line + 1]! : size;
  const spans = (line: number): Span[] => {
    const made: Span[] = depths[line] ? [{ text: '  '.repeat(depths[line]!), className: '' }] : [];
    for (let i = firsts[line]!; i < stop(line); i++) {
      const text = source.slice(tokens.starts[i], tokens.ends[i]);
      made.push({ text: text === ':' && tokens.kinds[i] === Kind.Punctuation ? ': ' : text, className: classes[tokens.kinds[i]!]! });
    }
    return made;
  };
  return {
    count: firsts.length,
    // A colon gets a blank; the space of the source is counted as well.
    bound: line => depths[line]! * 2 + tokens.ends[stop(line) - 1]! - tokens.starts[firsts[line]!]! + stop(line) - firsts[line]!,
    text: line => spans(line).map(span => span.text).join(''),
    spans,
    gutter: line => String(line + 1),
    foldEnd: line => ends[line]!,
  };
}

/** Bytes as hexadecimal digits and as ASCII. */
export function hexLines(bytes: Uint8Array, width: number): Lines {
  const parts = (line: number): [string, string] => {
    let digits = '', text = '';
    for (let i = line * width; i < (line + 1) * width; i++) {
      if (i > line * width) digits += i % 8 === 0 ? '  ' : ' ';
      const byte = bytes[i];
      digits += byte === undefined ? '  ' : byte.toString(16).padStart(2, '0');
      text += byte === undefined ? '' : byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.';
    }
    return [`${digits}   `, text];
  };
  return {
    count: Math.ceil(bytes.length / width),
    bound: () => width * 5,
    text: line => parts(line).join(''),
    spans: line => {
      const [digits, text] = parts(line);
      return [{ text: digits, className: 'h' }, { text, className: '' }];
    },
    gutter: line => (line * width).toString(16).padStart(6, '0'),
    foldEnd: line => line,
  };
}

function firstEndingAfter(tokens: Tokens, place: number): number {
  let [low, high] = [0, tokens.ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.ends[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
