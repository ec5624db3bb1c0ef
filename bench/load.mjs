// Sends load from this process, and measures the CPU time of the server's process.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import autocannon from 'autocannon';

const TICKS_A_SECOND = 100;

const CONNECTIONS = 20;

/**
 * Bounded load on one URL, or on several paths or with several headers in turn. Each connection has some of its own, since
 * those that request the same at the same moment are answered at once. `accepts` is a status of refusals that counts as an answer.
 * `pid` is one process or several, `connections` how many at once, `reconnectRate` the requests of one. Returns answers per second, and answers per second of the server's CPU time.
 */
export async function measure(
  { url, pid, headers, everyHeaders, paths, accepts, connections = CONNECTIONS, reconnectRate },
  seconds,
) {
  const before = cpuSecondsOfAll(pid);
  const setupClient = paths
    ? inTurn(paths.map((path) => ({ path })))
    : everyHeaders && inTurn(everyHeaders.map((headers) => ({ headers })));
  const result = await autocannon({ url, headers, connections, reconnectRate, duration: seconds, setupClient });
  const cpu = cpuSecondsOfAll(pid) - before;
  const refused = accepts ? (result.statusCodeStats[accepts]?.count ?? 0) : 0;
  const answers = result['2xx'] + result['3xx'] + refused;
  if (result.non2xx - result['3xx'] - refused > 0 || result.errors > 0) {
    throw new Error(`${url} answered ${JSON.stringify(result.statusCodeStats)}, ${result.errors} failed.`);
  }
  return { perSecond: answers / result.duration, perCpuSecond: answers / cpu };
}

/** As `measure`, with a new connection for each request. */
export async function measureFresh({ url, pid, connections = CONNECTIONS }, seconds) {
  const [before, begun] = [cpuSecondsOfAll(pid), performance.now()];
  let answers = 0;
  const client = async () => {
    for (; performance.now() < begun + seconds * 1000; answers += 1) await getAlone(url);
  };
  await Promise.all(Array.from({ length: connections }, client));
  const cpu = cpuSecondsOfAll(pid) - before;
  return { perSecond: (answers * 1000) / (performance.now() - begun), perCpuSecond: answers / cpu };
}

function getAlone(url) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}.`));
      answer.resume().once('end', resolve);
    });
    asked.once('error', reject).end();
  });
}

const cpuSecondsOfAll = (pids) => [pids].flat().reduce((sum, pid) => sum + cpuSeconds(pid), 0);

function inTurn(requests) {
  let clients = 0;
  return (client) => {
    const own = requests.filter((_, i) => i % CONNECTIONS === clients % CONNECTIONS);
    clients += 1;
    client.setRequests(own);
  };
}

/** User and system time of a process, from /proc/<pid>/stat (proc(5), fields 14 and 15). */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
