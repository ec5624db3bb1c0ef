// Asks questions in turn at a steady rate, and says how long the answers took and whether they are true.
import { atRate, forSeconds, percentile, send } from '../load.mjs';

const figure = (ms) => ms.toFixed(1);
/** Of each kind alone. */
const [ALONE_MS, WARM] = [4000, 10];

/** What answers took, beside the aim for the 95th percentile where there is one. */
export function told(name, answers, aim) {
  const times = [0.5, 0.95, 1].map((share) => percentile(answers, share));
  const met = times[1] <= aim ? 'met' : 'MISSED';
  const beside = aim === undefined ? '' : `; aim ${aim} ms, ${met}`;
  return `${name}: ${answers.length} answers, p50 ${figure(times[0])} p95 ${figure(times[1])} max ${figure(times[2])} ms${beside}`;
}

/** An answer, with what is wrong of it. @param url that paths of questions follow */
export async function answerTo(url, tokens, { by, path, fault }, paging) {
  const [way, query = ''] = path.split('?');
  const asked = `${way}?${[query, paging].filter(Boolean).join('&')}`;
  const answer = await send({ method: 'GET', url: `${url}/${asked}`, token: tokens[by] });
  if (answer.status !== 200) return { ...answer, asked, wrong: `${answer.status} ${answer.text}` };
  const body = JSON.parse(answer.text);
  const wrong = answer.headers['cache-status']?.includes('hit')
    ? 'from a cache'
    : fault(body.data, body.page?.totalItems, body);
  return { ...answer, asked, wrong };
}

/**
 * Asks each kind alone, one after another, and then all of them in turn at a steady rate.
 *
 * @param kinds questions by name, each made from a number
 * @param most questions of a kind alone
 * @returns whether all answers were true
 */
export async function measure({
  url,
  tokens,
  name,
  kinds,
  paging,
  aim,
  rate,
  seconds,
  most = Number.POSITIVE_INFINITY,
}) {
  const names = Object.keys(kinds);
  const ask = async (kind, n) => ({ kind, ...(await answerTo(url, tokens, kinds[kind](n), paging)) });
  const asked = [];
  for (const kind of names) {
    const answers = [];
    // Without the first ones: connections open, and code is compiled.
    const endAt = Date.now() + ALONE_MS;
    for (let n = 0; n < 2 * WARM || (Date.now() < endAt && n < most); n += 1) answers.push(await ask(kind, n));
    console.log(`  ${told(kind, answers.slice(WARM), aim)}`);
    asked.push(...answers);
  }
  const mixed = await atRate(rate, forSeconds(seconds), (n) => ask(names[n % names.length], n));
  console.log(told(`${name}, ${rate} a second`, mixed, aim));
  asked.push(...mixed);
  const wrong = asked.filter((answer) => answer.wrong);
  if (wrong.length > 0) {
    const [{ kind, asked: what, wrong: why }] = wrong;
    console.log(`NOT TRUE: ${wrong.length} answers of ${name} were wrong, the first ${kind}, ${what}: ${why}`);
  }
  return wrong.length === 0;
}
