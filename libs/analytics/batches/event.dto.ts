import { Matches, ValidateBy } from 'class-validator';
import { IsDateTime, IsOptionalOrNull, Length } from '#platform/http';
import {
  idPattern,
  isWithin,
  longestName,
  longestSubject,
  longestText,
  mostProperties,
  namePattern,
} from './event-rules.js';
import { type RejectionCode, rejectionTexts } from './rejections.js';

type Properties = Record<string, string | number | boolean | null>;

const words = (code: RejectionCode) => ({ context: { code, detail: rejectionTexts[code] } });

const flat = {
  type: ['object', 'null'],
  maxProperties: mostProperties,
  propertyNames: { minLength: 1, maxLength: longestName },
  additionalProperties: { type: ['string', 'number', 'boolean', 'null'], maxLength: longestText, example: 4.5 },
};
const flatWords = { context: { ...words('nested_value').context, schema: flat } };

/**
 * Something that happened in an application: it describes what `readEvents` accepts. An event is judged by itself, and the
 * answer lists those that are rejected. No value may hold an e-mail address, U+0000 or half of a surrogate pair.
 */
export class EventDto {
  /**
   * A UUID of any version that the client made. An event sent again with the same id and `occurredAt` is counted once.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61'
   */
  @Matches(idPattern, words('not_a_uuid'))
  id!: string;

  /**
   * What happened, in 1 to 100 characters: letters and digits of any script and `_ . : / $ -`, with spaces only between them.
   * It begins with a letter, a digit, `_` or `$`.
   * @example 'app_downloaded'
   */
  @Matches(namePattern, words('invalid_name'))
  name!: string;

  /**
   * When it happened, by the clock of the client: at most 7 days ago and 5 minutes ahead of the server. Three digits of a
   * fraction of a second are kept. Leap seconds are refused.
   * @example '2026-11-25T10:15:30.123Z'
   */
  @IsDateTime()
  occurredAt!: string;

  /**
   * Whom it is about, by an id of the product's own, in 1 to 200 characters.
   * @example 'u-1842'
   */
  @IsOptionalOrNull()
  @Length(1, longestSubject)
  subject?: string | null;

  /**
   * The visit or the start of the app that it belongs to, in 1 to 200 characters.
   * @example '6f1c0a'
   */
  @IsOptionalOrNull()
  @Length(1, longestSubject)
  session?: string | null;

  /**
   * What else is known of it: at most 50 texts of up to 1,000 characters, numbers, booleans and nulls, under names of 1 to
   * 100 characters. Numbers are kept as JavaScript has them, with 15 to 17 digits.
   * @example { "appId": "a-17", "price": 4.5, "trial": false }
   */
  @IsOptionalOrNull()
  @ValidateBy({ name: 'areFlat', validator: { validate: areFlat, defaultMessage: () => 'areFlat' } }, flatWords)
  properties?: Properties | null;
}

function areFlat(value: unknown): value is Properties {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = Object.entries(value);
  return members.length <= mostProperties && members.every(([name, each]) => isName(name) && isFlat(each));
}

function isName(name: string): boolean {
  return name !== '' && isWithin(name, longestName);
}

function isFlat(value: unknown): boolean {
  if (typeof value === 'string') return isWithin(value, longestText);
  return typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'object' || value === null;
}
