// A process that sends batches of events, so that what it costs is apart from who measures beside it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { makeEvents, sendBatch } from './event-client.mjs';

/** The longest wait that a refusal may ask for, in milliseconds. */
const LONGEST_WAIT_MS = 2000;

/** Starts a process for one tenant, which sends when it is asked to. */
export function startSender(target) {
  const child = fork(import.meta.filename);
  return {
    /**
     * Sends batches of so many events for some seconds, each caller one after the other.
     *
     * @returns the milliseconds of each stored batch, events stored a second, refused batches and the CPU time of the
     *   process by wall-clock time
     */
    async send(load) {
      child.send({ target, ...load });
      const [answer] = await once(child, 'message');
      if (answer.error) throw new Error(answer.error);
      return answer;
    },
    stop: () => child.kill(),
  };
}

async function send({ target, events, callers, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const renewals = Array.from({ length: callers }, () => renewable(events));
  const [took, start, cpu] = [[], performance.now(), process.cpuUsage()];
  const end = start + seconds * 1000;
  let refused = 0;
  const caller = async (renew) => {
    while (performance.now() < end) {
      const body = renew();
      const sentAt = performance.now();
      const { status, headers, text } = await sendBatch(target, agent, body);
      if (status === 200 && JSON.parse(text).accepted === events) took.push(performance.now() - sentAt);
      else if (status !== 429 && status !== 503) throw new Error(`${status} ${text}`);
      else {
        refused += 1;
        const waitMs = Math.min(Number(headers['retry-after'] ?? 1) * 1000, LONGEST_WAIT_MS, end - performance.now());
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  };
  try {
    await Promise.all(renewals.map(caller));
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { took, perSecond: (took.length * events * 1000) / ms, refused, cores: (user + system) / 1000 / ms };
  } finally {
    agent.destroy();
  }
}

let made = 0;

/** The JSON of a batch, made once; each call gives its events new ids, which costs the client next to nothing. */
function renewable(count) {
  const body = Buffer.from(JSON.stringify(makeEvents(count)));
  const ends = [];
  for (let at = body.indexOf('"id":"'); at >= 0; at = body.indexOf('"id":"', at + 1)) ends.push(at + 30);
  return () => {
    for (const at of ends) body.write((made++).toString(16).padStart(12, '0'), at, 'latin1');
    return body;
  };
}

if (import.meta.main)
  process.on('message', async (load) => {
    process.send(await send(load).catch((error) => ({ error: error.stack })));
  });
