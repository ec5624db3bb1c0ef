// What the scenarios need, made with the settings of the deployment, as `palier` commands would make it. It may be repeated.
import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirePassword } from './arguments.mjs';
import { teamSlug, tenants } from './scenarios.mjs';
import { eachOf } from './sign-in.mjs';

/** The largest package whose files are kept, in bytes. */
const FILES_UP_TO = 100_000;
/** Teams that are made at once. Of those that are there, so many last ones are completed: the run before may have been killed. */
const TEAMS_AT_ONCE = 4;

/**
 * Makes the tenants of these scenarios, with accounts, apps and posts.
 *
 * @param {object[]} plans
 * @param options `directory` is for files meanwhile, `say` is told what was made and what was there already; `env` has the settings
 *   where this process has others
 * @throws Error a sentence where the settings are missing, or of another deployment than the base URL's
 */
export async function seed(plans, { url, password, short, directory, say, env = process.env }) {
  const session = await open(env);
  try {
    const { Settings, publicUrlOf } = await import('../dist/libs/platform/config/index.js');
    requirePassword(publicUrlOf(session.app.get(Settings, { strict: false })), password);
    const make = new Maker(session.app, directory, password, await facades());
    for (const slug of Object.keys(tenants).filter((each) => plans.some(({ tenant }) => tenant === each))) {
      const { product, role, accounts, short: fewer } = tenants[slug];
      say(await make.tenant(slug, { product, role, accounts: short ? fewer : accounts }));
      await requireSame(url, slug);
    }
    const teams = Math.max(0, ...plans.map((plan) => plan.teams ?? 0));
    if (teams > 0) {
      say(await make.teams(teams, say));
      await requireSame(url, teamSlug(teams - 1));
    }
  } finally {
    await session.close();
  }
}

/** The product in this process, on these settings. */
async function open(env) {
  const { DATABASE_URL, PALIER_DATA_DIR = './var' } = env;
  // Without this check a database would be started here.
  if (!DATABASE_URL && !existsSync(join(PALIER_DATA_DIR, 'postgres', 'postmaster.pid'))) {
    throw new Error(
      `--seed needs the settings of the deployment, and there is neither DATABASE_URL nor a running database in ${PALIER_DATA_DIR}: set PALIER_DATA_DIR to that of "npm start", or load the file of settings that "npm run stack" names (set -a; . …/settings.env).`,
    );
  }
  const { openSession } = await import('../dist/apps/cli/session.js').catch((error) => {
    throw new Error(`--seed needs the built product: run "npm run build" (${error.code}).`);
  });
  return openSession({ ...env, METRICS_PORT: '0', LOG_LEVEL: 'warn' });
}

async function facades() {
  const [{ UserImport, Persons }, { Catalog }, { Tenants }, { demonstrations }] = await Promise.all(
    ['auth', 'catalog', 'tenants', 'platform/demonstrations'].map((name) => import(`../dist/libs/${name}/index.js`)),
  );
  const { content } = demonstrations().find(({ product }) => product === 'veille');
  return { UserImport, Persons, Catalog, Tenants, TeamContent: content };
}

/** @throws Error where the base URL does not know a tenant that was just made: it has another database */
async function requireSame(url, slug) {
  for (let tries = 0; tries < 50; tries += 1) {
    const { status } = await fetch(`${url}/v1/auth/${slug}`, { signal: AbortSignal.timeout(10_000) });
    if (status === 200) return;
    // Other processes know it within half a second.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `${url} does not know ${slug}, which was just made: the settings are of another deployment than --url.`,
  );
}

class Maker {
  constructor(app, directory, password, facades) {
    this.directory = directory;
    this.password = password;
    this.get = (facade) => app.get(facades[facade], { strict: false });
  }

  /** @returns what to say of it */
  async tenant(slug, { product, role, accounts }) {
    const { id, isNew } = await this.existingOrNew(slug, product);
    const { created, skipped } = await this.accounts(id, accounts, role);
    const apps = slug === 'load-store' ? await this.apps(id) : '';
    const made =
      created > 0 ? `${created} accounts made, ${skipped} there already` : `${skipped} accounts, all there already`;
    return `${slug}: the tenant was ${isNew ? 'made' : 'there already'}; ${made}${apps}`;
  }

  /** Teams of one account each, who have posts. */
  async teams(count, say) {
    const slugs = Array.from({ length: count }, (_, n) => teamSlug(n));
    const missing = await eachOf(slugs, 16, async (slug) => (await this.find(slug)) === undefined);
    const first = missing.indexOf(true);
    if (first < 0) return `${teamSlug(0)} to ${slugs.at(-1)}: there already, with their accounts and posts`;
    const todo = slugs.slice(Math.max(0, first - TEAMS_AT_ONCE));
    await eachOf(todo, TEAMS_AT_ONCE, async (slug, at) => {
      const { id } = await this.existingOrNew(slug, 'veille');
      await this.accounts(id, 1, 'member');
      await this.get('TeamContent').fill(await this.get('Persons').find(id, 'load-0@example.org'), []);
      if (at % 500 === 499) say(`${slug}: there, and ${todo.length - at - 1} teams to come`);
    });
    return `${slugs[0]} to ${slugs.at(-1)}: ${count - first} made, ${first} there already`;
  }

  async find(slug) {
    try {
      return await this.get('Tenants').bySlug(slug);
    } catch (error) {
      if (error.code === 'tenant_not_found') return undefined;
      throw error;
    }
  }

  async existingOrNew(slug, product) {
    const known = await this.find(slug);
    if (known) return { id: known.id, isNew: false };
    const { id } = await this.get('Tenants').create({ slug, name: slug, product, plan: 'enterprise' });
    return { id, isNew: true };
  }

  accounts(tenantId, count, role) {
    const file = join(this.directory, `${role}-${count}.jsonl`);
    if (!existsSync(file)) {
      const env = { ...process.env, PASSWORD: this.password };
      writeFileSync(file, execFileSync(process.execPath, ['k6/users.mjs', `${count}`, role], { env }), { mode: 0o600 });
    }
    return this.get('UserImport').import(tenantId, file);
  }

  async apps(tenantId) {
    const { apps } = await this.get('Catalog').summary(tenantId);
    if (apps > 0) return `; ${apps} apps there already`;
    const { created } = await this.get('Catalog').importPackages(tenantId, 'node_modules', { filesUpTo: FILES_UP_TO });
    return `; ${created} apps made`;
  }
}
