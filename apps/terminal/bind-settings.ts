import type { Settings } from '#platform/config';

/** A copy of the settings, with the URLs of the embedded PostgreSQL. */
export function bindSettings(settings: Settings, urls: { app: string; owner: string }): Settings {
  const bound: Settings = Object.create(Object.getPrototypeOf(settings));
  return Object.assign(bound, settings, { databaseUrl: urls.app, databaseOwnerUrl: urls.owner });
}
