// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back; a claim that fails, by a trigger.
import { opmlOf, rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => ({ app, team } = given));

it('one job of a tenant waits at a time, and another replaces one that was lost', async () => {
  app.web.put('lost.example/feed', rss('Feed', 'one'));
  await team.subscribe('http://lost.example/feed');
  const { id } = team.tenant;
  const added = async () => {
    const counted = `select count(*)::int as jobs from platform.outbox where tenant_id = '${id}'
      and payload->>'queue' = 'feeds.sync-tenant'`;
    return (await app.sql<{ jobs: number }>(counted))[0]?.jobs;
  };
  const ask = async (since: string) => {
    await app.sql(`update feeds.sources set tried_at = null, queued = false where url = 'http://lost.example/feed';
      insert into feeds.sync_turns values ('${id}', ${since}) on conflict (tenant_id) do update set waiting_since = ${since}`);
    await team.sync();
  };
  await ask('now()');
  await ask('now()');
  expect(await added()).toBe(0);
  await ask(`now() - interval '11 minutes'`);
  await until(async () => (await added()) === 1);
  // As a clock notes it that is ahead.
  await ask(`now() + interval '2 days'`);
  await until(async () => (await added()) === 2);
});

it('a job whose claim fails ends its turn when the feeds that it fetches are done', async () => {
  const pages = Array.from({ length: 12 }, (_, i) => `failing-${i}.example/feed`);
  for (const page of pages) app.web.put(page, rss('Feed', 'one'));
  await team.importOpml(opmlOf(...pages.map((page) => `http://${page}`)));
  await team.round();
  const turn = `select from feeds.sync_turns where tenant_id = '${team.tenant.id}' and waiting_since is not null`;
  await until(async () => (await app.sql(turn)).length === 0);
  for (const page of pages) app.web.put(page, rss('Feed', 'one', 'two'));
  // Four are claimed together, and each of the others by itself.
  await app.sql(`create sequence feeds.claims;
    create function feeds.refuse_fifth() returns trigger language plpgsql security definer as
      $$ begin if nextval('feeds.claims') = 5 then raise 'The claim fails.'; end if; return new; end $$;
    create trigger refuse_fifth before update on feeds.sources for each row
      when (old.claim is null and new.claim is not null and new.url like 'http://failing-%') execute function feeds.refuse_fifth();
    create table feeds.ended_turns (under_way integer);
    create function feeds.note_end() returns trigger language plpgsql security definer as $$ begin
      insert into feeds.ended_turns select count(*) from feeds.sources s join feeds.subscriptions f on f.source_id = s.id
        where f.tenant_id = new.tenant_id and s.claim is not null;
      return new; end $$;
    create trigger note_end after update on feeds.sync_turns for each row
      when (new.tenant_id = '${team.tenant.id}' and old.waiting_since is not null and new.waiting_since is null)
      execute function feeds.note_end()`);
  await team.round();
  const ends = () => app.sql<{ under_way: number }>('select distinct under_way from feeds.ended_turns');
  await until(async () => (await ends()).length > 0);
  expect(await ends()).toEqual([{ under_way: 0 }]);
  // The one that failed was made again.
  expect(await app.sql('select last_value::int as claims from feeds.claims')).toEqual([{ claims: pages.length + 1 }]);
});

it('a fetch that found nothing new is settled although the claim of the next one fails', async () => {
  const pages = Array.from({ length: 5 }, (_, i) => `settled-${i}.example/feed`);
  for (const page of pages) app.web.put(page, rss('Feed', 'one'));
  await team.importOpml(opmlOf(...pages.map((page) => `http://${page}`)));
  await team.round();
  // Four are claimed together, and the last one with the first that is settled.
  await app.sql(`create sequence feeds.later_claims;
    create function feeds.refuse_later() returns trigger language plpgsql security definer as
      $$ begin if nextval('feeds.later_claims') = 5 then raise 'The claim fails.'; end if; return new; end $$;
    create trigger refuse_later before update on feeds.sources for each row
      when (old.claim is null and new.claim is not null and new.url like 'http://settled-%') execute function feeds.refuse_later()`);
  const before = pages.map((page) => app.web.count(page));
  await team.round();
  expect(pages.map((page, at) => app.web.count(page) - (before[at] ?? 0))).toEqual(pages.map(() => 1));
  expect(
    await app.sql(
      `select url from feeds.sources where url like 'http://settled-%' and (error is not null or claim is not null)`,
    ),
  ).toEqual([]);
  expect(await app.sql('select last_value::int >= 6 as refused from feeds.later_claims')).toEqual([{ refused: true }]);
});
