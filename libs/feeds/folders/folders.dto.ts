import { Matches } from 'class-validator';
import { Length, ListOf, ruleText, VersionedDto } from '#platform/http';

const unprintable = ruleText(
  'bad_format',
  'must have no line breaks and no other control characters',
  'ne doit comporter ni saut de ligne ni autre caractère de contrôle',
);

/** A property that holds a text without line breaks and other control characters. */
export const IsPrintable = () => Matches(/^[^\p{Cc}\ufffe\uffff]*$/u, { context: unprintable });

/** A folder to create, or its new name. */
export class FolderContentDto {
  /**
   * 1 to 100 characters without control characters, which no other folder has, whatever their case.
   * @example 'Weather'
   */
  @Length(1, 100)
  @IsPrintable()
  name!: string;
}

/** A folder of feeds. */
export class FolderDto extends VersionedDto {
  /** @example 'Weather' */
  name!: string;
}

/** A cursor step or page of folders. */
export class FoldersDto extends ListOf(FolderDto) {}
