// A bad network between any two parts: late answers, cut connections, and silence, in which what is sent is swallowed.

/** What the end of a fault resolves to where nothing came that it could disturb. */
export const UNTOUCHED = Symbol('untouched');

const LATE_MS = 200;
/** A connection on which nothing comes is given up after so long, and may be one that is used seldom. */
const SILENCE_CALM_MS = 12_000;
/** Of all pieces that pass, in percent: more where few pass. */
const [CUT, CUT_OF_FEW] = [2, 30];

const disturbances = {
  late: {
    words: () => `answers come ${LATE_MS} ms late`,
    begin: (proxy) => proxy.disturbAnswers('delay', { ms: LATE_MS }),
  },
  cut: {
    words: (percent) => `${percent} % of what passes cuts its connection`,
    begin: (proxy, percent) => {
      proxy.disturb('cut', { share: percent / 100 });
      proxy.disturbAnswers('cut', { share: percent / 100 });
    },
  },
  silent: {
    words: () => 'what is sent is swallowed, and connections stay open',
    begin: (proxy) => {
      proxy.disturb('hold');
      proxy.disturbAnswers('hold');
    },
  },
};

/** The parts in words, the one that connects first, and the stack that has them; `few` pieces pass in a fault, and none without `work`. */
const links = {
  // Not beside faults of APIs: nginx takes another where one refuses a connection, and a proxy refuses none.
  'nginx-api': { between: 'nginx and the APIs', stack: 'cluster', bounds: {} },
  'api-pooler': { between: 'the APIs and PgBouncer', stack: 'single' },
  'pooler-postgres': { between: 'PgBouncer and PostgreSQL', stack: 'single' },
  'api-redis': { between: 'the APIs and the Redis of sessions', stack: 'single' },
  'worker-redis': { between: 'the workers and the Redis of jobs', stack: 'single' },
  'api-cache': { between: 'the APIs and the Redis of the cache', stack: 'single', few: true },
  'worker-smtp': { between: 'the workers and the mail server', stack: 'single', few: true, work: true },
  'worker-receiver': { between: 'the workers and the receiver of webhooks', stack: 'single', few: true, work: true },
  'api-storage': { between: 'the APIs and the bucket', stack: 'cluster', few: true },
};

export const linkFaults = Object.entries(links).flatMap(
  ([link, { between, stack, few, work, bounds = { browsing: true } }]) =>
    Object.entries(disturbances).map(([name, { words, begin }]) => {
      const percent = few ? CUT_OF_FEW : CUT;
      return {
        name: `${link}-${name}`,
        breaks: `between ${between} ${words(percent)}`,
        stack,
        bounds,
        calmMs: name === 'silent' ? SILENCE_CALM_MS : undefined,
        // The receivers are behind proxies in each stack.
        links: work ? [] : [link],
        begin: async ({ proxies }, _random, checker) => {
          const disturbed = () => proxies(link).reduce((sum, proxy) => sum + proxy.disturbed(), 0);
          const before = disturbed();
          for (const proxy of proxies(link)) begin(proxy, percent);
          if (work) checker.burst();
          return () => {
            for (const proxy of proxies(link)) {
              proxy.disturb('none');
              proxy.disturbAnswers('none');
            }
            return disturbed() > before ? undefined : UNTOUCHED;
          };
        },
      };
    }),
);
