import { createHash, randomBytes } from 'node:crypto';
import { Invitations } from '#auth';
import { Catalog } from '#catalog';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { logIn, makePerson, type Person } from './people.js';
import { as, upload } from './query-counts.js';
import { samplePackages } from './sample-packages.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';

/** A tenant for one test, with everything that its requests need. */
export class Shop {
  private constructor(
    readonly api: TestApp,
    readonly id: string,
    readonly slug: string,
  ) {}

  static async open(api: TestApp): Promise<Shop> {
    return Shop.of(api, await freshTenant(api));
  }

  /** Of a tenant that there is. */
  static of(api: TestApp, { id, slug }: { readonly id: string; readonly slug: string }): Shop {
    return new Shop(api, id, slug);
  }

  get operator(): string {
    return this.api.operatorKey;
  }

  admin(): Promise<SignedIn> {
    return signedIn(this.api, this, 'admin');
  }

  member(differing: Parameters<typeof makePerson>[2] = {}): Promise<Person> {
    return makePerson(this.api, this, differing);
  }

  /** The answer of a sign-in. */
  async session(person: Person): Promise<{ accessToken: string; refreshToken: string }> {
    return (await logIn(this.api, person)).json();
  }

  /** Sends a request as a user, uncounted; returns the answer's body. */
  async ask<Answer>(token: string, url: string, payload?: object): Promise<Answer> {
    return (await callAs(this.api, token, payload ? 'POST' : 'GET', url, payload)).json();
  }

  /** Sends a POST without a body. */
  async act(token: string, url: string): Promise<void> {
    await callAs(this.api, token, 'POST', url);
  }

  /** Apps whose slugs, names and tags begin with a word. */
  async importApps(count: number, word = 'sample'): Promise<void> {
    const packages = samplePackages(word, count);
    await this.api.app.get(Catalog).importPackages(this.id, packages.directory);
    packages.remove();
  }

  /** An app of the studio, with a draft that has one file. */
  async draft(token: string, slug = 'carnet', version = '1.2.0'): Promise<void> {
    const url = `/v1/catalog/apps/${slug}`;
    await this.ask(token, '/v1/catalog/apps', { slug, name: slug });
    await this.ask(token, `${url}/versions`, { version });
    await this.api.inject(as(token, upload(`${url}/versions/${version}/files?path=a.txt`, 'a')));
  }

  /** As if a worker had checked and published a draft. */
  async publish(slug = 'carnet', version = '1.2.0'): Promise<void> {
    await this.write(`
      update catalog.versions v set state = 'published', published_at = now() from catalog.apps a
      where a.tenant_id = '${this.id}' and v.tenant_id = a.tenant_id and v.app_id = a.id and a.slug = '${slug}' and v.version = '${version}';
      update catalog.apps set version = '${version}', listed = true where tenant_id = '${this.id}' and slug = '${slug}'`);
  }

  /** As if a worker had fetched a feed. @returns the id of its post */
  async receivePost(subscriptionId: string): Promise<string> {
    const id = newId();
    await this.write(`
      insert into feeds.post_counters as c values ('${this.id}', 1) on conflict (tenant_id) do update set last = c.last + 1;
      insert into feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, number)
      select '${this.id}', '${id}', '${subscriptionId}', 'Sun', '', '', '{}', '[]', now(), '', last
        from feeds.post_counters where tenant_id = '${this.id}'`);
    return id;
  }

  /** The token that a mail would contain. */
  async emailToken(userId: string, purpose: 'verify-email' | 'reset-password' | 'cancel-erasure'): Promise<string> {
    const [id, random] = [newId(), randomBytes(32)];
    const hash = createHash('sha256').update(random).digest('hex');
    await this.write(`insert into auth.email_tokens (tenant_id, id, user_id, purpose, hash, expires_at)
      values ('${this.id}', '${id}', '${userId}', '${purpose}', '\\x${hash}', now() + interval '1 hour')`);
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), random]).toString('base64url');
  }

  /** As if a member had asked for their erasure. @returns the token that the mail about it would contain */
  async ownErasure(): Promise<string> {
    const [{ user }, { token }] = [await this.member(), await this.admin()];
    await this.ask(token, `/v1/members/${user.id}/erasure`, {});
    await this.write(`update platform.erasures set asked_by = 'member:${user.id}' where user_id = '${user.id}'`);
    return this.emailToken(user.id, 'cancel-erasure');
  }

  /** As if a member had been erased. @returns the token that the last mail to them would contain */
  async receiptLink(): Promise<string> {
    const [id, random] = [newId(), randomBytes(32)];
    const hash = createHash('sha256').update(random).digest('hex');
    const at = new Date().toISOString();
    const receipt = {
      ...{ tenantId: this.id, userId: id, askedAt: at, beganAt: at, endedAt: at, keysUntil: at.slice(0, 10) },
      ...{ counts: { 'auth.users delete': 1 }, files: 1, again: false, elsewhere: ['sessions'] },
      ...{ kept: [{ table: 'auth.things', rows: 1, why: 'the law' }], limits: { en: 'archives', fr: 'les archives' } },
      ...{ sha256: '0'.repeat(64), keyId: '0'.repeat(43), signature: '0'.repeat(86) },
    };
    await this.write(`insert into platform.erasures (tenant_id, user_id, asked_by, due_at, began_at, state, erased_at,
        receipt, link_hash, link_until)
      values ('${this.id}', '${id}', 'member:test', now(), now(), 'erased', now(), '${JSON.stringify(receipt)}', '\\x${hash}',
        now() + interval '1 day')`);
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), random]).toString('base64url');
  }

  /** Invites a user; returns the invitation and the token that its mail would contain. */
  async invitation(admin: SignedIn): Promise<{ id: string; token: string }> {
    const { id } = await this.ask<{ id: string }>(admin.token, '/v1/invitations', {
      email: `${newId()}@example.org`,
      role: 'member',
    });
    const invitations = this.api.app.get(Invitations);
    const found = await this.api.app
      .get(Database)
      .transaction({ tenantId: this.id }, (tx) => invitations.secretFor(tx, id));
    return { id, token: found?.secret ?? '' };
  }

  /** An operation of the platform tenant. */
  async operation(state: string): Promise<string> {
    const id = newId();
    await this.write(`insert into platform.operations (tenant_id, id, kind, state)
      values ('${PLATFORM_TENANT_ID}', '${id}', 'tenants.purge-tenant', '${state}')`);
    return id;
  }

  /** A job of this tenant in a queue without a worker. */
  async job(queue: string, state: 'failed' | 'waiting'): Promise<string> {
    const id = newId();
    const data = JSON.stringify({ payload: { tenantId: this.id }, traceparent: null });
    await this.write(`insert into bullmq.job (queue, id, seq, name, state, data, priority, added_at_ms, finished_at_ms)
      values ('${queue}', '${id}', 1, '${queue}', '${state}', '${data}', 1, ${Date.now()}, ${state === 'failed' ? Date.now() : 'null'})`);
    return id;
  }

  /** A dead letter. */
  async deadLetter(): Promise<string> {
    const id = newId();
    await this.write(`insert into platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject,
      data, occurred_at, tries, error_code, error_message)
      values ('${this.id}', '${id}', '${newId()}', 'test.ledger', 'test.thing.counted', 1, 's', '{}', now(), 5, 'Error', 'no')`);
    return id;
  }

  private async write(sql: string): Promise<void> {
    await runSql(this.api.database.adminUrl, sql);
  }
}
