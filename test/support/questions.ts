import { randomUUID } from 'node:crypto';
import { TenantDirectory } from '#platform/tenancy';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

/** An event as SQL writes it. */
export interface WrittenEvent {
  readonly id?: string;
  readonly name: string;
  readonly at: string;
  readonly subject?: string | null;
  readonly session?: string | null;
  readonly country?: string | null;
  /** JSON. */
  readonly properties?: string | null;
}

/** Somebody who asks a tenant of their own about its events. */
export class Asker {
  private constructor(
    readonly api: TestApp,
    readonly tenant: { readonly id: string; readonly slug: string },
    readonly person: SignedIn,
  ) {}

  /** @param timeZone by default that of the product */
  static async in(api: TestApp, timeZone?: string): Promise<Asker> {
    const tenant = await freshTenant(api);
    if (timeZone) {
      const { adminUrl } = api.database;
      await runSql(adminUrl, `update tenants.tenants set time_zone = '${timeZone}' where id = '${tenant.id}'`);
      await until(() => api.app.get(TenantDirectory).byId(tenant.id)?.timeZone === timeZone);
    }
    return new Asker(api, tenant, await signedIn(api, tenant, 'editor'));
  }

  /** Writes events without their counts. */
  async write(events: readonly WrittenEvent[]): Promise<void> {
    const rows = JSON.stringify(events.map((event) => ({ id: randomUUID(), ...event }))).replaceAll("'", "''");
    await runSql(
      this.api.database.adminUrl,
      `insert into analytics.events (tenant_id, occurred_at, id, name, subject, session, country, properties, client)
       select '${this.tenant.id}', at, id, name, subject, session, country, properties::json, 'browser' from json_to_recordset('${rows}')
         as e (at timestamptz, id uuid, name text, subject text, session text, country text, properties text)`,
    );
  }

  call(method: 'GET' | 'POST', path: string, body?: object, { token } = this.person) {
    return callAs(this.api, token, method, `/v1/analytics/${path}`, body);
  }

  /** The operation that a question begins, once it has ended. */
  async ended(
    path: string,
    body: object,
  ): Promise<{ id: string; state: string; result: { url: string } | null; error: object }> {
    const begun = await this.call('POST', path, body);
    if (begun.statusCode !== 202) throw new Error(begun.body);
    return until(async () => {
      const seen = (await callAs(this.api, this.person.token, 'GET', begun.headers.location as string)).json();
      return ['succeeded', 'failed', 'cancelled'].includes(seen.state) && seen;
    });
  }

  /** What a question is answered with. */
  async ask(path: string, body: object) {
    const { result } = await this.ended(path, body);
    return callAs(this.api, this.person.token, 'GET', result?.url ?? '');
  }
}
