import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { PALIER_VERSION } from '#platform/config';
import { type Failure, processName } from '#platform/telemetry';
import { codeOf, exceptionsOf, type SentryException } from './exceptions.js';

type SentryEvent = ReturnType<typeof sentryEvent>;

/** A failure as an event of Sentry. Nothing of a request is in it but the template of its route and the ids of its trace. */
export function sentryEvent(failure: Failure, at: Date, environment: string) {
  const { error, level, route, job, traceId, spanId } = failure;
  const read = readError(error);
  const { code = read.code } = failure;
  return {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: at.getTime() / 1000,
    platform: 'node',
    level,
    release: `palier@${PALIER_VERSION}`,
    environment,
    server_name: hostname(),
    ...(route !== undefined && { transaction: route }),
    tags: {
      process: processName,
      ...(route !== undefined && { route }),
      ...(code !== undefined && { code }),
      ...(job && { queue: job.queue }),
    },
    contexts: {
      ...(traceId && { trace: { trace_id: traceId, span_id: spanId } }),
      ...(job && { job: { id: job.id, tries: job.tries } }),
    },
    exception: { values: level === 'fatal' ? uncaught(read.exceptions) : read.exceptions },
  };
}

/** An error may be anything, such as an object whose properties throw. */
function readError(error: unknown): { readonly code?: string | undefined; readonly exceptions: SentryException[] } {
  try {
    return { exceptions: exceptionsOf(error), code: codeOf(error) };
  } catch {
    return { exceptions: [{ type: 'Error', value: 'It cannot be read.' }] };
  }
}

function uncaught(exceptions: readonly SentryException[]): SentryException[] {
  const last = exceptions.length - 1;
  return exceptions.map((one, at) => (at === last ? { ...one, mechanism: { type: 'generic', handled: false } } : one));
}

/** The body of a request that sends an event. @param dropped how many failures were not sent since the last that was */
export function envelopeOf(event: SentryEvent, dropped: number): string {
  const payload = JSON.stringify(dropped > 0 ? { ...event, extra: { dropped } } : event);
  const header = { event_id: event.event_id, sent_at: new Date().toISOString() };
  const item = { type: 'event', content_type: 'application/json', length: Buffer.byteLength(payload) };
  return `${JSON.stringify(header)}\n${JSON.stringify(item)}\n${payload}\n`;
}
