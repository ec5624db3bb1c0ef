// Real: the whole API, PostgreSQL, the storage in a directory, people who sign in. Faked: what happens while a file is received,
// which happens before it is returned.
import { randomBytes } from 'node:crypto';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { premium } from '../../../test/support/selling-tenant.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let storage: Storage;
let tenant: { id: string; slug: string };
let person: SignedIn;
let entry: string;
beforeAll(async () => {
  api = await startTestApp();
  storage = api.app.get(Storage);
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  person = await signedIn(api, tenant, 'member');
  entry = await written();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const day = new Date().toISOString().slice(0, 10);
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  callAs(api, person.token, method, `/v1/journal${path}`, body);
const written = async (): Promise<string> => (await call('POST', '/entries', { day })).json().id;
const at = (id: string, of = entry) => `/entries/${of}/attachments/${id}`;
const upload = (id: string, content: Buffer, type = 'image/png', of = entry) =>
  callAs(api, person.token, 'PUT', `/v1/journal${at(id, of)}`, content, { 'content-type': type });
const told = async (answer: ReturnType<typeof callAs>) => {
  const { statusCode, payload } = await answer;
  return [statusCode, statusCode < 300 ? undefined : JSON.parse(payload).code];
};
const sell = async () =>
  callAs(api, (await signedIn(api, tenant, 'admin')).token, 'PUT', '/v1/journal/products/premium', premium);
/** Does something once a file is received, and before it is kept. */
function onceReceived(what: () => Promise<unknown>): void {
  jest.spyOn(storage, 'receive').mockImplementationOnce(async (...args) => {
    const file = await Storage.prototype.receive.apply(storage, args);
    await what();
    return file;
  });
}

it('is refused before it is received where its id is that of another file', async () => {
  const [id, content] = [newId(), randomBytes(100)];
  await upload(id, content);
  const receive = jest.spyOn(storage, 'receive');
  const other = await written();
  expect(await told(upload(id, content, 'image/jpeg'))).toEqual([409, 'attachment_differs']);
  expect(await told(upload(id, content, 'image/png', other))).toEqual([409, 'attachment_differs']);
  expect(receive).not.toHaveBeenCalled();
});

it('is answered like the first time once premium has ended, and nothing else is', async () => {
  const [id, content] = [newId(), randomBytes(100)];
  const first = await upload(id, content);
  await sell();
  const again = await upload(id, content);
  expect([again.statusCode, again.body]).toEqual([200, first.body]);
  expect(await told(upload(id, randomBytes(100)))).toEqual([409, 'attachment_differs']);
  expect(await told(upload(newId(), content))).toEqual([402, 'premium_required']);
  await call('DELETE', at(id));
  expect(await told(upload(id, content))).toEqual([402, 'premium_required']);
});

it('is answered like the first where another request deletes it at that moment: that one waits', async () => {
  const [id, content] = [newId(), randomBytes(100)];
  await upload(id, content);
  const { release } = Storage.prototype;
  let deletion: ReturnType<typeof call> | undefined;
  jest.spyOn(storage, 'release').mockImplementationOnce(async (...args) => {
    deletion = call('DELETE', at(id));
    return release.apply(storage, args);
  });
  expect(await told(upload(id, content))).toEqual([200, undefined]);
  expect((await deletion)?.statusCode).toBe(204);
  expect(await told(call('GET', at(id)))).toEqual([404, 'attachment_not_found']);
});

it('is added anew where it was deleted while it was received again', async () => {
  const [id, content] = [newId(), randomBytes(100)];
  await upload(id, content);
  onceReceived(() => call('DELETE', at(id)));
  expect(await told(upload(id, content))).toEqual([200, undefined]);
  expect((await call('GET', at(id))).rawPayload.equals(content)).toBe(true);
});

it('has no entry where that is deleted at the moment when the file is added', async () => {
  const id = newId();
  let deletion: Promise<void> | undefined;
  onceReceived(async () => {
    const deleted = `delete from journal.entries where id = '${entry}'`;
    const held = await heldTransaction(api.database.adminUrl, deleted);
    deletion = held
      .blocks()
      .then(held.commit)
      .finally(() => held[Symbol.asyncDispose]());
  });
  expect(await told(upload(id, randomBytes(100)))).toEqual([404, 'entry_not_found']);
  await deletion;
});
