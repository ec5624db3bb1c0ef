import type { Locale } from '#platform/problems';
import type { Product } from '../products/product.js';
import type { BrandingDto, TenantDto } from '../tenants/tenant.dto.js';

/** The tag of the cached answers that depend on a tenant's name, product or settings. */
export const TENANT_TAG = 'tenant';

/** The branding that a tenant's members see; the colour is in lower case. */
export type Branding = Readonly<BrandingDto>;

/** The settings of a tenant, its own or its product's. */
export type TenantSettings = Readonly<Pick<TenantDto, 'locale' | 'timeZone' | 'branding'>>;

/** Changes of settings; null resets one to the product's default. */
export interface SettingsChoice {
  readonly locale?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly branding?: { readonly [Key in keyof Branding]?: string | null | undefined } | undefined;
}

/** The stored settings; null where the product's default applies. */
export interface OwnSettings {
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly displayName: string | null;
  readonly colour: string | null;
  readonly logoUrl: string | null;
}

/** The settings in force. */
export function settingsOf(own: OwnSettings, name: string, product: Product | undefined): TenantSettings {
  return {
    locale: own.locale ?? product?.locale ?? 'fr',
    timeZone: own.timeZone ?? product?.timeZone ?? 'Europe/Paris',
    branding: {
      displayName: own.displayName ?? name,
      colour: own.colour ?? product?.branding.colour ?? '#000000',
      logoUrl: own.logoUrl,
    },
  };
}

/** The columns that a choice changes, with their new values. */
export function chosen({ locale, timeZone, branding = {} }: SettingsChoice): Partial<Record<string, string | null>> {
  const { displayName, colour, logoUrl } = branding;
  const columns = {
    locale,
    time_zone: timeZone,
    // PostgreSQL refuses a lone surrogate in JSON.
    display_name: displayName?.trim().toWellFormed() ?? displayName,
    colour: colour?.toLowerCase() ?? colour,
    logo_url: logoUrl && new URL(logoUrl).href,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
