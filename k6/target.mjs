// What is under load: whether it is Palier, how much it takes from one address, and what its processes used of their processors.

/**
 * Whether a Palier is ready there.
 *
 * @returns {Promise<string>} its RateLimit-Policy
 * @throws Error a sentence where there is none
 */
export async function readTarget(url) {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(10_000) }).catch((error) => {
    throw new Error(
      `${url} does not answer (${error.cause?.code ?? error.name}): start the product, or correct --url.`,
    );
  });
  const body = await answer.json().catch(() => undefined);
  const policy = answer.headers.get('ratelimit-policy');
  if (body?.parts === undefined || policy === null) {
    throw new Error(
      `${url} is no Palier: its /health/ready answers ${answer.status} without the parts of one. Correct --url.`,
    );
  }
  if (answer.status !== 200)
    throw new Error(`${url} is not ready: ${JSON.stringify(body.parts)}. "npx palier doctor" says why.`);
  return policy;
}

/**
 * What one address may send, compared with the rate of a scenario.
 *
 * @param {string} policy as in `"address";q=200000;w=60`: requests, and the seconds of their window
 * @returns {string | undefined} a sentence where it is too little
 */
export function tooLimited(policy, { name, requests }) {
  const [, limit, window] = /q=(\d+);w=(\d+)/.exec(policy) ?? [];
  if (limit === undefined || Number(limit) >= requests * window) return undefined;
  const needed = (requests * window).toLocaleString('en');
  return `${name} sends ${requests.toLocaleString('en')} requests a second, ${needed} in ${window} s, and the base URL admits ${Number(limit).toLocaleString('en')} of one address: raise RATE_LIMIT_REQUESTS of its processes to more than ${needed}, or give a smaller --rate.`;
}

/** @throws Error a sentence where the base URL has no such tenant */
export async function requireTenant(url, slug) {
  const { status } = await fetch(`${url}/v1/auth/${slug}`, { signal: AbortSignal.timeout(10_000) });
  if (status !== 200) throw new Error(`${url} has no tenant ${slug} (${status}): add --seed, which makes it.`);
}

/** The processor seconds that the processes have used, by their pages of metrics. @throws Error where one does not answer */
export async function processorSeconds(urls) {
  const pages = await Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
      const text = answer?.ok ? await answer.text() : '';
      if (!/^process_cpu_seconds_total/m.test(text)) {
        throw new Error(
          `--metrics ${url} has no process_cpu_seconds_total: give the /metrics of each process, at its METRICS_PORT.`,
        );
      }
      return text;
    }),
  );
  return pages.map(secondsOf).reduce((sum, each) => sum + each, 0);
}

/** Of all processes of a page: a supervisor has several. */
export function secondsOf(page) {
  return [...page.matchAll(/^process_cpu_seconds_total(?:\{[^}]*\})? (\S+)$/gm)].reduce(
    (sum, [, each]) => sum + Number(each),
    0,
  );
}
