// Deployments, drains and ends of pods under load fail no request. Real: control plane, scheduler, PostgreSQL, the processes of
// the overlay growth (without workers). Faked: nodes (nodes.mjs); autoscalers see no use, and keep two pods.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { attachEmbedded } from '../../dist/libs/platform/database/index.js';
import { openLoad } from '../drill/restart/visitors.mjs';
import { manifest } from './admission.mjs';
import { eventually } from './control-plane.mjs';
import { Nodes } from './nodes.mjs';

const RATE = 40;
const SLUG = 'atelier';

export async function prove(plane, check) {
  const nodes = new Nodes(plane);
  chmodSync(plane.folder, 0o755);
  const postgres = await attachEmbedded(join(plane.folder, 'postgres'), 'make');
  const kubectl = (line, ...args) => plane.kubectlDoes(...line.split(' '), ...args);
  try {
    await nodes.start();
    const settings = database(postgres.urls.admin, join(plane.folder, 'commands'));
    await plane.apply(manifest('k8s/namespace'));
    const { DATABASE_OWNER_URL, ...others } = settings;
    const secrets = {
      ...others,
      PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
      RATE_LIMIT_REQUESTS: '1000000',
    };
    await kubectl('create secret generic palier-owner', `--from-literal=DATABASE_OWNER_URL=${DATABASE_OWNER_URL}`);
    const literals = Object.entries(secrets).map(([name, value]) => `--from-literal=${name}=${value}`);
    await kubectl('create secret generic palier', ...literals);
    const version = (tag) => manifest('k8s/overlays/growth').replaceAll(/(?<name>\/palier:)[\d.]+/g, `$<name>${tag}`);
    await check('the migration Job runs once', async () => {
      await migrate(version('1.0.0'));
      palier(settings, 'tenant', 'create', SLUG, '--name', 'Atelier', '--product', 'wistant');
      await plane.apply(version('1.0.0'));
      await kubectl('scale deployment/worker --replicas=0');
      await settled();
      assert.equal(nodes.started.filter((name) => name.startsWith('migrate')).length, 1);
    });
    await check('an upgrade fails no request', () =>
      harmless(async () => {
        await kubectl('delete job/migrate');
        await migrate(version('2.0.0'));
        await plane.apply(version('2.0.0'));
        await settled();
      }),
    );
    const neverReady = [
      { name: 'api', env: [{ name: 'DATABASE_URL', value: 'postgres://palier_app:none@127.0.0.1:1/palier' }] },
    ];
    const patch = (spec) => kubectl('patch deployment/api --type=strategic', `--patch=${JSON.stringify({ spec })}`);
    await check('a version that never becomes ready stops its rollout, and undo ends it', () =>
      harmless(async () => {
        await patch({ progressDeadlineSeconds: 30, template: { spec: { containers: neverReady } } });
        const { code, err } = await plane.kubectl('rollout', 'status', 'deployment/api');
        assert.notEqual(code, 0);
        assert.match(err, /exceeded its progress deadline/);
        await kubectl('rollout undo deployment/api');
        await settled();
      }),
    );
    await check('a drain of two nodes fails no request', () =>
      harmless(async () => {
        for (const node of ['node-1', 'node-2']) await kubectl(`drain ${node} --delete-emptydir-data --timeout=5m`);
        await settled();
      }),
    );
    await kubectl('uncordon node-1 node-2');
    await check('a deleted pod fails no request', () => harmless(deletePod));
    await check('without preStop, a deleted pod resets requests', async () => {
      await patch({ template: { spec: { containers: [{ name: 'api', lifecycle: null }] } } });
      await settled();
      const { failed } = await underLoad(deletePod);
      assert.ok(
        failed.some((failure) => /ECONNRESET|socket hang up/.test(failure)),
        'none was reset',
      );
      return `${failed.length} failed`;
    });
  } finally {
    await nodes.stop();
    await postgres.stop();
  }

  async function migrate(yaml) {
    await plane.apply(yaml, '--selector=palier-step=migrate');
    await kubectl('wait --for=condition=complete job/migrate --timeout=5m');
  }

  async function deletePod() {
    await kubectl(`delete pod ${nodes.serving[0]}`);
    await settled();
  }

  async function settled() {
    await kubectl('rollout status deployment/api --timeout=5m');
    await eventually('two pods that serve', () => nodes.serving.length === 2);
  }

  async function harmless(work) {
    const { answered, failed } = await underLoad(work);
    assert.deepEqual(failed, []);
    return `${answered} requests, none failed`;
  }

  async function underLoad(work) {
    const load = openLoad({ url: nodes.url, slug: SLUG, tokens: [], rate: RATE });
    try {
      await work();
    } finally {
      await load.end();
    }
    return load.seen;
  }
}

/** Makes roles and a database; returns their URLs. */
function database(admin, folder) {
  const env = { PALIER_DATA_DIR: folder };
  const made = palier(env, 'database', 'init', '--admin-url', admin, '--database', 'kubernetes', '--reset-passwords');
  return { ...env, ...Object.fromEntries([...made.matchAll(/^(\w+)=(.+)$/gm)].map(([, name, url]) => [name, url])) };
}

function palier(settings, ...args) {
  const env = { ...process.env, ...settings };
  return execFileSync(process.execPath, ['apps/cli/palier.mjs', ...args], { encoding: 'utf8', env });
}
