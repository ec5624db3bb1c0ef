import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnPalier } from '../../support/command-line.js';
import { type EmptyDatabase, emptyDatabase } from '../../support/empty-database.js';
import { readZip } from '../../support/read-zip.js';
import { settingsFor } from '../../support/settings-for.js';
import { findAll } from './left.js';
import type { Walk } from './walk.js';

/** The archive of a deployment of before the erasure of its canary, and what others make of it afterwards. */
export class Archives {
  private constructor(private readonly walk: Walk) {}

  static async take(walk: Walk): Promise<Archives> {
    const archives = new Archives(walk);
    await archives.palier('backup', archives.file('before.zip'));
    return archives;
  }

  /** What there is of the person in a database that was restored with a keys file of before, and what can be read there. */
  withKeysOfBefore(): Promise<{ needles: string[]; readable: string[] }> {
    return this.restored('before.zip', 'before.zip.keys', async (database) => {
      const found = await findAll(this.walk.canary, database.adminUrl);
      const needles = [...new Set([...found.values()].flat())].sort();
      return { needles, readable: await this.readable(database, 'of-before') };
    });
  }

  /** What can be read of the person once only a keys file of after is there. */
  async withKeysOfAfter(): Promise<string[]> {
    await this.palier('backup', this.file('after.zip'));
    return this.restored('before.zip', 'after.zip.keys', (database) => this.readable(database, 'of-after'));
  }

  private file(name: string): string {
    return join(this.walk.api.dataDir, name);
  }

  private async restored<T>(file: string, keys: string, look: (database: EmptyDatabase) => Promise<T>): Promise<T> {
    const database = await emptyDatabase(this.walk.api.database);
    try {
      await this.palier('restore', this.file(file), '--keys', this.file(keys), '--into', database.ownerUrl);
      return await look(database);
    } finally {
      await database.drop();
    }
  }

  /** The tables and the files in whose export the canary's text is. */
  private async readable(database: EmptyDatabase, name: string): Promise<string[]> {
    const { shop, canary } = this.walk;
    const file = this.file(`${name}.zip`);
    await this.palierIn(database, 'person', 'export', shop.slug, canary.ids.member ?? '', file);
    const places = [...(await readZip(readFileSync(file)))].flatMap(([entry, content]) =>
      String(content).includes(canary.text) ? [entry] : [],
    );
    return places.sort();
  }

  private palier(...args: string[]): Promise<void> {
    return this.palierIn(this.walk.api.database, ...args);
  }

  private async palierIn(urls: Pick<EmptyDatabase, 'appUrl' | 'ownerUrl'>, ...args: string[]): Promise<void> {
    const ended = await spawnPalier(settingsFor(urls, this.walk.api.dataDir), ...args);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  }
}
