import type { SourceTree, Violation } from './source-tree.js';

const connections = /@InjectDataSource|\bnew (DataSource|Pool)\(/;
const entities =
  /@(Entity|InjectRepository)\(|\bgetRepository\(|import\s+(?:type\s+)?\{[^}]*\b(Entity\w*|\w*Repository)\b[^}]*\}\s+from\s+'(@nestjs\/)?typeorm'/;
const httpClients = /^(undici|axios|got|node-fetch|ky|ws|eventsource)$/;
const resolvers = /^node:dns(\/promises)?$/;
const httpWords =
  /(?<![.\w])fetch\(|\bnew (WebSocket|EventSource)\(|\bhttps?\.(request|get)\(|import\s+\{[^}]*\b(request|get|Agent)\b[^}]*\}\s+from\s+'node:https?'/;

/**
 * PostgreSQL is reached through `#platform/database` only, which sets the tenant in force: another pool
 * uses another connection and, under row level security, sees no rows or, worse, rows that it should not.
 * Migrations get their connection from TypeORM.
 */
export function databaseByOneWay(tree: SourceTree): Violation[] {
  return tree
    .sources()
    .filter((file) => !file.startsWith('libs/platform/database/'))
    .flatMap((file) => [
      ...tree
        .imports(file)
        .filter(
          (name) =>
            /^(pg(-.*)?|@nestjs\/typeorm)$/.test(name) || (name === 'typeorm' && !file.startsWith('migrations/')),
        )
        .map((name) => ({ file, message: `imports ${name}: use Database of #platform/database.` })),
      ...(connections.test(tree.text(file))
        ? [{ file, message: 'opens its own connection to PostgreSQL: use Database of #platform/database.' }]
        : []),
    ]);
}

/** Rows are read and written by statements, in the transaction of their tenant; TypeORM has the pool and the migrations. */
export function noEntities(tree: SourceTree): Violation[] {
  return tree
    .sources()
    .filter((file) => entities.test(tree.text(file)))
    .map((file) => ({
      file,
      message: 'uses entities of TypeORM: write a statement in *.sql.ts and run it with tx.run of #platform/database.',
    }));
}

/**
 * Requests to other hosts are sent through `#platform/outbound` only, which checks each address; and only there are names
 * resolved, since an address that is checked elsewhere is not the one that is connected to. The command line is exempt: it
 * may send requests to the server that it examines; so are the texts that browsers run.
 */
export function outboundByOneWay(tree: SourceTree): Violation[] {
  return tree
    .sources()
    .filter(
      (file) => !/^(libs\/platform\/outbound\/|apps\/cli\/|libs\/analytics\/page-script\/page-\d+\.ts$)/.test(file),
    )
    .flatMap((file) => [
      ...tree
        .imports(file)
        .filter((name) => httpClients.test(name) || resolvers.test(name))
        .map((name) => ({ file, message: `imports ${name}: send requests through #platform/outbound.` })),
      ...(httpWords.test(tree.text(file)) ? [{ file, message: 'sends requests itself: use #platform/outbound.' }] : []),
    ]);
}

/** The address of this machine stays closed to requests but for what one file of solo opens, as docs/security.md says. */
export function ownPagesByOneWay(tree: SourceTree): Violation[] {
  return tree
    .sources()
    .filter((file) => file !== 'apps/solo/admit-own-feeds.ts' && /\b[oO]utbound\)?\.admit\(/.test(tree.text(file)))
    .map((file) => ({
      file,
      message: 'opens pages of this machine to requests: apps/solo/admit-own-feeds.ts alone does.',
    }));
}

/** A controller only translates HTTP: rows and statements belong to its service. */
export function controllersOnlyTranslate(tree: SourceTree): Violation[] {
  return tree.paths(/\.controller\.ts$/).flatMap((file) =>
    tree
      .imports(file)
      .filter((name) => name === '#platform/database' || name.endsWith('.sql.ts'))
      .map((name) => ({ file, message: `imports ${name}: let the service do it.` })),
  );
}
