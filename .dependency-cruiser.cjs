/**
 * The rules that a graph of imports shows best: entry points, cycles, layers. `test/architecture` proves the
 * other rules, and shows each of these failing on a violation. Each comment names the way out.
 */
const concerns = require('./test/architecture/layers.json').flat();

const among = (names) => `^libs/platform/(${names.join('|')})/`;
const testOnly = '^test/|\\.spec\\.ts$';
const context = '^libs/(?!platform/)([^/]+)/';

/** One rule a concern: it does not import those behind it. */
const orderRules = concerns.slice(0, -1).map((name, i) => ({
  name: `platform-order-${name}`,
  comment: 'A concern imports those before it in layers.json: reverse the import by an interface.',
  severity: 'error',
  from: { path: among([name]) },
  to: { path: among(concerns.slice(i + 1)) },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other cannot be understood apart: move what both need into a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'context-by-its-entry-points',
      comment:
        'A context is imported by #name and #name/events only, so that its tables and services can change: export what is needed there.',
      severity: 'error',
      from: { path: context },
      to: { path: context, pathNot: ['^libs/$1/', '^libs/[^/]+/(events/)?index\\.ts$'] },
    },
    {
      name: 'context-from-outside-by-its-entry-points',
      comment:
        'Processes compose contexts by #name, #name/events, #name/http and #name/worker: export what is needed there.',
      severity: 'error',
      from: { path: '^(apps|migrations|libs/platform)/' },
      to: { path: context, pathNot: '^libs/[^/]+/((events|http|worker)/)?index\\.ts$' },
    },
    {
      name: 'concern-by-its-entry-point',
      comment:
        'A concern is imported as #platform/name, so that its files can change: export what is needed from its index.ts.',
      severity: 'error',
      from: { pathNot: '^libs/platform/' },
      to: { path: '^libs/platform/', pathNot: '^libs/platform/[^/]+/index\\.ts$' },
    },
    {
      name: 'concern-by-its-entry-point-from-concerns',
      comment: 'Concerns import each other as #platform/name too: export what is needed from its index.ts.',
      severity: 'error',
      from: { path: '^libs/platform/([^/]+)/' },
      to: { path: '^libs/platform/', pathNot: ['^libs/platform/$1/', '^libs/platform/[^/]+/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-context',
      comment: 'The platform serves every context: declare an interface in it, which the context implements.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: context },
    },
    ...orderRules,
    {
      name: 'libs-know-no-process',
      comment: 'Code of libs runs in the API, in workers and on the command line: let apps pass what differs.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'nothing-unresolved',
      comment:
        'An import that does not resolve here fails at start: correct its path, or add the package to dependencies.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
    {
      name: 'no-file-for-tests-in-the-product',
      comment: 'Files for tests are not built: move what the product needs into a file of its own.',
      severity: 'error',
      from: { pathNot: testOnly },
      to: { path: testOnly },
    },
    {
      name: 'no-dev-dependency-in-the-product',
      comment: 'The image has no development dependencies and would not start: move the package to dependencies.',
      severity: 'error',
      from: { pathNot: [testOnly, '^apps/build/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: '^(node_modules|test)/' },
    exclude: { path: '^(dist|var)/' },
    tsPreCompilationDeps: true,
    // The names of package.json's "imports" lead to dist; the graph wants the sources behind them.
    tsConfig: { fileName: require('node:path').join(__dirname, 'test/architecture/tsconfig.graph.json') },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
