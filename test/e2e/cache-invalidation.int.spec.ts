// Real: two APIs over one PostgreSQL, like two processes. Faked: nothing.
import { Catalog } from '#catalog';
import { Tenants } from '#tenants';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('two processes on one database', () => {
  let reader: TestApp;
  let writer: TestApp;

  beforeAll(async () => {
    reader = await startTestApp();
    writer = await startTestApp({}, reader.database);
  });
  afterAll(async () => {
    await writer.close();
    await reader.close();
  });

  it('drop an answer from both memories when one process changes its data', async () => {
    const { id } = await writer.app
      .get(Tenants)
      .create({ slug: 'shared', name: 'Shared', product: 'wistant', plan: 'enterprise' });
    const list = () => reader.inject({ method: 'GET', url: '/v1/stores/shared/apps?page=1' });
    const total = async () => (await list()).json().page?.totalItems as number | undefined;
    // The directory of the other process has the tenant within a second.
    while ((await list()).statusCode === 404) await new Promise(setImmediate);
    expect(await total()).toBe(0);
    expect((await list()).headers['cache-status']).toContain('hit');
    const packages = samplePackages('shared', 3);
    await writer.app.get(Catalog).importPackages(id, packages.directory);
    packages.remove();
    while ((await total()) === 0) await new Promise(setImmediate);
    expect(await total()).toBe(3);
  });
});
