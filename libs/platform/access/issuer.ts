import { publicUrlOf, type Settings } from '#platform/config';

/** The `iss` of a tenant's access tokens: the URL of its sign-in, as in `https://api.example/v1/auth/shop`. */
export function issuerOf(settings: Pick<Settings, 'publicUrl' | 'port'>, slug: string): string {
  return `${publicUrlOf(settings)}/v1/auth/${slug}`;
}
