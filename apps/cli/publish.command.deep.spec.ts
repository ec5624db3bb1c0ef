// Real: the whole API and its worker on a socket, PostgreSQL, the command, npm pack, people who sign in. Faked: nothing.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { palier } from '../../test/support/command-line.js';
import { callAs, freshTenant, signedIn } from '../../test/support/signed-in.js';
import { Maker } from '../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { workers } from '../../test/support/workers.js';

let api: TestApp;
let url: string;
let maker: Maker;
let key: string;
let root: string;
let made = 0;
const scopes = ['catalog.read', 'catalog.write', 'catalog.publish', 'operations.read'];
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  url = await api.listen();
  maker = await Maker.in(api);
  key = await keyWith(scopes);
});
afterAll(() => api?.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'palier-publish-spec-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function keyWith(allowed: string[]): Promise<string> {
  const { token } = await signedIn(api, maker.tenant, 'owner');
  const made = await callAs(api, token, 'POST', '/v1/keys', { name: 'Pipeline', kind: 'secret', scopes: allowed });
  return made.json().key;
}

/** A folder of a package, with a README and a file below. */
function folder(manifest: object, name = 'package'): string {
  const path = join(root, name);
  for (const below of ['lib', 'node_modules/other']) mkdirSync(join(path, below), { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(path, 'README.md'), '# It works offline');
  writeFileSync(join(path, 'lib', 'index.js'), 'export {};');
  writeFileSync(join(path, 'node_modules', 'other', 'index.js'), '');
  return path;
}

const publish = (path: string, env: object = { PALIER_KEY: key }, ...more: string[]) =>
  palier({ ...env }, 'publish', path, '--tenant', maker.tenant.slug, '--url', url, ...more);
const pathsOf = async (slug: string, version: string) =>
  (await maker.call('GET', `/${slug}/versions/${version}/files`)).json().data.map(({ path }: { path: string }) => path);
const scratch = () => readdirSync(tmpdir()).filter((name) => /^palier-publish-(?!spec)/.test(name));

it('palier publish makes the app of a folder, and publishes its version', async () => {
  const texts = { description: 'A notebook', license: 'MIT', author: 'Ada <ada@example.org>', keywords: ['Notes'] };
  const path = folder({ name: '@atelier/carnet', version: '1.2.0', ...texts });
  const { code, stdout, stderr } = await publish(path);
  const page = `/v1/stores/${maker.tenant.slug}/apps/atelier-carnet`;
  expect([code, stdout]).toEqual([0, `${url}${page}\n`]);
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^@atelier\/carnet 1\.2\.0: 3 files, \d+ bytes$/),
    ...['README.md', 'lib/index.js', 'package.json'].map((path) => `  ${path}`),
    'The app atelier-carnet was made.',
    'The version 1.2.0 was begun.',
    'Its files were sent and unpacked.',
    'The version 1.2.0 was checked and published.',
    '',
  ]);
  expect((await api.inject(page)).json()).toMatchObject({
    ...{ name: '@atelier/carnet', summary: 'A notebook', licence: 'MIT', author: 'Ada', tags: ['notes'] },
    ...{ description: '# It works offline', version: '1.2.0' },
  });
  expect(await pathsOf('atelier-carnet', '1.2.0')).toEqual(['README.md', 'lib/index.js', 'package.json']);
  expect(scratch()).toEqual([]);
  const again = await publish(path);
  expect([again.code, again.stdout]).toEqual([1, '']);
  expect(again.stderr).toContain('has a version 1.2.0 already, which is published');
});

it('palier publish sends what npm pack made, and goes on with the draft of a version', async () => {
  const path = folder({ name: 'agenda', version: '0.1.0', files: ['lib'] });
  const npm = { ...process.env, npm_config_cache: join(root, 'cache'), npm_config_update_notifier: 'false' };
  execFileSync('npm', ['pack', '--offline', '--ignore-scripts', '--pack-destination', root], {
    cwd: path,
    env: npm,
    stdio: 'ignore',
  });
  await maker.app('agenda', { summary: 'As it was' });
  await maker.draft('agenda', '0.1.0', { 'left-over.js': '' });
  const { code, stdout, stderr } = await publish(join(root, 'agenda-0.1.0.tgz'), undefined, '--json');
  expect(stderr).toContain('The app agenda is there.\nThe draft of the version 0.1.0 is used.\n');
  const page = `${url}/v1/stores/${maker.tenant.slug}/apps/agenda`;
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { app: 'agenda', version: '0.1.0', files: 3, url: page }]);
  expect(await pathsOf('agenda', '0.1.0')).toEqual(['README.md', 'lib/index.js', 'package.json']);
  expect((await maker.call('GET', '/agenda')).json()).toMatchObject({ summary: 'As it was', version: '0.1.0' });
});

it('palier publish says why files are refused, and goes on once they are right', async () => {
  const path = folder({ name: 'refused', version: '1.0.0' });
  for (const [name, reason] of [
    ['nul.js', /the file nul\.js has a path that not every system can store: rename it\./],
    ['readme.md', /The store refused: .*“readme.md”.* \(archive_refused\)\n$/],
  ] as const) {
    writeFileSync(join(path, name), '');
    const refused = await publish(path);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(reason);
    rmSync(join(path, name));
  }
  expect(await publish(path)).toMatchObject({ code: 0 });
});

it.each<[string, string, string[]]>([
  ['a package', 'package', ['__MACOSX/x/y']],
  ['a file of npm pack', 'package.tgz', ['package/__MACOSX/x/y', 'package/lib/._index.js']],
])('palier publish says what it leaves out of %s, and refuses another --version', async (_, at, leftOut) => {
  const name = `added-${made++}`;
  write(folder({ name, version: '1.0.0' }), { '__MACOSX/x/y': '', 'lib/._index.js': '' });
  rmSync(join(root, 'package/node_modules'), { recursive: true });
  execFileSync('tar', ['-czf', join(root, 'package.tgz'), '-C', root, 'package']);
  const refused = await publish(join(root, at), undefined, '--version', '2.0.0');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('the version 1.0.0, not 2.0.0')]);
  const { code, stdout, stderr } = await publish(join(root, at), undefined, '--json', '--version', '1.0.0');
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { files: 3, leftOut: expect.arrayContaining(leftOut) }]);
  expect(stderr).toContain(`  (left out: ${leftOut[0]})\n`);
  expect(await pathsOf(name, '1.0.0')).toEqual(['README.md', 'lib/index.js', 'package.json']);
});

it('palier publish publishes under another slug, and not by chance in the app of another name', async () => {
  await maker.app('cahier', { name: 'Cahier' });
  const path = folder({ name: 'cahier', version: '1.0.0' });
  const refused = await publish(path);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('add --app cahier')]);
  expect(await publish(path, undefined, '--app', 'cahier-deux')).toMatchObject({ code: 0 });
  expect((await maker.call('GET', '/cahier')).json().version).toBeNull();
  expect(await publish(path, undefined, '--app', 'cahier')).toMatchObject({ code: 0 });
  expect((await maker.call('GET', '/cahier')).json()).toMatchObject({ name: 'Cahier', version: '1.0.0' });
});

it('palier publish finds out that its key is of another store', async () => {
  const other = await freshTenant(api);
  const path = folder({ name: 'elsewhere', version: '1.0.0' });
  expect(await publish(path)).toMatchObject({ code: 0 });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'elsewhere', version: '1.1.0' }));
  const refused = await publish(path, undefined, '--tenant', other.slug);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining(`the store ${other.slug} shows. Nothing was sent.`),
  ]);
  expect((await maker.call('GET', '/elsewhere/versions/1.1.0')).statusCode).toBe(404);
});

/** Writes files below a folder. */
function write(path: string, files: Record<string, string | Buffer>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
}

describe('palier publish sends what npm pack would, and no more', () => {
  it.each<[string, object, Record<string, string>, string[]]>([
    ['files', { files: ['lib'] }, { '.env': 'A=1', 'notes.txt': '' }, ['README.md', 'lib/index.js', 'package.json']],
    [
      '.npmignore',
      {},
      { '.npmignore': 'notes.txt\n.env', '.env': '', 'notes.txt': '' },
      ['README.md', 'lib/index.js', 'package.json'],
    ],
    ['.gitignore', {}, { '.gitignore': 'notes.txt', 'notes.txt': '' }, ['README.md', 'lib/index.js', 'package.json']],
    [
      'a main file',
      { files: ['docs'], main: 'main.js' },
      { 'main.js': '', 'docs/a.md': '' },
      ['README.md', 'docs/a.md', 'main.js', 'package.json'],
    ],
  ])('by %s', async (_, manifest, files, sent) => {
    const name = `by-${made++}`;
    const path = folder({ name, version: '1.0.0', ...manifest });
    write(path, files);
    const { code, stderr } = await publish(path);
    expect([code, stderr]).toEqual([0, expect.stringContaining(sent.map((file) => `  ${file}\n`).join(''))]);
    expect(await pathsOf(name, '1.0.0')).toEqual(sent);
  });

  it('and runs no script of the package', async () => {
    const path = folder({ name: 'scripted', version: '1.0.0', scripts: { prepack: 'touch ran' } });
    expect(await publish(path)).toMatchObject({ code: 0 });
    expect(await pathsOf('scripted', '1.0.0')).not.toContain('ran');
  });

  it('and all of a folder without a package.json, whose app and version are given', async () => {
    const path = join(root, 'site');
    write(path, {
      'index.html': '<h1>Site</h1>',
      'README.md': '# Site',
      '.git/config': '',
      'vendor/.git': 'gitdir: ../.git/modules/vendor',
      '.DS_Store': '',
      'node_modules/a/index.js': '',
    });
    expect(await publish(path, undefined, '--app', 'site', '--version', '2.0.0')).toMatchObject({ code: 0 });
    expect(await pathsOf('site', '2.0.0')).toEqual(['README.md', 'index.html']);
    expect((await maker.call('GET', '/site')).json()).toMatchObject({ name: 'site', description: '# Site' });
    write(path, { 'config/.env.local': '' });
    symlinkSync('index.html', join(path, 'home.html'));
    const refused = await publish(path, undefined, '--app', 'site', '--version', '2.0.1');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('(home.html)')]);
    rmSync(join(path, 'home.html'));
    expect((await publish(path, undefined, '--app', 'site', '--version', '2.0.1')).stderr).toContain(
      ': config/.env.local.',
    );
  });
});

/** Letters such as a key has. */
const letters = randomBytes(48).toString('base64');

/** Of Ed25519, whose letters fit in one line. */
const pem = `-----BEGIN PRIVATE KEY-----\nMC4C${letters.slice(4)}\n-----END PRIVATE KEY-----\n`;

describe('palier publish refuses secrets', () => {
  it.each<[string, string | Buffer]>([
    ['.env', 'A=1'],
    ['lib/.env.production', ''],
    ['.envs/local', ''],
    ['.npmrc', '//registry.example/:_authToken=a'],
    ['keys/id_ed25519', ''],
    ['id_rsa.bak', ''],
    ['id_ecdsa_sk', ''],
    ['id_ed25519_work', ''],
    ['app.pfx', ''],
    ['lib/power.txt', Buffer.from(`\ufeff${pem}`, 'utf16le')],
    ['lib/swapped.txt', Buffer.from(`\ufeff${pem}`, 'utf16le').swap16()],
    ['lib/php.json', JSON.stringify({ pem: pem.replace('MC4C', 'M/4C') }).replaceAll('/', '\\/')],
    ['server.PEM', ''],
    ['server.key', ''],
    ['app.p12', ''],
    ['lib/service.json', `{"private_key":"-----BEGIN PRIVATE KEY-----\\n${letters}\\n-----END PRIVATE KEY-----"}`],
    ['lib/old.txt', `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0\n\n${letters}\n`],
    ['lib/far.txt', `${'x'.repeat(65_520)}-----BEGIN OPENSSH PRIVATE KEY-----\n${letters}\n`],
  ])('%s, unless it is allowed', async (file, content) => {
    const name = `secret-${made++}`;
    const path = folder({ name, version: '1.0.0', files: ['*', '.env*', '.npmrc'] });
    // npm leaves `.npmrc` out itself.
    const asNpm = file === '.npmrc' ? ['--app', name, '--version', '1.0.0'] : [];
    if (file === '.npmrc') rmSync(join(path, 'package.json'));
    write(path, { [file]: content });
    const refused = await publish(path, undefined, ...asNpm);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`: ${file}. Leave`)]);
    expect((await maker.call('GET', `/${name}`)).statusCode).toBe(404);
    expect(await publish(path, undefined, ...asNpm, '--allow', 'README.md', '--allow', `./${file}`)).toMatchObject({
      code: 0,
    });
    expect(await pathsOf(name, '1.0.0')).toContain(file);
  });

  it('and --allow must name a file', async () => {
    const path = folder({ name: 'allowing', version: '1.0.0' });
    write(path, { 'a/b.key': '' });
    const refused = await publish(path, undefined, '--allow', 'b.key', '--allow', join(path, 'a/b.key'));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('(b.key)')]);
    expect(await publish(path, undefined, '--allow', join(path, 'a/b.key'))).toMatchObject({ code: 0 });
  });

  it('of a file of npm pack, and names each', async () => {
    const path = folder({ name: 'packed', version: '1.0.0' });
    write(path, { '.env': '', 'a/b.key': '' });
    execFileSync('tar', ['-czf', join(root, 'packed.tgz'), '-C', root, 'package']);
    const refused = await publish(join(root, 'packed.tgz'), undefined, '--allow', 'package.json');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/: (\.env, a\/b\.key|a\/b\.key, \.env)\. Leave/),
    ]);
  });

  it('and takes what only resembles one', async () => {
    const path = folder({ name: 'no-secrets', version: '1.0.0' });
    const line = '-----BEGIN PRIVATE KEY-----';
    write(path, {
      'env.js': '',
      'lib/keys.js': `const begin = '${line}';`,
      'docs/pem.md': `${line}\n…\nMIIEvQ…\n`,
      'lib/idle.js': '',
      'locale/id_ID.js': '',
      'id_rsa.pub': '',
      'id_ed25519-cert.pub': '',
      'id_map.json': '',
      'id_rsassa.js': '',
    });
    expect(await publish(path)).toMatchObject({ code: 0 });
  });
});

const bundling = (name: string) => ({ dependencies: { [name]: '*' }, bundleDependencies: [name] });

it.each<[string, object, string, string, string | null]>([
  ['to a file', {}, 'link.js', 'lib/index.js', 'link.js'],
  ['to a folder', { files: ['web/*.js'] }, 'web', 'lib', 'web'],
  ['to a folder of folders', { files: ['web/**/*.js'] }, 'web', 'deep', 'web'],
  ['to nothing', {}, 'lib/broken', 'none', 'lib/broken'],
  ['in a bundled package', bundling('other'), 'node_modules/other/l.js', 'index.js', 'node_modules/other/l.js'],
  ['to a bundled package', bundling('linked'), 'node_modules/linked', '../deep', 'node_modules/linked'],
  ['that npm would leave out', { files: ['lib'] }, 'result', '/etc', null],
  ['that a linked .npmignore leaves out', {}, 'link.js', 'lib/index.js', null],
  ['of another package', {}, 'node_modules/linked', '../lib', null],
])('palier publish refuses a link %s, where the package needs it', async (rule, manifest, link, target, refused) => {
  const name = `link-${made++}`;
  const path = folder({ name, version: '1.0.0', ...manifest });
  write(path, { 'deep/sub/x.js': '', 'deep/package.json': JSON.stringify({ name: 'linked', version: '1.0.0' }) });
  write(path, { 'deep/ignored': 'link.js', 'node_modules/other/package.json': '{"name":"other","version":"1.0.0"}' });
  if (rule.includes('.npmignore')) symlinkSync('deep/ignored', join(path, '.npmignore'));
  symlinkSync(target, join(path, link));
  const { code, stderr } = await publish(path);
  expect([code, stderr]).toEqual(refused ? [1, expect.stringContaining(`(${refused})`)] : [0, expect.any(String)]);
});

describe('palier publish lists one package of a workspace', () => {
  it.each<[string, string, object, string]>([
    ['the root, by .npmrc', '.', {}, 'workspaces=true'],
    ['the root, by the environment', '.', { npm_config_workspaces: 'true' }, ''],
    ['a member, by the environment', 'packages/b', { npm_config_workspace: 'a' }, ''],
  ])('%s', async (_, below, env, npmrc) => {
    const name = `workspace-${made++}`;
    const manifest = (own: string, more: object = {}) => JSON.stringify({ name: own, version: '1.0.0', ...more });
    const path = join(root, 'repository');
    write(path, {
      '.npmrc': npmrc,
      'package.json': manifest(below === '.' ? name : 'root', { workspaces: ['packages/*'], files: ['only.js'] }),
      'only.js': '',
      'packages/a/package.json': manifest('a'),
      'packages/b/package.json': manifest(below === '.' ? 'b' : name),
      'packages/b/only.js': '',
    });
    expect(await publish(join(path, below), { PALIER_KEY: key, ...env })).toMatchObject({ code: 0 });
    expect(await pathsOf(name, '1.0.0')).toEqual(['only.js', 'package.json']);
  });
});

/** The npm of Windows lies beside node, where no program of the PATH is called npm. */
const npmOfWindows = 'node_modules/npm/bin/npm-cli.js';

it.each<[string, () => object]>([
  ['beside node', () => ({ PATH: join(root, 'node') })],
  ['that runs the command', () => ({ PATH: '', npm_execpath: join(root, 'node', npmOfWindows) })],
])('palier publish finds the script of npm %s, and keeps the key from it', async (_, env) => {
  const name = `windows-${made++}`;
  const path = folder({ name, version: '1.0.0' });
  const list = `[{ name: '${name}', files: [{ path: process.env.PALIER_KEY ?? 'README.md' }] }]`;
  write(join(root, 'node'), { [npmOfWindows]: `console.log(JSON.stringify(${list}))` });
  const published = await publish(path, { PALIER_KEY: key, ...env() });
  expect([published.code, published.stderr]).toEqual([0, expect.stringContaining('  README.md\n')]);
});

it.each<[string, string | undefined, string]>([
  ['is absent', undefined, 'spawn npm ENOENT'],
  [
    'fails',
    'echo "npm error code EJSONPARSE\nnpm error A complete log of this run can be found in: /a" >&2; exit 1',
    ': code EJSONPARSE. ',
  ],
  ['prints no list', 'echo "{}"', 'npm printed no list of the files of no-npm'],
  [
    'prints the list of another package',
    `echo '[{"name":"a","files":[]}]'`,
    'npm printed no list of the files of no-npm',
  ],
])('palier publish says what to do where npm %s', async (_, script, cause) => {
  const path = folder({ name: 'no-npm', version: '1.0.0' });
  if (script) writeFileSync(join(root, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const { code, stderr } = await publish(path, { PALIER_KEY: key, PATH: root });
  expect([code, stderr]).toEqual([1, expect.stringContaining(cause)]);
  expect(stderr).toContain('npm comes with Node.js');
});

describe('palier publish says what to do', () => {
  const good = () => folder({ name: 'good', version: '1.0.0' });
  it.each<[string, () => string, () => Promise<object> | object, string]>([
    ['without a key', good, () => ({}), 'POST /v1/keys'],
    ['with a key that is none', good, () => ({ PALIER_KEY: 'palier_sk_x' }), '(unauthenticated)'],
    ['with a key that may not', good, async () => ({ PALIER_KEY: await keyWith(['catalog.read']) }), '(forbidden)'],
    [
      'where nothing is',
      () => join(root, 'none'),
      () => ({ PALIER_KEY: key }),
      'cannot be published: it cannot be read (ENOENT)',
    ],
    [
      'in a folder without a package.json',
      () => root,
      () => ({ PALIER_KEY: key }),
      'package.json cannot be read (ENOENT)',
    ],
    [
      'with a file that is none',
      () => join(good(), 'README.md'),
      () => ({ PALIER_KEY: key }),
      'neither a folder nor a gzipped tar',
    ],
    [
      'with a version that is none',
      () => folder({ name: 'good', version: 'one' }),
      () => ({ PALIER_KEY: key }),
      '/version',
    ],
  ])('%s', async (_, path, env, said) => {
    const { code, stdout, stderr } = await publish(path(), await env());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('    at ');
  });

  it('where no store answers', async () => {
    const refused = await publish(good(), undefined, '--url', 'http://127.0.0.1:1');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--url')]);
    expect((await publish(good(), undefined, '--url', 'store.example')).stderr).toContain('It must be an address');
  });

  it('with a tar that is not what npm pack makes', async () => {
    const path = good();
    symlinkSync('/etc/passwd', join(path, 'link'));
    execFileSync('tar', ['-czf', join(root, 'links.tgz'), '-C', root, 'package']);
    expect((await publish(join(root, 'links.tgz'))).stderr).toContain('“package/link”');
  });
});
