// A deployment under some load: the rate of each thing that happens there, and what its parts take.
import { readFileSync } from 'node:fs';
import { megabytesOf } from '../../../k6/coefficients/memory.mjs';
import { ofPeople, planOf, plansOf, prepare } from '../../../k6/coefficients/mixes.mjs';
import { signInOthers } from '../../../k6/coefficients/requests.mjs';
import { openStack } from '../../../k6/coefficients/stack.mjs';

/** Seconds of each mix before, as an API that has served people for some time: its code is compiled, and its memory has grown. */
const WARM_UP = { short: 3, whole: 8 };
/** The state of an open connection in /proc/net/tcp. */
const ESTABLISHED = '01';

/**
 * @param point `apis` and `redis` as those of a stack; `mixes` by the name of their coefficient, each with a scenario of k6 and a
 *   share of its rate; `signIns` a second
 * @param options `seconds` of load, `restSeconds` without any before, and what `prepare` takes
 * @returns what happened how often a second, the cores of each part, and of all API processes the megabytes and the connections
 */
export async function measurePoint({ mixes, signIns = 0, apis, redis }, { seconds, restSeconds, ...options }) {
  const { short } = options;
  const stack = await openStack(plansOf(short), { ...options, apis, redis });
  try {
    const context = { ...options, url: stack.url };
    const warmUp = WARM_UP[short ? 'short' : 'whole'];
    for (const mix of ofPeople) await (await prepareLoad([mix], 0, warmUp, context))();
    await (await prepareLoad(mixes, signIns, warmUp, context))();
    await stack.processor.measureRest(restSeconds);
    const load = await prepareLoad(mixes, signIns, seconds, context);
    const { result: counts, seconds: taken } = await stack.processor.during(load);
    const aSecond = (values) =>
      Object.fromEntries(Object.entries(values).map(([name, each]) => [name, each / seconds]));
    const { apis: processes } = stack.stack;
    return {
      rates: aSecond(counts),
      cores: aSecond(taken),
      megabytes: (await Promise.all(processes.map(megabytesOf))).reduce((sum, each) => sum + each, 0),
      connections: processes.reduce((sum, { url }) => sum + connectionsTo(Number(new URL(url).port)), 0),
    };
  } finally {
    await stack.close();
  }
}

/** @returns runs all mixes at once, and lets others sign in meanwhile: how often each thing happened */
async function prepareLoad(mixes, signIns, seconds, context) {
  const runs = [];
  for (const mix of mixes) runs.push(await prepare(planOf({ ...mix, short: context.short, seconds }), context));
  return async () => {
    const others =
      signIns > 0 && signInOthers(context, { rate: signIns, seconds, accounts: context.short ? 150 : 1000 });
    const results = await Promise.all(runs.map((run) => run()));
    const counts = Object.fromEntries(mixes.map(({ name }, n) => [name, results[n].requests]));
    return others ? { ...counts, signIn: await others } : counts;
  };
}

/** Connections on this machine to a port (proc_pid_net(5)). */
function connectionsTo(port) {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return lines.filter((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    return local?.endsWith(`:${hex}`) && state === ESTABLISHED;
  }).length;
}
