import { Feeds } from '#feeds';
import type { Role } from '#platform/access';
import { ConnectedApp, startConnected } from './connected-app.js';
import { rss } from './feed-documents.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { until } from './until.js';

/** The API whose feeds are pages of a local web server. */
export class FeedsApp extends ConnectedApp {
  static start(): Promise<FeedsApp> {
    return startConnected(FeedsApp);
  }

  /** A new tenant, with an editor of it. */
  async team(of: Parameters<typeof freshTenant>[1] = {}): Promise<Team> {
    const tenant = await freshTenant(this.api, of);
    return new Team(this, tenant, await signedIn(this.api, tenant, 'editor'));
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

/** Starts the app for the tests of a file, each of which is given a new team. */
export function useFeedsApp(assign: (given: { app: FeedsApp; team: Team }) => unknown): void {
  let app: FeedsApp;
  beforeAll(async () => {
    app = await FeedsApp.start();
  });
  beforeEach(async () => assign({ app, team: await app.team() }));
  afterAll(() => app?.close());
}

/** A tenant that follows feeds, and the user of it who sends the requests. */
export class Team {
  constructor(
    private readonly app: FeedsApp,
    readonly tenant: { readonly id: string; readonly slug: string },
    readonly user: SignedIn,
  ) {}

  /** A host that no other tenant has. */
  get host(): string {
    return `${this.tenant.slug}.example`;
  }

  /** The same tenant, with a new user of it. */
  async withUser(role: Role): Promise<Team> {
    return new Team(this.app, this.tenant, await signedIn(this.app.api, this.tenant, role));
  }

  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = { 'if-match': '*' },
  ) {
    return callAs(this.app.api, this.user.token, method, `/v1/feeds/${path}`, body, headers);
  }

  async ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const answer = await this.call(method, path, body);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  }

  read<Answer>(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  /** Creates a folder. @returns its id */
  async folder(name: string): Promise<string> {
    return (await this.ask<{ id: string }>('POST', 'folders', { name })).id;
  }

  /** Puts a feed of posts, as `rss` takes them, on a page of its host. */
  put(page: string, ...posts: readonly string[]): void {
    this.app.web.put(`${this.host}/${page}`, rss('Feed', ...posts));
  }

  /** Follows the feed of a page of its host. @returns the id of the subscription */
  async follow(page: string, chosen: object = {}): Promise<string> {
    return (await this.subscribe(`http://${this.host}/${page}`, chosen)).result.subscriptionId;
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
    return (await this.call('PATCH', `subscriptions/${id}`, { paused })).json();
  }

  sendOpml(file: string) {
    const headers = { authorization: `Bearer ${this.user.token}`, 'content-type': 'text/x-opml' };
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
    return (await callAs(this.app.api, this.user.token, 'GET', `/v1/operations/${operation}`)).json();
  }

  /** Makes its feeds due, and waits until all of them were fetched. */
  async round(): Promise<void> {
    // A fetch that is under way may have read a page before the test changed it: a moved feed is fetched again at once.
    await this.fetched();
    const sources = `feeds.sources where ${this.followed} and ended_at is null`;
    // Each alone: a fetch locks its source before its host, and the fetches of other teams go on.
    await this.app.sql(`update feeds.hosts set next_at = now() where host in (select host from ${sources})`);
    await this.app.sql(`update feeds.sources set tried_at = null where id in (select id from ${sources})`);
    await this.sync();
    await this.fetched();
  }

  /** Waits until none of its feeds is being fetched. */
  private async fetched(): Promise<void> {
    const fetches = `select from feeds.sources where ${this.followed} and (queued or claim is not null)`;
    await until(async () => (await this.app.sql(fetches)).length === 0);
  }

  private get followed(): string {
    return `id in (select source_id from feeds.subscriptions where tenant_id = '${this.tenant.id}')`;
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
