import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsIntBetween, MaxLength, QueryInteger } from '#platform/http';

/** What may be told of a store. */
export const changeKinds = ['published', 'yanked', 'changed', 'removed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The most changes of an answer. */
export const MOST_CHANGES = 100;

/** From where on changes are read. */
export class ChangesQueryDto {
  /** `page.next` of an earlier answer; by default the first change that is still kept. */
  @IsOptional()
  @MaxLength(2048)
  since?: string;

  /** How many changes to read, 1 to 100; 100 by default. */
  @IsOptional()
  @QueryInteger()
  @IsIntBetween(1, MOST_CHANGES)
  limit?: number;
}

/** A change of a store. */
export class ChangeDto {
  /**
   * Its number in the store, one more than that of the change before it.
   * @example 1284
   */
  position!: number;

  /**
   * `published` and `yanked` name the version; which one the app's page shows may have changed with it. `changed`: its page
   * or the changelog of a published version shows something else, or the app is in the store again. `removed`: the store has
   * neither the app nor its versions any more.
   * @example 'published'
   */
  @ApiProperty({ enum: changeKinds })
  kind!: ChangeKind;

  /**
   * The slug of the app.
   * @example 'nestjs-common'
   */
  app!: string;

  /**
   * Of `published` and `yanked`; null of others.
   * @example '12.5.1'
   */
  version!: string | null;

  /** Never earlier than that of the change before it, unless the clock of the server was set back. */
  at!: Date;
}

/** Where to continue. */
export class ChangesPageDto {
  /**
   * The `since` of the next request. It is given at the end, too: it then finds what changes from now on.
   * @example 'WyJaMXhxT3BBUSIsMTI4NF0'
   */
  next!: string;
}

/** Changes of a store, in the order in which they came into force. */
export class ChangesDto {
  data!: ChangeDto[];

  page!: ChangesPageDto;
}
