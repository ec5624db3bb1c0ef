const { existsSync } = require('node:fs');
const { createRequire, enableCompileCache, registerHooks } = require('node:module');
const { join, resolve, sep } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { compileFunction, constants } = require('node:vm');
const { Logger } = require('@nestjs/common');
const Runtime = require('jest-runtime').default;
const { uuidv7 } = require('uuidv7');

const root = resolve(__dirname, '../..');
const inTree = (folder) => join(root, folder) + sep;
const sources = ['apps', 'libs', 'migrations', 'test'].map(inTree);
const isSource = (file) => file.endsWith('.ts') && sources.some((folder) => file.startsWith(folder));
const isTest = (file) => file.endsWith('.spec.ts') || file.startsWith(inTree('test'));

/**
 * Calls that add to the lists that the product has for the whole process, such as those of its statements and jobs; and the
 * module of a worker that a test puts together of parts, which runs what is in the list of jobs.
 */
const declaration =
  /\b(declare[A-Z]\w*|define(Job|Problems)|statement|HandlesJob|Subscribes|HoldsOutsideData|RequireFlag|Allow)\)?\(|\bJobsWorkerModule\b/;
const importing = /require\("(\.[^"]+)"\)/g;
/** By the path of a spec file or of what it imports from the tests: whether it declares anything, itself or by an import. */
const declaring = new Map();

/** The runtime of the spec file that runs now, with Jest's transformer and its cache on the disk. */
let current;
const sourceMaps = new Map();

// What Node compiled once, it reads from here in later runs.
enableCompileCache(join(root, 'node_modules/.cache/tests'));

registerHooks({
  resolve(specifier, context, next) {
    const file = context.parentURL?.endsWith('.ts') ? sourceOf(specifier, context.parentURL) : undefined;
    return file ? { url: file.href, format: 'commonjs', shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const file = fileURLToPath(url);
    const source = compiled(file);
    for (const [path, map] of current.transformCache.getSourceMaps()) sourceMaps.set(path, map);
    return { format: 'commonjs', source, shortCircuit: true };
  },
});

/** The TypeScript file that an import in another one names; undefined where it names a package. */
function sourceOf(specifier, parent) {
  if (specifier.startsWith('#')) return pathToFileURL(join(root, 'libs', specifier.slice(1), 'index.ts'));
  if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return undefined;
  const file = new URL(`${specifier.slice(0, -3)}.ts`, parent);
  return existsSync(file) ? file : undefined;
}

const compiled = (file) => current.transformCache.transform(file, undefined);

function declares(file) {
  if (!isTest(file)) return false;
  if (!declaring.has(file)) {
    const source = compiled(file);
    declaring.set(file, declaration.test(source));
    const imported = [...source.matchAll(importing)].map(([, name]) => sourceOf(name, pathToFileURL(file)));
    if (imported.some((url) => url && declares(fileURLToPath(url)))) declaring.set(file, true);
  }
  return declaring.get(file);
}

/** The product puts its verifier into this package when it is loaded, so each copy of the product has one of its own. */
const changedPackage = inTree('node_modules/passport-jwt');

/** Functions of `jest` that need its own loader: without it they would do nothing, and tell nobody. */
const refused = Object.fromEntries(
  ['mock', 'doMock', 'setMock', 'unstable_mockModule', 'isolateModules', 'isolateModulesAsync', 'resetModules'].map(
    (name) => [
      name,
      () => {
        throw new Error(`There is no jest.${name} here: test/runner/README.md says what to do instead.`);
      },
    ],
  ),
);

/** Takes all modules of the product and of the tests out of Node's list of what is loaded. */
function unloadSources() {
  const loaded = Object.entries(require.cache).filter(([file]) => isSource(file) || file.startsWith(changedPackage));
  for (const [file] of loaded) delete require.cache[file];
  return loaded;
}

/** Loads packages and the product as Node does, once for all spec files of a worker. README.md says why and how. */
class SharedRuntime extends Runtime {
  /** What the spec files share, while one that declares has the product for itself. */
  setAside = undefined;

  constructor(...args) {
    super(...args);
    current = this;
    // Jest's own modules, which Jest loads anew for each spec file, see the same globals as the product.
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
  }

  requireModule(from, moduleName, options, isRequireActual) {
    if (options?.isInternalModule) return super.requireModule(from, moduleName, options, isRequireActual);
    if (from === this._testPath && !moduleName) {
      globalThis.jest = Object.assign(this.jestGlobals.jestObjectFor(from), refused);
      if (declares(from)) this.setAside = unloadSources();
    }
    return createRequire(from)(moduleName ?? from);
  }

  /** A spec file is loaded by `requireModule`, since everything is CommonJS. */
  unstable_shouldLoadAsEsm() {
    return false;
  }

  /** Jest's would replace the one of the whole process. */
  installGetBuiltinModule() {}

  getSourceMaps() {
    return sourceMaps;
  }

  teardown() {
    delete require.cache[this._testPath];
    if (this.setAside) {
      unloadSources();
      for (const [file, module] of this.setAside) require.cache[file] = module;
    }
    forgetLoggers();
    forgetLastId();
    super.teardown();
    delete globalThis.jest;
  }
}

/** Nest and nestjs-pino keep the logger of the last and of the first application of the process. */
const { staticInstanceRef } = Logger;
function forgetLoggers() {
  Object.assign(Logger, { staticInstanceRef, logLevels: undefined });
  const nestjsPino = Object.keys(require.cache).find((file) =>
    file.endsWith(join('nestjs-pino', 'dist', 'cjs', 'PinoLogger.js')),
  );
  require.cache[nestjsPino]?.exports.__resetOutOfContextForTests();
}

/** Ids never go back by less than ten seconds: after a clock that was set forward, those of the next file would be ahead of theirs. */
function forgetLastId() {
  const { now } = Date;
  Date.now = () => 1;
  uuidv7();
  Date.now = now;
}

module.exports = { __esModule: true, default: SharedRuntime };
