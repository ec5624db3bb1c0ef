import type { SourceTree, Violation } from './source-tree.js';

const databaseWords = /@InjectRepository|@InjectDataSource|\bnew (DataSource|Pool)\(|\bgetRepository\(/;
const databaseClasses = /import\s+(?:type\s+)?\{[^}]*\b(DataSource|Repository)\b[^}]*\}\s+from\s+'typeorm'/;
const httpClients = /^(node:https?|undici|axios|got|node-fetch|ky)$/;
const httpWords =
  /(?<![.\w])fetch\(|\bhttps?\.(request|get)\(|import\s+\{[^}]*\b(request|get|Agent)\b[^}]*\}\s+from\s+'node:https?'/;

/**
 * PostgreSQL is reached through `#platform/database` alone, which puts the tenant in force: a
 * repository or a pool of one's own uses another connection and, under row level security, sees
 * nothing or, worse, what it should not.
 */
export function databaseByOneWay(tree: SourceTree): Violation[] {
  return tree
    .sources()
    .filter((file) => !file.startsWith('libs/platform/database/'))
    .flatMap((file) => [
      ...tree
        .imports(file)
        .filter((name) => /^(pg(-.*)?|@nestjs\/typeorm)$/.test(name))
        .map((name) => ({ file, says: `imports ${name}: use Database of #platform/database.` })),
      ...(databaseWords.test(tree.text(file)) || databaseClasses.test(tree.text(file))
        ? [{ file, says: 'opens a way of its own to PostgreSQL: use Database of #platform/database.' }]
        : []),
    ]);
}

/**
 * Requests leave the deployment through `#platform/outbound` alone, which checks each address. The
 * command line stands outside: it may ask the server that it works on.
 */
export function outboundByOneWay(tree: SourceTree): Violation[] {
  return tree
    .sources()
    .filter((file) => !/^(libs\/platform\/outbound|apps\/cli)\//.test(file))
    .flatMap((file) => [
      ...tree
        .imports(file)
        .filter((name) => httpClients.test(name) && !name.startsWith('node:'))
        .map((name) => ({ file, says: `imports the HTTP client ${name}: use #platform/outbound.` })),
      ...(httpWords.test(tree.text(file)) ? [{ file, says: 'sends requests itself: use #platform/outbound.' }] : []),
    ]);
}

/** A controller translates HTTP and no more: rows and statements belong to its service. */
export function controllersOnlyTranslate(tree: SourceTree): Violation[] {
  return tree.paths(/\.controller\.ts$/).flatMap((file) =>
    tree
      .imports(file)
      .filter((name) => name === '#platform/database' || name === 'typeorm' || /\.(sql|entity)\.ts$/.test(name))
      .map((name) => ({ file, says: `imports ${name}: let the service do it.` })),
  );
}
