// The mix of k6/feeds.js: 2,000 teams with half a million posts, of whom 1,000 have a reader who is there.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDeployment } from './deployment/deployment.mjs';
import { tokensOf } from './feeds/readers.mjs';
import { seed, tenantId } from './feeds/seed.mjs';

const size = { posts: 500_000, tenants: 2000 };
const READERS = 1000;
const DEADLINE = Date.now() + 10 * 60_000;

if (spawnSync('k6', ['version']).error) {
  console.error('k6 is missing: install it, or run another drill.');
  process.exit(1);
}
const deployment = await openDeployment({});
const clients = [0, 1].map(() => new pg.Client({ connectionString: deployment.urls.admin }));
const file = join(tmpdir(), `palier-tokens-${process.pid}.json`);
let status = 1;
try {
  await Promise.all(clients.map((client) => client.connect()));
  await seed(clients, size, () => {
    if (Date.now() > DEADLINE) throw new Error('The drill took too long.');
  });
  // It knows the tenants of its start.
  await deployment.killApi();
  await deployment.startApi();
  const tenants = Array.from({ length: READERS }, (_, i) => tenantId(i * 2));
  writeFileSync(file, JSON.stringify(await tokensOf(deployment, tenants)), { mode: 0o600 });
  const script = join(import.meta.dirname, '..', '..', 'k6', 'feeds.js');
  const given = [`BASE_URL=${deployment.url}`, `TOKENS=${file}`].flatMap((each) => ['-e', each]);
  ({ status } = spawnSync('k6', ['run', '--quiet', script, ...given], { stdio: 'inherit', timeout: 300_000 }));
} finally {
  rmSync(file, { force: true });
  await Promise.allSettled(clients.map((client) => client.end()));
  await deployment.close();
}
console.log(status === 0 ? 'It was within its thresholds.' : 'It was not: see above.');
process.exitCode = status === 0 ? 0 : 1;
