// A bad network between any two parts: late answers, cut connections, and silence, in which what is sent is swallowed.

const LATE_MS = 200;
/** Of all pieces that pass. */
const CUT = 0.02;

const disturbances = {
  late: { words: `answers come ${LATE_MS} ms late`, begin: (proxy) => proxy.disturbAnswers('delay', { ms: LATE_MS }) },
  cut: {
    words: `2 % of what passes cuts its connection`,
    begin: (proxy) => {
      proxy.disturb('cut', { share: CUT });
      proxy.disturbAnswers('cut', { share: CUT });
    },
  },
  silent: {
    words: 'what is sent is swallowed, and connections stay open',
    begin: (proxy) => {
      proxy.disturb('hold');
      proxy.disturbAnswers('hold');
    },
  },
};

/** The parts in words, the one that connects first, and the stack that has them. */
const links = {
  // Not beside faults of APIs: nginx takes another where one refuses a connection, and a proxy refuses none.
  'nginx-api': { between: 'nginx and the APIs', stack: 'cluster', bounds: {} },
  'api-pooler': { between: 'the APIs and PgBouncer', stack: 'single' },
  'pooler-postgres': { between: 'PgBouncer and PostgreSQL', stack: 'single' },
  'api-redis': { between: 'the APIs and the Redis of sessions', stack: 'single' },
  'worker-redis': { between: 'the workers and the Redis of jobs', stack: 'single' },
  'api-cache': { between: 'the APIs and the Redis of the cache', stack: 'single' },
  'worker-smtp': { between: 'the workers and the mail server', stack: 'single' },
  'worker-receiver': { between: 'the workers and the receiver of webhooks', stack: 'single' },
  'api-storage': { between: 'the APIs and the bucket', stack: 'cluster' },
};

export const linkFaults = Object.entries(links).flatMap(([link, { between, stack, bounds = { browsing: true } }]) =>
  Object.entries(disturbances).map(([name, { words, begin }]) => ({
    name: `${link}-${name}`,
    breaks: `between ${between} ${words}`,
    stack,
    bounds,
    // The receivers are behind proxies in each stack.
    links: link.startsWith('worker-s') || link.startsWith('worker-rec') ? [] : [link],
    begin: async ({ proxies }) => {
      for (const proxy of proxies(link)) begin(proxy);
      return () => {
        for (const proxy of proxies(link)) {
          proxy.disturb('none');
          proxy.disturbAnswers('none');
        }
      };
    },
  })),
);
