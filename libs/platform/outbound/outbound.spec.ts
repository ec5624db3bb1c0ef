// Real: undici, HTTP, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import type { RequestListener } from 'node:http';
import { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { Settings } from '#platform/config';
import { MetricsServer } from '#platform/telemetry';
import { lastingPort } from '../../../test/support/lasting-port.js';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';
import { until } from '../../../test/support/until.js';

describe('a request to another host', () => {
  let local: LocalOutbound;
  let answer: RequestListener;
  let requests: number;

  beforeEach(async () => {
    requests = 0;
    local = await localOutbound((request, response) => {
      requests += 1;
      answer(request, response);
    });
    local.internet.host('feeds.example');
  });
  afterEach(() => local.close());
  const reason = (text: string) => ({ en: expect.stringContaining(text) });

  it('is answered with status, headers and body, whatever the status', async () => {
    answer = (_, response) => response.writeHead(404, { 'X-Of': ['a', 'b'], ETag: '"1"' }).end('gone');
    const { body, ...rest } = await local.send('http://feeds.example/?q=1#part');
    expect(body.toString()).toBe('gone');
    expect(rest).toMatchObject({
      status: 404,
      url: 'http://feeds.example/?q=1',
      headers: { 'x-of': 'a, b', etag: '"1"' },
    });
  });

  it('fails where no host has the name', async () => {
    const failed = { code: 'destination_refused', status: 422 };
    await expect(local.send('http://missing.example/')).rejects.toMatchObject(failed);
  });

  it('fails in the same way where the name has no address', async () => {
    // As of a name with records of other types alone.
    const none = Object.assign(new Error('queryA ENODATA'), { code: 'ENODATA' });
    jest.spyOn(local.internet, 'resolve').mockRejectedValueOnce(none);
    const failed = { code: 'destination_refused', status: 422 };
    await expect(local.send('http://mail.example/')).rejects.toMatchObject(failed);
  });

  it('fails where the name servers do not answer', async () => {
    const late = Object.assign(new Error('queryA ETIMEOUT'), { code: 'ETIMEOUT' });
    jest.spyOn(local.internet, 'resolve').mockRejectedValueOnce(late);
    const failed = { code: 'host_unreachable', status: 502, detail: reason('(ETIMEOUT)') };
    await expect(local.send('http://feeds.example/')).rejects.toMatchObject(failed);
  });

  it.each([
    ['no host has the name', 'missing.example', 'it has no address (ENOTFOUND)'],
    ['the host is inside', 'inside.example', 'none of its addresses may be requested: 10.0.0.1,::1'],
  ])('tells in the log why it was refused where %s', async (_, host, why) => {
    local.internet.host('inside.example', ['10.0.0.1', '::1']);
    const log = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    await expect(local.send(`http://${host}/secret?of=tenant`)).rejects.toMatchObject({ code: 'destination_refused' });
    expect(log.mock.calls).toEqual([[`No request is sent to ${host}: ${why}.`]]);
    log.mockRestore();
  });

  it('fails where nobody listens', async () => {
    local.internet.shut('93.184.216.34');
    const failed = { code: 'host_unreachable', detail: reason('(ECONNREFUSED)') };
    await expect(local.send('http://feeds.example/')).rejects.toMatchObject(failed);
  });

  it.each(['GET', 'POST'] as const)('fails where the host closes the connection: %s', async (method) => {
    answer = ({ socket }) => socket.destroy();
    await expect(local.send('http://feeds.example/', { method })).rejects.toMatchObject({ code: 'host_unreachable' });
    expect(requests).toBe(method === 'GET' ? 2 : 1);
  });

  it('is repeated where a kept connection was closed', async () => {
    const used = new Set<unknown>();
    let closed = false;
    answer = ({ socket }, response) => {
      if (!closed && used.has(socket)) {
        closed = true;
        return socket.destroy();
      }
      used.add(socket);
      return response.end('answered');
    };
    for (const _ of 'four') await expect(local.send('http://feeds.example/')).resolves.toMatchObject({ status: 200 });
    expect(requests).toBe(5);
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a broken header', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a body that is cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab'],
    ['a chunk that is cut off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nab'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n'],
  ])('fails where the answer is %s', async (_, bytes) => {
    answer = ({ socket }) => socket.end(bytes);
    await expect(local.send('http://feeds.example/')).rejects.toMatchObject({ code: 'answer_malformed', status: 502 });
  });

  it('ends when the process stops', async () => {
    const begun = new Promise<void>((resolve) => {
      answer = (_, response) => {
        response.write('x');
        resolve();
      };
    });
    const failed = expect(local.send('http://feeds.example/')).rejects.toThrow('This process stops.');
    await begun;
    await local.outbound.onApplicationShutdown();
    await failed;
  });

  it('ends when the process stops while it connects', async () => {
    const socket = new Socket();
    const connect = jest.spyOn(local.internet, 'connect').mockReturnValue(socket);
    const failed = expect(local.send('http://feeds.example/')).rejects.toThrow('This process stops.');
    await until(() => connect.mock.calls.length === 1);
    await local.outbound.onApplicationShutdown();
    await failed;
    expect(socket.destroyed).toBe(true);
  });

  it('is counted by its outcome, not by its host', async () => {
    const port = await lastingPort();
    const metrics = new MetricsServer(Object.assign(new Settings(), { metricsPort: port }));
    await metrics.listen();
    answer = (_, response) => response.end();
    await local.send('http://feeds.example/');
    await local.send('http://127.0.0.1/').catch(() => undefined);
    await local.send('http://feeds.example/', { signal: AbortSignal.abort() }).catch(() => undefined);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await metrics.onApplicationShutdown();
    for (const outcome of ['2xx', 'destination_refused', 'aborted']) {
      expect(text).toContain(`palier_outbound_seconds_count{outcome="${outcome}"} 1`);
    }
    expect(text).not.toContain('feeds.example');
  });
});
