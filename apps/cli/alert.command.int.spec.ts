// Real: the command, Alertmanager with the shipped configuration. Faked: Discord, servers that are no Alertmanager.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { startAlertmanager } from '../../test/observability/alertmanager.js';
import { startChatReceiver } from '../../test/observability/chat-receiver.js';
import { needs } from '../../test/stack/servers.js';
import { palier } from '../../test/support/command-line.js';
import { lastingPort } from '../../test/support/lasting-port.js';

/** Runs `use` with the address of a server that answers so. */
async function serving(answer: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

needs('prometheus-alertmanager')('palier alert test', () => {
  it('sends an alert that says that it is a test, once for each call, and ends by itself', async () => {
    const chat = await startChatReceiver();
    const alertmanager = await startAlertmanager({ ALERTS_DISCORD_URL: chat.url });
    try {
      const byOption = ['--url', `${alertmanager.url}/`];
      const calls: [object, string[]][] = [
        [{ ALERTMANAGER_URL: alertmanager.url }, []],
        [{}, byOption],
      ];
      for (const [env, given] of calls) {
        const sent = await palier({ ...env }, 'alert', 'test', ...given);
        expect([sent.code, sent.stderr]).toEqual([0, '']);
        expect(sent.stdout).toContain(`at ${alertmanager.url} has the test alert`);
      }
      await chat.message(() => chat.messages.length === 2);
      for (const { title, description } of chat.messages) {
        expect(title).toBe('warning: PalierTest');
        expect(description.split('\n')).toEqual([
          `warning: A test, which "palier alert test" sent on ${hostname()}. Nothing is wrong.`,
          'What to do: docs/operations.md#where-alerts-go',
        ]);
      }
      const kept = await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json();
      for (const { startsAt, endsAt } of kept as { startsAt: string; endsAt: string }[]) {
        expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(120_000);
      }
      expect(kept).toHaveLength(2);
    } finally {
      await alertmanager.stop();
      await chat.stop();
    }
  });
});

describe('palier alert test, where no Alertmanager takes it,', () => {
  it('says how to name another', async () => {
    const { code, stderr } = await palier({}, 'alert', 'test', '--url', `http://127.0.0.1:${await lastingPort()}`);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/ECONNREFUSED.*--url or ALERTMANAGER_URL/)]);
  });

  it('repeats what it says, as one harmless line', () =>
    serving(
      (_request, response) => response.writeHead(400).end('"start time must be before end time"\n\u001b[2J'),
      async (url) => {
        const { code, stderr } = await palier({}, 'alert', 'test', '--url', url);
        expect([code, stderr]).toEqual([1, expect.stringContaining('400: "start time must be before end time"??[2J')]);
      },
    ));

  it('follows no redirect', () =>
    serving(
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      async (url) => {
        const { code, stderr } = await palier({}, 'alert', 'test', '--url', url);
        expect([code, stderr]).toEqual([1, expect.stringContaining('unexpected redirect')]);
      },
    ));

  it('prints no password, and sends it to the proxy before Alertmanager', async () => {
    const seen: unknown[] = [];
    await serving(
      ({ url, headers }, response) => {
        seen.push(url, headers.authorization);
        response.writeHead(401).end();
      },
      async (url) => {
        const secret = url.replace('http://', 'http://ops:s3cret%21@');
        const { code, stderr, stdout } = await palier({ ALERTMANAGER_URL: `${secret}/alerts` }, 'alert', 'test');
        expect([code, stderr]).toEqual([1, expect.stringContaining('answered 401: it does not say why.')]);
        expect(stderr + stdout).not.toContain('s3cret');
      },
    );
    expect(seen).toEqual(['/alerts/api/v2/alerts', `Basic ${Buffer.from('ops:s3cret!').toString('base64')}`]);
  });

  const undecodable = ['http://ops:s3cret50%@127.0.0.1:1', 'http://o%E9ps:s3cret@127.0.0.1:1'];
  it.each(['alertmanager:9093', 'ftp://alertmanager', '', ...undecodable])('refuses the address %j', async (url) => {
    const { code, stderr } = await palier({}, 'alert', 'test', '--url', url);
    expect([code, stderr]).toEqual([1, expect.stringContaining('such as http://alertmanager:9093')]);
  });

  it.each(undecodable)('refuses ALERTMANAGER_URL=%s, and prints no password', async (url) => {
    const { code, stderr } = await palier({ ALERTMANAGER_URL: url }, 'alert', 'test');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/ALERTMANAGER_URL.*such as http:\/\/alertmanager:9093/)]);
    expect(stderr).not.toContain('s3cret');
  });
});
