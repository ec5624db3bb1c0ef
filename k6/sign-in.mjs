/** Sign-ins at once: a process lets one network wait with 32. */
const AT_ONCE = 16;
const TRIES = 30;
/** For how long a token is used again, of its ten minutes. */
const YOUNG_MS = 120_000;
const signedIn = new Map();

/** Does something for each of a list, some at a time, in order. @returns the results, in order */
export async function eachOf(list, atOnce, work) {
  const results = [];
  let next = 0;
  const one = async () => {
    while (next < list.length) {
      const at = next++;
      results[at] = await work(list[at], at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return results;
}

/**
 * Signs people in over HTTP; who is refused for the time being comes back when they are told to.
 *
 * @param {{ tenant: string, email: string }[]} people
 * @returns {Promise<string[]>} an access token of each
 * @throws Error a sentence where one cannot sign in
 */
export function signIn(url, people, password) {
  return eachOf(people, AT_ONCE, async ({ tenant, email }) => {
    const known = signedIn.get(`${tenant} ${email}`);
    if (known && Date.now() - known.at < YOUNG_MS) return known.token;
    const token = await tokenOf(url, tenant, email, password);
    signedIn.set(`${tenant} ${email}`, { token, at: Date.now() });
    return token;
  });
}

async function tokenOf(url, tenant, email, password) {
  let answer;
  for (let tries = 0; tries < TRIES; tries += 1) {
    answer = await fetch(`${url}/v1/auth/${tenant}/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
      signal: AbortSignal.timeout(60_000),
    });
    if (answer.status === 200) return (await answer.json()).accessToken;
    const wait = Number(answer.headers.get('retry-after'));
    if (![429, 503].includes(answer.status) || !(wait > 0 && wait <= 120)) break;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
  const { code = '' } = await answer.json().catch(() => ({}));
  throw new Error(
    `${email} cannot sign in to ${tenant} (${answer.status} ${code}): add --seed, and PASSWORD where it was set for the seed.`,
  );
}
