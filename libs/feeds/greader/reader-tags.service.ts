import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { validateBody } from '#platform/http';
import { LabelContentDto } from '../labels/labels.dto.js';
import { LabelsService } from '../labels/labels.service.js';
import { ReadingService } from '../reading/reading.service.js';
import { labelsByName } from './greader.sql.js';
import { postNumber, type Stream, streamOf } from './reader-ids.js';
import { MOST_EDITED, type ReaderInput } from './reader-input.js';
import { postIdsByNumber } from './streams.sql.js';

/** Posts that one transaction changes. */
const MOST_AT_ONCE = 1000;

/** Tags posts: with the states of having been read and starred, and with the labels of the user. */
@Injectable()
export class ReaderTags {
  constructor(
    private readonly database: Database,
    private readonly reading: ReadingService,
    private readonly labels: LabelsService,
  ) {}

  /**
   * Adds tags (`a`) to posts and removes others (`r`); those that are neither states nor labels are left alone.
   *
   * @throws Problem `reader_request_invalid`, `validation_failed` (400), `too_many_labels` (409)
   */
  async edit(person: Person, input: ReaderInput): Promise<void> {
    const [added, removed] = [tagsIn(input, 'a'), tagsIn(input, 'r')];
    const numbers = input.all('i').flatMap((id) => postNumber(id) ?? []);
    if (numbers.length === 0) return;
    const ids = (await this.database.read(person, postIdsByNumber, numbers)).map(({ id }) => id);
    if (ids.length === 0) return;
    const addLabels = await this.made(person, namesOf(added));
    const removeLabels = await this.known(person, namesOf(removed));
    const changes = { ...statesOf(added, true), ...statesOf(removed, false), addLabels, removeLabels };
    if (Object.values(changes).every((change) => Array.isArray(change) && change.length === 0)) return;
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE)
      await this.reading.setStates(person, { posts: ids.slice(from, from + MOST_AT_ONCE), ...changes });
  }

  /** Those that there are not are made. */
  private async made(person: Person, names: readonly string[]): Promise<string[]> {
    const contents = await Promise.all(names.map((name) => validateBody(LabelContentDto, { name })));
    if (contents.length === 0) return [];
    return this.labels.ensure(
      person,
      contents.map(({ name }) => name),
    );
  }

  private async known(person: Person, names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    return (await this.database.read(person, labelsByName, names)).map(({ id }) => id);
  }
}

function tagsIn(input: ReaderInput, name: 'a' | 'r'): Stream[] {
  return input.all(name, MOST_EDITED).flatMap((id) => streamOf(id) ?? []);
}

function namesOf(tags: readonly Stream[]): string[] {
  return tags.flatMap((tag) => (tag.kind === 'label' ? tag.name : []));
}

/** What it says of the two states of posts that tags were added or removed. */
function statesOf(tags: readonly Stream[], added: boolean): { read?: boolean; starred?: boolean } {
  const states: { read?: boolean; starred?: boolean } = {};
  for (const { kind } of tags) {
    if (kind === 'read') states.read = added;
    if (kind === 'unread') states.read = !added;
    if (kind === 'starred') states.starred = added;
  }
  return states;
}
