import { newId } from '#platform/ids';

/** An event of a batch; its time is in RFC 3339. */
export interface StagedEvent {
  readonly at: string;
  readonly id?: string;
  readonly name?: string;
  readonly client?: string;
  readonly country?: string;
  readonly subject?: string;
  readonly properties?: object;
}

/** Events of one request. */
export interface StagedBatch {
  readonly tenantId: string;
  readonly events: readonly StagedEvent[];
  readonly receipt?: string;
  /** As the process that stores them knows it; one that is being replaced sends none. */
  readonly zone?: string;
}

/**
 * The SQL with which the application stores batches in one lane and one transaction; its last statement answers how many
 * events of each batch were new. Clients may not choose the lane, nor send what is older than a week.
 */
export function storingBatches(lane: number, batches: readonly StagedBatch[]): string {
  const given = batches.map((batch) => ({ receipt: newId(), ...batch }));
  const rows = given.flatMap(({ receipt, tenantId, events }) =>
    events.map(({ at, id = newId(), name = 'app.opened', client = 'browser', country, subject, properties = {} }) =>
      [receipt, tenantId, at, id, name, client, country, subject, JSON.stringify(properties)].map(literal).join(),
    ),
  );
  const counted = given.map(({ receipt, tenantId: tenant, zone, events }) => {
    return { receipt, tenant, key: newId(), zone, staged: events.length, rejected: 0, sampled: 0 };
  });
  return `${given
    .map(
      ({ tenantId }) => `set local app.tenant_id = '${tenantId}';
      insert into analytics.event_names (tenant_id, name, seen_on) values ('${tenantId}', 'app.opened', current_date) on conflict do nothing`,
    )
    .join(';')};
    select pg_advisory_xact_lock(7254370010 + ${lane});
    insert into analytics.staging_${lane} (receipt, tenant, occurred_at, id, name, client, country, subject, properties)
      values ${rows.map((row) => `(${row})`).join()};
    select receipt, stored from analytics.store_staged(${lane}, ${literal(JSON.stringify(counted))}, '[]')`;
}

const literal = (text: string | undefined) => (text === undefined ? 'null' : `'${text.replaceAll("'", "''")}'`);
