import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import type { MasterKey } from '#platform/keys';
import { byIndexAlone, replaceValues, type SealedColumn, type SealedValue, valuesAfter } from './key-rotation.sql.js';

/** Values that are read at once. Those of each tenant are replaced in a transaction of their own. */
const BATCH = 500;
/** How often a column is read again where writers replaced values meanwhile. */
const PASSES = 5;

/** What became of the values of a column. */
export interface Resealed {
  readonly table: string;
  /** Values that the present key seals now, and did not before. */
  readonly resealed: number;
  /** Values that no known key opens; they stay as they are. */
  readonly unopened: number;
  /** Values that other writers replaced again and again. */
  readonly left: number;
}

/**
 * Seals the values of a column with the present key. Each batch is committed, so that it may be cut off anywhere; what is
 * sealed with the present key already is only read.
 *
 * @param owner the database as the owner: the policies of persons would hide rows from the application
 * @param read called after each batch with the number of values read so far
 */
export async function resealColumn(
  owner: CopyConnection,
  column: SealedColumn,
  master: MasterKey,
  read: (values: number) => void,
): Promise<Resealed> {
  let resealed = 0;
  for (let pass = 1; ; pass += 1) {
    const counts = await resealOnce(owner, column, master, read);
    resealed += counts.resealed;
    const { unopened, missed } = counts;
    if (missed === 0 || pass === PASSES) return { table: column.table, resealed, unopened, left: missed };
  }
}

async function resealOnce(
  owner: CopyConnection,
  column: SealedColumn,
  master: MasterKey,
  read: (values: number) => void,
) {
  const counts = { read: 0, resealed: 0, unopened: 0, missed: 0 };
  for (let values = await valuesOf(owner, column); values.length > 0; ) {
    const anew = values.map((value) => ({ ...value, anew: master.reseal(value.sealed, value.context) }));
    counts.read += values.length;
    counts.unopened += anew.filter((value) => !value.anew).length;
    const changed = anew.filter((value) => value.anew && value.anew !== value.sealed) as ResealedValue[];
    for (const [tenant, ofTenant] of Map.groupBy(changed, (value) => value.tenant)) {
      const replaced = await replace(owner, column, tenant, ofTenant);
      counts.resealed += replaced;
      counts.missed += ofTenant.length - replaced;
    }
    read(counts.read);
    values = await valuesOf(owner, column, values.at(-1));
  }
  return counts;
}

type ResealedValue = SealedValue & { readonly anew: Buffer };

function valuesOf(owner: CopyConnection, column: SealedColumn, after?: SealedValue): Promise<SealedValue[]> {
  return owner.transaction(`BEGIN READ ONLY; SET LOCAL ROLE ${BACKUP_ROLE}`, () =>
    owner.query<SealedValue>(valuesAfter(column, !after), [BATCH, ...(after?.key ?? [])]),
  );
}

/** @returns how many nobody had replaced */
function replace(
  owner: CopyConnection,
  column: SealedColumn,
  tenant: string,
  values: readonly ResealedValue[],
): Promise<number> {
  return owner.transaction(`BEGIN; SET LOCAL app.tenant_id = '${tenant}'; ${byIndexAlone}`, async () => {
    const keys = column.keys.map((_, i) => values.map(({ key }) => key[i]));
    const old = values.map(({ sealed }) => sealed);
    const anew = values.map((value) => value.anew);
    const [row] = await owner.query<{ replaced: number }>(replaceValues(column), [old, anew, ...keys]);
    return row?.replaced ?? 0;
  });
}
