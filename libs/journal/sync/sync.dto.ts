import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { IsArrayBetween, IsId, IsIntBetween, IsNewId, MaxLength } from '#platform/http';
import { AddictionContentDto, AddictionDto } from '../addictions/addictions.dto.js';
import { EntryContentDto, EntryDto } from '../entries/entries.dto.js';
import { RelapseContentDto, RelapseDto } from '../relapses/relapses.dto.js';

/** The highest version that a change can still raise. */
const HIGHEST_BASE = 2_147_483_646;
export const recordKinds = ['entry', 'addiction', 'relapse'] as const;

const oneOf = (...types: (abstract new () => object)[]) => types.map((type) => ({ $ref: getSchemaPath(type) }));
const shown = { oneOf: [...oneOf(EntryDto, AddictionDto, RelapseDto), { type: 'null' }] };

/**
 * A change that a device made, perhaps offline. Each is judged by itself: one with a fault is refused, the others are applied.
 * So no field is required for the request as a whole, but all are for the change; `content` where it does not delete.
 */
@ApiExtraModels(EntryContentDto, AddictionContentDto, RelapseContentDto, EntryDto, AddictionDto, RelapseDto)
export class SyncChangeDto {
  /**
   * A UUID that the device made for this change. Sent again, the change is not applied again, for 90 days.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61'
   */
  @ApiPropertyOptional()
  @IsId()
  changeId!: string;

  /** @example 'relapse' */
  @ApiPropertyOptional({ enum: recordKinds })
  @IsIn(recordKinds)
  kind!: (typeof recordKinds)[number];

  /**
   * Of the record: a UUIDv7 that the device made when it created it.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @ApiPropertyOptional()
  @IsNewId()
  id!: string;

  /**
   * The version that the device changed: 0 where it created the record.
   * @example 0
   */
  @ApiPropertyOptional({ minimum: 0, maximum: HIGHEST_BASE })
  @IsIntBetween(0, HIGHEST_BASE)
  baseVersion!: number;

  /** What the record says from now on, as in its POST; without it the record is deleted. */
  @ApiPropertyOptional({ oneOf: oneOf(EntryContentDto, AddictionContentDto, RelapseContentDto) })
  @IsOptional()
  @IsObject()
  content?: object;
}

/** What a device has changed, and up to where it knows the journal. */
export class SyncDto {
  /** `next` of the last answer; left out to read everything. */
  @IsOptional()
  @MaxLength(1024)
  since?: string;

  /**
   * Up to 100 changes, in the order in which they were made. A change with a fault is refused in `results`, and the others are
   * applied. Only what no operation accepts refuses the whole request, with 400 `validation_failed`: U+0000 or half of a
   * surrogate pair in a text or a name, a name such as `__proto__` or `constructor`, an object of more than 200 members, or an
   * array of more than 1,000 items. Each pointer in `errors`, of which there are up to 50, then begins with `/changes/` and the
   * place of the change, from 0: take these changes out, with later ones of the same records, and send the rest.
   *
   * The request may have 1,048,576 bytes, unless the operator has set another limit, and 20,000 members and items in all. With
   * 413 `body_too_large`, whose `limit` is that of the bytes, or 400 with the code `too_many_values`, send fewer changes at a time.
   * @example []
   */
  @IsOptional()
  @IsArrayBetween(0, 100)
  @IsObject({ each: true })
  changes?: SyncChangeDto[];

  /** How many changes of other devices are answered at most, 1 to 100; 100 by default. */
  @IsOptional()
  @IsIntBetween(1, 100)
  limit?: number;
}

/** A fault of a change. */
export class SyncFaultDto {
  /**
   * A JSON pointer into the request.
   * @example '/changes/0/content/day'
   */
  pointer!: string;

  /** @example 'invalid_day' */
  code!: string;

  detail!: string;
}

/** Why a change was refused. */
export class SyncProblemDto {
  /** @example 'validation_failed' */
  code!: string;

  /** What happened and what to do next, in French or English by Accept-Language. */
  detail!: string;

  errors!: SyncFaultDto[];
}

/** What became of a change. */
export class SyncResultDto {
  /**
   * `applied`: it is in the journal, now or since it was sent before. `conflict`: another device changed the record first; keep
   * your version, let the person merge both, and send the result with `version` as its `baseVersion`. `refused`: correct it, or with
   * the code `quota_exceeded` keep it, and send it again once there is room.
   * @example 'applied'
   */
  @ApiProperty({ enum: ['applied', 'conflict', 'refused'] })
  status!: 'applied' | 'conflict' | 'refused';

  /**
   * The version of the record after the change or, in a conflict, that of the server; null where it was refused.
   * @example 1
   */
  version!: number | null;

  /** In a conflict, what the record says on the server; null where it was deleted there. */
  @ApiProperty(shown)
  current!: EntryDto | AddictionDto | RelapseDto | null;

  /** Why it was refused; else null. */
  problem!: SyncProblemDto | null;
}

/** A record that another device changed or deleted, or that was deleted with what it belongs to. */
export class SyncedRecordDto {
  /** @example 'relapse' */
  @ApiProperty({ enum: recordKinds })
  kind!: (typeof recordKinds)[number];

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 3 */
  version!: number;

  /** What it says; null where it was deleted, as relapses are with their addiction. */
  @ApiProperty(shown)
  record!: EntryDto | AddictionDto | RelapseDto | null;
}

/** What became of the changes of a device, and what changed besides. */
export class SyncAnswerDto {
  /** One for each change of the request, in its order. */
  results!: SyncResultDto[];

  /** What the device does not know yet, in the order in which it changed. */
  changes!: SyncedRecordDto[];

  /**
   * The `since` of the next request.
   * @example 'WyJhYmNkZWZnaCIsMTIsIjIwMjYtMTEtMjJUMDA6MDA6MDAuMDAwWiJd'
   */
  next!: string;

  /** Whether there is more: ask again at once. */
  more!: boolean;

  /**
   * Whether `since` had expired (89 days), or the journal came back from a backup, and `changes` begin with the first record.
   * What comes then counts, at whatever version; the device forgets each record that does not come before `more` is false.
   * A record whose change a request since then applied has come with its result. Changes that the device has not sent yet are
   * compared anew: it has the person merge each with what came in `changes`, and sends it with that version as its
   * `baseVersion`, or as a new record where nothing came. Until `more` is false, changes of other records than those that the
   * request creates are a `conflict`.
   */
  resync!: boolean;

  /**
   * Entries of earlier days are not kept: the device deletes them, too.
   * @example '2024-01-16'
   */
  keptSince!: string;
}
