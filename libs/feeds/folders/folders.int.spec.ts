// Real: the whole API, PostgreSQL. Faked: the Internet, to which nothing is sent.
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => ({ app, team } = given));

const unknown = '018f0000-0000-7000-8000-00000000ffff';
const change = async (method: 'PUT' | 'DELETE', id: string, version: string, by = team) => {
  const body = method === 'PUT' ? { name: 'Climate' } : undefined;
  const answer = await by.call(method, `folders/${id}`, body, { 'if-match': version });
  return [answer.statusCode, answer.body && answer.json().code, answer.headers.etag];
};

it('a folder is renamed and deleted at its version alone', async () => {
  const { id } = (await team.call('POST', 'folders', { name: 'Weather' })).json();
  expect(await change('PUT', id, '"v1"')).toEqual([200, undefined, '"v2"']);
  for (const method of ['PUT', 'DELETE'] as const)
    expect(await change(method, id, '"v1"')).toEqual([412, 'precondition_failed', '"v2"']);
  expect(await change('DELETE', id, '"v2"')).toEqual([204, '', undefined]);
  expect(await change('PUT', id, '"v2"')).toEqual([404, 'folder_not_found', undefined]);
});

it('a name is of one folder, whatever its case', async () => {
  await team.folder('CLIMATE');
  const id = await team.folder('Weather');
  expect(await change('PUT', id, '*')).toEqual([409, 'folder_name_taken', undefined]);
  expect((await team.call('POST', 'folders', { name: 'weather' })).json().code).toBe('folder_name_taken');
});

it('a folder that there is not, or of another tenant, is not found', async () => {
  const { id } = (await team.call('POST', 'folders', { name: 'Weather' })).json();
  const other = await app.team();
  for (const method of ['PUT', 'DELETE'] as const) {
    expect(await change(method, unknown, '*')).toEqual([404, 'folder_not_found', undefined]);
    expect(await change(method, id, '*', other)).toEqual([404, 'folder_not_found', undefined]);
  }
});
