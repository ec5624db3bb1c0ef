import { OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, ValidateIf } from 'class-validator';
import { IsArrayBetween, IsNested, Length } from '#platform/http';
import { planNames } from '#platform/tenancy';
import { productIds } from '../products/products.js';
import { BrandingChoiceDto, isChosen } from '../settings/settings.dto.js';
import { longestNetwork, networkForm } from './tenant-networks.js';
import { invalidSlug, originForm, slugFormat } from './tenant-rules.js';

/** Changes of a tenant. A field that is left out does not change; a setting of null is reset to the product's. */
export class TenantChangesDto {
  /**
   * Its name for people, 1 to 120 characters.
   * @example 'Atelier Lumière et Fils'
   */
  @IsOptional()
  @Length(1, 120)
  name?: string;

  /**
   * `free`, `starter`, `pro` or `enterprise`; a new one has `free` by default.
   * @example 'pro'
   */
  @IsOptional()
  @IsIn(planNames)
  plan?: string;

  /**
   * All the web origins that may call its routes from a browser, at most 20; a new one has none by default. Repeats are
   * kept once.
   * @example ['https://atelier-lumiere.example']
   */
  @IsOptional()
  @IsArrayBetween(0, 20)
  @IsString({ each: true, context: { schema: { maxLength: 300, pattern: originForm.source } } })
  origins?: string[];

  /**
   * All the networks beyond the public ones that requests for this tenant may reach, in CIDR form, at most 20; a new one
   * has none by default. At least /8 for IPv4 and /16 for IPv6. Host bits are set to zero, and repeats are kept once.
   * @example ['10.20.0.0/16', 'fd12:3456::/48']
   */
  @IsOptional()
  @IsArrayBetween(0, 20)
  @IsString({ each: true, context: { schema: { maxLength: longestNetwork, pattern: networkForm.source } } })
  networks?: string[];

  /**
   * The language of members without their own choice, `en` or `fr`; the product's by default.
   * @example 'fr'
   */
  @ValidateIf(isChosen)
  @IsIn(['en', 'fr'])
  locale?: string | null;

  /**
   * A time zone of the IANA database; the product's by default.
   * @example 'Europe/Paris'
   */
  @ValidateIf(isChosen)
  @Length(1, 64)
  timeZone?: string | null;

  /** The branding that its members see. */
  @IsOptional()
  @IsNested(() => BrandingChoiceDto)
  branding?: BrandingChoiceDto;
}

/** A tenant to create. */
export class NewTenantDto extends OmitType(TenantChangesDto, ['name']) {
  /**
   * Its name in URLs: 2 to 63 lower-case letters, digits and single hyphens. It never changes.
   * @example 'atelier-lumiere'
   */
  @IsString()
  @Matches(slugFormat, { context: invalidSlug })
  slug!: string;

  /**
   * Its name for people, 1 to 120 characters.
   * @example 'Atelier Lumière'
   */
  @Length(1, 120)
  name!: string;

  /**
   * Its product: `wistant`, `veille`, `journeys`, `etude-line` or `velo`. It never changes.
   * @example 'wistant'
   */
  @IsIn(productIds)
  product!: string;
}
