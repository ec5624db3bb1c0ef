/**
 * One tenant behaves as badly as it can, at each resource that tenants share, while another one works at a steady rate:
 * `--only <resource>,…`, `--rounds` (3). By turns with calm phases, the slowest answers of the neighbour take at most twice as long
 * as in these, or stay below a floor that the table names, and the degradation level stays 0.
 */
import { parseArgs } from 'node:util';
import { printAligned } from '../../bench/table.mjs';
import { openDeployment } from './deployment/deployment.mjs';
import { onSignal } from './deployment/on-signal.mjs';
import { failedOf, percentile } from './load.mjs';
import { misbehavioursOf } from './neighbours/misbehaviours.mjs';
import { startModel } from './neighbours/model.mjs';
import { openPeople } from './neighbours/people.mjs';
import { levelsAt, visitsOf } from './neighbours/visits.mjs';

const MOST_SLOWER = 2;
/** Below so many milliseconds the times of a machine with two cores say nothing about its neighbours. */
const FLOOR_MS = 30;
const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '3' } } });
const rounds = Number(values.rounds);

const parts = [];
const end = async () => {
  for (const part of parts.splice(0).reverse()) await part();
};
const forget = onSignal(end);
let held = false;
try {
  const model = await startModel();
  parts.push(model.close);
  const env = { AI_URL: model.url, AI_NETWORKS: '127.0.0.0/8', AI_MODEL: 'drill' };
  const deployment = await openDeployment({ 'store-1': 200 }, { env });
  parts.push(deployment.close);
  const people = await openPeople(deployment);
  await deployment.startWorker();
  const [bad, visits] = [misbehavioursOf(people, model), visitsOf(people)];
  const rows = chosen([
    {
      resource: 'reading threads',
      how: 'uploads of 25 million XML elements',
      begin: bad.hostileFiles,
      visit: visits.upload,
    },
    { resource: 'connections', how: 'searches of 30 alphabets', begin: bad.searches, visit: visits.page },
    { resource: 'event loop', how: 'checks of rosters of separators', begin: bad.rosters, visit: visits.page },
    { resource: 'uploads', how: 'uploads that send a byte a second', begin: bad.slowUploads, visit: visits.upload },
    { resource: 'event streams', how: '3,000 streams of one tenant', begin: bad.streams, visit: visits.stream },
    { resource: 'disk', how: 'uploads of 24 MB, one after the other', begin: bad.largeUploads, visit: visits.upload },
    // A call that has begun is not ended for others.
    {
      resource: 'AI places',
      how: 'questions of 2 s, or refused',
      begin: bad.questions,
      visit: visits.question,
      floorMs: 3000,
    },
    // An import ends the file that it reads before it gives its place back.
    {
      resource: 'job slots',
      how: 'imports of hostile ZIPs',
      begin: bad.imports,
      visit: visits.imported,
      floorMs: 5000,
    },
  ]);
  const lines = [];
  for (const row of rows) lines.push(await measure(row, deployment.url));
  printAligned([
    ['', 'resource', 'what one tenant does', 'calm p99', 'beside it', 'ratio', 'floor', 'requests', 'failed', 'level'],
    ...lines,
  ]);
  held = lines.length > 0 && lines.every(([mark]) => mark === '✓');
} catch (error) {
  console.error(error);
} finally {
  await end();
  forget();
}
process.exit(held ? 0 : 1);

function chosen(rows) {
  const only = values.only?.split(',');
  return only ? rows.filter(({ resource }) => only.includes(resource)) : rows;
}

/** @returns the cells of a row of the table */
async function measure({ resource, how, begin, visit, floorMs = FLOOR_MS }, url) {
  const [calm, beside, levels] = [[], [], []];
  await visit(2);
  for (let round = 1; round <= rounds; round += 1) {
    calm.push(...(await visit()));
    const over = await begin();
    const watched = levelsAt(url);
    beside.push(...(await visit()));
    levels.push(...(await watched.end()));
    console.log(`${resource}, round ${round}: ${await over()}`);
  }
  const [before, after] = [calm, beside].map((answers) => percentile(answers, 0.99));
  const [failed, level] = [failedOf([...calm, ...beside]), Math.max(0, ...levels)];
  for (const { status, text } of failed.slice(0, 3)) console.log(`  failed: ${status} ${text.slice(0, 120)}`);
  const kept = failed.length === 0 && level === 0 && (after <= MOST_SLOWER * before || after <= floorMs);
  const ms = (value) => `${value.toFixed(1)} ms`;
  const counts = [`${calm.length} + ${beside.length}`, String(failed.length), String(level)];
  return [kept ? '✓' : '✗', resource, how, ms(before), ms(after), (after / before).toFixed(2), ms(floorMs), ...counts];
}
