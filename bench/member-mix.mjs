// What members' applications read again and again, with writes between: the share that the cache answers, and the
// statements that it saves.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** Of a hundred requests; each read sends one statement where no cache answers. */
const mix = [
  { share: 60, method: 'GET', path: '/v1/me' },
  { share: 20, method: 'GET', path: '/v1/tenant' },
  { share: 15, method: 'GET', path: '/v1/auth/shop' },
  { share: 5, method: 'PATCH', path: '/v1/me' },
].flatMap((request) => Array(request.share).fill(request));
/** Prime to the length of the mix, so that it is walked through in another order. */
const STEP = 37;

/** Each of fifty members makes 40 requests a round; ten members make theirs at once. */
export async function run({ rounds = 5 } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = fork(fileURLToPath(new URL('./servers/guarded-api.mjs', import.meta.url)));
  try {
    server.send({ directory: join(directory, 'var') });
    const [{ url, tokens }] = await once(server, 'message');
    const hits = [];
    const saved = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await statements(server);
      const seen = await walk(url, tokens, round);
      const sent = (await statements(server)) - before;
      hits.push(seen.hits / seen.reads);
      saved.push(1 - sent / seen.reads);
    }
    const detail = `${mix.length * 20} requests a round, 5 % of them writes`;
    return [
      {
        name: 'members’ reads that the cache answers',
        ratio: median(hits),
        ...spread(hits),
        unit: '',
        goal: 0.85,
        detail,
      },
      { name: 'statements of reads that it saves', ratio: median(saved), ...spread(saved), unit: '', detail },
    ];
  } finally {
    if (server.connected) {
      server.send('stop');
      await once(server, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  }
}

async function walk(url, tokens, round) {
  const seen = { hits: 0, reads: 0 };
  const member = async (token, at) => {
    let wrote = {};
    for (let i = 0; i < 40; i += 1) {
      const { method, path } = mix[(at * 40 + i * STEP + round) % mix.length];
      const headers = { authorization: `Bearer ${token}`, ...wrote };
      const change = { 'content-type': 'application/json', 'if-match': '*' };
      const body = method === 'PATCH' ? JSON.stringify({ name: `Ada ${round} ${i}` }) : undefined;
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: body ? { ...headers, ...change } : headers,
        body,
      });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
      if (body) wrote = { 'palier-wrote': answer.headers.get('palier-wrote') };
      else seen.reads += 1;
      if (/; hit/.test(answer.headers.get('cache-status') ?? '')) seen.hits += 1;
    }
  };
  for (let i = 0; i < tokens.length; i += 10) {
    await Promise.all(tokens.slice(i, i + 10).map((token, at) => member(token, i + at)));
  }
  return seen;
}

async function statements(server) {
  server.send('statements');
  const [count] = await once(server, 'message');
  return count;
}

if (import.meta.main) printTable(await run());
