// What the API counts of its cache and of its accesses to the database.

const text = async (metricsUrl) => (await fetch(metricsUrl)).text();

/** The lookups in the cache since the API started. */
export async function lookups(metricsUrl) {
  const found = [...(await text(metricsUrl)).matchAll(/^palier_cache_lookups_total\{result="(\w+)"\} (\d+)/gm)];
  const counts = Object.fromEntries(found.map(([, result, count]) => [result, Number(count)]));
  const hits = (counts.hit ?? 0) + (counts.shared ?? 0) + (counts.stale ?? 0);
  const all = hits + (counts.miss ?? 0);
  return { hits, all, since: (before) => ({ hits: hits - before.hits, all: all - before.all }) };
}

/** The accesses to the database since the API started: how many, their seconds, and how many took up to each bound. */
export async function accesses(metricsUrl) {
  const found = (await text(metricsUrl)).matchAll(/^palier_database_access_seconds_(\w+)\{(.*)\} (\S+)/gm);
  const sums = { count: 0, sum: 0, upTo: new Map() };
  for (const [, kind, labels, value] of found) {
    const bound = /le="(.+)"/.exec(labels)?.[1];
    if (kind === 'bucket') sums.upTo.set(bound, (sums.upTo.get(bound) ?? 0) + Number(value));
    else sums[kind] += Number(value);
  }
  return sums;
}

/** Of the accesses between two readings: how many, the mean in milliseconds, and the bound that 95 % of them kept. */
export function timesBetween(before, after) {
  const count = after.count - before.count;
  const enough = [...after.upTo].find(([bound, upTo]) => upTo - (before.upTo.get(bound) ?? 0) >= 0.95 * count);
  return {
    count,
    meanMs: (1000 * (after.sum - before.sum)) / count,
    p95Ms: 1000 * Number(enough?.[0].replace('+Inf', 'Infinity')),
  };
}
