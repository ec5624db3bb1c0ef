import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Test } from '@nestjs/testing';
import { Settings, SettingsModule } from '#platform/config';
import { inRequest, RequestTelemetry, TelemetryModule, withSpan } from '../index.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const finished = {
  method: 'GET',
  route: '/v1/apps/:slug',
  product: 'wistant',
  url: '/',
  ms: 1,
  cache: undefined,
  bytes: undefined,
};

interface SentSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  status: { code?: number };
}

/** A collector on the loopback that stores the spans it receives. */
class Collector {
  readonly paths: string[] = [];
  readonly services: string[] = [];
  readonly spans: SentSpan[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (request, response) => {
      const body = JSON.parse(await text(request));
      this.paths.push(request.url ?? '');
      for (const { resource, scopeSpans } of body.resourceSpans) {
        this.services.push(
          resource.attributes.find(({ key }: { key: string }) => key === 'service.name').value.stringValue,
        );
        for (const { spans } of scopeSpans) this.spans.push(...spans);
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

describe('traces', () => {
  const collector = new Collector();
  let endpoint: string;

  beforeAll(async () => {
    endpoint = await collector.listen();
  });
  afterAll(() => collector.close());
  beforeEach(() => {
    for (const received of [collector.paths, collector.services, collector.spans]) received.length = 0;
  });

  /** Runs with a telemetry module and closes it, which sends the last batch. */
  async function traced<T>(
    otelEndpoint: string | undefined,
    work: (telemetry: RequestTelemetry) => Promise<T>,
  ): Promise<T> {
    const settings = Object.assign(new Settings(), { otelEndpoint, logLevel: 'silent' });
    const module = await Test.createTestingModule({
      imports: [SettingsModule.with(settings), TelemetryModule],
    }).compile();
    await module.init();
    const result = await work(module.get(RequestTelemetry));
    await module.close();
    return result;
  }

  it("sends one server span a request, in its caller's trace, with the work done as its children", async () => {
    await traced(endpoint, async (telemetry) => {
      const request = telemetry.start('id', `00-${traceId}-b7ad6b7169203331-01`);
      await inRequest(request, () => withSpan('database transaction', () => withSpan('inner', async () => undefined)));
      telemetry.finish(request, { ...finished, status: 200 });
    });
    const [inner, transaction, server] = collector.spans;
    expect(server).toMatchObject({ name: 'GET /v1/apps/:slug', traceId, parentSpanId: 'b7ad6b7169203331', kind: 2 });
    expect(transaction).toMatchObject({ name: 'database transaction', traceId, parentSpanId: server?.spanId });
    expect(inner).toMatchObject({ name: 'inner', parentSpanId: transaction?.spanId });
    expect(collector.paths).toEqual(['/v1/traces']);
    expect(collector.services).toEqual(['palier']);
  });

  it('marks failed spans', async () => {
    await traced(endpoint, async (telemetry) => {
      const request = telemetry.start('id', undefined);
      const work = inRequest(request, () => withSpan('work', () => Promise.reject(new Error('broken'))));
      await expect(work).rejects.toThrow('broken');
      telemetry.finish(request, { ...finished, status: 503 });
    });
    expect(collector.spans.map(({ name, status }) => [name, status.code])).toEqual([
      ['work', 2],
      ['GET /v1/apps/:slug', 2],
    ]);
  });

  it('does not send a request that its caller chose not to sample', async () => {
    await traced(endpoint, async (telemetry) => {
      const request = telemetry.start('id', `00-${traceId}-b7ad6b7169203331-00`);
      telemetry.finish(request, { ...finished, status: 200 });
    });
    expect(collector.spans).toEqual([]);
  });
});
