import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Req } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { Logger } from 'nestjs-pino';
import { Settings, SettingsModule } from '#platform/config';
import { inRequest, LogDestination, RequestTelemetry, TelemetryModule } from '../index.js';

const requestId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const answered = {
  method: 'GET',
  route: '/v1/apps/:slug',
  product: 'wistant',
  status: 200,
  ms: 1.234,
  cache: undefined,
  bytes: undefined,
};

@Controller()
class Probe {
  @Get('probe')
  answer(@Req() request: FastifyRequest) {
    return { logger: 'log' in request.raw, id: 'id' in request.raw };
  }
}

describe('logs', () => {
  let directory: string;
  let app: NestFastifyApplication;
  let logger: Logger;
  let telemetry: RequestTelemetry;
  let destination: LogDestination;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'palier-logs-'));
    const module = await Test.createTestingModule({
      imports: [SettingsModule.with(new Settings()), TelemetryModule],
      controllers: [Probe],
    })
      .overrideProvider(LogDestination)
      .useValue(new LogDestination(openSync(join(directory, 'log'), 'a')))
      .compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
    [logger, telemetry, destination] = [app.get(Logger), app.get(RequestTelemetry), app.get(LogDestination)];
    // Opening the file is asynchronous; a severe line is written at once.
    logger.warn('opened');
    while ((await readFile(join(directory, 'log'), 'utf8').catch(() => '')) === '') await new Promise(setImmediate);
  });

  afterAll(async () => {
    await app.close();
    await rm(directory, { recursive: true });
  });

  const lastLine = async (): Promise<Record<string, unknown>> => {
    destination.flushSync();
    const text = await readFile(join(directory, 'log'), 'utf8');
    return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
  };

  it('has the cause of a failure that Nest logs after its message', async () => {
    logger.error('An action failed.', new TypeError('no key', { cause: new Error('cut off') }), 'Database');
    const { context, msg, err } = await lastLine();
    expect([context, msg]).toEqual(['Database', 'An action failed.']);
    expect(err).toMatchObject({ type: 'TypeError', message: expect.stringContaining('no key') });
    expect(JSON.stringify(err)).toContain('cut off');
  });

  it('writes one line for a request, with its ids and without its query string', async () => {
    const request = telemetry.start(requestId, undefined);
    request.tenantId = 'a-tenant';
    telemetry.finish(request, { ...answered, url: '/v1/apps/a?token=s3cret', cache: 'hit', bytes: 12 });
    expect(await lastLine()).toEqual({
      level: 30,
      time: expect.any(Number),
      msg: 'request',
      requestId,
      tenantId: 'a-tenant',
      method: 'GET',
      route: '/v1/apps/:slug',
      path: '/v1/apps/a',
      status: 200,
      ms: 1.23,
      cache: 'hit',
      bytes: 12,
    });
  });

  it('are held back until they are released, unless one is a warning', () => {
    jest.useFakeTimers();
    const file = join(directory, 'held');
    const held = new LogDestination(openSync(file, 'a'));
    const written = () => {
      jest.advanceTimersByTime(1000);
      return readFileSync(file, 'utf8');
    };
    held.append('one\n');
    expect(written()).toBe('one\n');
    held.hold();
    held.append('two\n');
    expect(written()).toBe('one\n');
    held.lastLevel = 40;
    held.write('three\n');
    expect(written()).toBe('one\ntwo\nthree\n');
    held.append('four\n');
    held.release();
    jest.useRealTimers();
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\nfour\n');
  });

  it('says of a request that its connection was lost before the whole response was sent', async () => {
    const request = telemetry.start(requestId, undefined);
    telemetry.finish(request, { ...answered, url: '/', status: 499, aborted: true });
    expect(await lastLine()).toMatchObject({ level: 30, status: 499, aborted: true });
  });

  it('logs a failed request as an error', async () => {
    telemetry.finish(telemetry.start(requestId, undefined), { ...answered, url: '/', status: 503 });
    expect(await lastLine()).toMatchObject({ level: 50, status: 503 });
  });

  it('logs a designed refusal as a warning, with its code and reason', async () => {
    const request = telemetry.start(requestId, undefined);
    request.unavailable = { code: 'database_unavailable', reason: 'connect "ECONNREFUSED" postgres://a:hunter2@db/x' };
    telemetry.finish(request, { ...answered, url: '/', status: 503 });
    const line = await lastLine();
    expect(line).toMatchObject({ level: 40, status: 503, code: 'database_unavailable' });
    expect(line.reason).toContain('ECONNREFUSED');
    expect(line.reason).not.toContain('hunter2');
  });

  it.each(['/"}\\', '/é\u2028', `/${'x'.repeat(2000)}`])('writes one valid line for the path %.20j', async (url) => {
    telemetry.finish(telemetry.start('"', undefined), { ...answered, route: undefined, url });
    const line = await lastLine();
    expect(line).toMatchObject({ requestId: '"', path: expect.stringContaining(url.slice(0, 512)) });
    expect(String(line.path).length).toBeLessThan(514);
  });

  it.each(['/v1/keys/', `/${'x'.repeat(450)}/`])('hides a key in the path %.20j', async (before) => {
    const url = `${before}palier_sk_${'a'.repeat(34)}_${'s3cret'.padEnd(43, 'x')}`;
    telemetry.finish(telemetry.start(requestId, undefined), { ...answered, url });
    const { path } = await lastLine();
    expect(path).toContain(`${before}palier_sk_aaa`);
    expect(path).not.toContain('s3cret');
  });

  it('names no subject that is erased', async () => {
    const route = '/v1/analytics/subjects/:subject';
    telemetry.finish(telemetry.start(requestId, undefined), { ...answered, route, url: '/v1/analytics/subjects/anna' });
    expect(await lastLine()).toMatchObject({ route, path: route });
  });

  it('takes the trace from the traceparent of the caller', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    telemetry.finish(telemetry.start(requestId, traceparent), { ...answered, url: '/' });
    expect(await lastLine()).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
    });
  });

  it('adds the ids of the current request to each line', async () => {
    const request = telemetry.start(requestId, undefined);
    request.tenantId = 'a-tenant';
    await inRequest(request, async () => {
      await Promise.resolve();
      logger.log('inside', 'Anything');
    });
    expect(await lastLine()).toMatchObject({ msg: 'inside', context: 'Anything', requestId, tenantId: 'a-tenant' });
    logger.log('outside', 'Anything');
    expect(await lastLine()).not.toHaveProperty('requestId');
  });

  it.each([
    { headers: { authorization: 'Bearer s3cret', cookie: 's3cret', 'set-cookie': ['s3cret'] } },
    { password: 's3cret', body: { user: { accessToken: 's3cret', credential: 's3cret' } } },
    { apiKey: 's3cret', req: { headers: { 'x-api-key': 's3cret' } } },
    { url: 'postgres://app:s3cret@db/palier' },
    { note: 'sent with Bearer s3cret.s3cret-s3cret' },
    { note: `the key palier_op_abcdefgh_${'s3cret'.padEnd(43, 'x')} was tried` },
    { note: `the key palier_sk_${'a'.repeat(34)}_${'s3cret'.padEnd(43, 'x')} was tried` },
    new Error('connect to redis://user:s3cret@cache failed'),
  ])('hides the secret of %j', async (logged) => {
    logger.warn(logged);
    expect(JSON.stringify(await lastLine())).not.toContain('s3cret');
  });

  it("keeps Nest's lines about modules and routes for the debug level", async () => {
    logger.log('the one before', 'Anything');
    logger.log('Mapped {/probe, GET} route', 'RouterExplorer');
    expect(await lastLine()).toMatchObject({ msg: 'the one before' });
  });

  it('adds no middleware to a route', async () => {
    const answer = await app.inject('/probe');
    expect(answer.json()).toEqual({ logger: false, id: false });
  });
});
