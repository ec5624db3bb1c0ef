import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type Mailbox, mailboxOf } from '../../support/mailbox.js';
import { bodyFieldsOf, committedOperations, parametersOf, streamedTypesOf } from '../../support/openapi.js';
import { makePerson } from '../../support/people.js';
import { Shop } from '../../support/shop.js';
import { callAs, type SignedIn, signedIn } from '../../support/signed-in.js';
import type { TestApp } from '../../support/test-app.js';
import { Canary } from './canary.js';

/** What a call needs besides the document's examples. */
export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Fields in place of those woven from the examples; `undefined` leaves one out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** A streamed body, by default a text that names the canary; or one in JSON that is a list. */
  readonly bytes?: Buffer;
  /** The version for If-Match. */
  readonly version?: number;
}

/** Makes the call of an operation ready, and says what the answer is good for. */
export type Step = (walk: Walk) => Promise<Prepared> | Prepared;
export interface Prepared extends Call {
  readonly after?: (answer: LightMyRequestResponse) => unknown;
}

/** The way of one person through the whole API, as an owner of a tenant and as an operator. */
export class Walk {
  readonly canary = new Canary();
  readonly done: string[] = [];
  /** Ids, tokens and versions that later steps need. */
  readonly seen: Record<string, string> = {};
  /** The access tokens of both accounts. */
  readonly tokens = { member: '', operator: '' };

  private constructor(
    readonly api: TestApp,
    readonly shop: Shop,
    /** Another owner, who stays. */
    readonly other: SignedIn,
    readonly mailbox: Mailbox,
  ) {}

  static async begin(api: TestApp): Promise<Walk> {
    const shop = await Shop.open(api);
    // Neither the tenant nor `platform` may lose its last owner.
    await makePerson(api, { id: PLATFORM_TENANT_ID, slug: 'platform' }, { role: 'owner' });
    return new Walk(api, shop, await signedIn(api, shop, 'owner'), mailboxOf(api));
  }

  /** Takes the steps in order, each a call that must succeed. */
  async take(steps: Readonly<Record<string, Step>>): Promise<void> {
    for (const [operation, step] of Object.entries(steps)) {
      const { after, ...call } = await step(this);
      const answer = await this.call(operation, call);
      this.done.push(operation);
      await after?.(answer);
    }
  }

  /** @throws Error when the document has no such operation, or the answer is a refusal */
  async call(operation: string, call: Call = {}): Promise<LightMyRequestResponse> {
    const answer = await this.send(operation, call);
    if (answer.statusCode >= 300) throw new Error(`${operation} answers ${answer.statusCode} ${answer.body}`);
    return answer;
  }

  /** Sends a request as the canary, from their device, with a key for its answer where the operation takes one. */
  send(operation: string, { path = {}, query, body = {}, bytes, version }: Call = {}): Promise<LightMyRequestResponse> {
    const placed = committedOperations.find(({ method, path: of }) => `${method} ${of}` === operation);
    if (!placed) throw new Error(`The document has no ${operation}.`);
    const permission = placed.operation['x-permission'];
    const token = permission?.startsWith('platform.') ? this.tokens.operator : this.tokens.member;
    const values: Readonly<Record<string, string>> = { tenant: this.shop.slug, ...path };
    const url = placed.path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? `no-${name}`);
    const fields = bodyFieldsOf(placed);
    const type = streamedTypesOf(placed)?.[0] ?? (bytes && 'application/json');
    const woven = Object.entries(fields ?? {}).map(([name, schema]) => [name, this.canary.woven(schema)]);
    const idempotent = parametersOf(placed).some(({ name }) => name === 'Idempotency-Key');
    return this.api.inject({
      method: placed.method as InjectOptions['method'],
      url,
      query,
      remoteAddress: this.canary.network,
      headers: {
        'user-agent': this.canary.device,
        'x-request-id': this.canary.requestId,
        ...(type && { 'content-type': type }),
        ...(permission && { authorization: `Bearer ${token}` }),
        ...(version !== undefined && { 'if-match': `"v${version}"` }),
        ...(idempotent && { 'idempotency-key': `${this.canary.text}-${newId()}` }),
      },
      ...(type && { payload: bytes ?? this.canary.text }),
      ...(fields && !bytes && { payload: { ...Object.fromEntries(woven), ...body } }),
    });
  }

  /** Signs the canary in to a tenant. */
  async signIn(tenant: string, password: string): Promise<{ accessToken: string; refreshToken: string }> {
    const body = { email: this.canary.email, password, deviceToken: this.seen[`device ${tenant}`] };
    return (await this.call('POST /v1/auth/{tenant}/login', { path: { tenant }, body })).json();
  }

  /** Somebody else of the tenant, for what one does to others. */
  async somebody(): Promise<string> {
    return (await this.shop.member()).user.id;
  }

  /** Asks with the key of an operator who is not the canary. */
  asOperator(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, headers = {}) {
    return callAs(this.api, this.api.operatorKey, method, url, payload, headers);
  }
}
