import type { Command } from 'commander';
import { type FeedExplanation, Feeds } from '#feeds';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';
import { presentTenant } from './tenants.js';

/** `palier feeds`: fetches feeds now, and explains what a fetch comes to. */
export function registerFeedsCommands(program: Command, open: () => Promise<CliSession>): void {
  const feeds = program.command('feeds').description('The feeds that tenants follow.');
  feeds
    .command('sync')
    .description('Have a worker fetch all feeds of a tenant now, but those that were tried within a minute.')
    .requiredOption('--tenant <slug>', 'the tenant')
    .option('--json', 'print JSON')
    .action(async ({ tenant: slug, json }: { tenant: string } & Output) => {
      const { app } = await open();
      const queued = await app.get(Feeds).sync((await presentTenant(app, slug)).id);
      process.stdout.write(
        json ? asJson({ queued }) : `${queued} feeds of ${slug} are queued; a worker fetches them.\n`,
      );
    });
  feeds
    .command('explain')
    .description('Fetch an address as a subscription would, and say what came of it and why. Nothing is stored.')
    .argument('<url>', 'of a feed or a site')
    .option('--tenant <slug>', 'a tenant whose networks may be reached')
    .option('--json', 'print JSON')
    .action(async (url: string, { tenant: slug, json }: { tenant?: string } & Output) => {
      const { app } = await open();
      const networks = slug ? (await presentTenant(app, slug)).networks : [];
      const explained = await app.get(Feeds).explain(url, networks);
      process.stdout.write(json ? asJson(explained) : textOf(explained));
      if (explained.problem) process.exitCode = 1;
    });
}

function textOf({ url, redirects, movedTo, answer, feed, links, problem }: FeedExplanation): string {
  const lines = [
    `Requested: ${url}`,
    ...redirects.map(({ status, to }) => `Redirect ${status} to ${to}`),
    ...(movedTo
      ? [`It says that it moved for good: after three fetches that say so, subscriptions follow to ${movedTo}.`]
      : []),
    ...(answer
      ? [
          `Answer: ${answer.status}, ${answer.contentType ?? 'of no type'}, ${answer.bytes} bytes. ${validators(answer)}`,
        ]
      : []),
    ...(feed ? feedLines(feed) : []),
    ...links.map(({ url: link, title }) => `The page names the feed ${link}${title ? ` (${title})` : ''}.`),
    ...(!feed && answer && links.length === 0 && !problem ? ['It is no feed, and names none.'] : []),
    ...(problem ? [`Failed: ${problem.code}. ${problem.detail}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function validators({ etag, lastModified }: NonNullable<FeedExplanation['answer']>): string {
  const given = [...(etag ? ['ETag'] : []), ...(lastModified ? ['Last-Modified'] : [])];
  return given.length > 0
    ? `It has ${given.join(' and ')}: the next request asks only for changes.`
    : 'It has neither ETag nor Last-Modified: each request gets all of it.';
}

function feedLines(feed: NonNullable<FeedExplanation['feed']>): string[] {
  const { format, title, posts, dated, newestAt, ttlMinutes, everyMinutes } = feed;
  const asked = ttlMinutes === null ? '' : `, and it asks for ${ttlMinutes} minutes at least`;
  const why =
    dated === 0
      ? 'no post says when it was published'
      : `the newest of its ${dated} dated posts is of ${newestAt?.toISOString()}`;
  return [
    `Feed: ${format}, “${title}”, ${posts} posts.`,
    `It is fetched about every ${everyMinutes} minutes: ${why}${asked}.`,
  ];
}
