// Real: the commands, the API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose
// hosts all lead to that server.
import { Command } from 'commander';
import { rss } from '../../test/support/feed-documents.js';
import { FeedsApp } from '../../test/support/feeds-app.js';
import { until } from '../../test/support/until.js';
import { registerFeedsCommands } from './feeds.command.js';
import type { CliSession } from './session.js';

let app: FeedsApp;
beforeAll(async () => {
  app = await FeedsApp.start();
});
afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});
afterAll(() => app?.close());

/** Runs `palier feeds …`. @returns what it printed */
async function feeds(...args: string[]): Promise<string> {
  const program = new Command().exitOverride();
  const session = { app: app.api.app } as unknown as CliSession;
  registerFeedsCommands(program, async () => session);
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await program.parseAsync(['feeds', ...args], { from: 'user' });
  const text = written.mock.calls.map(([chunk]) => String(chunk)).join('');
  written.mockRestore();
  return text;
}

describe('palier feeds sync', () => {
  it('has the feeds of a tenant fetched, once a minute', async () => {
    const team = await app.team();
    app.web.put('sync.example/feed', rss('Feed', 'one'));
    await team.subscribe('http://sync.example/feed');
    expect(await feeds('sync', '--tenant', team.tenant.slug)).toMatch(/^0 feeds of t-/);
    app.web.put('sync.example/feed', rss('Feed', 'one', 'two'));
    // Each alone: a fetch locks its source before its host, and the fetches of other teams go on.
    await app.sql(`update feeds.hosts set next_at = now() where host = 'sync.example'`);
    await app.sql(`update feeds.sources set tried_at = tried_at - interval '2 minutes' where host = 'sync.example'`);
    expect(JSON.parse(await feeds('sync', '--tenant', team.tenant.slug, '--json'))).toEqual({ queued: 1 });
    await until(async () => (await team.titles()).length === 2);
  });

  it('says that there is no such tenant', async () => {
    await expect(feeds('sync', '--tenant', 'nobody')).rejects.toMatchObject({ code: 'tenant_not_found' });
  });
});

describe('palier feeds explain', () => {
  it('tells each step of a fetch, and stores nothing', async () => {
    app.web.put('told.example/', { status: 301, headers: { location: '/feed' } });
    app.web.put('told.example/feed', {
      ...rss('Told', 'one', 'two'),
      headers: { etag: '"1"', 'content-type': 'text/xml' },
    });
    const text = await feeds('explain', 'http://told.example');
    expect(text.split('\n')).toEqual([
      'Requested: http://told.example/',
      'Redirect 301 to http://told.example/feed',
      expect.stringContaining('It says that it moved for good'),
      expect.stringMatching(
        /^Answer: 200, text\/xml, \d+ bytes\. It has ETag: the next request asks only for changes\.$/,
      ),
      'Feed: rss, “Told”, 2 posts.',
      expect.stringMatching(
        /^It is fetched about every 1440 minutes: the newest of its 2 dated posts is of 2026-03-08T08:00/,
      ),
      '',
    ]);
    expect(process.exitCode ?? 0).toBe(0);
    expect(await app.sql(`select from feeds.sources where host = 'told.example'`)).toEqual([]);
  });

  it('names the feeds of a page', async () => {
    const body = '<link rel="alternate" type="application/rss+xml" title="News" href="/rss">';
    app.web.put('page.example/', { headers: { 'content-type': 'text/html' }, body });
    expect(await feeds('explain', 'http://page.example')).toContain(
      'The page names the feed http://page.example/rss (News).',
    );
  });

  it('says why nothing could be read, and ends with 1', async () => {
    app.web.put('told.example/none', { status: 404 });
    const failed = JSON.parse(await feeds('explain', 'http://told.example/none', '--json'));
    expect([failed.problem.code, process.exitCode]).toEqual(['feed_missing', 1]);
    expect(await feeds('explain', 'http://10.1.2.3/feed')).toContain('Failed: destination_refused');
  });

  it('reaches the networks of the tenant that it is asked for, and no others', async () => {
    const team = await app.team();
    await app.api.inject({
      method: 'PATCH',
      url: `/v1/platform/tenants/${team.tenant.slug}`,
      headers: { authorization: `Bearer ${app.api.operatorKey}`, 'if-match': '*' },
      payload: { networks: ['10.1.0.0/16'] },
    });
    app.web.put('10.1.2.3/feed', rss('Inside', 'one'));
    const asked = ['explain', 'http://10.1.2.3/feed', '--tenant'];
    expect(await feeds(...asked, team.tenant.slug)).toContain('“Inside”');
    expect(await feeds(...asked, (await app.team()).tenant.slug)).toContain('destination_refused');
  });
});

it('a feed of an intranet is fetched for the tenant that may reach it, and for no other that follows it', async () => {
  const [inside, outside] = [await app.team(), await app.team()];
  await app.api.inject({
    method: 'PATCH',
    url: `/v1/platform/tenants/${inside.tenant.slug}`,
    headers: { authorization: `Bearer ${app.api.operatorKey}`, 'if-match': '*' },
    payload: { networks: ['10.2.0.0/16'] },
  });
  app.web.put('10.2.0.1/feed', rss('Inside', 'confidential'));
  expect((await inside.subscribe('http://10.2.0.1/feed')).state).toBe('succeeded');
  await outside.importOpml('<opml><body><outline xmlUrl="http://10.2.0.1/feed"/></body></opml>');
  await outside.round();
  await inside.round();
  expect([await inside.titles(), await outside.titles()]).toEqual([['confidential'], []]);
});
