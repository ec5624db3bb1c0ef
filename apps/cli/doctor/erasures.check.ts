import { ErasureLedger } from '#platform/erasure-ledger';
import { type Diagnosis, fine, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'erasures';

/** Checks that no erasure or purge was waived that a restored database lacks. */
export async function checkErasures({ application }: Installation): Promise<Diagnosis> {
  return judgeWaived((await (await application()).get(ErasureLedger).newest()).waived);
}

/** @param waived entries of the ledger of erasures that an operator waived and no replay has done since */
export function judgeWaived(waived: number): Diagnosis {
  if (waived === 0) return fine(name, 'No erasure and no purge is waived.');
  const [are, they] = waived === 1 ? ['1 erasure or purge is', 'its'] : [`${waived} erasures or purges are`, 'their'];
  return warning(
    name,
    `${are} waived: the database has ${they} data again since it was restored.`,
    'Run "palier erasures replay", which erases and purges again.',
  );
}
