import { asProblem, isStorageFull } from './failures.js';

const pgError = (message: string, code?: string) => Object.assign(new Error(message), { code });

describe('an error of the database', () => {
  it.each([
    ['canceling statement due to statement timeout', '57014', 'query_timeout'],
    ['canceling statement due to lock timeout', '55P03', 'query_timeout'],
    ['the database system is shutting down', '57P03', 'database_unavailable'],
    ['connect ECONNREFUSED', 'ECONNREFUSED', 'database_unavailable'],
    ['could not serialize access', '40001', 'database_contention'],
    ['password authentication failed for user "palier_app"', '28P01', 'database_refused'],
    ['database "palier" does not exist', '3D000', 'database_refused'],
    ['permission denied for database palier', '42501', 'database_refused'],
    ['relation "tenants.tenants" does not exist', '42P01', 'database_not_migrated'],
    ['A cutover is under way: apps takes no writes.', 'PL503', 'writes_paused'],
    ['SASL authentication failed', '08P01', 'database_refused'],
    ['database "palier" does not exist', '08P01', 'database_refused'],
    ['unsupported startup parameter: statement_timeout', '08P01', 'database_behind_pooler'],
    // The server may have committed before the connection was lost: the text must not say that nothing was saved.
    ['Query read timeout', undefined, 'database_unavailable'],
  ])('%s (%s) becomes the problem %s', (message, code, problem) => {
    expect(asProblem(pgError(message, code))).toMatchObject({ code: problem, status: 503 });
  });

  it.each([
    ['could not extend file "base/1/2": No space left on device', '53100'],
    ['ENOSPC: no space left on device, write', 'ENOSPC'],
  ])('%s (%s) becomes the problem storage_full', (message, code) => {
    expect(asProblem(pgError(message, code))).toMatchObject({ code: 'storage_full', status: 507 });
  });

  it('does not say that a disk is full where shared memory is', () => {
    const message = 'could not resize shared memory segment "/PostgreSQL.1": No space left on device';
    const error = Object.assign(pgError(message, '53100'), { file: 'dsm_impl.c' });
    expect([isStorageFull(error), asProblem(error)]).toEqual([false, error]);
    expect(isStorageFull(pgError('could not extend file', '53100'))).toBe(true);
  });

  it.each([
    ['duplicate key value', '23505'],
    ['permission denied for table apps', '42501'],
  ])('%s is returned unchanged', (message, code) => {
    const error = pgError(message, code);
    expect(asProblem(error)).toBe(error);
  });
});
