// What requests cost in microseconds of processor time: served from the cache, from the database, and to members.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cpuSeconds, measure } from '../load.mjs';
import { pagesOf } from '../pages.mjs';
import { postgresSeconds, startPalier } from '../palier.mjs';
import { byTurns } from './by-turns.mjs';

const list = '/v1/stores/wistant/apps?limit=20';
const SECONDS = 1;

export async function cachedList(trees, rounds) {
  return started(trees, {}, async (servers) => {
    const samples = await byTurns(servers, rounds, async ({ url, pid }) => {
      const { headers } = await fetch(`${url}${list}`);
      const again = { 'if-none-match': headers.get('etag') };
      return {
        'cached list': await costOf({ url: `${url}${list}`, pid }),
        '304 of the cached list': await costOf({ url: `${url}${list}`, pid, headers: again }),
      };
    });
    return rows(samples);
  });
}

export async function uncachedList(trees, rounds) {
  // Too small for the pages that are asked for in turn, so that each is made anew.
  return started(trees, { CACHE_MEMORY_BYTES: '1048576' }, async (servers) => {
    for (const server of Object.values(servers)) server.paths = await pagesOf(server.url);
    const samples = await byTurns(servers, rounds, async (palier) => {
      const before = [cpuSeconds(palier.pid), postgresSeconds(palier)];
      const { perCpuSecond } = await measure(palier, SECONDS);
      const [node, postgres] = [cpuSeconds(palier.pid) - before[0], postgresSeconds(palier) - before[1]];
      const each = 1_000_000 / (perCpuSecond * node);
      return { 'uncached list, Node': node * each, 'uncached list, PostgreSQL': postgres * each };
    });
    return rows(samples);
  });
}

export async function verifiedRequest(trees, rounds) {
  const servers = {};
  try {
    for (const [side, { root, dataDir }] of Object.entries(trees)) {
      const child = fork(join(root, 'bench', 'servers', 'guarded-api.mjs'), { cwd: root });
      servers[side] = { pid: child.pid, child };
      child.send({ directory: `${dataDir}-members` });
      const [{ url, token }] = await once(child, 'message');
      Object.assign(servers[side], {
        url: `${url}/v1/twins/shop/guarded`,
        headers: { authorization: `Bearer ${token}` },
      });
    }
    return rows(await byTurns(servers, rounds, async (server) => ({ 'verified request': await costOf(server) })));
  } finally {
    for (const { child } of Object.values(servers)) {
      if (!child.connected) continue;
      child.send('stop');
      await once(child, 'exit');
    }
  }
}

async function started(trees, env, compare) {
  const servers = {};
  try {
    for (const [side, { root, dataDir }] of Object.entries(trees))
      servers[side] = await startPalier({ ...env, PALIER_DATA_DIR: dataDir }, root);
    return await compare(servers);
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

const costOf = async (server) => 1_000_000 / (await measure(server, SECONDS)).perCpuSecond;
const rows = (samples) => Object.entries(samples).map(([name, both]) => ({ name, unit: 'µs', ...both }));
