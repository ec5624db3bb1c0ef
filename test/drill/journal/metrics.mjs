// What the API counts of its cache, and PostgreSQL of the statements that the application sends.

/** The lookups in the cache since the API started. */
export async function lookups(metricsUrl) {
  const text = await (await fetch(metricsUrl)).text();
  const found = [...text.matchAll(/^palier_cache_lookups_total\{result="(\w+)"\} (\d+)/gm)];
  const counts = Object.fromEntries(found.map(([, result, count]) => [result, Number(count)]));
  const hits = (counts.hit ?? 0) + (counts.shared ?? 0) + (counts.stale ?? 0);
  const all = hits + (counts.miss ?? 0);
  return { hits, all, since: (before) => ({ hits: hits - before.hits, all: all - before.all }) };
}

/** From now on the statements count. */
export async function watchQueries(admin) {
  await admin.query('create extension if not exists pg_stat_statements');
  await admin.query('select pg_stat_statements_reset()');
}

/** Milliseconds of the application's statements on journals: PostgreSQL keeps sums and extremes, and no percentiles. */
export async function queryTimes(admin) {
  const { rows } = await admin.query(
    `select calls::int, mean_exec_time as mean, max_exec_time as longest, left(regexp_replace(query, '\\s+', ' ', 'g'), 60) as text
     from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname = 'palier_app' and query ~ 'journal\\.'`,
  );
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  const by = (key) => rows.reduce((most, row) => (row[key] > most[key] ? row : most));
  return {
    calls,
    mean: rows.reduce((sum, row) => sum + row.calls * row.mean, 0) / calls,
    slowest: by('mean'),
    longest: by('longest'),
  };
}

const of = ({ text }) => `(${text.trim()}…)`;

export const told = ({ calls, mean, slowest, longest }) =>
  `${calls} statements on journals took ${mean.toFixed(2)} ms on average, the slowest one ${slowest.mean.toFixed(2)} ms on average ${of(slowest)}, the longest time was ${longest.longest.toFixed(1)} ms ${of(longest)}`;
