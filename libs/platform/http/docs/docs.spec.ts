import { readFileSync } from 'node:fs';
import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';
import { uploadLimit } from '../../../../test/support/transfers.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

/** As JSON has it. */
const describedThings = () => JSON.parse(JSON.stringify(app.described()));

describe('the document that is made of controllers', () => {
  it('lists the operations with their problems', () => {
    const document = describedThings();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/things/{id}');
    const change = document.paths['/things/{id}'].patch;
    expect(change.operationId).toBe('changeThing');
    expect(change.parameters).toContainEqual(
      expect.objectContaining({ name: 'If-Match', in: 'header', required: true }),
    );
    expect(change.responses['412']).toEqual({ $ref: '#/components/responses/412.precondition_failed' });
    const shared = document.components.responses['412.precondition_failed'];
    expect(shared.content['application/problem+json'].examples).toEqual({
      precondition_failed: { $ref: '#/components/examples/precondition_failed' },
    });
    expect(document.components.examples.precondition_failed.value.status).toBe(412);
  });

  it('tells the types and the limit of a streamed body, and the problems that it can have', () => {
    const { paths } = describedThings();
    const content = { 'application/octet-stream': { schema: {} }, 'application/zip': { schema: {} } };
    const [operation, required] = [paths['/transfers/{id}'].put, paths['/transfers/{id}/required'].put];
    expect(operation.requestBody).toMatchObject({ required: false, content });
    expect(operation.requestBody.description).toContain(`${uploadLimit}`);
    expect(operation.parameters).toContainEqual(expect.objectContaining({ name: 'Content-Digest', in: 'header' }));
    for (const code of [
      'body_too_large',
      'unsupported_media_type',
      'incomplete_body',
      'invalid_content_digest',
      'content_digest_mismatch',
    ])
      expect(operation['x-problems']).toContain(code);
    for (const code of ['empty_body', 'invalid_json']) expect(operation['x-problems']).not.toContain(code);
    expect(required.requestBody.required).toBe(true);
    expect(required['x-problems']).toContain('empty_body');
  });

  it('tells the types of a file, its parts and its headers', () => {
    const { responses, ...operation } = describedThings().paths['/files/{source}'].get;
    for (const status of ['200', '206']) {
      expect(responses[status].content).toEqual({ 'application/zip': { schema: {} } });
      expect(Object.keys(responses[status].headers)).toEqual(expect.arrayContaining(['ETag', 'Repr-Digest']));
    }
    expect(Object.keys(responses['200'].headers)).toContain('Content-Digest');
    expect(Object.keys(responses['206'].headers)).not.toContain('Content-Digest');
    expect(Object.keys(responses['206'].headers)).toContain('Content-Range');
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['302', '304', '412', '416']));
    expect(operation['x-problems']).toContain('range_not_satisfiable');
  });
});

describe('the documentation', () => {
  it('serves the committed document', async () => {
    const answer = await app.inject({ method: 'GET', url: '/openapi.json' });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
  });

  it('is 304 to a client that has it, in any encoding', async () => {
    const get = (headers: Record<string, string>) => app.inject({ method: 'GET', url: '/openapi.json', headers });
    const first = await get({});
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    const packed = await get({ 'accept-encoding': 'br;q=0.1, gzip;q=1' });
    const { etag: tag, vary, 'content-encoding': encoding } = packed.headers;
    expect([tag, vary, encoding]).toEqual([etag, 'accept-encoding', 'gzip']);
    for (const held of [etag, etag.slice(2), `"other", ${etag}`]) {
      const again = await get({ 'if-none-match': held });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
      expect(again.headers.vary).toBe('accept-encoding');
    }
    expect((await get({ 'if-none-match': 'W/"other"' })).statusCode).toBe(200);
  });

  it('shows Swagger UI from its own files alone', async () => {
    const page = await app.inject({ method: 'GET', url: '/docs' });
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
    expect(files.length).toBe(4);
    for (const url of files) expect((await app.inject({ method: 'GET', url })).statusCode).toBe(200);
  });

  it('explains every problem in both languages, each at its anchor', async () => {
    const page = await app.inject({ method: 'GET', url: '/docs/errors' });
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.body).toContain('<section id="json_too_deep">');
    expect(page.body).toContain('JSON trop profond');
    expect(page.body).not.toContain('<script');
  });
});
