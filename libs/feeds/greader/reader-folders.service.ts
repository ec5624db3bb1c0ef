import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { validateBody } from '#platform/http';
import { newId } from '#platform/ids';
import { feedsProblems } from '../feeds.errors.js';
import { FolderContentDto } from '../folders/folders.dto.js';
import { FoldersService } from '../folders/folders.service.js';
import { ensureFolder } from '../folders/folders.sql.js';
import { foldersByName } from './greader.sql.js';
import { streamOf } from './reader-ids.js';
import { MOST_EDITED, type ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

/** Changes folders as a client asks, by the rules of their own routes. */
@Injectable()
export class ReaderFolders {
  constructor(
    private readonly database: Database,
    private readonly names: ReaderNames,
    private readonly folders: FoldersService,
  ) {}

  /** @throws Problem `reader_request_invalid` (400), `folder_not_found` (404), `folder_name_taken` (409) */
  async rename(tenantId: string, input: ReaderInput): Promise<void> {
    const [from, to] = [labelIn(input.required('s'), 's'), labelIn(input.required('dest'), 'dest')];
    const content = await validateBody(FolderContentDto, { name: to });
    await this.folders.rename(tenantId, await this.known(tenantId, from), content, undefined);
  }

  /** Deletes folders; their feeds stay. @throws Problem `reader_request_invalid` (400), `folder_not_found` (404) */
  async disable(tenantId: string, input: ReaderInput): Promise<void> {
    for (const id of input.all('s', MOST_EDITED))
      await this.folders.delete(tenantId, await this.known(tenantId, labelIn(id, 's')), undefined);
  }

  /** The folder that feeds are put into (`a`), which is made where there is none. */
  async to(tenantId: string, input: ReaderInput): Promise<string | undefined> {
    const [to] = input.all('a', MOST_EDITED);
    if (to === undefined) return undefined;
    const { name } = await validateBody(FolderContentDto, { name: labelIn(to, 'a') });
    const [folder] = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(ensureFolder, tenantId, newId(), name),
    );
    return folder?.id;
  }

  /** The folders that feeds are to leave (`r`). */
  async left(tenantId: string, input: ReaderInput): Promise<string[]> {
    const streams = input.all('r', MOST_EDITED).flatMap((each) => streamOf(each) ?? []);
    const names = streams.flatMap((stream) => (stream.kind === 'label' ? stream.name : []));
    if (names.length === 0) return [];
    return (await this.database.read({ tenantId }, foldersByName, names)).map(({ id }) => id);
  }

  private async known(tenantId: string, name: string): Promise<string> {
    const id = await this.names.folder(tenantId, name);
    if (id === undefined) throw feedsProblems.folder_not_found({ id: name });
    return id;
  }
}

function labelIn(id: string, name: string): string {
  const stream = streamOf(id);
  if (stream?.kind !== 'label') throw feedsProblems.reader_request_invalid({ name });
  return stream.name;
}
