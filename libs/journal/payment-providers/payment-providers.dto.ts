import { X509Certificate } from 'node:crypto';
import { IsBoolean, IsOptional, IsString, Matches, ValidateBy } from 'class-validator';
import { MaxLength, ruleText } from '#platform/http';

const badBundleId = ruleText(
  'bad_format',
  'must be the bundle id of an app, as in org.example.journal',
  'doit être l’identifiant de bundle d’une app, comme org.example.journal',
);
const badSecret = ruleText(
  'bad_format',
  'must be the signing secret of a webhook endpoint, as in whsec_ and 8 to 200 letters, digits and underscores',
  'doit être le secret de signature d’un point de terminaison, comme whsec_ suivi de 8 à 200 lettres, chiffres et tirets bas',
);
const noRoot = ruleText(
  'not_a_root_certificate',
  'must be one certificate of an authority in PEM, as in -----BEGIN CERTIFICATE-----',
  'doit être un seul certificat d’une autorité en PEM, comme -----BEGIN CERTIFICATE-----',
);

function isRoot(value: unknown): boolean {
  try {
    return typeof value === 'string' && new X509Certificate(value).ca;
  } catch {
    return false;
  }
}

/** How transactions and notifications of the App Store are verified. */
export class AppStoreSettingsDto {
  /**
   * The bundle id of the app. Its Server Notifications V2 go to `/v1/ingest/{tenant}/purchases/app-store`.
   * @example 'org.example.journal'
   */
  @IsString()
  @Matches(/^[A-Za-z0-9.-]{1,155}$/, { context: badBundleId })
  bundleId!: string;

  /**
   * Whether purchases in the sandbox count too, which cost nothing: for tests, and for Apple’s review of an app.
   * @example false
   */
  @IsBoolean()
  sandbox!: boolean;

  /** The root that certificates must lead to, in PEM; Apple Root CA - G3 by default. */
  @IsOptional()
  @MaxLength(5000)
  @ValidateBy({ name: 'isRoot', validator: { validate: isRoot, defaultMessage: () => 'isRoot' } }, { context: noRoot })
  rootCertificate?: string;
}

/** How events of Stripe are verified. */
export class StripeSettingsDto {
  /**
   * The signing secret of the webhook endpoint `/v1/ingest/{tenant}/purchases/stripe`. It is never answered back.
   * @example 'whsec_the_secret_of_an_example'
   */
  @IsString()
  @Matches(/^whsec_\w{8,200}$/, { context: badSecret })
  webhookSecret!: string;
}

/** A payment provider that is set up. */
export class PaymentProviderDto {
  provider!: 'app-store' | 'stripe';

  /**
   * Null for Stripe.
   * @example 'org.example.journal'
   */
  bundleId!: string | null;

  /** Null for Stripe. */
  sandbox!: boolean | null;

  /** Null for Stripe, and where it is Apple’s. */
  rootCertificate!: string | null;

  updatedAt!: Date;
}

/** The payment providers that are set up. */
export class PaymentProvidersDto {
  /** In order of name. */
  data!: PaymentProviderDto[];
}
