import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { findApps, suggestApps } from '../dist/libs/catalog/search/search.sql.js';
import { migrate, openDatabase, startEmbedded } from '../dist/libs/platform/database/index.js';
import { migrations } from '../dist/migrations/index.js';
import { fillStore, numbers, seldomLarge, word } from '../test/drill/large-store/fill.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const APPS = 20_000;
const ROUNDS = 7;
const CALLS = 100;

/**
 * Searches of a store, one at a time: words as they are spelled, with guesses at names that resemble them and without; and
 * misspelled ones. A ratio is that of the 95th percentiles of a round.
 */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  try {
    await migrate(server.urls.owner, migrations);
    const tenantId = uuidv7();
    const owner = new pg.Client({ connectionString: server.urls.owner });
    await owner.connect();
    await fillStore(owner, tenantId, APPS, 'large');
    await owner.query('vacuum analyze catalog.apps, catalog.app_tags, catalog.search_entries');
    await owner.end();
    const limits = { poolSize: 4, statementTimeoutMs: 5000, lockTimeoutMs: 2000 };
    const { database, close } = await openDatabase({ url: server.urls.app, ...limits });
    return await measure(database, tenantId).finally(close);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(database, tenantId) {
  const next = numbers(1);
  const anyWord = () => word(seldomLarge(next, 20_000));
  const find = (typed, guesses) =>
    database.read({ tenantId }, findApps('-relevance'), typed, null, guesses, null, null, 21, 0);
  const contenders = {
    exact: (typed) => find(typed, true),
    exactAlone: (typed) => find(typed, false),
    misspelled: (typed) => find(misspelled(typed, next), true),
    suggestions: (typed) => {
      const begun = typed.slice(0, 3);
      return database.read({ tenantId }, suggestApps, begun, `${begun}\u{10ffff}`, begun, `${begun}\u{10ffff}`);
    },
  };
  const p95 = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const typed = Array.from({ length: CALLS }, () => `${anyWord()}${next(2) ? ` ${anyWord()}` : ''}`);
    for (const [name, call] of Object.entries(contenders)) {
      const times = await timesOf(call, typed);
      // The first round only warms up.
      if (round > 0) p95[name].push(times[Math.ceil(CALLS * 0.95) - 1]);
    }
  }
  return [
    row('search, guesses allowed / not allowed', p95.exact, p95.exactAlone),
    row('search, misspelled / as it is', p95.misspelled, p95.exact),
    row('suggestions / search', p95.suggestions, p95.exact),
  ];
}

/** One call after the other; in milliseconds, sorted. */
async function timesOf(call, typed) {
  const times = [];
  for (const words of typed) {
    const startedAt = performance.now();
    await call(words);
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

function misspelled(text, next) {
  const at = next(text.length);
  return text.slice(0, at) + String.fromCharCode(97 + next(26)) + text.slice(at + 1);
}

function row(name, ours, theirs) {
  const ratios = ours.map((time, round) => time / theirs[round]);
  const detail = `95th percentiles: ${median(ours).toFixed(1)} ms against ${median(theirs).toFixed(1)}`;
  return { name, ratio: median(ratios), ...spread(ratios), detail };
}

if (import.meta.main) printTable(await run());
