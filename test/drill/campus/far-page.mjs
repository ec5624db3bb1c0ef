// The last page of all students by its number, beside the same rows by cursor, after a walk through all of them.
import { answerTo, told } from './measure.mjs';

const PAGE_SIZE = 25;
const TIMES = 100;

/** @returns whether the walk met each enrolment once, and both ways lead to the same rows */
export async function farPage({ url, tokens, students, inTime }) {
  const read = async (query) => {
    inTime();
    const answer = await answerTo(url, tokens, { by: 'admin', path: 'students', fault: () => undefined }, query);
    if (answer.wrong) throw new Error(answer.wrong);
    return { ...answer, ...JSON.parse(answer.text) };
  };
  const number = Math.floor(students / PAGE_SIZE);
  const before = (number - 1) * PAGE_SIZE;
  const met = [];
  let cursor = '';
  /** Where the page begins. */
  let there = '';
  do {
    const limit = Math.min(100, met.length < before ? before - met.length : 100);
    const { data, page } = await read(`limit=${limit}${cursor}`);
    met.push(...data.map(({ id }) => id));
    cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : '';
    if (met.length === before) there = cursor;
  } while (cursor);
  const ways = { number: `page=${number}&pageSize=${PAGE_SIZE}`, cursor: `limit=${PAGE_SIZE}${there}` };
  const pages = { number: [], cursor: [] };
  for (let n = 0; n < TIMES; n += 1) {
    for (const way of Object.keys(ways)) pages[way].push(await read(ways[way]));
  }
  for (const way of Object.keys(ways)) {
    console.log(told(`page ${number} of ${PAGE_SIZE} students by ${way}`, pages[way]));
  }
  const rows = JSON.stringify(met.slice(before, before + PAGE_SIZE));
  const same = Object.values(pages)
    .flat()
    .every(({ data }) => JSON.stringify(data.map(({ id }) => id)) === rows);
  if (!same) console.log(`NOT TRUE: page ${number} has the rows that the cursor leads to.`);
  const once = new Set(met).size === students && met.length === students;
  if (!once)
    console.log(
      `NOT TRUE: the walk met ${met.length} enrolments, ${new Set(met).size} of them different, of ${students}.`,
    );
  return same && once;
}
