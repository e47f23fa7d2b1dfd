import type { HeldEvent } from './held-event';
import { bytesOf, isWhole, toBase64 } from './payload';

// Linux takes 128 KiB in one argument.
const longestArgument = 32 << 10;

/** A command that sends an event again, in binary mode; null when the page does not have all of its payload. */
export function curlOf(event: HeldEvent, address: string): string | null {
  if (!isWhole(event)) return null;
  const { attributes, data } = event.wire;
  const lines = [`curl ${quote(address)}`];
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'datacontenttype') lines.push(header(`ce-${name}`, encode(String(value))));
  }
  if (!data) return [...lines, '-X POST'].join(' \\\n  ');
  // Without this curl would declare a form.
  const type = attributes['datacontenttype'];
  lines.push(type === undefined ? '-H content-type:' : header('content-type', String(type)));
  if (data.text !== undefined && data.text.length <= longestArgument && !data.text.includes('\0')) {
    return [...lines, `--data-raw ${quote(data.text)}`].join(' \\\n  ');
  }
  const base64 = (data.base64 ?? toBase64(bytesOf(data))).replace(/.{1,76}/g, '$&\n');
  return `base64 -d <<'END' | ${[...lines, '--data-binary @-'].join(' \\\n  ')}\n${base64}END`;
}

function header(name: string, value: string): string {
  // curl removes a header that ends with a colon and sends an empty one for a semicolon.
  return `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

// HTTP protocol binding 1.0.2, section 3.1.3.2.
function encode(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7e]/gu, character => {
    let escaped = '';
    for (const byte of new TextEncoder().encode(character)) escaped += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    return escaped;
  });
}

function quote(text: string): string {
  return /^[\w:/.,@%+=-]+$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`;
}
