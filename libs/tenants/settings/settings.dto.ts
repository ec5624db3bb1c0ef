import { IsString, Length, ValidateIf } from 'class-validator';

/** A field that is left out stays; null goes back to what the product gives. */
export const isChosen = (_dto: object, value: unknown) => value !== undefined && value !== null;

/** How a tenant looks to its members. */
export class BrandingChoiceDto {
  /**
   * 1 to 120 characters; the tenant's name by default.
   * @example 'Lumière'
   */
  @ValidateIf(isChosen)
  @IsString()
  @Length(1, 120)
  displayName?: string | null;

  /**
   * As `#rrggbb`, dark enough for white text on it (WCAG AA); the product's by default.
   * @example '#5b3df5'
   */
  @ValidateIf(isChosen)
  @IsString()
  @Length(1, 40)
  colour?: string | null;

  /**
   * An `https://` address of at most 2,000 characters; none by default.
   * @example 'https://atelier-lumiere.example/logo.svg'
   */
  @ValidateIf(isChosen)
  @IsString()
  @Length(1, 2000)
  logoUrl?: string | null;
}
