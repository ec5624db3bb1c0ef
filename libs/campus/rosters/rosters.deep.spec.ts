// Real: the API, built workers in processes of their own that are killed, PostgreSQL, the storage. Faked: nothing.
import { startWorker } from '../../../test/support/built-process.js';
import { CampusWithRosters, header, row } from '../../../test/support/campus-rosters.js';
import { masterKey, startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

const STUDENTS = 20_000;
const KILLS = 3;

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

it('a roster whose worker is killed between batches enrols each student once, and so does a second one in another order', async () => {
  const of = await CampusWithRosters.open(api);
  const start = () =>
    startWorker({
      DATABASE_URL: api.database.appUrl,
      PALIER_MASTER_KEY: masterKey,
      PALIER_DATA_DIR: api.dataDir,
    });
  let worker = await start();
  try {
    const students = Array.from({ length: STUDENTS }, (_, i) => row(i + 1));
    const id = await of.uploaded([header, ...students].join('\n'));
    await of.check(id);
    const begun = (await of.post(`${id}/apply`, {})).json();
    let before = 0;
    for (let kills = 0; kills < KILLS; kills += 1) {
      const last = before;
      before = await until(async () => {
        const { progress } = await of.operation(begun.id);
        return progress > last && progress;
      });
      await worker.end('SIGKILL');
      worker = await start();
    }
    await until(async () => (await of.operation(begun.id)).state === 'succeeded');
    const expected = students.map((_, i) => [String(i + 1), `Élève ${i + 1}`, 'L1', 'active', 1]);
    expect(await of.enrolled()).toEqual(expected);
    const shuffled = students.toSorted((a, b) =>
      a.split('').reverse().join('').localeCompare(b.split('').reverse().join('')),
    );
    const again = await of.uploaded([header, ...shuffled].join('\n'));
    await of.check(again);
    expect((await of.get(again)).counts).toMatchObject({ added: 0, changed: 0, unchanged: STUDENTS });
    await of.apply(again);
    expect(await of.enrolled()).toEqual(expected);
  } finally {
    await worker.end('SIGKILL');
  }
});
