import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding, FoundPackage } from './found-package.js';
import { installedPackages } from './installed-packages.js';

const root = mkdtempSync(join(tmpdir(), 'installed-'));
const modules = join(root, 'node_modules');
afterAll(() => rmSync(root, { recursive: true }));

function file(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(modules, path)), { recursive: true });
  writeFileSync(join(modules, path), content);
}
const install = (path: string, name: string, version = '1.0.0') =>
  file(`${path}/package.json`, JSON.stringify({ name, version }));

let findings: Finding[];
let total: number;
const found = (name: string): FoundPackage | undefined =>
  findings.flatMap((finding) => ('found' in finding ? finding.found : [])).find((each) => each.name === name);
const reason = (path: string) =>
  findings.flatMap((finding) => ('skipped' in finding ? finding.skipped : [])).find((each) => each.path === path)
    ?.reason.en;

beforeAll(async () => {
  install('plain', 'plain');
  file('plain/README.md', '# Plain\n');
  file('plain/README.fr.md', '# Simple\n');
  file('plain/lib/index.js', '12345');
  symlinkSync('/etc', join(modules, 'plain/lib/etc'));
  install('plain/node_modules/nested', 'nested', '2.0.0');
  install('nested', 'nested', '10.0.0');
  install('@scope/inner', '@scope/inner');
  symlinkSync(join(modules, 'plain'), join(modules, 'linked'));
  file('.bin/tool', '#!/bin/sh');
  install('large-readme', 'large-readme');
  file('large-readme/readme', `${'x'.repeat(65_535)}é and more`);
  file('broken/package.json', '{');
  file('empty/index.js', '');
  mkdirSync(join(modules, 'directory/package.json'), { recursive: true });
  install('latin', 'latin');
  file('latin/README.md', Buffer.from('caf\xe9!', 'latin1'));
  mkdirSync(join(modules, 'lent'));
  symlinkSync(join(modules, 'plain/package.json'), join(modules, 'lent/package.json'));
  install('silent', 'silent');
  file('silent/README.md', '');
  install('zero', 'zero');
  file('zero/README.md', 'a\0b');
  install('barred', 'barred');
  file('barred/node_modules', 'a file where a directory should be');
  install('device', 'device');
  file('device/lib/aux.js', '');
  install('bytes', 'bytes');
  writeFileSync(Buffer.concat([Buffer.from(join(modules, 'bytes/')), Buffer.from([0xe9])]), '');
  const source = await installedPackages(modules);
  total = source.total;
  findings = [];
  for await (const finding of source.findings()) findings.push(finding);
});

it('finds plain, scoped and nested packages, the highest version of each, and follows no link', () => {
  const names = findings.flatMap((finding) =>
    'found' in finding ? `${finding.found.name}@${finding.found.version}` : [],
  );
  expect(names.sort()).toEqual(
    ['@scope/inner@1.0.0', 'barred@1.0.0', 'large-readme@1.0.0', 'nested@10.0.0', 'plain@1.0.0', 'silent@1.0.0'].sort(),
  );
});

it('gives the number of its findings', () => expect(total).toBe(findings.length));

it("lists a package's own files with their sizes", () => {
  expect(found('plain')?.files.map(({ path, bytes }) => ({ path, bytes }))).toEqual([
    { path: 'README.fr.md', bytes: 9 },
    { path: 'README.md', bytes: 8 },
    { path: 'lib/index.js', bytes: 5 },
    { path: 'package.json', bytes: 34 },
  ]);
  expect(found('plain')).toMatchObject({ source: 'npm:plain', description: '# Plain\n' });
});

it('cuts a README at 64 KB, between two characters', () => {
  expect(found('large-readme')?.description).toBe('x'.repeat(65_535));
});

it('reads an empty README as no description', () => expect(found('silent')?.description).toBe(''));

it.each([
  ['broken', 'package.json is not valid JSON'],
  ['empty', 'package.json cannot be read (ENOENT)'],
  ['directory', 'package.json cannot be read (EISDIR)'],
  ['lent', 'package.json cannot be read (ELOOP)'],
  ['latin', 'README.md is not UTF-8'],
  ['device', 'the file lib/aux.js has a path that not every system can store: rename it'],
  ['bytes', 'the file \uFFFD has a path that not every system can store: rename it'],
  ['zero', 'README.md holds the character U+0000'],
  ['barred/node_modules', 'package.json cannot be read (ENOTDIR)'],
])('skips %s: %s', (path, expected) => expect(reason(path)).toBe(expected));

it('refuses a directory that cannot be read, and one without packages', async () => {
  await expect(installedPackages(join(root, 'absent'))).rejects.toMatchObject({ code: 'import_directory_unreadable' });
  mkdirSync(join(root, 'bare'));
  await expect(installedPackages(join(root, 'bare'))).rejects.toMatchObject({ code: 'import_directory_empty' });
});
