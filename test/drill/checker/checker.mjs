// Clients that perform things by the public API, record what was acknowledged, and ask afterwards whether it is there, once.
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from './client.mjs';
import { openEntries } from './entries.mjs';
import { openEvents } from './events.mjs';
import { openInvitations } from './invitations.mjs';
import { openPages } from './pages.mjs';
import { openSessions } from './sessions.mjs';
import { Tally } from './tally.mjs';
import { openUploads } from './uploads.mjs';
import { openZips } from './zips.mjs';

/** How long what was acknowledged may take until it is done, in milliseconds: a webhook whose worker was killed waits a minute. */
const PATIENCE_MS = 120_000;
/** Between two looks at whether workers still have something to do. */
const LOOK_MS = 500;
/** Of each part. */
const MOST_OPEN = 30;
/** How many ZIPs and invitations are asked for at once. */
const BURST = [
  ['zips', 12],
  ['invitations', 10],
];

/**
 * Starts the clients of two tenants, which go on until `stop`.
 *
 * @param given the `url` of nginx, the tenants, the `receivers` of mails and webhooks, `random`, and `hasWork`, which says whether
 *   workers have something to do
 */
export async function startChecker({ url, random, receivers, hasWork, ...tenants }) {
  const tally = new Tally();
  const client = new Client(url, tally);
  const given = { client, random, receivers, ...tenants };
  const hook = { url: receivers.hookUrl, events: ['auth.member.joined'] };
  const path = '/v1/webhooks';
  await client.surely('writes', { method: 'POST', path, token: tenants.store.adminToken, body: hook });
  const pages = openPages(given);
  await pages.warm();
  const parts = {
    pages,
    entries: openEntries(given),
    sessions: openSessions(given),
    events: openEvents(given),
    uploads: await openUploads(given),
    zips: openZips(given),
    invitations: openInvitations(given),
  };
  let stopping = false;
  const running = Object.values(parts).map((part) => (part.act ? atRate(part) : undefined));
  let burst;

  /** Begins one after the other at a steady rate, whether or not those before have ended, unless too many wait. */
  async function atRate({ aSecond, act }) {
    const open = new Set();
    for (let n = 1, startedAt = performance.now(); !stopping; n += 1) {
      const begun = open.size < MOST_OPEN && noted(act()).finally(() => open.delete(begun));
      if (begun) open.add(begun);
      await pause(Math.max(1, startedAt + (n * 1000) / aSecond - performance.now()));
    }
    await Promise.all(open);
  }

  /** A client that fails, as by an answer that is none of Palier's, is wrong, and leaves the others. */
  function noted(done) {
    return done.catch((error) => void client.wrong.push(error.stack));
  }

  return {
    tally,
    client,
    parts,
    /** Begins at once what workers are busy with for a while. */
    burst: () => {
      burst = Promise.all(
        BURST.flatMap(([name, count]) => Array.from({ length: count }, () => noted(parts[name].act()))),
      );
    },
    /** Begins nothing more, and resolves once all that was begun is done, and workers have nothing left to do. */
    stop: async () => {
      stopping = true;
      await inTime(Promise.all([...running, burst, parts.events.stop()]).then(workersToEnd));
    },
    /** @returns what is `lost`, done `twice` and otherwise `wrong`, what is only to be told, and how much was acknowledged of each part */
    reconcile: (admin) => inTime(reconcileAll(admin)),
  };

  /** A job whose worker was killed is taken by another one only when its lock has ended. */
  async function workersToEnd() {
    while (await hasWork()) {
      if (client.over) return client.wrong.push('workers still have something to do');
      await pause(LOOK_MS);
    }
    return undefined;
  }

  /** Once the time is over, the client gives up what is not answered. */
  async function inTime(work) {
    client.over = false;
    const late = setTimeout(() => {
      client.over = true;
    }, PATIENCE_MS);
    return work.finally(() => clearTimeout(late));
  }

  async function reconcileAll(admin) {
    const found = { lost: [], twice: [], wrong: client.wrong, notes: [], acknowledged: {} };
    for (const [name, { reconcile }] of Object.entries(parts)) {
      if (!reconcile) continue;
      const { lost, twice, acknowledged, notes = [] } = await reconcile(admin);
      found.lost.push(...lost);
      found.twice.push(...twice);
      found.notes.push(...notes);
      found.acknowledged[name] = acknowledged;
    }
    return found;
  }
}
