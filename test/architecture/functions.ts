import type { SourceTree, Violation } from './source-tree.js';

const made = /^create or replace function ((\w+)\.\w+)\(/gm;
/** What a file of functions may have besides functions. */
const allowed =
  /^(create or replace function|grant execute on function|revoke execute on function|set local role palier_(backup|cross_tenant)$|reset role$)/;

/**
 * A function of the database stands in one `.sql` file of `libs`, beside the code that calls it, with a doc comment; migrations
 * make tables.
 */
export function functionsInFiles(tree: SourceTree): Violation[] {
  const files = tree.paths(/^libs\/.*\.sql$/);
  const names = files.flatMap((file) => namesIn(tree, file).map((name) => ({ file, name })));
  const twice = names
    .filter(({ file, name }) => names.some((other) => other.name === name && other.file < file))
    .map(({ file, name }) => ({ file, message: `makes ${name}, as another file does: leave one.` }));
  const inMigrations = tree
    .paths(/^migrations\/.*\.ts$/)
    .filter((file) => /\bcreate (or replace )?function\b/i.test(tree.text(file)))
    .map((file) => ({ file, message: 'makes a function: move it to a .sql file beside its caller.' }));
  return [...twice, ...inMigrations, ...files.flatMap((file) => faultsOf(tree, file))];
}

function faultsOf(tree: SourceTree, file: string): Violation[] {
  const text = tree.text(file);
  const schema = file.split('/')[1];
  const faults = [
    ...(text.split('\n').length > 301 ? ['has more than 300 lines: split it.'] : []),
    ...statementsIn(text)
      .filter((statement) => !allowed.test(statement))
      .map((statement) => `has "${statement.slice(0, 60)}", which is no function: make it in a migration.`),
    ...[...text.matchAll(made)].flatMap(({ 1: name, 2: of, index }) => [
      ...(of === schema ? [] : [`makes ${name}: a function of the schema ${of} stands in libs/${of}.`]),
      ...(/--[^\n]*\n$/.test(text.slice(0, index)) ? [] : [`says nothing of ${name}: write a comment above it.`]),
    ]),
  ];
  return faults.map((message) => ({ file, message }));
}

function namesIn(tree: SourceTree, file: string): string[] {
  return [...new Set([...tree.text(file).matchAll(made)].map(([, name]) => name as string))];
}

/** The statements of a file, without comments and without the bodies of functions. */
function statementsIn(text: string): string[] {
  const bare = text.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''").replace(/--.*$/gm, '');
  return bare
    .replace(/'[^']*'/g, "''")
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
