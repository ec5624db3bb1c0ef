import pg from 'pg';
import { declaredStatements } from '#platform/database';

/** Notes the name of each statement that is sent to PostgreSQL, until the mocks are restored. */
export function noteStatements(note: (name: string) => void): void {
  const { bind, parse } = pg.Connection.prototype;
  // When they are bound, since a batch passes `query` as one.
  jest.spyOn(pg.Connection.prototype, 'bind').mockImplementation(function (this: pg.Connection, ...args) {
    if (args[0]?.statement) note(args[0].statement);
    return Reflect.apply(bind, this, args);
  });
  jest.spyOn(pg.Connection.prototype, 'parse').mockImplementation(function (this: pg.Connection, ...args) {
    const [{ name, text }] = args;
    // Those of copies are sent without their names; BullMQ's have none: each begins with a comment, as in `-- A job's full row. Params: …`.
    const declared = declaredStatements().find((each) => each.text === text)?.name;
    if (!name) note(declared ?? `bullmq: ${/^-- (.+?)\./.exec(text)?.[1] ?? text}`);
    return Reflect.apply(parse, this, args);
  });
}
