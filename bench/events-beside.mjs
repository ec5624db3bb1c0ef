// How long a small tenant waits for its events to be stored while another one floods the same process.
import { Agent } from 'node:http';
import { createTenant } from './event-client.mjs';
import { startSender } from './event-sender.mjs';
import { cpuSeconds } from './load.mjs';
import { postgresSeconds, startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const few = { events: 20, callers: 1 };
const flood = { events: 1000, callers: 16 };
/** What the flood goes on before the small tenant is measured, and after it. */
const ASIDE_MS = 500;

/**
 * A tenant that sends one batch of 20 events after the other, alone and beside one that sends 1,000 at a time on 16
 * connections, in turns. Each client is a process of its own, with bodies that are made before; all share the machine.
 */
export async function run({ rounds = 9, seconds = 3 } = {}) {
  const palier = await startPalier();
  const agent = new Agent();
  const senders = [];
  try {
    for (const tenant of ['small', 'flooding']) senders.push(startSender(await createTenant(palier, agent, tenant)));
    const [small, flooding] = senders;
    const samples = [];
    for (let round = -1; round < rounds; round += 1) {
      const alone = await small.send({ ...few, seconds });
      const sample = { alone, ...(await beside(palier, small, flooding, seconds)) };
      if (round >= 0) samples.push(sample);
    }
    return rowsOf(samples);
  } finally {
    for (const sender of senders) sender.stop();
    agent.destroy();
    await palier.stop();
  }
}

async function beside(palier, small, flooding, seconds) {
  const sent = flooding.send({ ...flood, seconds: seconds + (2 * ASIDE_MS) / 1000 });
  sent.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, ASIDE_MS));
  const before = { node: cpuSeconds(palier.pid), postgres: postgresSeconds(palier), at: performance.now() };
  const pressed = await small.send({ ...few, seconds });
  const elapsed = (performance.now() - before.at) / 1000;
  const node = (cpuSeconds(palier.pid) - before.node) / elapsed;
  const postgres = (postgresSeconds(palier) - before.postgres) / elapsed;
  return { pressed, flood: await sent, node, postgres };
}

function rowsOf(samples) {
  const of = (figure) => samples.map(figure);
  const ms = (share, who) => median(of((sample) => percentile(sample[who].took, share))).toFixed(1);
  const row = (share) => {
    const ratios = of(({ alone, pressed }) => percentile(pressed.took, share) / percentile(alone.took, share));
    return {
      ratio: median(ratios),
      ...spread(ratios),
      detail: `${ms(share, 'pressed')} against ${ms(share, 'alone')} ms`,
    };
  };
  const cores = (figure) => median(of(figure)).toFixed(2);
  const rates = of((sample) => sample.flood.perSecond);
  const use = `cores: Node ${cores(({ node }) => node)}, PostgreSQL ${cores(({ postgres }) => postgres)}, its client ${cores(({ flood: { cores } }) => cores)}`;
  const refused = of((sample) => sample.flood.refused).reduce((all, one) => all + one, 0);
  return [
    { name: 'p95 of 20 events beside a tenant that floods / alone', ...row(0.95), atMost: 2 },
    { name: 'the same, p50', ...row(0.5) },
    {
      name: 'what the flood stores',
      ratio: median(rates),
      ...spread(rates),
      unit: 'events/s',
      detail: `${use}; ${refused} refused`,
    },
  ];
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)];
}

if (import.meta.main) printTable(await run());
