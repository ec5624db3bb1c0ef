// Clients write and read through two API processes, `--requests` (10,000) at least, while the replica is twice paused, resumed,
// delayed and frozen, and at last promoted: no client reads less than it wrote, no cached page is older than a second, none
// fails, and 99 of 100 reads take at most 200 ms more while it is frozen.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { report } from './faults/record.mjs';
import { Clients, quantile } from './replica/clients.mjs';
import { openDeployment } from './replica/deployment.mjs';

const [CLIENTS, CYCLES, MOST_MS_MORE] = [12, 2, 200];
const { values } = parseArgs({ options: { requests: { type: 'string', default: '10000' } } });
const requests = Number(values.requests);

const deployment = await openDeployment(CLIENTS);
const { replica, apis, operatorKey } = deployment;
let held = false;
try {
  const clients = new Clients(
    CLIENTS,
    apis.map(({ url }) => url),
    operatorKey,
  );
  // The first requests compile, and open connections.
  await clients.run(() => clients.done >= 500);
  clients.latencies.otherwise.length = 0;
  let promoted = false;
  const running = clients.run(() => promoted);
  for (let cycle = 0; cycle < CYCLES || clients.done < requests; cycle += 1) {
    await pause(600);
    await replica.pause();
    await pause(500 + Math.random() * 1500);
    await replica.resume();
    await pause(600);
    await replica.delay(150 + Math.random() * 600);
    await pause(1500);
    await replica.delay(0);
    await pause(600);
    clients.phase = 'frozen';
    replica.freeze();
    await pause(1000 + Math.random() * 1000);
    replica.thaw();
    clients.phase = 'otherwise';
  }
  await pause(500);
  const reads = await readsOf(apis);
  await replica.promote();
  await pause(1000);
  promoted = true;
  await running;
  clients.agent.destroy();
  const [calm, frozen] = [clients.latencies.otherwise, clients.latencies.frozen].map((each) => quantile(each, 0.99));
  const { violations, failures, done } = clients;
  console.log(`${done} requests: ${violations.length} read too little, ${failures.length} failed.`);
  for (const line of [...violations, ...failures].slice(0, 10)) console.log(`  ${line}`);
  console.log(
    `Reads that a replica may answer: ${Object.entries(reads)
      .map((pair) => pair.join(' '))
      .join(', ')}.`,
  );
  console.log(`p99 of reads: ${calm.toFixed(1)} ms, while the replica is frozen ${frozen.toFixed(1)} ms.`);
  report({
    breaks: 'the replica of PostgreSQL is paused, late, frozen and promoted',
    fails: failures.length > 0 ? `${failures.length} requests` : undefined,
    lost: violations.length,
  });
  // Otherwise the replica answered too little to prove anything.
  held =
    violations.length + failures.length === 0 &&
    reads.complete > requests / 20 &&
    reads.own_write > 0 &&
    frozen <= calm + MOST_MS_MORE;
} finally {
  await deployment.close();
}
console.log(held ? 'Held.' : 'Broken.');
process.exitCode = held ? 0 : 1;

/** How many reads went where and why, of all processes. */
async function readsOf(processes) {
  const sums = {};
  for (const { metrics } of processes) {
    const text = await (await fetch(metrics)).text();
    for (const [, reason, count] of text.matchAll(
      /^palier_database_reads_total\{server="\w+",reason="(\w+)".*\} (\d+)/gm,
    )) {
      sums[reason] = (sums[reason] ?? 0) + Number(count);
    }
  }
  return sums;
}
