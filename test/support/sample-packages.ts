import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A tree of small installed packages, as `palier catalog import` reads it. */
export interface SamplePackages {
  directory: string;
  remove(): void;
}

/** Writes `count` packages named `<prefix>-0`, `<prefix>-1`, …, each with two tags. */
export function samplePackages(prefix: string, count: number): SamplePackages {
  const parent = mkdtempSync(join(tmpdir(), 'palier-packages-'));
  const directory = join(parent, 'node_modules');
  for (let i = 0; i < count; i += 1) {
    const name = `${prefix}-${i}`;
    mkdirSync(join(directory, name), { recursive: true });
    const description = `${name} is one of ${count} packages of the ${prefix} family, made for a test: déjà vu, 日本.`;
    const manifest = {
      name,
      version: `1.0.${i}`,
      description,
      license: 'MIT',
      keywords: [prefix, i % 2 ? 'odd' : 'even'],
    };
    writeFileSync(join(directory, name, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(directory, name, 'README.md'), `# ${name}\n\n${description}\n`);
  }
  return { directory, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
