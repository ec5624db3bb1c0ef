/**
 * What a graph of imports shows best: ways round entry points, cycles, layers. `test/architecture` proves
 * the other rules of the deployment, and shows each of these failing on a violation.
 */
const layers = require('./test/architecture/layers.json');

const among = (names) => `^libs/platform/(${names.join('|')})/`;
const context = '^libs/(?!platform/)([^/]+)/';

/** One rule a layer: it does not import the layers above it. */
const layerRules = layers.slice(0, -1).map((names, i) => ({
  name: `platform-layer-${i + 1}`,
  comment: 'A layer that imports one above it cannot be understood, tested or replaced without it.',
  severity: 'error',
  from: { path: among(names) },
  to: { path: among(layers.slice(i + 1).flat()) },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other are one file cut in two, and load in an order that nobody chose.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'context-by-its-entry-points',
      comment: 'What leaves a context leaves by its four doors; else its tables and services can never change.',
      severity: 'error',
      from: { path: context },
      to: { path: context, pathNot: ['^libs/$1/', '^libs/[^/]+/(events/)?index\\.ts$'] },
    },
    {
      name: 'context-from-outside-by-its-entry-points',
      comment: 'The processes compose contexts; what lies behind the doors is none of their business.',
      severity: 'error',
      from: { path: '^(apps|migrations|libs/platform)/' },
      to: { path: context, pathNot: '^libs/[^/]+/((events|http|worker)/)?index\\.ts$' },
    },
    {
      name: 'concern-by-its-entry-point',
      comment: 'A concern may change everything but its index without asking anyone.',
      severity: 'error',
      from: { pathNot: '^libs/platform/' },
      to: { path: '^libs/platform/', pathNot: '^libs/platform/[^/]+/index\\.ts$' },
    },
    {
      name: 'concern-by-its-entry-point-from-concerns',
      comment: 'Concerns are rooms to each other too.',
      severity: 'error',
      from: { path: '^libs/platform/([^/]+)/' },
      to: { path: '^libs/platform/', pathNot: ['^libs/platform/$1/', '^libs/platform/[^/]+/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-context',
      comment: 'The ground serves every context; one that it knew could never be taken out again.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: context },
    },
    ...layerRules,
    {
      name: 'libs-know-no-process',
      comment: 'Code of libs runs in the API, in workers and on the command line: it cannot know which.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that does not resolve here fails at start.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
    {
      name: 'no-dev-dependency-in-the-product',
      comment: 'The image is installed without development dependencies: it would not start.',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    exclude: { path: '^(dist|var|test)/' },
    tsPreCompilationDeps: true,
    // The names of package.json's "imports" lead to dist; the graph wants the sources behind them.
    tsConfig: { fileName: require('node:path').join(__dirname, 'test/architecture/tsconfig.graph.json') },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
