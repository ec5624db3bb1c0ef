import { CopyConnection } from '#platform/database';
import { type Move, readMove } from './move-record.js';

/**
 * The move that a house is in, if any.
 *
 * @param url its database as either role, past any pooler
 */
export async function moveOf(url: string): Promise<Move | undefined> {
  const connection = await CopyConnection.open(url);
  try {
    return await readMove(connection);
  } finally {
    await connection.close();
  }
}
