import type { Command } from 'commander';
import { type Finding, proveTables } from '#platform/database';
import { storesOf } from '../api/stores.js';
import { type ApiDocument, type Ask, proveRoutes } from '../prover/prove-routes.js';
import { terminalLocale } from '../terminal/terminal-locale.js';
import type { CliSession } from './session.js';

const words = {
  en: {
    tooFew: 'two stores with apps are needed: import some',
    noServer: 'start the server, or name another with --url',
    failed: 'FAILED',
    holds: 'ok',
    counts: (passed: number, failed: number) => `${passed} passed, ${failed} failed`,
  },
  fr: {
    tooFew: 'il faut deux boutiques qui ont des applications : importez-en',
    noServer: 'démarrez le serveur, ou nommez-en un autre avec --url',
    failed: 'ÉCHEC',
    holds: 'ok',
    counts: (passed: number, failed: number) => `${passed} réussites, ${failed} échecs`,
  },
};

/** The claims themselves are in English: they name tables, grants and paths. */
const text = () => words[terminalLocale(process.env)];

/** `palier prove isolation`: the same proof as the tests', over the database and server at hand. */
export function registerProveCommands(program: Command, open: () => Promise<CliSession>): void {
  const prove = program.command('prove').description('Prove a promise on what runs here.');
  prove
    .command('isolation')
    .description('No tenant sees another: every table, grant, role, function and route with an id.')
    .option('--url <url>', 'the server whose routes are asked; by default the one that HOST and PORT name')
    .option('--verbose', 'also list what holds')
    .action(async (options: { url?: string; verbose?: boolean }) => {
      const { app, settings } = await open();
      const stores = (await storesOf(app)).filter(({ apps }) => apps > 0);
      const findings = await proveTables(
        settings.databaseUrl as string,
        stores.map(({ id }) => id),
      );
      findings.push(
        ...(await routes(
          options.url ?? `http://${settings.host}:${settings.port}`,
          stores.map(({ slug }) => slug),
        )),
      );
      report(findings, options.verbose ?? false);
    });
}

async function routes(url: string, slugs: readonly string[]): Promise<Finding[]> {
  const claim = 'answers the prover';
  if (slugs.length < 2) return [{ subject: url, claim, holds: false, seen: text().tooFew }];
  const ask: Ask = async (path) => {
    const answer = await fetch(`${url}${path}`);
    return { status: answer.status, body: await answer.text() };
  };
  try {
    const { body } = await ask('/openapi.json');
    return await proveRoutes(JSON.parse(body) as ApiDocument, ask, slugs.slice(0, 3));
  } catch (error) {
    const reason =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    return [{ subject: url, claim, holds: false, seen: `${reason}: ${text().noServer}` }];
  }
}

function report(findings: readonly Finding[], verbose: boolean): void {
  const { failed, holds: held, counts } = text();
  const width = Math.max(failed.length, held.length);
  for (const { subject, claim, holds, seen } of findings) {
    if (!holds) process.stdout.write(`${failed.padEnd(width)}  ${subject} ${claim}: ${seen}\n`);
    else if (verbose) process.stdout.write(`${held.padEnd(width)}  ${subject} ${claim}\n`);
  }
  const faults = findings.filter(({ holds }) => !holds).length;
  process.stdout.write(`${counts(findings.length - faults, faults)}\n`);
  if (faults > 0) process.exitCode = 1;
}
