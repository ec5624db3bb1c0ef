import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#platform/config';
import { Lifecycle, MetricsServer } from '#platform/telemetry';
import { HourCollector } from '#platform/trends';
import { listenAt } from '../terminal/port-is-free.js';
import type { LastStep } from '../terminal/until-signal.js';
import { drainConnections } from './drain-connections.js';
import type { Waiting } from './waiting.js';

export interface Served {
  url: string;
  /** Undefined when the metrics are off. */
  metricsUrl: string | undefined;
}

/**
 * Listens, or takes the port over from a server that waited; at the end SIGTERM drains for `DRAIN_MS` at most, so that no request
 * fails, and Ctrl-C closes at once.
 *
 * @throws Problem `port_taken`, `address_refused`
 */
export async function serve(
  app: NestFastifyApplication,
  settings: Settings,
  atEnd: (step: LastStep) => void,
  waiting?: Waiting,
): Promise<Served> {
  const lifecycle = app.get(Lifecycle);
  atEnd(async (signal) => {
    lifecycle.drain();
    if (signal === 'SIGTERM') await drainConnections(app.getHttpServer(), settings.drainMs);
    await app.close();
  });
  const { host, port, metricsPort } = settings;
  await listenAt({ host, port, variable: 'PORT' }, async () =>
    waiting ? waiting.handOver(app) : app.listen(port, host),
  );
  const metrics = { host, port: metricsPort, variable: 'METRICS_PORT' };
  const metricsUrl = await listenAt(metrics, () => app.get(MetricsServer).listen());
  lifecycle.serve();
  app.get(HourCollector).begin('api');
  return { url: (await app.getUrl()).replace(/\/$/, ''), metricsUrl };
}
