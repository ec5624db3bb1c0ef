import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Outcome } from './tour.js';

const run = promisify(execFile);

interface App {
  slug: string;
  /** That of the package. */
  name: string;
  version: string;
  downloadable: boolean;
}

/** How many apps are compared. */
const COUNT = 3;

/** Apps that are compared before others, where their files are kept. */
const first = ['fastify', 'pino', 'semver'];

/** The manifest that a bundle has beside the files of its app. */
const manifest = '.palier/manifest.json';

/** Downloads three apps of the store wistant, unzips them, and compares each file with that of the installed package. */
export async function* compareBundles(url: string, root: string): AsyncGenerator<Outcome> {
  const store = `${url}/v1/stores/wistant`;
  const directory = mkdtempSync(join(tmpdir(), 'palier-bundles-'));
  const chosen = await downloadable(store, root).catch((error: Error) => error);
  try {
    if (chosen instanceof Error || chosen.length < COUNT) {
      const fault =
        chosen instanceof Error ? chosen.message : `only ${chosen.length} apps of installed packages can be downloaded`;
      yield { place: 'store wistant', title: 'apps to compare', faults: [fault] };
      return;
    }
    writeFileSync(join(directory, 'keys.json'), await (await ask(`${url}/.well-known/signature-keys.json`)).text());
    for (const app of chosen) {
      const faults = await compare(app, { store, root, directory }).catch((error: Error) => [error.message]);
      yield {
        place: 'store wistant',
        title: `${app.name} ${app.version} is node_modules/${app.name}, byte for byte`,
        faults,
      };
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function downloadable(store: string, root: string): Promise<App[]> {
  const list = (await (await ask(`${store}/apps?limit=100`)).json()) as { data: App[] };
  const found: App[] = [];
  for (const slug of new Set([...first, ...list.data.map((app) => app.slug)])) {
    const app = (await (await ask(`${store}/apps/${slug}`)).json()) as App;
    if (app.downloadable && installedVersion(root, app.name) === app.version) found.push(app);
    if (found.length === COUNT) break;
  }
  return found;
}

/** Undefined where the package is not directly in node_modules. */
function installedVersion(root: string, name: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

interface Places {
  store: string;
  root: string;
  /** Where files are downloaded to, with the public keys in `keys.json`. */
  directory: string;
}

async function compare({ slug, name, version }: App, { store, root, directory }: Places): Promise<string[]> {
  const { url, signature } = await link(`${store}/apps/${slug}/downloads`);
  const [zip, signed, unpacked] = ['zip', 'zip.sig', 'files'].map((end) => join(directory, `${slug}.${end}`)) as [
    string,
    string,
    string,
  ];
  writeFileSync(zip, Buffer.from(await (await ask(url)).arrayBuffer()));
  writeFileSync(signed, JSON.stringify(signature));
  const proofs = ['--signature', signed, '--keys', join(directory, 'keys.json'), '--store', 'wistant', '--app', slug];
  const cli = join(root, 'apps/cli/palier.mjs');
  await run(process.execPath, [cli, 'bundle', 'verify', zip, ...proofs, '--version', version]);
  await run('unzip', ['-q', zip, '-d', unpacked]);
  const original = join(root, 'node_modules', name);
  const [downloaded, installed] = [filesIn(unpacked), filesIn(original)];
  return [
    ...(downloaded.delete(manifest) ? [] : [`${manifest} is missing`]),
    ...[...installed].filter((path) => !downloaded.has(path)).map((path) => `${path} was not downloaded`),
    ...[...downloaded].filter((path) => !installed.has(path)).map((path) => `${path} is in no package`),
    ...[...downloaded]
      .filter((path) => installed.has(path))
      .filter((path) => !readFileSync(join(unpacked, path)).equals(readFileSync(join(original, path))))
      .map((path) => `${path} differs`),
  ];
}

/** The paths of a package's files, without those of packages within. */
function filesIn(directory: string): Set<string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(directory, join(parentPath, name)));
  return new Set(paths.filter((path) => !/(^|\/)node_modules\//.test(path)));
}

/** Asks for a link until the bundle is made. */
async function link(url: string): Promise<{ url: string; signature: object }> {
  const limit = AbortSignal.timeout(60_000);
  for (;;) {
    const answer = await ask(url, { method: 'POST', signal: limit });
    if (answer.status === 200) return (await answer.json()) as { url: string; signature: object };
    await answer.body?.cancel();
    await setTimeout(1_000 * Number(answer.headers.get('retry-after') ?? 1), undefined, { signal: limit });
  }
}

/** @throws Error when the answer is a refusal */
async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000), ...init });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer;
}
