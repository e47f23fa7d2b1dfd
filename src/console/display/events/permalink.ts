import type { HeldEvent } from './held-event';

/** The part of an address that leads to an event: what CloudEvents identifies it by. */
export function hashOf(event: HeldEvent): string {
  return `#/${encodeURIComponent(event.source)}/${encodeURIComponent(event.id)}`;
}

/** The event that an address leads to. */
export function parseHash(hash: string): { source: string; id: string } | null {
  const parts = /^#\/([^/]+)\/([^/]+)$/.exec(hash);
  if (!parts) return null;
  try {
    return { source: decodeURIComponent(parts[1]!), id: decodeURIComponent(parts[2]!) };
  } catch {
    // A link that was cut.
    return null;
  }
}
