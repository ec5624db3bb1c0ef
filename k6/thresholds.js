/** Thresholds of time, unless WITHOUT_TIMES leaves them out, as CI does: a machine that does other work meanwhile is slow. */
export const times = (thresholds) => (__ENV.WITHOUT_TIMES ? {} : thresholds);

/** Thresholds that always hold: they show the answers that a scenario got in the summary, apart from those of setup(). */
export const shown = (scenario) => ({
  [`http_reqs{scenario:${scenario}}`]: ['count>=0'],
  [`http_req_duration{scenario:${scenario}}`]: ['p(95)>=0'],
  [`http_req_failed{scenario:${scenario}}`]: ['rate>=0'],
});
