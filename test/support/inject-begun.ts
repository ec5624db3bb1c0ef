import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';

/** Streams of events that end only with their client. */
const endless = /^\/v1\/(events|analytics\/live|stores\/[^/]+\/events)($|\?)/;

/**
 * As `inject` of an application, but of a stream of events without an end the answer has what comes first, and the
 * client has left.
 */
export function injectBegun(app: NestFastifyApplication): NestFastifyApplication['inject'] {
  const inject = (request: InjectOptions | string) => {
    const { method = 'GET', url } = typeof request === 'string' ? { url: request } : request;
    const path = typeof url === 'string' ? url : '';
    if (method !== 'GET' || !endless.test(path) || typeof request === 'string') return app.inject(request as string);
    return begun(app, request);
  };
  return inject as NestFastifyApplication['inject'];
}

async function begun(app: NestFastifyApplication, request: InjectOptions): Promise<LightMyRequestResponse> {
  const answer = await app.inject({ ...request, payloadAsStream: true });
  const pieces: Buffer[] = [];
  const goesOn = String(answer.headers['content-type']).startsWith('text/event-stream');
  for await (const piece of answer.stream()) {
    pieces.push(piece);
    // Leaving the loop destroys the stream.
    if (goesOn) break;
  }
  const rawPayload = Buffer.concat(pieces);
  const body = rawPayload.toString();
  return { ...answer, body, payload: body, rawPayload, json: () => JSON.parse(body) };
}
