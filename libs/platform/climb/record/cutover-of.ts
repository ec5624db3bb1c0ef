import { CopyConnection } from '#platform/database';
import { type Cutover, readCutover } from './cutover-record.js';

/**
 * The cutover that a deployment is in, if any.
 *
 * @param url its database as either role, not through a pooler
 */
export async function cutoverOf(url: string): Promise<Cutover | undefined> {
  const connection = await CopyConnection.open(url);
  try {
    return await readCutover(connection);
  } finally {
    await connection.close();
  }
}
