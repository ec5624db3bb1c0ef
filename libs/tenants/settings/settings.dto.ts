import { IsString, ValidateIf } from 'class-validator';
import { Length } from '#platform/http';
import { colourForm } from './settings-rules.js';

/** Whether a value was given: a field that is left out does not change; null resets it to the product's default. */
export const isChosen = (_dto: object, value: unknown) => value !== undefined && value !== null;

/** The branding that a tenant's members see. */
export class BrandingChoiceDto {
  /**
   * 1 to 120 characters; the tenant's name by default.
   * @example 'Lumière'
   */
  @ValidateIf(isChosen)
  @Length(1, 120)
  displayName?: string | null;

  /**
   * As `#rrggbb`, dark enough for white text on it (WCAG AA); the product's by default.
   * @example '#5b3df5'
   */
  @ValidateIf(isChosen)
  @IsString()
  @Length(1, 40, { context: { schema: { minLength: 7, maxLength: 7, pattern: colourForm.source } } })
  colour?: string | null;

  /**
   * An `https://` address of at most 2,000 characters; none by default.
   * @example 'https://atelier-lumiere.example/logo.svg'
   */
  @ValidateIf(isChosen)
  @IsString()
  @Length(1, 2000, { context: { schema: { pattern: '^https://' } } })
  logoUrl?: string | null;
}
