import { createHash } from 'node:crypto';
import type { Role } from '#platform/access';
import { TenantDirectory } from '#platform/tenancy';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

/** Of the plan `starter`. */
const STARTER_BYTES = 20 * 1024 ** 3;

type Method = Parameters<typeof callAs>[2];

/** A maker of apps in a tenant of their own. */
export class Maker {
  private constructor(
    readonly api: TestApp,
    readonly tenant: { id: string; slug: string },
    readonly user: SignedIn,
  ) {}

  static async in(api: TestApp, role: Role = 'editor', tenant?: { id: string; slug: string }): Promise<Maker> {
    const own = tenant ?? (await freshTenant(api));
    return new Maker(api, own, await signedIn(api, own, role));
  }

  /** Sends a request below `/v1/catalog/apps`. */
  call(method: Method, path: string, body?: object, headers: Record<string, string> = {}) {
    return callAs(this.api, this.user.token, method, `/v1/catalog/apps${path}`, body, headers);
  }

  /** Sends bytes below `/v1/catalog/apps`. */
  send(method: 'PUT' | 'POST', path: string, content: Uint8Array | string, headers: Record<string, string> = {}) {
    const type = method === 'PUT' ? 'application/octet-stream' : 'application/zip';
    return this.api.inject({
      method,
      url: `/v1/catalog/apps${path}`,
      payload: Buffer.from(content),
      headers: { authorization: `Bearer ${this.user.token}`, 'content-type': type, ...headers },
    });
  }

  upload(app: string, version: string, path: string, content: Uint8Array | string) {
    return this.send('PUT', `/${app}/versions/${version}/files?path=${encodeURIComponent(path)}`, content);
  }

  /** A new app. */
  async app(slug: string, texts: object = {}): Promise<void> {
    await created(this.call('POST', '', { slug, name: slug, ...texts }));
  }

  /** A draft with these files, of an app that exists. */
  async draft(app: string, version: string, files: Record<string, string>): Promise<void> {
    await created(this.call('POST', `/${app}/versions`, { version }));
    for (const [path, content] of Object.entries(files)) await created(this.upload(app, version, path, content));
  }

  /** The operation that a request started, once it has ended. */
  async ended(
    answer: Promise<Answer>,
  ): Promise<{ state: string; result: object | null; error: { code: string; detail: string } | null }> {
    const { statusCode, body, json } = await answer;
    if (statusCode !== 202) throw new Error(`${statusCode} ${body}`);
    const url = `/v1/operations/${json().id}`;
    const read = async () => (await callAs(this.api, this.user.token, 'GET', url)).json();
    return until(async () => {
      const operation = await read();
      return ['succeeded', 'failed', 'cancelled'].includes(operation.state) && operation;
    });
  }

  publish(app: string, version: string) {
    return this.ended(this.call('POST', `/${app}/versions/${version}/publish`));
  }

  /** Leaves so much room in the quota of the plan `starter`, as if the rest were taken by others. */
  async limit(quota: 'storageBytes', room: number): Promise<void> {
    const { id } = this.tenant;
    await runSql(
      this.api.database.adminUrl,
      `update tenants.tenants set plan = 'starter' where id = '${id}';
       set app.tenant_id = '${id}';
       insert into tenants.usage (tenant_id, quota, used) values ('${id}', '${quota}', ${STARTER_BYTES - room})
       on conflict (tenant_id, quota) do update set used = excluded.used`,
    );
    await this.api.app.get(TenantDirectory).refresh();
  }

  /** How much of that room is left. */
  async room(quota: 'storageBytes'): Promise<number> {
    return STARTER_BYTES - (await this.used(quota));
  }

  /** SQL that takes so much of a quota, as the transaction of a job does. */
  taking(quota: 'storageBytes', n: number): string {
    return `set app.tenant_id = '${this.tenant.id}';
      insert into tenants.usage (tenant_id, quota, used) values ('${this.tenant.id}', '${quota}', ${n})
        on conflict (tenant_id, quota) do update set used = tenants.usage.used + ${n}`;
  }

  /** How much of a quota the tenant uses. */
  async used(quota: string): Promise<number> {
    const sql = `select coalesce((select used from tenants.usage where quota = '${quota}' and tenant_id = '${this.tenant.id}'), 0)::float8 as used`;
    const [row] = await runSql<{ used: number }>(this.api.database.adminUrl, sql);
    return row?.used ?? 0;
  }
}

type Answer = Awaited<ReturnType<typeof callAs>>;

async function created(answer: Promise<Answer>): Promise<void> {
  const { statusCode, body } = await answer;
  if (statusCode >= 300) throw new Error(`${statusCode} ${body}`);
}

/** As RFC 9530 writes the digest of a body. */
export const contentDigest = (content: Uint8Array | string) =>
  `sha-256=:${createHash('sha256').update(content).digest('base64')}:`;
