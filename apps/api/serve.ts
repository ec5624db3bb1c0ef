import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#platform/config';
import { Lifecycle, MetricsServer } from '#platform/telemetry';
import type { LastStep } from '../terminal/until-signal.js';

export interface Served {
  url: string;
  /** Undefined when the metrics are off. */
  metricsUrl: string | undefined;
}

/** Listens; at the end SIGTERM drains for `DRAIN_MS` at most, so that no request fails, and Ctrl-C closes at once. */
export async function serve(
  app: NestFastifyApplication,
  settings: Settings,
  atEnd: (step: LastStep) => void,
): Promise<Served> {
  const lifecycle = app.get(Lifecycle);
  atEnd(async (signal) => {
    lifecycle.drain();
    if (signal === 'SIGTERM') await drainConnections(app.getHttpServer(), settings.drainMs);
    await app.close();
  });
  await app.listen(settings.port, settings.host);
  const metricsUrl = await app.get(MetricsServer).listen();
  lifecycle.serve();
  return { url: (await app.getUrl()).replace(/\/$/, ''), metricsUrl };
}

/**
 * Accepts no more connections, and resolves when the open ones have ended, or after `most` milliseconds. The listener
 * closes first: a new connection is then refused, which clients and balancers try elsewhere, while each one that
 * still waited to be accepted when a listener closes is reset.
 */
async function drainConnections(server: Server, most: number): Promise<void> {
  // Connections that wait already are accepted in this turn of the event loop.
  await setImmediate();
  const ended = once(server, 'close');
  // Not the close of HTTP, which also closes idle connections: their next request may be on its way.
  Server.prototype.close.call(server);
  await Promise.race([ended, setTimeout(most)]);
}
