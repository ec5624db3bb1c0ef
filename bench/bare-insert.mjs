import { uuidv7 } from 'uuidv7';

/**
 * The INSERT of the row of an entry, prepared, in a transaction of its own, with the person in force on the connection.
 *
 * @param client a pg.Client that is connected
 */
export async function bareInsert(client, tenantId, userId) {
  await client.query(`select set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)`, [
    tenantId,
    userId,
  ]);
  const text = `insert into journal.entries (tenant_id, user_id, id, version, position, day, mood, craving, sleep, tags,
    addictions, reflection) values ($1, $2, $3, 1, 1, $4, $5, $6, $7, $8, '{}', $9)`;
  return async ({ day, mood, scores, tags, reflection }) => {
    // As long as the sealed text.
    const sealed = Buffer.alloc(29 + Buffer.byteLength(reflection), 7);
    const values = [tenantId, userId, uuidv7(), day, mood, scores.craving, scores.sleep, tags, sealed];
    return client.query({ name: 'bare-entry', text, values });
  };
}
