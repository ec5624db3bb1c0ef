import { readFileSync } from 'node:fs';
import { databaseColumns, redisKeys, secretsIn } from '../../support/kept-secrets.js';
import { runSql } from '../../support/sql.js';
import { until } from '../../support/until.js';
import type { Canary } from './canary.js';

/** What of the canary each place holds: columns as `schema.table.column`, and keys of Redis. */
export type Found = ReadonlyMap<string, readonly string[]>;

export async function findAll(canary: Canary, adminUrl: string, redisUrl?: string): Promise<Found> {
  const columns = await databaseColumns(adminUrl);
  const keys = redisUrl ? await redisKeys(redisUrl) : new Map<string, string>();
  const texts = [...columns, ...[...keys].map(([key, value]): [string, string] => [key, `${key} ${value}`])];
  const found = texts.map(([place, text]): [string, string[]] => [place, secretsIn(text, canary.needles)]);
  return new Map(found.filter(([, needles]) => needles.length > 0));
}

/** The rows of the page on data about what is outside declared tables, where only ids may be left. */
const idsOutside: readonly (readonly [place: RegExp, row: string])[] = [
  [/^platform\.outbox\./, 'events and jobs that wait, `platform.outbox`'],
  [/^platform\.inbox\./, '`platform.inbox`'],
  [/^platform\.dead_letters\./, 'dead letters, `platform.dead_letters`'],
  [/^platform\.operations\./, 'operations, `platform.operations`'],
  [/^(bullmq\.|\{palier\}:)/, 'jobs that are completed, in PostgreSQL or Redis'],
  [/^platform\.audit_/, 'audit, `platform.audit_*`'],
  [
    /^(tenants\.purge(s|_receipts)|platform\.erasures)\.(asked_by|receipt)$/,
    'who asked for a purge or an erasure, and receipts, `tenants.purges`, `tenants.purge_receipts` and `platform.erasures`',
  ],
  [/^palier:(sessions:\{|\{revocations\}$)/, 'Redis: revocations'],
  [/^palier:\{realtime\}$/, 'Redis: messages about changes'],
];

/** The answers that are kept as they were sent, until their retention. */
const answers = [
  /^platform\.idempotency_records\./,
  'answers for an `Idempotency-Key`, `platform.idempotency_records`',
] as const;

/** Columns that hold the id of an operator who was erased until their retention: those of other tenants. */
const ofOtherTenants = ['auth.invitations.operator_id'];

/** What the canary wrote about something else, which keeps it. */
export const written: Readonly<Record<string, string>> = {
  'auth.api_keys.name': 'the name of a key of the tenant',
  'auth.users.name': 'the name of another member, as that of the two columns below',
  'auth.users.name_key': 'for the order by name',
  'auth.users.family_key': 'for the search by family name',
  'platform.degradation.reason': 'why the deployment has its level',
  'platform.degradation_changes.reason': 'why it had another, for 90 days',
  'platform.flags.reason': 'why a flag has its setting',
  'platform.audit_chain.details': 'why it had another',
  'tenants.tenants.name': 'the name of a tenant, as that of the two columns below',
  'tenants.tenants.name_key': 'for the order by name',
  'tenants.tenants.search_text': 'for the search',
  'tenants.tenants.display_name': 'how a tenant presents itself',
  'tenants.tenants.logo_url': 'how a tenant presents itself',
  'platform.audit_chain.request_id': 'the id that the client gave its request',
};

/** The places that hold more than they may. @param late whether retention is over */
export async function leaks(found: Found, adminUrl: string, late: boolean): Promise<string[]> {
  const page = readFileSync('docs/data.md', 'utf8');
  for (const [, row] of [...idsOutside, answers]) expect(page).toContain(`\n| ${row} |`);
  const kept = await runSql<{ place: string; expires: boolean }>(
    adminUrl,
    `SELECT name || '.' || (p->>'column') AS place, declaration ? 'retention' AS expires
       FROM platform.data_catalogue, jsonb_array_elements(declaration->'persons') p WHERE p->'erasure' ? 'keep'`,
  );
  const theTenants = await runSql<{ place: string }>(
    adminUrl,
    `SELECT name || '.' || jsonb_array_elements_text(p->'exports') AS place
       FROM platform.data_catalogue, jsonb_array_elements(declaration->'persons') p
       WHERE p->>'erasure' IN ('detach', 'pseudonym') AND jsonb_typeof(p->'exports') = 'array'`,
  );
  const ofTenant = new Set(theTenants.map(({ place }) => place));
  const keepsId = new Set([
    ...kept.filter(({ expires }) => !(expires && late)).map(({ place }) => place),
    ...(late ? [] : ofOtherTenants),
  ]);
  const mayHold = (place: string, needle: string): boolean => {
    if (needle.startsWith('id ') && (keepsId.has(place) || idsOutside.some(([of]) => of.test(place)))) return true;
    // What the person wrote in rows that are the tenant's.
    if (needle === 'text' && ofTenant.has(place)) return true;
    if (['text', 'request'].includes(needle) && place in written)
      return (needle === 'request') === place.endsWith('request_id');
    return !late && answers[0].test(place);
  };
  return [...found].flatMap(([place, needles]) =>
    needles.filter((needle) => !mayHold(place, needle)).map((needle) => `${place} holds ${needle}`),
  );
}

/** Takes every line of the audit into its chain, as the job does. */
export async function chainAudit({ adminUrl, appUrl }: { adminUrl: string; appUrl: string }): Promise<void> {
  await until(async () => {
    await runSql(appUrl, 'SELECT platform.append_audit_chain(1000)');
    return (await runSql(adminUrl, 'SELECT FROM platform.audit_lines LIMIT 1')).length === 0;
  });
}

/** Sets every row back by more than its retention. */
export async function age(adminUrl: string): Promise<void> {
  const expiring = await runSql<{ name: string; column: string; after: string }>(
    adminUrl,
    `SELECT name, declaration->'retention'->>'column' AS column, declaration->'retention'->>'after' AS after
       FROM platform.data_catalogue WHERE declaration ? 'retention'`,
  );
  for (const { name, column, after } of expiring) {
    await runSql(adminUrl, `UPDATE ${name} SET ${column} = ${column} - interval '${after}' - interval '400 days'`);
  }
}
