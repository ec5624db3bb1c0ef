import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Matches, ValidateBy } from 'class-validator';
import { ArrayUnique, IsOptionalOrNull, Length, ListOf, ListQueryDto, MaxLength, ruleText } from '#platform/http';
import { type FormWords, slugFrom, tagFrom } from '#platform/suggestions';
import { isOneLine } from '#platform/text-normalisation';

/** The sorts of the studio's apps; `-` for descending. */
export const studioAppSorts = ['name', '-createdAt', '-updatedAt'] as const;
export type StudioAppSort = (typeof studioAppSorts)[number];

/** The form of a slug. */
export const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const slugWords: FormWords = {
  code: 'bad_format',
  detail: {
    en: 'must be lower-case letters without accents, digits and single hyphens between them, as in {example}',
    fr: 'doit se composer de minuscules sans accent, de chiffres et de traits d’union isolés entre eux, comme {example}',
  },
  example: 'carnet-leger',
  corrected: slugFrom,
};
const tagForm = /^[^\p{C}\p{Z}\p{Lu},]{1,50}$/u;
const tagWords: FormWords = {
  code: 'bad_format',
  detail: {
    en: 'must hold tags of 1 to 50 characters, in lower case, without spaces and commas, as in {example}',
    fr: 'doit contenir des étiquettes de 1 à 50 caractères, en minuscules, sans espace ni virgule, comme {example}',
  },
  example: 'hors-ligne',
  corrected: tagFrom,
};
const homepageWords = ruleText(
  'bad_format',
  'must be an http or https address without spaces, as in https://carnet.example',
  'doit être une adresse http ou https sans espace, comme https://carnet.example',
);

export const OneLine = () =>
  ValidateBy({ name: 'isOneLine', validator: { validate: (value) => typeof value === 'string' && isOneLine(value) } });
const MaxBytes = (most: number) =>
  ValidateBy({
    name: 'maxBytes',
    constraints: [most],
    validator: { validate: (value) => typeof value === 'string' && Buffer.byteLength(value) <= most },
  });

/** Selects and sorts the studio's apps. */
export class StudioAppsQueryDto extends ListQueryDto {
  /** Only archived apps, `true`, or only others, `false`. */
  @IsOptional()
  @IsIn(['true', 'false'])
  archived?: 'true' | 'false';

  /** By name, creation or last change, `-` for descending; `-updatedAt` by default. */
  @IsOptional()
  @IsIn(studioAppSorts)
  sort?: StudioAppSort;
}

/** What an app's page shows beside its name; each field that is left out stays as it is. */
class PageTextsDto {
  /**
   * Up to 280 characters on one line.
   * @example 'A notebook that works offline'
   */
  @IsOptional()
  @MaxLength(280)
  @OneLine()
  summary?: string;

  /**
   * Markdown, up to 64 KB of UTF-8.
   * @example '# Carnet'
   */
  @IsOptional()
  @IsString()
  @MaxBytes(65_536)
  description?: string;

  /**
   * Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
   * @example ['notes', 'offline']
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(tagForm, { each: true, context: tagWords })
  tags?: string[];

  /**
   * Up to 100 characters on one line; null for none.
   * @example 'MIT'
   */
  @IsOptionalOrNull()
  @Length(1, 100)
  @OneLine()
  licence?: string | null;

  /**
   * Up to 200 characters on one line; null for none.
   * @example 'Atelier Lumière'
   */
  @IsOptionalOrNull()
  @Length(1, 200)
  @OneLine()
  author?: string | null;

  /**
   * An http or https address of up to 2,000 characters; null for none.
   * @example 'https://carnet.example'
   */
  @IsOptionalOrNull()
  @Length(1, 2000)
  @Matches(/^https?:\/\/[^\s\p{C}]+$/u, { context: homepageWords })
  homepage?: string | null;
}

/** An app to create. Nobody sees it before a version is published. */
export class NewAppDto extends PageTextsDto {
  /**
   * Its name in URLs, which never changes: up to 100 lower-case letters, digits and single hyphens.
   * @example 'carnet'
   */
  @Length(1, 100)
  @Matches(slugForm, { context: slugWords })
  slug!: string;

  /**
   * 1 to 214 characters on one line.
   * @example 'Carnet'
   */
  @Length(1, 214)
  @OneLine()
  name!: string;
}

/** The texts of an app's page; each field that is left out stays as it is. */
export class AppTextsDto extends IntersectionType(PageTextsDto, PartialType(PickType(NewAppDto, ['name']))) {}

/** An app in the studio's list. */
export class StudioAppDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'carnet' */
  slug!: string;

  /** @example 'Carnet' */
  name!: string;

  /** @example 'A notebook that works offline' */
  summary!: string;

  /**
   * In alphabetical order.
   * @example ['notes', 'offline']
   */
  tags!: string[];

  /** @example 'MIT' */
  licence!: string | null;

  /** @example 'Atelier Lumière' */
  author!: string | null;

  /**
   * The version that the store shows; null before one is published.
   * @example '1.2.0'
   */
  version!: string | null;

  /** Whether the store shows it: it has a published version and is not archived. */
  listed!: boolean;

  /** Whether the store leaves it out. */
  archived!: boolean;

  /** Whether it is being deleted, so that nothing of it can be changed. */
  deleting!: boolean;

  /**
   * Starts at 1 and increases by one with each change; the ETag holds it.
   * @example 2
   */
  revision!: number;

  createdAt!: Date;
  updatedAt!: Date;
}

/** A cursor step or page of the studio's apps. */
export class StudioAppsDto extends ListOf(StudioAppDto) {}

/** An app with everything that the studio shows of it. */
export class StudioAppDetailDto extends StudioAppDto {
  /** @example '# Carnet' */
  description!: string;

  /** @example 'https://carnet.example' */
  homepage!: string | null;
}
