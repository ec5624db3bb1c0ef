import { concernsOf, contextsOf } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

const named = /^migrations\/(\d{13})-(([a-z]+)-[a-z0-9-]+)\.ts$/;

/** Migrations are read from their folder in order: the name has the time and the context, and none goes backward. */
export function migrationsInOrder(tree: SourceTree): Violation[] {
  const owners = new Set(['platform', ...contextsOf(tree), ...concernsOf(tree)]);
  return migrationFiles(tree).flatMap((file) => {
    const [, stamp, words = '', owner = ''] = named.exec(file) ?? [];
    if (!owners.has(owner))
      return [{ file, message: 'has another name: call it <13-digit stamp>-<context or concern>-<what>.ts.' }];
    const name = words.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase()) + stamp;
    return new RegExp(`^export const ${name} = migration(?:OutsideTransaction)?\\(`, 'm').test(tree.text(file))
      ? []
      : [{ file, message: `exports no ${name} = migration(…), which only goes forward: name it after its file.` }];
  });
}

/**
 * Migrations run while the product serves: what would lock or rewrite a table that already has
 * rows is refused. A table created in the same file has none, so everything is allowed.
 */
export function migrationsSafeOnline(tree: SourceTree): Violation[] {
  return migrationFiles(tree).flatMap((file) => {
    const sql = withoutBodies(tree.text(file));
    return [...indexFaults(sql), ...alterFaults(sql), ...grantFaults(sql)].map((message) => ({ file, message }));
  });
}

function migrationFiles(tree: SourceTree): string[] {
  return tree.paths(/^migrations\/.*\.ts$/).filter((path) => !/\/(index|list)\.ts$|\.spec\.ts$/.test(path));
}

/** The text without comments and without the bodies of functions, which run later. */
function withoutBodies(text: string): string {
  return text.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''").replace(/--.*$|^\s*\/\/.*$|\/\*[\s\S]*?\*\//gm, '');
}

function isNew(sql: string, table: string): boolean {
  const [schema] = table.split('.');
  const made = [...sql.matchAll(/create (?:unlogged )?table (?:if not exists )?([\w.]+)/gi)].map(
    ([, name]) => name as string,
  );
  return made.includes(table) || (table.includes('$') && made.some((name) => name.startsWith(`${schema}.`)));
}

const index =
  /create (?:unique )?index (?<concurrently>concurrently )?(?<again>if not exists )?(?<name>\w+) on (?<only>only )?(?<table>[\w.${}]+)/gi;

function indexFaults(sql: string): string[] {
  return [...sql.matchAll(index)].flatMap(({ groups = {} }) => {
    const { concurrently, again, only, name, table = '' } = groups;
    // Without the partitions, to which it is attached once each has one that was made concurrently.
    if (only && !inTransaction(sql)) return [];
    if (!concurrently) return isNew(sql, table) ? [] : [`makes ${name} on ${table}, which has rows: use CONCURRENTLY.`];
    if (inTransaction(sql))
      return [`makes ${name} CONCURRENTLY inside a transaction: use migrationOutsideTransaction.`];
    return again ? [] : [`makes ${name} and may be cut off: say IF NOT EXISTS, it then runs again.`];
  });
}

function inTransaction(sql: string): boolean {
  return !/\bmigrationOutsideTransaction\(/.test(sql);
}

const rewriting: readonly { clause: RegExp; remedy: string }[] = [
  {
    clause: /\badd column\b(?![^,;]*\bdefault\b)[^,;]*\bnot null\b/i,
    remedy: 'add the column nullable, fill it, then VALIDATE a check',
  },
  {
    clause: /\badd (constraint \w+ )?(check|foreign key)\b(?![^;]*\bnot valid\b)/i,
    remedy: 'add it NOT VALID, then VALIDATE it',
  },
  {
    clause: /\badd (constraint \w+ )?(unique|primary key)\b(?!\s+using index)/i,
    remedy: 'make the index CONCURRENTLY, then USING INDEX',
  },
  { clause: /\balter column \w+ (set data )?type\b/i, remedy: 'add a column of the new type and move over' },
  {
    clause: /\balter column \w+ set not null\b/i,
    remedy: 'VALIDATE a check (… is not null) first, in a migration before',
  },
  { clause: /\brename\b/i, remedy: 'add the new name beside the old one' },
];

function alterFaults(sql: string): string[] {
  return [...sql.matchAll(/alter table (?:if exists )?(?:only )?([\w.${}]+)([^;`]*)/gi)].flatMap(
    ([, table = '', clauses = '']) => {
      if (isNew(sql, table)) return [];
      // In a transaction the migration runner sets a lock timeout.
      const locks =
        inTransaction(sql) || /\block_timeout\b/.test(sql)
          ? []
          : [`alters ${table}, which has rows, outside a transaction: set a lock_timeout.`];
      const slow = rewriting.filter(({ clause }) => clause.test(clauses));
      return [...locks, ...slow.map(({ remedy }) => `locks or rewrites ${table}, which has rows: ${remedy}.`)];
    },
  );
}

/** The application may neither truncate a table nor bypass row level security. */
function grantFaults(sql: string): string[] {
  return [...sql.matchAll(/\bgrant ([^;`]*?)\bon\b[^;`]*?\bto palier_app\b/gi)]
    .filter(([, rights = '']) => /\b(all|truncate|references|trigger)\b/i.test(rights))
    .map(([, rights = '']) => `grants ${rights.trim()} to palier_app: name the least that it needs.`);
}
