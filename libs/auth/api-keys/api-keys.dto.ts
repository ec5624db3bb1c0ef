import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsDateTime, IsIntBetween, IsSetBetween, Length, ListOf, MaxLength, ruleText } from '#platform/http';
import type { KeyKind } from './key-text.js';

const kindsOfTenant = ['publishable', 'secret'] as const satisfies readonly KeyKind[];

const invalidName = ruleText(
  'invalid_name',
  'must be one line that is not blank',
  'doit tenir sur une ligne et ne pas être vide',
);

/** A key to create, of any kind. */
class NamedKeyDto {
  /**
   * What it is for, 1 to 100 characters in one line.
   * @example 'Nightly import'
   */
  @Length(1, 100)
  @Matches(/^(?=.*\S)\P{Cc}*$/u, { context: invalidName })
  name!: string;

  /**
   * 1 to 50 permissions that you hold yourself; those that a key of this kind may not have are refused.
   * @example ['feeds.read']
   */
  @IsSetBetween(1, 50)
  @MaxLength(100, { each: true })
  scopes!: string[];

  /**
   * When it expires, RFC 3339; never by default.
   * @example '2099-01-01T00:00:00.000Z'
   */
  @IsOptional()
  @IsDateTime()
  expiresAt?: string;
}

/** A personal key to create. */
export class NewPersonalKeyDto extends NamedKeyDto {}

/** A key to create. */
export class NewKeyDto extends NamedKeyDto {
  /**
   * `secret` for servers; `publishable` for apps and web pages, where everyone can read it: it can only send events.
   * @example 'secret'
   */
  @IsIn(kindsOfTenant)
  kind!: (typeof kindsOfTenant)[number];
}

/** How a key is replaced. */
export class RotationDto {
  /**
   * How many hours the old key still works, 0 to 168; 24 by default. With 0 it is refused at once.
   * @example 24
   */
  @IsOptional()
  @IsIntBetween(0, 168)
  overlapHours?: number;
}

/** A key, without its secret. */
export class KeyDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'Nightly import' */
  name!: string;

  /**
   * `secret` and `publishable` keys act for the tenant, `personal` ones as the user who made them.
   * @example 'secret'
   */
  kind!: KeyKind;

  /**
   * What the key begins with.
   * @example 'palier_sk_aayyyl3q57rvkzwpm5d4tjk4svq7mabcdefgh'
   */
  prefix!: string;

  /** @example ['members.read'] */
  scopes!: string[];

  createdAt!: Date;

  /** Null where it never expires. */
  expiresAt!: Date | null;

  /** At most a minute old; null before the first use. */
  lastUsedAt!: Date | null;

  /**
   * The id of the user who made it, deleted or not: but for personal ones, keys belong to the tenant and outlive their maker.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'
   */
  madeBy!: string;

  /**
   * The key that replaces it; null until it is rotated.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61'
   */
  successorId!: string | null;
}

/** A key just created. */
export class NewKeyAnswerDto extends KeyDto {
  /**
   * The key itself, shown this once: send it as `Authorization: Bearer`.
   * @example 'palier_sk_aayyyl3q57rvkzwpm5d4tjk4svq7mabcdefgh_…'
   */
  key!: string;
}

/** A step or page of keys. */
export class KeysDto extends ListOf(KeyDto) {}
