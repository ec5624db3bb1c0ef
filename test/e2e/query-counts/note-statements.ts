import pg from 'pg';
import { declaredStatements } from '#platform/database';

/** Notes the name of each statement that is sent to PostgreSQL, until the mocks are restored. */
export function noteStatements(note: (name: string) => void): void {
  const { bind, parse, query } = pg.Connection.prototype;
  // When they are bound, since a batch passes `query` as one.
  jest.spyOn(pg.Connection.prototype, 'bind').mockImplementation(function (this: pg.Connection, ...args) {
    if (args[0]?.statement) note(args[0].statement);
    return Reflect.apply(bind, this, args);
  });
  jest.spyOn(pg.Connection.prototype, 'parse').mockImplementation(function (this: pg.Connection, ...args) {
    const [{ name, text }] = args;
    // Nor has one that is planned each time. BullMQ's begin with a comment, as in `-- A job's full row. Params: …`.
    const declared = name ? undefined : declaredStatements().find((each) => each.text === text);
    if (!name) note(declared?.name ?? `bullmq.${(/^-- (.+?)\./.exec(text)?.[1] ?? text).replaceAll(' ', '-')}`);
    return Reflect.apply(parse, this, args);
  });
  // That which follows the rows of a copy, with values in place of its parameters.
  jest.spyOn(pg.Connection.prototype, 'query').mockImplementation(function (this: pg.Connection, text) {
    const [, after] = /^copy [^;]+; (.+)/s.exec(text) ?? [];
    const declared = declaredStatements().find((each) => after?.startsWith(each.text.split('$')[0] as string));
    if (after) note(declared?.name ?? after);
    return Reflect.apply(query, this, [text]);
  });
}
