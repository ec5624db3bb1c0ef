import { statement } from '#platform/database';
import { runSql } from './sql.js';

export const insertNote = statement<{ id: string }, [string, string, string]>('test.insert-note')`
  INSERT INTO notes (tenant_id, id, body) VALUES ($1, $2, $3) RETURNING id`;

/** Reads without naming the tenant: row level security has to filter. */
export const allNotes = statement<{ tenant_id: string; id: string; body: string }>('test.all-notes')`
  SELECT tenant_id, id, body FROM notes ORDER BY id`;

/** A test table with rows of tenants, protected like every such table. */
const table = `
  CREATE TABLE notes (tenant_id uuid NOT NULL, id uuid NOT NULL, body text NOT NULL, PRIMARY KEY (tenant_id, id));
  ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
  ALTER TABLE notes FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON notes
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
  GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO palier_app;`;

/** Creates the table, as its owner. */
export async function makeNotesTable(ownerUrl: string): Promise<void> {
  await runSql(ownerUrl, table);
}
