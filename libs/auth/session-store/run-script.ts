import type { RedisClient } from '#platform/redis';
import type { UserScript } from './user-scripts.js';

/** One run of a script on the hash of a user. */
export interface ScriptRun {
  readonly script: UserScript;
  readonly key: string;
  readonly values: readonly (string | number | Buffer)[];
}

/** The answer of a script, and whether a replica has its writes; always true where there can be no replica. */
export interface Written {
  readonly answer: unknown;
  readonly replicated: boolean;
}

/** Runs a script by its digest, or by its text on a server that does not know it yet. */
export async function runScript(client: RedisClient, { script, key, values }: ScriptRun): Promise<unknown> {
  try {
    return await client.evalsha(script.sha, 1, key, ...values);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return client.eval(script.text, 1, key, ...values);
  }
}
