// Compares what the database has of a tenant with what its clients sent.

/** All that was counted, and whether each line adds up; sums of lanes and hours. */
const counts = `select
  (select count(*)::int from analytics.events where tenant_id = $1) as rows,
  (select coalesce(sum(events), 0)::int from analytics.event_counts where tenant_id = $1) as counted,
  (select count(*)::int from analytics.ledger where tenant_id = $1
    and received <> stored + duplicates + rejected + sampled) as "wrongLines",
  l.* from (select coalesce(sum(received), 0)::int as received, coalesce(sum(stored), 0)::int as stored,
    coalesce(sum(duplicates), 0)::int as duplicates, coalesce(sum(rejected), 0)::int as rejected,
    coalesce(sum(sampled), 0)::int as sampled from analytics.ledger where tenant_id = $1) as l`;
const staged = [1, 2, 3, 4].map((lane) => `select receipt from analytics.staging_${lane}`).join(' union all ');

/**
 * @param client of a role that sees the rows of all tenants
 * @param {string} tenantId
 * @param {import('./senders.mjs').SentBatch[]} sent
 * @returns what was counted, and `faults`, empty where each acknowledged event is there once and nothing else is
 */
export async function reconcile(client, tenantId, sent) {
  const stored = await client.query(
    'select id, occurred_at as "occurredAt", name from analytics.events where tenant_id = $1',
    [tenantId],
  );
  const known = new Map(sent.flatMap(({ good, refused }) => [...good, ...refused]));
  const there = new Set();
  const faults = [];
  for (const { id, occurredAt, name } of stored.rows) {
    const event = known.get(id);
    if (there.has(id)) faults.push(`${id} is there twice`);
    else if (!event) faults.push(`${id} is there, and nobody sent it`);
    else if (event.occurredAt !== occurredAt.getTime() || event.name !== name) faults.push(`${id} was changed`);
    there.add(id);
  }
  const acknowledged = sent.filter(({ answer }) => answer);
  for (const { good, answer } of acknowledged) {
    const missing = [...good.keys()].filter((id) => !there.has(id));
    if (missing.length > answer.sampled)
      faults.push(`${missing.length} of ${good.size} events of ${answer.id} are lost`);
  }
  const [ledger] = (await client.query(counts, [tenantId])).rows;
  const sum = (batches, count) => batches.reduce((total, batch) => total + count(batch), 0);
  const least = sum(acknowledged, ({ length }) => length);
  const most = sum(sent, ({ length, tries }) => length * tries);
  if (ledger.wrongLines > 0) faults.push(`${ledger.wrongLines} lines of the ledger do not add up`);
  if (ledger.stored !== ledger.rows || ledger.counted !== ledger.rows)
    faults.push(`${ledger.rows} rows, ${ledger.counted} counted, ${ledger.stored} in the ledger`);
  if (ledger.received < least || ledger.received > most)
    faults.push(`the ledger received ${ledger.received}: not from ${least}, acknowledged, to ${most}, sent in all`);
  const { rowCount } = await client.query(staged);
  if (rowCount > 0) faults.push(`${rowCount} rows are left in staging`);
  return {
    ...ledger,
    acknowledged: sum(acknowledged, ({ good }) => good.size),
    /** Events whose batch was stored, or refused as known, without an answer. */
    again: ledger.received - least,
    faults,
  };
}
