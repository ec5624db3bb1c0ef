// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every address to that
// receiver; the structure, and a roster that was checked and has no line left, which SQL wrote.
import { newId } from '#platform/ids';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { until } from '../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
let campus: CampusCallers;
useWebhooksApp((given) => ({ app, shop } = given));
beforeEach(async () => {
  campus = await CampusCallers.in({ api: app.api, ...shop.tenant });
});

const [page, chat] = ['campus.example/hook', 'chat.example/hook'];
/** What each kind of webhook gets of an event. */
async function hears(event: string) {
  const [hook, line] = [`${shop.tenant.slug}.${page}`, `${shop.tenant.slug}.${chat}`];
  app.web.put(hook).put(line);
  await shop.hook(hook, { events: [event] });
  await shop.hook(line, { events: [event], form: 'slack' });
  return async () => {
    await until(() => app.web.at(hook).length > 0 && app.web.at(line).length > 0);
    return [...app.web.at(hook), ...app.web.at(line)].map(({ body }) => JSON.parse(body));
  };
}

it('a webhook hears of each chapter that is published, and of no draft', async () => {
  const received = await hears('campus.chapter.published');
  const professor = await campus.professor(campus.subject(0));
  const draft = { subjectId: campus.subject(0), title: 'Limits', body: 'Secret' };
  await campus.call(professor, 'POST', 'chapters', draft);
  const { id: chapterId } = (await campus.call(professor, 'POST', 'chapters', { ...draft, title: 'Series' })).json();
  await campus.call(professor, 'POST', `chapters/${chapterId}/publish`);
  const place = { programmeId: campus.programme(0).id, level: 'L1' };
  expect(await received()).toEqual([
    expect.objectContaining({
      ...{ type: 'campus.chapter.published', version: 1, tenant: shop.tenant.slug },
      data: { chapterId, subjectId: draft.subjectId, title: 'Series', subject: 'Subject P000 L1', ...place },
    }),
    { text: 'Subject P000 L1 : le chapitre Series est publié.' },
  ]);
});

it('a webhook hears of each roster that is applied', async () => {
  const received = await hears('campus.roster.applied');
  const [id, yearId] = [newId(), campus.places.open];
  const counts = { added: 2, changed: 1, unchanged: 0, missing: 0, refused: 0, enrolled: 100 };
  await campus.sql(`insert into campus.rosters (tenant_id, id, year_id, digest, encoding, separator, columns, state, counts, mapping)
    values ('${shop.tenant.id}', '${id}', '${yearId}', '${'0'.repeat(64)}', 'utf-8', ';', '{n}', 'checked', '${JSON.stringify(counts)}', '{}')`);
  expect((await campus.call(campus.admin, 'POST', `rosters/${id}/apply`, {})).statusCode).toBe(202);
  expect(await received()).toEqual([
    expect.objectContaining({
      type: 'campus.roster.applied',
      data: { id, yearId, year: '2026', added: 2, changed: 1 },
    }),
    { text: 'Une liste de 2026 est appliquée : 2 étudiants ajoutés, 1 modifiés.' },
  ]);
});

it('a webhook hears of each plan of passages that is applied', async () => {
  const received = await hears('campus.passages.applied');
  const [toYearId, fromYearId] = [newId(), campus.places.open];
  const { rowId } = await campus.student(0);
  await campus.sql(`insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
    values ('${shop.tenant.id}', '${toYearId}', '2027', '2027', '2027-09-01', '2028-08-31')`);
  await campus.sql(
    `insert into campus.passage_decisions values ('${shop.tenant.id}', '${fromYearId}', '${rowId}', 'repeat')`,
  );
  const plan = { fromYearId, toYearId, placeId: null };
  const { id: planId } = (await campus.call(campus.admin, 'POST', 'passage-plans', plan)).json();
  await until(
    async () => (await campus.call(campus.admin, 'POST', `passage-plans/${planId}/apply`)).statusCode === 202,
  );
  expect(await received()).toEqual([
    expect.objectContaining({
      type: 'campus.passages.applied',
      data: { planId, fromYearId, toYearId, year: '2027', students: 1 },
    }),
    { text: 'Un plan de passages est appliqué : 1 étudiants inscrits en 2027.' },
  ]);
});
