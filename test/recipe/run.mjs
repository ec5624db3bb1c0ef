/**
 * `npm run recipe`: adds the context of `docs/adding-a-context.md` to a copy of the tree by following that page, and runs
 * the checks that every context must pass. Ends with 1 when one of them fails, after the others.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const e2e = (...names) => names.map((name) => `test/e2e/${name}.spec.ts`);

/** The tests that hold for every context; the others do not depend on it. */
const suites = [
  'libs/notes',
  'test/architecture',
  ...e2e('openapi.int', 'pipeline.int', 'isolation.int', 'products.int'),
];

/** Tests of every context with one for each route; the routes of other contexts are not asked again. */
const routeSuites = e2e('bad-input.property.deep', 'forged-cursors.property.deep', 'query-counts.deep');
const routes = '/v1/notes';

/** Long tests of every context. `.ci/run` leaves the canary and EXPLAIN to this tree, which has one context more. */
const deepSuites = e2e('canary.deep', 'explain.deep', 'idempotency.deep', 'tenant-purge.deep', 'tenant-purge-all.deep');
const deep = ['--config', 'jest.deep.config.cjs', '--selectProjects', 'deep', '--testPathPatterns'];

const root = join(import.meta.dirname, '..', '..');
const place = mkdtempSync(join(tmpdir(), 'palier-recipe-'));
// As root, PostgreSQL runs under another account.
chmodSync(place, 0o755);
const copy = join(place, 'palier');

try {
  copyTree();
  for (const suite of [...suites.slice(1), ...routeSuites, ...deepSuites])
    if (!existsSync(join(copy, suite))) throw new Error(`There is no ${suite}: name its file in test/recipe.`);
  const page = readFileSync(join(copy, 'docs/adding-a-context.md'), 'utf8');
  const written = blocksOf(page).map(({ path, kind, text }) => {
    write(path, kind === 'diff' ? patched(path, text) : text);
    return path;
  });
  console.log(`${written.length} files as the page says:\n  ${written.join('\n  ')}`);
  run('npm', 'run', '--silent', 'docs');
  const failures = [
    () => run('npm', 'run', '--silent', 'lint'),
    () => run('npm', 'run', '--silent', 'typecheck'),
    () => run('npx', 'jest', ...suites),
    testRoutes,
    () => run('npx', 'jest', ...deep, ...deepSuites),
  ].flatMap(failureOf);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  console.log('\nThe page is true.');
} catch (error) {
  console.error(`\nThe page is not true: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** The files that Git knows or would add, and the installed modules: linked, or copied onto another file system. */
function copyTree() {
  mkdirSync(copy);
  const list = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard', '--deduplicate'], { cwd: root });
  for (const path of list.toString().split('\0').filter(Boolean)) cpSync(join(root, path), join(copy, path));
  const modules = [join(root, 'node_modules'), join(copy, 'node_modules')];
  try {
    execFileSync('cp', ['-al', ...modules], { stdio: 'ignore' });
  } catch {
    execFileSync('cp', ['-a', ...modules]);
  }
  copyCache();
}

/** What is known of types here holds there; a linked file would be written to. */
function copyCache() {
  const [known, copied] = [root, copy].map((tree) => join(tree, 'node_modules/.cache/typecheck.tsbuildinfo'));
  rmSync(dirname(copied), { recursive: true, force: true });
  if (existsSync(known)) cpSync(known, copied);
}

/** The blocks of code below a line that is a path in bold. */
function blocksOf(page) {
  const blocks = page.matchAll(/^\*\*`([^`]+)`\*\*\n\n(`{3,})(\w+)\n([\s\S]*?)\n\2$/gm);
  return [...blocks].map(([, path, , kind, text]) => ({ path, kind, text: `${text}\n` }));
}

/** A file with the changes of a diff, whose other lines say where: without any, at the end. */
function patched(path, diff) {
  let text = readFileSync(join(copy, path), 'utf8');
  for (const hunk of diff.split(/^@@\n/m).filter(Boolean)) {
    const lines = hunk.trimEnd().split('\n');
    const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
    const after = lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
    if (before.length === 0) {
      text += `${after.join('\n')}\n`;
      continue;
    }
    const found = `${before.join('\n')}\n`;
    if (text.split(found).length !== 2) throw new Error(`${path} does not have these lines once:\n${found}`);
    text = text.replace(found, () => `${after.join('\n')}\n`);
  }
  return text;
}

/** Each suite has a test of the routes: one that tested none would pass. */
function testRoutes() {
  const report = join(place, 'routes.json');
  run('npx', 'jest', '--testNamePattern', routes, '--json', `--outputFile=${report}`, ...deep, ...routeSuites);
  for (const { name, assertionResults } of JSON.parse(readFileSync(report, 'utf8')).testResults)
    if (!assertionResults.some(({ status }) => status === 'passed'))
      throw new Error(`${name} has no test of ${routes}`);
}

function write(path, text) {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** What went wrong in a check, whose own output is printed already; none after one that passed. */
function failureOf(check) {
  try {
    check();
    return [];
  } catch (error) {
    return [error.message];
  }
}

function run(command, ...args) {
  console.log(`\n$ ${command} ${args.join(' ')}`);
  execFileSync(command, args, { cwd: copy, stdio: 'inherit' });
}
