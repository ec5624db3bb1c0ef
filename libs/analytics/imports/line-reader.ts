import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { MasterKey } from '#platform/keys';
import { clientKind } from '../batches/client-kind.js';
import { type ReadEvent, readEvent } from '../batches/read-event.js';
import { Rejection, type RejectionCode } from '../batches/rejections.js';
import type { ImportFormat } from '../event-imports.js';
import { type LoggedRequest, readCombinedLine } from './combined-line.js';
import { ContentIds } from './content-ids.js';
import type { Countries } from './countries.js';

/** An event with what the server would have added to it; its index is the number of its line. */
export interface LineEvent {
  readonly event: ReadEvent;
  /** As `clientKind` names it. */
  readonly client: string;
  /** An ISO 3166-1 code; null where it is unknown. */
  readonly country: string | null;
}

/** Why a line is refused. */
export type LineFault = RejectionCode | 'line_too_long' | 'not_combined';

export interface LineReaderOptions {
  readonly format: ImportFormat;
  readonly tenantId: string;
  /** When an event may have occurred at the earliest, in milliseconds since 1970. */
  readonly since: number;
  readonly countries: Countries | undefined;
}

/** The reader of a file's lines, one after the other. @throws Problem `master_key` (500) */
export function lineReader(
  { format, tenantId, since, countries }: LineReaderOptions,
  master: MasterKey,
): (line: string, number: number) => LineEvent | LineFault {
  const parse = format === 'combined' ? combinedParser(tenantId, master, countries) : ndjsonParser(tenantId);
  return (line, number) => {
    const parsed = parse(line);
    if (typeof parsed === 'string') return parsed;
    const event = readEvent(parsed.event, number, Date.now(), true, since);
    return event instanceof Rejection ? event.code : { ...parsed, event };
  };
}

/** What a line says, before the rules of events are applied to it. */
type Parser = (line: string) => (Omit<LineEvent, 'event'> & { readonly event: unknown }) | LineFault;

function ndjsonParser(tenantId: string): Parser {
  const ids = new ContentIds(tenantId);
  return (line) => {
    try {
      const event: unknown = JSON.parse(line);
      const lacksId = typeof event === 'object' && event !== null && !Array.isArray(event) && !('id' in event);
      return { event: lacksId ? { ...event, id: ids.next(line) } : event, client: 'unknown', country: null };
    } catch {
      return 'invalid_json';
    }
  };
}

/**
 * Of an address, only its country and a pseudonym that is another each day become part of the event. The keys are secret,
 * since there are so few addresses that one could try all of them.
 */
function combinedParser(tenantId: string, master: MasterKey, countries: Countries | undefined): Parser {
  const ids = new ContentIds(master.derive(`analytics.import-ids ${tenantId}`));
  const subjects = master.derive(`analytics.import-subjects ${tenantId}`);
  return (line) => {
    const request = readCombinedLine(line);
    if (!request) return 'not_combined';
    const { address, at, userAgent } = request;
    const ip = address !== null && ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
    // Of IPv6 the network, in which devices change their addresses.
    const visitor = ip?.kind() === 'ipv6' ? String(ip.toByteArray().slice(0, 8)) : (ip?.toString() ?? address);
    const subject =
      visitor &&
      createHmac('sha256', subjects)
        .update(`${dayOf(at)} ${visitor}`)
        .digest('base64url');
    return {
      event: { id: ids.next(line), name: 'page.requested', occurredAt: at, subject, properties: propertiesOf(request) },
      client: clientKind(userAgent ?? undefined),
      country: (ip && countries?.of(ip)) ?? null,
    };
  };
}

/** The day in UTC; of a date that does not exist, none. */
function dayOf(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
}

function propertiesOf({ method, path, status, bytes, referrer }: LoggedRequest): object {
  const known = { method, path, status, bytes, referrerHost: hostOf(referrer) };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
}

/** The name of the host; not an address, which may be the client's own. */
function hostOf(referrer: string | null): string | null {
  const host = referrer !== null && URL.canParse(referrer) ? new URL(referrer).hostname : '';
  return host === '' || host.startsWith('[') || ipaddr.isValid(host) ? null : host;
}
