import { IsString, Matches } from 'class-validator';
import { Length, ListOf } from '#platform/http';

const badName = {
  code: 'bad_format',
  detail: {
    en: 'must have no line breaks and no other control characters',
    fr: 'ne doit comporter ni saut de ligne ni autre caractère de contrôle',
  },
};

/** A folder to create, or its new name. */
export class FolderContentDto {
  /**
   * 1 to 100 characters without control characters, which no other folder has, whatever their case.
   * @example 'Weather'
   */
  @IsString()
  @Length(1, 100)
  @Matches(/^[^\p{Cc}\ufffe\uffff]*$/u, { context: badName })
  name!: string;
}

/** A folder of feeds. */
export class FolderDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'Weather' */
  name!: string;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A cursor step or page of folders. */
export class FoldersDto extends ListOf(FolderDto) {}
