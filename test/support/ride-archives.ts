import { readdirSync } from 'node:fs';
import { type HostileEntry, hostileZip } from './hostile-zip.js';
import { fitOf, knownRide } from './ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

/** A ride of a minute, on a day of April 2026. */
export const rideOf = (day: number) =>
  knownRide({ beganAt: Date.UTC(2026, 3, day), latitude: 48, longitude: 2, azimuth: 9, speed: 7, seconds: 60 });

/** An entry that is a ride. */
export const good = { name: 'good.fit', content: fitOf(rideOf(1)) };

/** What is kept of a tenant that has none. */
export const nothing = { rides: 0, archives: 0, uploads: 0, used: 0, files: 0 };

/** What became of a file of an archive. */
interface ListedFile {
  readonly index: number;
  readonly path: string;
  readonly state: string;
  readonly code: string | null;
  readonly rideId: string | null;
  readonly rides: number;
}

type Answer = { readonly statusCode: number; readonly body: string };

/** The status of an answer, and the code of a refusal. */
export const told = (answer: Answer) => [answer.statusCode, JSON.parse(answer.body).code];

/** A rider of a new tenant, who uploads archives. */
export async function archivesOfRider(api: TestApp) {
  const tenant = await freshTenant(api, { product: 'velo' });
  const me = await signedIn(api, tenant, 'member');
  const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
  const send = (zip: Buffer, url = 'archives', type = 'application/zip') =>
    callAs(api, me.token, 'POST', `/v1/rides/${url}`, zip, { 'content-type': type });
  const operation = async (id: string) => (await callAs(api, me.token, 'GET', `/v1/operations/${id}`)).json();
  const filesOf = (id: string, query = '', by: SignedIn = me) =>
    callAs(api, by.token, 'GET', `/v1/rides/archives/${id}/files?limit=100${query}`);

  /** What the tenant has in the database, on disk, and of its quota. */
  async function kept() {
    const count = (table: string) => `(select count(*)::int from ${table} where tenant_id = '${tenant.id}')`;
    const [rows] = await sql<{ rides: number; archives: number; uploads: number; used: number }>(
      `select ${count('rides.rides')} as rides, ${count('rides.archive_blobs')} as archives,
        ${count('platform.uploads')} as uploads, coalesce((select used::float8 from tenants.usage
          where tenant_id = '${tenant.id}' and quota = 'storageBytes'), 0) as used`,
    );
    const names = readdirSync(api.dataDir, { recursive: true, withFileTypes: true });
    const ours = new RegExp(`/storage/(${tenant.id}|incoming)(/|$)`);
    if (!rows) throw new Error('A select without a row.');
    return { ...rows, files: names.filter((entry) => entry.isFile() && ours.test(entry.parentPath)).length };
  }

  return {
    tenant,
    me,
    sql,
    send,
    sendEntries: (entries: readonly HostileEntry[]) => send(hostileZip(entries)),
    operation,
    filesOf,
    kept,
    listed: async (id: string, query = ''): Promise<ListedFile[]> => (await filesOf(id, query)).json().data,
    cancel: (id: string) => callAs(api, me.token, 'POST', `/v1/operations/${id}/cancel`),
    /** An operation that was begun, once it has ended. */
    async ended(answer: Answer) {
      if (answer.statusCode !== 202) throw new Error(answer.body);
      const { id } = JSON.parse(answer.body);
      return until(async () => {
        const seen = await operation(id);
        return ['succeeded', 'failed', 'cancelled'].includes(seen.state) && seen;
      });
    },
    /** What is kept once so many files are: they are deleted after the commit that releases them. */
    async settled(files: number) {
      await until(async () => (await kept()).files === files);
      return kept();
    },
  };
}
