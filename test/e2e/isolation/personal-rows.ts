import { callAs, type SignedIn } from '../../support/signed-in.js';
import type { TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';

/**
 * Makes rows of a person in a table that only they may see, by the routes that they would use.
 *
 * @returns the texts in these rows that nobody else may read; their ids are found in the table
 */
type MakeRows = (api: TestApp, person: SignedIn) => Promise<readonly string[]>;

/** For each table of the kind `person`. */
export const personalRows: Readonly<Record<string, MakeRows>> = {
  'platform.person_exports': async (api, { token }) => {
    const { id } = (await callAs(api, token, 'POST', '/v1/me/exports')).json();
    await until(
      async () => (await callAs(api, token, 'GET', `/v1/operations/${id}`)).json().state === 'succeeded' || undefined,
    );
    return [];
  },
};
