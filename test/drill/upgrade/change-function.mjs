import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../../dist/libs/platform/database/index.js';
import { migrations } from '../../../dist/migrations/index.js';

const name = 'platform/outbox/claim-outbox.sql';
const mark = '-- Changed by the new version.';

/**
 * Applies another text of the function by which the relays of both versions claim what they forward, as a version does that
 * changed it. Returns what reads the text that is in force.
 */
export async function changeFunction(ownerUrl) {
  const text = readFileSync(join(import.meta.dirname, '../../../libs', name), 'utf8');
  const changed = text.replace(/(function platform\.claim_outbox[\s\S]*?\$\$)/, `$1\n  ${mark}`);
  assert.deepEqual(await migrate(ownerUrl, migrations, [{ name, text: changed }]), [name]);
  assert.match(await textOf(ownerUrl), new RegExp(mark));
  return () => textOf(ownerUrl);
}

async function textOf(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select prosrc from pg_proc where oid = 'platform.claim_outbox'::regproc");
    return rows[0].prosrc;
  } finally {
    await client.end();
  }
}
