import { spawnSync } from 'node:child_process';

/** What the tour needs, as it is printed at its beginning. */
export const needs = `It needs
  bash, curl 7.84 or later (for --json and %header), jq and unzip
  a server that runs: npm start
  OPERATOR_KEY and OWNER_PASSWORD, which the first start printed as “operator's key” and “store's owner”
  PALIER_DATA_DIR, where that server's is not ./var: npx palier reaches the same data by it`;

/** The first thing that the tour lacks, and what to do; undefined when it can begin. */
export async function lacking(url: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { OPERATOR_KEY: key, OWNER_PASSWORD: password } = env;
  return (
    programLacking(env) ??
    (await serverLacking(url)) ??
    keyLacking(key) ??
    (password
      ? undefined
      : 'OWNER_PASSWORD is not set: export the password that the first start printed beside owner@wistant.example.') ??
    (await refusedKey(url, key as string)) ??
    (await refusedPassword(url, password as string))
  );
}

function programLacking(env: NodeJS.ProcessEnv): string | undefined {
  const version = (program: string) => spawnSync(program, ['--version'], { env, encoding: 'utf8' });
  // unzip knows no --version, but is found.
  const missing = ['bash', 'curl', 'jq', 'unzip'].filter((program) => version(program).error);
  if (missing.length > 0) return `${missing.join(' and ')} cannot be found: install it, and run the tour again.`;
  const [, found = '', major, minor] = /^curl ((\d+)\.(\d+)\S*)/.exec(version('curl').stdout) ?? [];
  const known = Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 84);
  return known ? undefined : `curl ${found} does not know --json or %header: install 7.84 or later.`;
}

const away = (url: string) =>
  `No server answers at ${url}: run "npm start" in another terminal, or name its address by --url.`;

async function serverLacking(url: string): Promise<string | undefined> {
  const status = await statusOf(`${url}/health/ready`);
  if (status === undefined) return away(url);
  return status === 200
    ? undefined
    : `The server at ${url} is not ready (${status}): read what ${url}/health/ready answers.`;
}

const newKey = 'npx palier operator reset-key prints a new one';

function keyLacking(key: string | undefined): string | undefined {
  if (key) return undefined;
  return `OPERATOR_KEY is not set: export the operator's key that the first start printed; ${newKey}.`;
}

async function refusedKey(url: string, key: string): Promise<string | undefined> {
  const status = await statusOf(`${url}/v1/platform/tenants?limit=1`, { headers: { authorization: `Bearer ${key}` } });
  return status === 200 ? undefined : `OPERATOR_KEY is no key of this server (${status}): ${newKey}.`;
}

async function refusedPassword(url: string, password: string): Promise<string | undefined> {
  const body = JSON.stringify({ email: 'owner@wistant.example', password });
  const headers = { 'content-type': 'application/json' };
  const status = await statusOf(`${url}/v1/auth/wistant/login`, { method: 'POST', headers, body });
  if (status === 200) return undefined;
  return `OWNER_PASSWORD does not sign owner@wistant.example in (${status}): export the one that the first start printed.`;
}

/** The status of an answer; undefined where none came. */
async function statusOf(url: string, init: RequestInit = {}): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}
