import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './repository.js';

const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** The violations in a tree of these files, as `rule: file`, by the rules of this repository. */
function broken(files: Readonly<Record<string, string>>): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'palier-graph-'));
  try {
    for (const path of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(root, path), join(tree, path));
    for (const path of ['layers.json', 'tsconfig.graph.json'])
      cpSync(join(root, 'test/architecture', path), join(tree, 'test/architecture', path));
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const words = [cruiser, '--config', '.dependency-cruiser.cjs', '-T', 'json', 'libs', 'apps'];
    const report = JSON.parse(execFileSync(process.execPath, words, { cwd: tree, encoding: 'utf8' }));
    return report.summary.violations.map(
      (fault: { rule: { name: string }; from: string }) => `${fault.rule.name}: ${fault.from}`,
    );
  } finally {
    rmSync(tree, { recursive: true });
  }
}

/** A tree that keeps every rule. */
const sound = {
  'apps/contexts.ts': "import { feeds } from '#feeds/http';\nexport const contexts = [feeds];\n",
  'libs/catalog/index.ts': "export { catalog } from './apps/apps.js';\n",
  'libs/catalog/apps/apps.ts': "import { cache } from '#platform/cache';\nexport const catalog = cache;\n",
  'libs/catalog/apps/apps.spec.ts': 'export const rows = {};\n',
  'test/rows/apps.fill.ts': 'export const fill = {};\n',
  'libs/feeds/index.ts': 'export const feeds = 1;\n',
  'libs/feeds/http/index.ts': "import { catalog } from '#catalog';\nexport const feeds = catalog;\n",
  'libs/platform/cache/index.ts': "export { cache } from './cache.js';\n",
  'libs/platform/cache/cache.ts': 'export const cache = 1;\n',
};

/** One way to break each rule: the rule, the file that breaks it, its text. */
const violations = [
  ['context-by-its-entry-points', 'libs/feeds/by-path.ts', "export { catalog } from '../catalog/apps/apps.js';"],
  ['context-by-its-entry-points', 'libs/catalog/by-http.ts', "export { feeds } from '#feeds/http';"],
  ['context-from-outside-by-its-entry-points', 'apps/a.ts', "export { catalog } from '../libs/catalog/apps/apps.js';"],
  ['concern-by-its-entry-point', 'libs/feeds/into-cache.ts', "export { cache } from '../platform/cache/cache.js';"],
  ['concern-by-its-entry-point-from-concerns', 'libs/platform/http/a.ts', "export { cache } from '../cache/cache.js';"],
  ['platform-knows-no-context', 'libs/platform/http/b.ts', "export { catalog } from '#catalog';"],
  ['platform-order-config', 'libs/platform/config/a.ts', "export { cache } from '#platform/cache';"],
  ['libs-know-no-process', 'libs/feeds/into-apps.ts', "export { contexts } from '../../apps/contexts.js';"],
  ['nothing-unresolved', 'libs/feeds/into-nothing.ts', "export { gone } from './gone.js';"],
  ['no-dev-dependency-in-the-product', 'libs/feeds/load.ts', "import autocannon from 'autocannon';\nautocannon();"],
  ['no-file-for-tests-in-the-product', 'libs/catalog/rows.ts', "export { rows } from './apps/apps.spec.js';"],
  ['no-file-for-tests-in-the-product', 'libs/catalog/fill.ts', "export { fill } from '../../test/rows/apps.fill.js';"],
  ['no-cycles', 'libs/feeds/back.ts', "import { round } from './round.js';\nexport const back = () => round;"],
] as const;
const round = "import { back } from './back.js';\nexport const round = () => back;\n";

describe('The graph of imports', () => {
  it('passes a tree that keeps every rule', () => expect(broken(sound)).toEqual([]));

  describe('of a tree that breaks every rule', () => {
    let faults: string[];

    beforeAll(() => {
      const files = Object.fromEntries(violations.map(([, file, text]) => [file, text]));
      faults = broken({ ...sound, ...files, 'libs/feeds/round.ts': round });
    });

    it.each(violations)('fails by %s on %s: %s', (rule, file) => expect(faults).toContain(`${rule}: ${file}`));
  });
});
