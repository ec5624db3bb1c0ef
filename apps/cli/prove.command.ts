import type { Command } from 'commander';
import { type Finding, proveTables } from '#platform/database';
import { storesOf } from '../api/stores.js';
import { type Member, proveMembers } from '../prover/prove-members.js';
import { type ApiDocument, type Ask, proveRoutes } from '../prover/prove-routes.js';
import type { CliSession } from './session.js';

/** `palier prove isolation`: checks the isolation of tenants on this database and server, as the tests do. */
export function registerProveCommands(program: Command, open: () => Promise<CliSession>): void {
  const prove = program.command('prove').description('Prove a property of this deployment.');
  prove
    .command('isolation')
    .description(
      'Prove that no tenant sees another, and no person the rows of another: by every table, grant, role, function and route with an id.',
    )
    .option('--url <url>', 'the server whose routes are tried; by default that of HOST and PORT')
    .option('--token <token...>', 'access tokens of members of at least two tenants; each is tried on the others')
    .option('--verbose', 'also list the claims that hold')
    .action(async (options: { url?: string; token?: string[]; verbose?: boolean }) => {
      const { app, settings } = await open();
      const stores = (await storesOf(app)).filter(({ apps }) => apps > 0);
      const findings = await proveTables(
        settings.databaseUrl as string,
        stores.map(({ id }) => id),
        settings.databaseOwnerUrl,
      );
      findings.push(
        ...(await routes(
          options.url ?? `http://${settings.host}:${settings.port}`,
          stores.map(({ slug }) => slug),
          options.token ?? [],
        )),
      );
      report(findings, options.verbose ?? false);
    });
}

async function routes(url: string, slugs: readonly string[], tokens: readonly string[]): Promise<Finding[]> {
  const claim = 'answers the prover';
  if (slugs.length < 2)
    return [{ subject: url, claim, holds: false, seen: 'it needs two stores with apps: import some' }];
  const ask = asking(url);
  try {
    const { body } = await ask('/openapi.json');
    const document = JSON.parse(body) as ApiDocument;
    const findings = await proveRoutes(document, ask, slugs.slice(0, 3));
    if (tokens.length > 0) findings.push(...(await proveMembers(document, ask, await membersOf(url, tokens))));
    return findings;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as Error | undefined) : undefined;
    const reason = cause ? `${cause.message}: start the server, or name another with --url` : String(error);
    return [{ subject: url, claim, holds: false, seen: reason }];
  }
}

/** Finds the tenant of each token by `GET /v1/me`. */
async function membersOf(url: string, tokens: readonly string[]): Promise<Member[]> {
  return Promise.all(
    tokens.map(async (token) => {
      const ask = asking(url, token);
      const { status, body } = await ask('/v1/me');
      if (status !== 200) throw new Error(`a token was refused: sign in again (${status})`);
      return { slug: (JSON.parse(body) as { tenant: { slug: string } }).tenant.slug, ask };
    }),
  );
}

/** Sends requests without a token, or with a member's. */
function asking(url: string, token?: string): Ask {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  return async (path) => {
    const answer = await fetch(`${url}${path}`, { headers });
    return { status: answer.status, body: await answer.text() };
  };
}

function report(findings: readonly Finding[], verbose: boolean): void {
  for (const { subject, claim, holds, seen } of findings) {
    if (!holds) process.stdout.write(`FAILED  ${subject} ${claim}: ${seen}\n`);
    else if (verbose) process.stdout.write(`ok      ${subject} ${claim}\n`);
  }
  const faults = findings.filter(({ holds }) => !holds).length;
  process.stdout.write(`${findings.length - faults} passed, ${faults} failed\n`);
  if (faults > 0) process.exitCode = 1;
}
