import { Matches } from 'class-validator';
import { Length, ListOf, VersionedDto } from '#platform/http';

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
  @Length(1, 100)
  @Matches(/^[^\p{Cc}\ufffe\uffff]*$/u, { context: badName })
  name!: string;
}

/** A folder of feeds. */
export class FolderDto extends VersionedDto {
  /** @example 'Weather' */
  name!: string;
}

/** A cursor step or page of folders. */
export class FoldersDto extends ListOf(FolderDto) {}
