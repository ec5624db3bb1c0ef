// Real: the whole API, PostgreSQL, the committed document. Faked: nothing.
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { operationsOf, type PlacedOperation } from '../drift/openapi/operations.js';
import type { Schema } from '../support/json-schema.js';
import {
  bodyFieldsOf,
  committedOperations,
  document,
  parametersOf,
  resolve,
  schemas,
  streamedTypesOf,
} from '../support/openapi.js';
import { logIn, makePerson } from '../support/people.js';
import { freshTenant } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const nameOf = ({ method, path }: PlacedOperation) => `${method} ${path}`;
const problemsOf = ({ operation }: PlacedOperation) => operation['x-problems'] ?? [];
const without = (code: string, among = committedOperations) =>
  among.filter((placed) => !problemsOf(placed).includes(code)).map(nameOf);

/** What the document says of an event, or of its data. */
interface EventSchema {
  readonly $ref?: string;
  readonly oneOf?: EventSchema[];
  readonly enum?: string[];
  readonly properties?: Record<string, EventSchema>;
  readonly contentSchema?: EventSchema;
}

/** The fields of all schemas and the parameters of all operations, with what the document says of each. */
const fields = [
  ...Object.entries(schemas).flatMap(([schema, { properties = {} }]) =>
    Object.entries(properties as Record<string, Schema>).map(([name, field]) => ({
      place: `${schema}.${name}`,
      name,
      field,
    })),
  ),
  ...committedOperations.flatMap((placed) =>
    parametersOf(placed).map(({ name, schema: field }) => ({ place: `${nameOf(placed)} ${name}`, name, field })),
  ),
];
const unlike = (form: RegExp, format: string) =>
  fields.filter(({ name, field }) => form.test(name) && field.format !== format).map(({ place }) => place);

describe('the description of the API', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  it('has the operations of the running API, and no others', () => {
    const facts = (placed: PlacedOperation) => ({
      name: nameOf(placed),
      permission: placed.operation['x-permission'],
    });
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    const running = operationsOf(openApiDocument(api.app)).map(facts).sort(byName);
    expect(committedOperations.map(facts).sort(byName)).toEqual(running);
  });

  it('names the problems of the database for operations that query it, and for no others', async () => {
    const { paths } = (await api.inject({ method: 'GET', url: '/openapi.json' })).json();
    for (const probe of ['live', 'startup', 'ready']) {
      const operation = paths[`/health/${probe}`].get;
      expect(operation['x-problems']).not.toContain('database_unavailable');
      expect(operation['x-problems']).not.toContain('query_timeout');
    }
    expect(paths['/health/live'].get['x-problems']).not.toContain('not_ready');
    expect(paths['/health/ready'].get['x-problems']).toContain('not_ready');
    expect(paths['/v1/stores/{tenant}/apps'].get['x-problems']).toContain('database_unavailable');
  });

  it('gives each operation one id of its own that begins with a verb', () => {
    const ids = committedOperations.map(({ operation }) => operation.operationId ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+([A-Z][a-z]+)+$/.test(id) && id !== 'signIn')).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(['listApps', 'readApp', 'signIn', 'createTenant', 'cancelOperation']));
  });

  it('lists the tags as a reader comes to them, each with a line', () => {
    const tags = (document.tags ?? []).map(({ name }) => name);
    expect(tags.slice(0, 7)).toEqual(['Apps', 'Tags', 'Changes', 'Downloads', 'Sign-in', 'Signatures', 'Profile']);
    const operators = committedOperations.filter(({ path }) => path.startsWith('/v1/platform/'));
    const ofOperators = new Set(operators.flatMap(({ operation }) => operation.tags ?? []));
    expect(new Set(tags.slice(-ofOperators.size))).toEqual(ofOperators);
    expect(document.tags?.filter(({ description }) => !description)).toEqual([]);
    for (const { operation } of committedOperations) {
      expect([operation.tags?.length, tags]).toEqual([1, expect.arrayContaining(operation.tags ?? ['none'])]);
      expect(operation).not.toHaveProperty('x-tag-description');
    }
  });

  it('names schemas without the suffix of their classes', () => {
    expect(Object.keys(schemas).filter((name) => /dto/i.test(name))).toEqual([]);
    expect(JSON.stringify(document)).not.toMatch(/schemas\/\w+Dto"/);
  });

  it.each(committedOperations.map((placed) => [nameOf(placed), placed] as const))(
    'of %s: each refusal says which codes it can have',
    (_name, { operation }) => {
      const codes = Object.entries(operation.responses).flatMap(([status, response]) => {
        if (Number(status) < 400) return [];
        const name = (response as { $ref: string }).$ref.split('/').at(-1) as string;
        const shared = document.components?.responses?.[name] as unknown as {
          content: Record<string, { schema: Schema }>;
        };
        const { schema } = shared.content['application/problem+json'] ?? { schema: {} };
        const [problem, ofCodes] = schema.allOf as [Schema, { properties: { code: { enum: string[] } } }];
        expect(problem).toEqual({ $ref: '#/components/schemas/Problem' });
        return ofCodes.properties.code.enum;
      });
      expect(codes.sort()).toEqual([...(operation['x-problems'] ?? [])].sort());
    },
  );

  it('names what the server answers before any route', () => {
    for (const code of ['method_not_allowed', 'headers_too_large']) expect(without(code)).toEqual([]);
    const writes = committedOperations.filter(({ method }) => method !== 'GET');
    for (const code of ['body_too_large', 'incomplete_body']) expect(without(code, writes)).toEqual([]);
    const withBody = writes.filter(({ operation }) => operation.requestBody);
    expect(without('unsupported_media_type', withBody)).toEqual([]);
    const withJson = withBody.filter((placed) => !streamedTypesOf(placed));
    for (const code of ['empty_body', 'invalid_json']) expect(without(code, withJson)).toEqual([]);
  });

  it.each([...new Set(committedOperations.map(({ path }) => path))])(
    'of %s: its methods, and no others',
    async (path) => {
      const url = path.replace(/\{\w+\}/g, 'none');
      // `/v1/members/roles` also has the form of `/v1/members/{id}`.
      const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(url);
      const methods = committedOperations.filter((placed) => fits(placed.path)).map(({ method }) => method);
      for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const) {
        const { statusCode, headers } = await api.inject({ method, url });
        expect([method, statusCode === 405]).toEqual([method, !methods.includes(method)]);
        if (statusCode === 405) expect(headers.allow?.toString().split(', ')).toEqual(expect.arrayContaining(methods));
      }
    },
  );

  it('closes every object of a body, since unknown fields are refused', () => {
    const open = (schema: Schema, at: string): string[] => {
      const inner = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
      const found = inner.flatMap(([name, field]) => open(resolve(field), `${at}.${name}`));
      return schema.type === 'object' && schema.additionalProperties !== false ? [at, ...found] : found;
    };
    const bodies = committedOperations.filter(bodyFieldsOf).flatMap((placed) => {
      const body = placed.operation.requestBody as { content: Record<string, { schema: Schema }> };
      return open(resolve(body.content['application/json']?.schema ?? {}), nameOf(placed));
    });
    expect(bodies).toEqual([]);
  });

  it('names the events of each stream, and what each says', () => {
    const streams: Record<string, object> = {};
    for (const placed of committedOperations) {
      const { content = {} } = (placed.operation.responses[200] ?? {}) as {
        content?: Record<string, { schema: EventSchema }>;
      };
      const schema = content['text/event-stream']?.schema;
      if (!schema) continue;
      const { oneOf = [schema] } = schema;
      const told = ({ contentSchema: { $ref, properties = {} } = {} }: EventSchema) => {
        return $ref ?? Object.keys(properties);
      };
      const events = oneOf.map(({ properties: { event = {}, data = {} } = {} }) => [String(event.enum), told(data)]);
      streams[nameOf(placed)] = Object.fromEntries(events);
    }
    expect(streams).toEqual({
      'GET /v1/events': {
        ...{ 'profile.changed': ['wrote'], 'unread.changed': ['wrote'], reset: [] },
        'operation.changed': ['id', 'kind', 'state', 'wrote'],
        'notifications.changed': ['place', 'wrote'],
      },
      'GET /v1/analytics/live': { counts: ['seconds', 'total', 'names', 'others'] },
      'GET /v1/operations/{id}/events': { operation: '#/components/schemas/OperationEvent' },
      'GET /v1/stores/{tenant}/events': { 'app.changed': ['slug', 'wrote'], 'apps.changed': ['wrote'], reset: [] },
    });
  });

  it('gives ids, addresses and times their formats', () => {
    // A node of a cluster, a job of a schedule, any actor and target, an id that a client chose, thumbprints, what
    // payment providers name, and messages by what receivers compare.
    const others = [
      'Shard.id',
      'Job.id',
      'JobDetails.id',
      'AuditLine.actorId',
      'AuditLine.targetId',
      'FlagChange.actorId',
      'AuditLine.requestId',
      'BundleSignature.keyId',
      'PurgeReceipt.keyId',
      'ErasureReceipt.keyId',
      'AppStoreSettings.bundleId',
      'PaymentEvent.id',
      'PaymentProvider.bundleId',
      'PlatformProduct.id',
      'Product.appStoreId',
      'Product.stripePriceId',
      'ProductContent.appStoreId',
      'ProductContent.stripePriceId',
      'Purchase.transactionId',
      'WebhookDelivery.messageId',
      'WebhookDeliveryDetails.messageId',
    ];
    const ids = unlike(/(^i|I)d$/, 'uuid').filter((place) => !/queue|\/jobs\//.test(place));
    expect(ids.sort()).toEqual([...others, 'Problem.requestId'].sort());
    // The name of the column that holds it.
    expect(unlike(/email/i, 'email')).toEqual(['RosterColumns.email']);
    // These are tokens.
    expect(unlike(/(At|^at|^since|^until)$/, 'date-time')).toEqual([
      'Sync.since',
      'GET /v1/stores/{tenant}/changes since',
    ]);
  });

  it('says the limits that are enforced', async () => {
    const field = (schema: string, name: string) =>
      (schemas[schema] as { properties: Record<string, Schema> }).properties[name];
    const { slug } = await freshTenant(api);
    const { password } = (await api.inject({ method: 'GET', url: `/v1/auth/${slug}` })).json();
    for (const [schema, name] of [
      ['Registration', 'password'],
      ['Verification', 'password'],
      ['PasswordReset', 'password'],
      ['PasswordChange', 'newPassword'],
      ['Acceptance', 'password'],
    ] as const) {
      expect([schema, field(schema, name)]).toEqual([schema, expect.objectContaining(password)]);
    }
    expect(field('NewTenant', 'slug')).toMatchObject({ pattern: expect.stringContaining('[a-z]') });
    expect(field('NewTenant', 'origins')?.items).toMatchObject({ maxLength: 300, pattern: expect.any(String) });
    expect(field('BrandingChoice', 'colour')).toMatchObject({ pattern: '^#[0-9a-fA-F]{6}$' });
    const named = (name: string) => fields.filter((each) => each.name === name).map((each) => each.field);
    expect(named('month')).toContainEqual(expect.objectContaining({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])$' }));
    for (const key of named('Idempotency-Key'))
      expect(key).toMatchObject({ maxLength: 255, pattern: '^[\\x21-\\x7e]{1,255}$' });
  });

  it('tells of a log-out without a body, and of the cancellation of an operation that has ended', async () => {
    const at = (operationId: string) =>
      committedOperations.find(({ operation }) => operation.operationId === operationId) as PlacedOperation;
    const tenant = await freshTenant(api);
    expect((await logIn(api, await makePerson(api, tenant))).statusCode).toBe(200);
    const answer = await api.inject({ method: 'POST', url: `/v1/auth/${tenant.slug}/logout` });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(at('signOut').operation).toMatchObject({
      requestBody: { required: false },
      responses: { 204: expect.not.objectContaining({ content: expect.anything() }) },
    });
    const { responses } = at('cancelOperation').operation;
    expect(responses).toMatchObject({
      200: { description: expect.stringContaining('has ended'), headers: { ETag: expect.anything() } },
      202: { headers: { ETag: expect.anything(), Location: expect.anything() } },
    });
    expect((responses['200'] as { headers: object }).headers).not.toHaveProperty('Location');
  });
});
