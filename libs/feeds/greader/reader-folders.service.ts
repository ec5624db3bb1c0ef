import { Injectable } from '@nestjs/common';
import { type Caller, personOf, requirePermission } from '#platform/access';
import { Database } from '#platform/database';
import { validateBody } from '#platform/http';
import { newId } from '#platform/ids';
import { feedsProblems } from '../feeds.errors.js';
import { FolderContentDto } from '../folders/folders.dto.js';
import { FoldersService } from '../folders/folders.service.js';
import { ensureFolder } from '../folders/folders.sql.js';
import { LabelContentDto } from '../labels/labels.dto.js';
import { LabelsService } from '../labels/labels.service.js';
import { foldersByName } from './greader.sql.js';
import { streamOf } from './reader-ids.js';
import { MOST_EDITED, type ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

/** A folder, or a label of the user. */
interface Named {
  readonly kind: 'folder' | 'label';
  readonly id: string;
}

/** Changes folders, and labels of the user where no folder has the name, by the rules of their own routes. */
@Injectable()
export class ReaderFolders {
  constructor(
    private readonly database: Database,
    private readonly names: ReaderNames,
    private readonly folders: FoldersService,
    private readonly labels: LabelsService,
  ) {}

  /**
   * @throws Problem `reader_request_invalid`, `validation_failed` (400), `forbidden` (403, of a folder), `folder_not_found` (404),
   * `folder_name_taken`, `label_name_taken` (409)
   */
  async rename(caller: Caller, input: ReaderInput): Promise<void> {
    const [from, name] = [labelIn(input.required('s'), 's'), labelIn(input.required('dest'), 'dest')];
    const { kind, id } = await this.changeable(caller, from);
    if (kind === 'folder')
      await this.folders.rename(caller.tenantId, id, await validateBody(FolderContentDto, { name }), undefined);
    else await this.labels.rename(personOf(caller), id, await validateBody(LabelContentDto, { name }), undefined);
  }

  /**
   * Deletes folders and labels; feeds and posts stay.
   *
   * @throws Problem `reader_request_invalid` (400), `forbidden` (403, of a folder), `folder_not_found` (404)
   */
  async disable(caller: Caller, input: ReaderInput): Promise<void> {
    const found: Named[] = [];
    for (const stream of input.all('s', MOST_EDITED)) found.push(await this.changeable(caller, labelIn(stream, 's')));
    for (const { kind, id } of found) {
      if (kind === 'folder') await this.folders.delete(caller.tenantId, id, undefined);
      else await this.labels.delete(personOf(caller), id, undefined);
    }
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

  /** What has a name, where the caller may change it: folders are of the team, labels of the user. */
  private async changeable(caller: Caller, name: string): Promise<Named> {
    const found = await this.names.folderOrLabel(personOf(caller), name);
    if (!found) throw feedsProblems.folder_not_found({ id: name });
    if (found.kind === 'folder') requirePermission(caller, 'feeds.write');
    return found;
  }
}

function labelIn(id: string, name: string): string {
  const stream = streamOf(id);
  if (stream?.kind !== 'label') throw feedsProblems.reader_request_invalid({ name });
  return stream.name;
}
