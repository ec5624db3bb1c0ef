// Real: the whole API and its worker, PostgreSQL, an uploaded ride, the request to the model, what is logged. Faked: the model, which
// one local server plays; the age of a request, which SQL writes.
import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { LocalModel, says, staysClosed } from '../../../test/support/local-model.js';
import { exportedLines } from '../../../test/support/read-zip.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { AiEndpoint } from './ai-endpoint.js';
import type { AiRequestDto, NewAiRequestDto } from './ai-requests.dto.js';

const KEY = 'key-of-the-operator';

let model: LocalModel;
let api: TestApp;
let tenant: { id: string; slug: string };
let me: SignedIn;
let written: string[];
beforeAll(async () => {
  model = await LocalModel.start();
  api = await model.app({ aiKey: KEY });
  staysClosed(api.app.get(AiEndpoint));
});
beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'velo' });
  me = await signedIn(api, tenant, 'member');
  model.answers = says('Rest.', 100);
  model.asked.length = 0;
  written = [];
  for (const level of ['log', 'warn', 'error'] as const)
    jest.spyOn(Logger.prototype, level).mockImplementation((...line: unknown[]) => {
      written.push(inspect(line, { depth: 20 }));
    });
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await model?.close();
  await api?.close();
});

const call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, headers = {}) =>
  callAs(api, me.token, method, `/v1/${path}`, body, headers);
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

/** A request that has ended. */
async function asked(body: NewAiRequestDto = {}): Promise<AiRequestDto> {
  const { id } = (await call('POST', 'rides/ai-requests', body)).json();
  return until(async () => {
    const seen = (await call('GET', `rides/ai-requests/${id}`)).json();
    return seen.endedAt ? seen : undefined;
  });
}

/** A GPX of a quarter of an hour of yesterday, and what it holds besides figures. */
function secretRide() {
  const beganAt = Date.now() - 86_400_000;
  const points = Array.from({ length: 15 }, (_, minute) => {
    const time = new Date(beganAt + minute * 60_000).toISOString();
    return `<trkpt lat="${47.731 + minute / 1000}" lon="3.8642"><time>${time}</time></trkpt>`;
  });
  const gpx = `<?xml version="1.0"?><gpx version="1.1" creator="Secretdevice 9" xmlns="http://www.topografix.com/GPX/1/1">
    <trk><name>Secretname</name><desc>Secretdescription</desc><type>cycling</type><trkseg>${points.join('')}</trkseg></trk></gpx>`;
  const began = new Date(beganAt).toISOString();
  return { gpx: Buffer.from(gpx), words: ['Secret', '47.73', '3.86', began.slice(0, 10), began.slice(0, 7)] };
}

it('sends figures alone: no title, note, device, name, position or date of a ride, nor who its rider is', async () => {
  await call('POST', 'rides/bikes', { name: 'Secretbike' });
  const { gpx, words } = secretRide();
  const uploaded = await call('POST', 'rides/files', gpx, { 'content-type': 'application/octet-stream' });
  const [{ id }] = uploaded.json().rides;
  const texts = { title: 'Secrettitle', notes: 'Secretnotes' };
  expect((await call('PATCH', `rides/rides/${id}`, texts, { 'if-match': '*' })).statusCode).toBe(200);
  const { messages } = await asked();
  expect(JSON.parse(messages[1]?.content ?? '').rides).toHaveLength(1);
  const received = JSON.stringify(model.asked);
  const { user } = me.person;
  for (const word of [...words, id, tenant.id, ...Object.values(user)]) {
    expect(word).toEqual(expect.any(String));
    expect(received).not.toContain(word);
  }
});

it.each([200, 401, 500])(
  'logs neither the key nor what is asked and answered where the model answers %i',
  async (status) => {
    model.answers = (response) => void response.writeHead(status).end(`Wrong key ${KEY}: Secretanswer`);
    await asked({ question: 'Secretquestion' });
    expect(model.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${KEY}`]);
    const log = written.join('');
    expect(log).toContain('without an answer');
    expect(log).not.toMatch(/key-of-the-operator|Secret/);
  },
);

it('is in the export of its user', async () => {
  const { id, messages } = await asked({ question: 'Rest?' });
  const operation = (await call('POST', 'me/exports')).json();
  await until(async () => (await call('GET', `operations/${operation.id}`)).json().state === 'succeeded');
  const rows = await exportedLines((await call('GET', `me/exports/${operation.id}`)).rawPayload);
  expect(rows.filter(({ table }) => table === 'rides.ai_requests').map(({ row }) => row)).toMatchObject([
    { id, question: 'Rest?', messages, answer: 'Rest.', model: 'm-1', spent: 100 },
  ]);
});

it('is gone after 30 days, and not before', async () => {
  const [young, old] = [await asked(), await asked()];
  const age = (id: string, days: number) =>
    sql(`update rides.ai_requests set created_at = now() - interval '${days} days' where id = '${id}'`);
  await age(young.id, 29);
  await age(old.id, 31);
  await enforceRetention(api.app.get(Database));
  const left = (await call('GET', 'rides/ai-requests')).json().data as AiRequestDto[];
  expect(left.map(({ id }) => id)).toEqual([young.id]);
});

it('is queued once where its sender repeats it', async () => {
  const headers = { 'idempotency-key': newId() };
  const body = { question: 'Rest?' };
  const answers = [
    await call('POST', 'rides/ai-requests', body, headers),
    await call('POST', 'rides/ai-requests', body, headers),
  ];
  const [first, second] = answers.map((answer) => answer.json().id);
  expect(second).toBe(first);
  await until(async () => (await call('GET', `rides/ai-requests/${first}`)).json().endedAt);
  expect(model.asked).toHaveLength(1);
});

it.each([
  ['500 emojis', '🚴'.repeat(500), 201],
  ['500 controls', '\u0001'.repeat(500), 201],
  ['500 quotation marks', '"'.repeat(500), 201],
  ['501 characters', 'x'.repeat(501), 400],
  ['a NUL', 'a\0b', 400],
  ['half a character', '\ud800', 400],
])('a question of %s is sent as it is, or refused', async (_, question, status) => {
  const answer = await call('POST', 'rides/ai-requests', { question });
  expect([answer.statusCode, answer.body]).toEqual([status, expect.any(String)]);
  if (status !== 201) return;
  await until(async () => (await call('GET', `rides/ai-requests/${answer.json().id}`)).json().endedAt);
  expect(model.questions).toEqual([question]);
});
