import { Feeds } from '#feeds';
import { Database } from '#platform/database';
import { HostNetwork } from '#platform/outbound';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { FeedServer } from './feed-server.js';
import { runSql } from './notes-table.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

/** The API and a worker in one process, whose requests to other hosts lead to a local server. */
export class FeedsApp {
  private constructor(
    readonly api: TestApp,
    readonly web: FeedServer,
  ) {}

  static async start(): Promise<FeedsApp> {
    const web = await FeedServer.start();
    const api = await startTestApp({}, undefined, [WorkerModule]);
    const network = api.app.get(HostNetwork);
    network.resolve = (name) => web.internet.resolve(name);
    network.connect = (address, port) => web.internet.connect(address, port);
    return new FeedsApp(api, web);
  }

  /** A new tenant, with an editor of it. */
  async team(of: Parameters<typeof freshTenant>[1] = {}): Promise<Team> {
    const tenant = await freshTenant(this.api, of);
    return new Team(this, tenant, await signedIn(this.api, tenant, 'editor'));
  }

  /** Runs SQL as the superuser. */
  sql<Row extends object>(text: string): Promise<Row[]> {
    return runSql<Row>(this.api.database.adminUrl, text);
  }

  get database(): Database {
    return this.api.app.get(Database);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.web.close();
  }
}

interface Ended {
  readonly state: string;
  readonly result: { readonly subscriptionId: string; readonly choices?: readonly object[] };
  readonly error: { readonly code: string } | null;
}

/** A subscription as its tenant sees it. */
interface Subscription {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly version: number;
  readonly private: boolean;
  readonly state: string;
  readonly error: string | null;
  readonly triedAt: string | null;
  readonly succeededAt: string | null;
  readonly failingSince: string | null;
}

/** A tenant that follows feeds. */
export class Team {
  constructor(
    private readonly app: FeedsApp,
    readonly tenant: { readonly id: string; readonly slug: string },
    readonly editor: SignedIn,
  ) {}

  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) {
    return callAs(this.app.api, this.editor.token, method, `/v1/feeds/${path}`, body, headers);
  }

  async read<Answer>(path: string): Promise<Answer> {
    const answer = await this.call('GET', path);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json();
  }

  /** Subscribes, and waits until the operation has ended. */
  async subscribe(url: string, chosen: object = {}): Promise<Ended> {
    const answer = await this.call('POST', 'subscriptions', { url, ...chosen });
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return this.ended(answer.json().id);
  }

  /** Its subscriptions, by title. */
  async subscriptions(): Promise<Subscription[]> {
    return (await this.read<{ data: Subscription[] }>('subscriptions')).data;
  }

  /** Pauses or resumes a subscription, whatever its version. */
  async pause(id: string, paused: boolean): Promise<Subscription> {
    return (await this.call('PATCH', `subscriptions/${id}`, { paused }, { 'if-match': '*' })).json();
  }

  sendOpml(file: string) {
    const headers = { authorization: `Bearer ${this.editor.token}`, 'content-type': 'text/x-opml' };
    return this.app.api.inject({ method: 'POST', url: '/v1/feeds/opml', headers, payload: file });
  }

  /** Imports an OPML file, and waits until the operation has ended. */
  async importOpml(file: string): Promise<Ended> {
    const answer = await this.sendOpml(file);
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return this.ended(answer.json().id);
  }

  async ended(operation: string): Promise<Ended> {
    const ends = `select from platform.operations where id = '${operation}' and state in ('succeeded', 'failed', 'cancelled')`;
    await until(async () => (await this.app.sql(ends)).length > 0);
    return (await callAs(this.app.api, this.editor.token, 'GET', `/v1/operations/${operation}`)).json();
  }

  /** Makes its feeds due, and waits until all of them were fetched. */
  async round(): Promise<void> {
    const mine = `id in (select source_id from feeds.subscriptions where tenant_id = '${this.tenant.id}')`;
    await this.app.sql(
      `update feeds.hosts set next_at = now(); update feeds.sources set tried_at = null where ${mine} and ended_at is null`,
    );
    await this.sync();
    await until(
      async () =>
        (await this.app.sql(`select from feeds.sources where ${mine} and (queued or claim is not null)`)).length === 0,
    );
  }

  /** As `palier feeds sync` does. */
  sync(): Promise<number> {
    return this.app.api.app.get(Feeds).sync(this.tenant.id);
  }

  /** The titles of its posts, the newest first. */
  async titles(): Promise<string[]> {
    const { data } = await this.read<{ data: { title: string }[] }>('posts?limit=100');
    return data.map(({ title }) => title);
  }
}
