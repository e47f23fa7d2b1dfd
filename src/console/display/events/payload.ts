import type { HeldEvent, Payload } from './held-event';

/** The bytes of a payload, as far as the page has them. */
export function bytesOf(data: Payload): Uint8Array {
  if (data.base64 === undefined) return new TextEncoder().encode(data.text ?? '');
  const characters = atob(data.base64);
  return Uint8Array.from(characters, character => character.charCodeAt(0));
}

/** Whether all of the payload is there. */
export function isWhole(event: HeldEvent): boolean {
  return event.wire.data?.shown === undefined;
}

/** A short label for what is unusual about a payload. */
export function labelOf(data: Payload | undefined): { word: string; rest: string; isBad: boolean } | null {
  if (!data) return null;
  if (data.format === 'broken') return { word: 'broken', rest: '\u00a0JSON', isBad: true };
  if (data.base64 !== undefined) return { word: 'binary', rest: '', isBad: false };
  return null;
}

/** The event in the JSON format of CloudEvents. A JSON payload stands in it as it came; the rest as the format says. */
export function toJson(event: HeldEvent): string {
  const { attributes, data } = event.wire;
  const members = JSON.stringify(attributes).slice(0, -1);
  if (!data || !isWhole(event)) return `${members}}`;
  if (data.format === 'json') return `${members},"data":${data.text}}`;
  if (data.format === 'text') return `${members},"data":${JSON.stringify(data.text)}}`;
  const base64 = data.base64 ?? toBase64(bytesOf(data));
  return attributes['specversion'] === '0.3'
    ? `${members},"datacontentencoding":"base64","data":"${base64}"}`
    : `${members},"data_base64":"${base64}"}`;
}

/** Events as JSON lines. */
export function toJsonLines(events: readonly HeldEvent[]): string[] {
  // A line break in JSON is white space between tokens: inside of a text it would be escaped.
  return events.map(event => `${toJson(event).replace(/[\r\n]/g, ' ')}\n`);
}

/** Bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  let characters = '';
  for (let i = 0; i < bytes.length; i += 8192) characters += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(characters);
}
