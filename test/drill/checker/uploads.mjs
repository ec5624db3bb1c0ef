// Files that are uploaded into a draft of an app, which is published at the end: each acknowledged file is in it.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { faultOf } from './zips.mjs';

const [LEAST, MOST, POLL_MS] = [1000, 20_000, 100];
const files = `select f.path, f.digest from catalog.version_files f join catalog.versions v on v.id = f.version_id
  join catalog.apps a on a.id = v.app_id where a.tenant_id = $1 and a.slug = $2`;

/** @param given `client`, `random`, and `store` with its tenant, slug and the token of an admin */
export async function openUploads({ client, random, store: { tenantId, slug, adminToken: token } }) {
  const uploaded = [];
  const app = '/v1/catalog/apps/uploads';
  const post = (path, body) =>
    client.surely('writes', { method: 'POST', path, token, body, more: { 'idempotency-key': randomUUID() } });
  await post('/v1/catalog/apps', { slug: 'uploads', name: 'Uploads' });
  await post(`${app}/versions`, { version: '1.0.0' });

  async function act() {
    const body = randomBytes(LEAST + random(MOST - LEAST));
    const file = { path: `file-${uploaded.length}`, digest: createHash('sha256').update(body).digest('hex') };
    uploaded.push(file);
    const path = `${app}/versions/1.0.0/files?path=${file.path}`;
    const more = { 'content-type': 'application/octet-stream' };
    const answer = await client.surely('writes', { method: 'PUT', path, token, body, more });
    file.accepted = answer !== undefined;
  }

  /** Publishes the draft and downloads it, with all accepted files. @returns why that failed; undefined where it did not */
  async function publish(accepted) {
    const begun = await post(`${app}/versions/1.0.0/publish`, {});
    for (let state = 'queued'; begun && state !== 'succeeded'; await pause(POLL_MS)) {
      const answer = await client.surely('reads', { path: `/v1/operations/${JSON.parse(begun.text).id}`, token });
      if (!answer || client.over) return 'could not be published in time';
      state = JSON.parse(answer.text).state;
      if (state === 'failed' || state === 'cancelled') return `could not be published: ${answer.text}`;
    }
    const request = { method: 'POST', path: `/v1/stores/${slug}/apps/uploads/downloads`, body: {} };
    const made = await client.surely('writes', request, ({ status }) => status === 200);
    return made ? faultOf(client, JSON.parse(made.text), accepted) : 'could not be downloaded in time';
  }

  return {
    aSecond: 2,
    act,
    reconcile: async (admin) => {
      const { rows } = await admin.query(files, [tenantId, 'uploads']);
      const there = new Map(rows.map(({ path, digest }) => [path, digest]));
      const accepted = uploaded.filter((file) => file.accepted);
      const lost = accepted.filter(({ path, digest }) => there.get(path) !== digest);
      const found = lost.map(({ path }) => `the uploaded ${path} is not there, or another`);
      const why = accepted.length > 0 ? await publish(accepted) : undefined;
      if (why) found.push(`the app with the uploads ${why}`);
      return { lost: found, twice: [], acknowledged: accepted.length };
    },
  };
}
