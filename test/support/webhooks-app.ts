import { Module } from '@nestjs/common';
import { Events } from '#platform/events';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { declareWebhookEvent, SchedulesSends } from '#platform/webhooks';
import { ConnectedApp, startConnected } from './connected-app.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { until } from './until.js';

interface ThingHappened {
  readonly type: 'tests.thing.happened';
  readonly version: 1;
  readonly data: { readonly what: string };
}

const ThingHappenedWebhook = declareWebhookEvent<ThingHappened, { what: string }>({
  type: 'tests.thing.happened',
  version: 1,
  after: { type: 'tests.thing.happened', version: 1 },
  description: { en: 'A thing happened.', fr: 'Une chose est arrivée.' },
  example: { what: 'rain' },
  data: ({ data }) => (data.what === 'nothing' ? undefined : data),
  text: ({ what }, locale) => (locale === 'fr' ? `Il y a eu : ${what}` : `It happened: ${what}`),
});

@Module({ providers: [ThingHappenedWebhook] })
class ThingsModule {}

/** The API with an event of tests, whose webhooks are pages of a local web server. */
export class WebhooksApp extends ConnectedApp {
  static async start(): Promise<WebhooksApp> {
    const app = await startConnected(WebhooksApp, ThingsModule);
    // By itself it would have the second try follow five seconds after the first, which a busy machine takes between two steps of a test.
    app.api.app.get(SchedulesSends).run = async () => ({ tenants: 0 });
    return app;
  }

  /** Runs the planner, which runs only then; in the product it does every five seconds. */
  async planSends(): Promise<void> {
    const { signal } = new AbortController();
    const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
    const planner = this.api.app.get(SchedulesSends);
    await SchedulesSends.prototype.run.call(planner, { tenantId: PLATFORM_TENANT_ID }, context);
  }

  /** A new tenant with an admin, whose networks hold the pages of the web server: messages go there by http. */
  async tenant(networks: readonly string[] = ['93.184.216.34/32']): Promise<HookedTenant> {
    const tenant = await freshTenant(this.api, { networks: [...networks] });
    return new HookedTenant(this, tenant, await signedIn(this.api, tenant, 'admin'));
  }
}

/** Starts the app for the tests of a file, each of which is given a new tenant. */
export function useWebhooksApp(assign: (given: { app: WebhooksApp; shop: HookedTenant }) => unknown): void {
  let app: WebhooksApp;
  beforeAll(async () => {
    app = await WebhooksApp.start();
  });
  beforeEach(async () => assign({ app, shop: await app.tenant() }));
  afterAll(() => app?.close());
}

/** A webhook as its tenant sees it. */
export interface ShownWebhook {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly version: number;
  readonly disabledAt: string | null;
  readonly disabledReason: string | null;
  readonly failingSince: string | null;
  readonly refused: number;
  readonly refusedSince: string | null;
  readonly refusedAt: string | null;
}

/** A delivery as its tenant sees it. */
export interface ShownDelivery {
  readonly id: string;
  readonly messageId: string;
  readonly state: string;
  readonly tries: number;
  readonly dueAt: string | null;
  readonly attempts: readonly {
    readonly status: number | null;
    readonly failure: { readonly code: string; readonly detail: string } | null;
    readonly durationMs: number;
    readonly answer: string | null;
  }[];
}

/** A tenant whose events are sent. */
export class HookedTenant {
  constructor(
    private readonly app: WebhooksApp,
    readonly tenant: { readonly id: string; readonly slug: string },
    readonly admin: SignedIn,
  ) {}

  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = { 'if-match': '*' },
  ) {
    return callAs(this.app.api, this.admin.token, method, `/v1/webhooks${path}`, body, headers);
  }

  async ask<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer> {
    const answer = await this.call(method, path, body);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  }

  /** Creates a webhook whose messages go by http to a page of the web server. */
  hook(page: string, wish: object = {}): Promise<ShownWebhook> {
    return this.ask('POST', '', { url: `http://${page}`, events: ['tests.thing.happened'], ...wish });
  }

  read(id: string): Promise<ShownWebhook> {
    return this.ask('GET', `/${id}`);
  }

  /** What happens is published. @returns the id of the event */
  happens(what: string, subject = newId()): Promise<string> {
    const event: ThingHappened = { type: 'tests.thing.happened', version: 1, data: { what } };
    const events = this.app.api.app.get(Events);
    return this.app.database.transaction({ tenantId: this.tenant.id }, (tx) => events.publish(tx, subject, event));
  }

  async deliveries(id: string, query = ''): Promise<ShownDelivery[]> {
    return (await this.ask<{ data: ShownDelivery[] }>('GET', `/${id}/deliveries${query}`)).data;
  }

  delivery(id: string, deliveryId: string): Promise<ShownDelivery> {
    return this.ask('GET', `/${id}/deliveries/${deliveryId}`);
  }

  /** The only delivery of a webhook, once it had so many tries. */
  async tried(id: string, attempts = 1): Promise<ShownDelivery> {
    const first = await until(async () => (await this.deliveries(id))[0]);
    return until(async () => {
      const seen = await this.delivery(id, first.id);
      return seen.attempts.length === attempts ? seen : undefined;
    });
  }

  /** Makes what waits for a time due now, as if that time had passed, and has jobs planned for it. */
  async timePasses(): Promise<void> {
    const mine = `tenant_id = '${this.tenant.id}'`;
    // The turn first, as in the product: a job may be under way.
    await this.app.sql(`update platform.webhook_turns set due_at = now() - interval '1 ms', waiting_since = null where ${mine};
      update platform.webhook_deliveries set due_at = now() - interval '1 ms', claimed_until = now() - interval '1 ms' where ${mine} and due_at > now()`);
    // A job that just found nothing to send puts the next one off for five seconds, which do not pass here.
    const putOff = `update platform.webhook_turns t set due_at = now() - interval '1 ms' where ${mine} and waiting_since is null
      and exists (select from platform.webhook_deliveries d join platform.webhook_endpoints e on e.id = d.endpoint_id
        where d.tenant_id = t.tenant_id and d.due_at <= now() and e.disabled_at is null) returning tenant_id`;
    await until(async () => {
      await this.app.planSends();
      return (await this.app.sql(putOff)).length === 0;
    });
  }
}
