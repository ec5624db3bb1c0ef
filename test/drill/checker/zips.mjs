// ZIPs that are asked for, made by workers once each, and downloaded.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const { readZip } = await import('../../support/read-zip.ts');
const POLL_MS = 500;
/** For a whole ZIP. */
const DOWNLOAD_MS = 10_000;
/** Sent by nginx or an API, or to be had from the bucket that the answer leads to. */
const isFile = ({ status }) => status === 200 || status === 302;
/** Makings of each version that ended well. */
const makings = `select result->>'app' as app, count(*)::int as count from platform.operations
  where tenant_id = $1 and kind = 'catalog.make-bundle' and state = 'succeeded' group by 1`;

/** @param given `client`, and `store` with its tenant, slug and the slugs of its `apps` */
export function openZips({ client, store: { tenantId, slug, apps } }) {
  const asked = [];

  async function act() {
    const app = apps[asked.length];
    if (!app) return;
    const startedAt = performance.now();
    const zip = { app, accepted: false, link: undefined };
    asked.push(zip);
    const request = { method: 'POST', path: `/v1/stores/${slug}/apps/${app}/downloads`, body: {} };
    for (let kind = 'writes'; ; kind = 'reads') {
      const answer = await client.surely(kind, request);
      if (!answer) return;
      zip.accepted = true;
      if (answer.status === 200) {
        zip.link = JSON.parse(answer.text);
        client.tally.workDone(startedAt);
        await client.ask('reads', { path: new URL(zip.link.url).pathname }, isFile);
        return;
      }
      if (client.over) return;
      await pause(POLL_MS);
    }
  }

  return {
    aSecond: 1,
    act,
    reconcile: async (admin) => {
      const accepted = asked.filter((zip) => zip.accepted);
      const lost = [];
      for (const { app, link } of accepted) {
        const why = link ? await faultOf(client, link) : 'was never made';
        if (why) lost.push(`the ZIP of ${app} ${why}`);
      }
      const { rows } = await admin.query(makings, [tenantId]);
      const twice = rows
        .filter(({ count }) => count > 1)
        .map(({ app, count }) => `the ZIP of ${app} was made ${count} times`);
      return { lost, twice, acknowledged: accepted.length };
    },
  };
}

/**
 * Why a ZIP is not what its link promised; undefined where it is.
 *
 * @param files that it must have among others, with their digests
 */
export async function faultOf(client, { url, bytes, digest }, files = []) {
  const answer = await download(client, new URL(url).pathname);
  if (!answer.ok) return `answered ${answer.status}`;
  const body = Buffer.from(await answer.arrayBuffer());
  if (body.length !== bytes || digestOf(body) !== digest) return `has ${body.length} bytes of ${bytes}, or others`;
  if (files.length === 0) return undefined;
  const entries = await readZip(body);
  const lacking = files.filter((file) => !entries.has(file.path) || digestOf(entries.get(file.path)) !== file.digest);
  return lacking.length > 0 ? `lacks ${lacking.map(({ path }) => path).join(', ')}, or has others` : undefined;
}

/** Asks until there is an answer that does not pass by itself, or the time of the client is over. */
async function download(client, path) {
  for (;;) {
    const answer = await fetch(`${client.url}${path}`, { signal: AbortSignal.timeout(DOWNLOAD_MS) }).catch((error) => ({
      status: String(error),
    }));
    if (client.over || (answer.status >= 200 && answer.status < 500)) return answer;
    await pause(POLL_MS);
  }
}

const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
