import { statement } from '#platform/database';

/** Who has an account: the tables of people. */
export const personKinds = ['students', 'professors', 'staff'] as const;
export type PersonKind = (typeof personKinds)[number];

/** A value for each kind of people. */
export function ofEachKind<T>(of: (kind: PersonKind) => T): Readonly<Record<PersonKind, T>> {
  return { students: of('students'), professors: of('professors'), staff: of('staff') };
}

/** What a link is answered by. */
export interface AccountRow {
  readonly id: string;
  readonly userId: string | null;
  readonly version: number;
}

const row = 'id, user_id as "userId", version';
const written = 'version = version + 1, updated_at = now()';

/** The statements of one kind of people. */
const accountStatements = (kind: PersonKind) => {
  const table = `campus.${kind}`;
  return {
    /** Links the people who have these addresses and no account, each to the user beside; not to one whom another of them has. */
    link: statement<{ id: string }, [emails: readonly string[], userIds: readonly string[]]>(`${table}.link`)`
      update ${table} p set user_id = u.user_id, ${written}
        from unnest($1::text[], $2::uuid[]) as u (email, user_id)
        where p.email = u.email and p.user_id is null and not exists (select from ${table} o where o.user_id = u.user_id)
        returning p.id`,
    unlink: statement<object, [ids: readonly string[]]>(`${table}.unlink`)`
      update ${table} set user_id = null, ${written} where id = any (array(select unnest($1::uuid[])))`,
    unlinkUser: statement<{ email: string }, [userId: string]>(`${table}.unlink-user`)`
      update ${table} set user_id = null, ${written} where user_id = $1 returning email`,
    byId: statement<AccountRow, [id: string]>(`${table}.account`)`select ${row} from ${table} where id = $1`,
    /** No row where it is at another version, or does not exist. */
    set: statement<AccountRow, [id: string, versions: readonly number[] | null, userId: string | null]>(
      `${table}.set-account`,
    )`
      update ${table} set user_id = $3, ${written}
        where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${row}`,
  };
};

export const accounts = ofEachKind(accountStatements);

const lock = (name: string, how: string) =>
  statement<object, [tenantId: string]>(name)`select ${how}(hashtextextended('campus.accounts:' || $1, 0))`;

/** Taken by whoever writes people with their addresses, and then looks who has proven these. */
export const lockAddresses = lock('campus.accounts.lock-addresses', 'pg_advisory_xact_lock_shared');
/** Taken by whoever knows of a user, and then looks for the people who have the address. Waits for all those who write people. */
export const lockAccounts = lock('campus.accounts.lock', 'pg_advisory_xact_lock');
