import { moduleOf } from './modules.js';
import { type SourceTree, testOnly, type Violation } from './source-tree.js';

const contextEntryPoint = /^#(?!platform\/)[a-z][a-z-]*(\/(events|http|worker))?$/;
const platformEntryPoint = /^#platform\/[a-z][a-z-]*$/;
const testsMayUse = /^test\/(support\/|stack\/(servers|redis-cluster|sentinels)\.ts$)/;

/**
 * A module is imported by its entry points only: `#catalog`, `#catalog/events`, `#platform/cache`; and
 * a context's `http` and `worker`, Nest modules to compose, by `apps` only. Relative paths stay inside
 * their module; files for tests may also import `test/support`, the servers of `test/stack` and the migrations.
 */
export function entryPoints(tree: SourceTree): Violation[] {
  return tree
    .paths(/^(apps|libs|migrations|test)\/.*\.ts$/)
    .flatMap((file) =>
      tree.imports(file).flatMap((name) => (wrong(file, name) ? [{ file, message: wrong(file, name) as string }] : [])),
    );
}

function wrong(file: string, name: string): string | undefined {
  const module = moduleOf(file);
  if (name.startsWith('#')) {
    if (!contextEntryPoint.test(name) && !platformEntryPoint.test(name))
      return `${name} is no entry point: import the module's index.`;
    if (/\/(http|worker)$/.test(name) && contextEntryPoint.test(name) && module !== 'apps' && module !== 'test')
      return `${name} is for apps alone: use the facade or an event.`;
    // A test may use the entry point, as other modules do.
    if (`libs/${name.slice(1)}` === module && !testOnly.test(file))
      return `${name} is this file's own module: use a relative path.`;
    return undefined;
  }
  if (!/^[\w.-]+\//.test(name) || !isModule(moduleOf(name))) return undefined;
  const target = moduleOf(name);
  if (target === module) return undefined;
  if (testOnly.test(file) && (testsMayUse.test(name) || target === 'migrations')) return undefined;
  if (module === 'test' && !target.startsWith('libs/')) return undefined;
  if (target === 'migrations' && module === 'apps') return undefined;
  return `${name} is reached by a path round the entry points of ${target}: import its # name.`;
}

function isModule(module: string): boolean {
  return /^(apps|migrations|test)$/.test(module) || module.startsWith('libs/');
}
