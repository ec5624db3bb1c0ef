import { normaliseEmail } from '#auth';
import { deleteRowOf, isUniqueViolation, statement } from '#platform/database';
import { text, timestamp, uuid } from '#platform/lists';
import { sortKey } from '#platform/text-normalisation';
import type { Addressed } from '../accounts/link-accounts.js';
import { campusProblems } from '../campus.errors.js';
import type { PersonContentDto } from './person.dto.js';

/** What is stored of a person besides the id. */
type Content = [name: string, nameKey: string, email: string];
type Versions = readonly number[] | null;

/** What a write answers: of a new row nothing is former. */
export const addressed = 'new.id, new.email, old.email as "formerEmail", new.user_id as "userId"';
/** Nobody was invited at a new address. */
export const invitedAt = (email: string) => `case when email = ${email} then invited_at end`;

export const personColumns = `p.id, p.name, p.email, p.user_id as "userId", p.version, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

export const personSortKeys = {
  name: { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] },
  '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] },
} as const;

/** The statements of professors and of staff, which differ by the columns that they answer. */
export function personStatements<Row extends object>(table: 'professors' | 'staff', columns: string) {
  const of = `campus.${table}`;
  const atVersion = 'id = $1 and ($2::integer[] is null or version = any ($2))';
  return {
    byId: statement<Row, [id: string]>(`${of}.by-id`)`select ${columns} from ${of} p where p.id = $1`,
    insert: statement<Addressed, [tenantId: string, id: string, ...Content]>(`${of}.insert`)`
      insert into ${of} (tenant_id, id, name, name_key, email) values ($1, $2, $3, $4, $5)
        returning ${addressed}`,
    /** No row where it is at another version, or does not exist; as of `remove`. */
    change: statement<Addressed, [id: string, versions: Versions, ...Content]>(`${of}.change`)`
      update ${of} set name = $3, name_key = $4, email = $5, invited_at = ${invitedAt('$5')},
          version = version + 1, updated_at = now()
        where ${atVersion} returning ${addressed}`,
    remove: deleteRowOf(of),
  };
}

/** Name, sort key and address as they are stored. */
export function contentOf({ name, email }: PersonContentDto): Content {
  return [name.normalize('NFC'), sortKey(name), normaliseEmail(email)];
}

/** Says whose address or number a write would have doubled. @throws Problem `address_taken`, `student_number_taken` (409) */
export async function refusingTwins<T>(
  person: PersonContentDto & { number?: string },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, 'students_by_number')) {
      throw campusProblems.student_number_taken({ number: person.number ?? '' });
    }
    if (['students', 'professors', 'staff'].some((table) => isUniqueViolation(error, `${table}_by_email`))) {
      throw campusProblems.address_taken({ email: person.email });
    }
    throw error;
  }
}
