import { idAt, newId } from '#platform/ids';
import { History } from './history.js';
import { type Message, messageOf } from './message.js';
import { topicOf } from './topic.js';

const [tenant, other] = [topicOf.tenant(newId()), topicOf.tenant(newId())];
const about = (topic = tenant, bytes = 2) =>
  messageOf(topic, { name: 'x.y', data: JSON.stringify('x'.repeat(bytes - 2)) });
const old = (at: number): Message => ({ ...about(), id: idAt(at) });
const ids = (history: History, from: number) => {
  const found: unknown[] = [];
  for (let place = from; ; ) {
    const entry = history.after([tenant, other], place);
    if (!entry || entry === 'gone') return entry ? [...found, entry] : found;
    found.push(entry.id);
    place = entry.place;
  }
};

it('gives the messages of some topics in the order in which they came, each once', () => {
  const history = new History(60_000, 1_000_000);
  const [a, b, c] = [about(), about(topicOf.store(newId())), about(other)];
  const now = Date.now();
  expect([a, b, c, a].map((message) => history.add(message, now)?.place)).toEqual([1, 2, 3, undefined]);
  expect(ids(history, 0)).toEqual([a.id, c.id]);
  expect(ids(history, 1)).toEqual([c.id]);
  expect(ids(history, 3)).toEqual([]);
});

it('drops the oldest beyond its bytes and beyond its age, and says so', () => {
  const now = Date.now();
  const few = new History(60_000, 5000);
  few.complete(0);
  const messages = Array.from({ length: 4 }, () => about(tenant, 2000));
  for (const message of messages) few.add(message, now);
  expect(ids(few, 0)).toEqual(['gone']);
  expect(ids(few, 2)).toEqual(messages.slice(2).map(({ id }) => id));
  expect(few.reaches(now - 1)).toBe(false);

  const aged = new History(60_000, 1_000_000);
  const message = old(now - 70_000);
  aged.add(message, now - 70_000, now - 70_000);
  aged.add(about(), now, now);
  expect(ids(aged, 0)).toEqual(['gone']);
});

it('finds the place of a client by when a message was sent or came, whichever is later', () => {
  const history = new History(60_000, 1_000_000);
  const now = Date.now();
  history.add(old(now - 9000), now - 9000);
  const late = old(now - 9000);
  history.add(late, now - 1000);
  expect(ids(history, history.placeBefore([tenant], now - 5000))).toEqual([late.id]);
  expect(history.placeBefore([tenant], now)).toBe(history.last);
  expect(history.placeBefore([topicOf.store(newId())], 0)).toBe(history.last);
});

it('reaches back to where it is complete, and not over a loss', () => {
  const history = new History(60_000, 1_000_000);
  const now = Date.now();
  expect(history.reaches(now - 1000)).toBe(false);
  history.complete(now - 30_000);
  expect([history.reaches(now - 29_000), history.reaches(now - 31_000)]).toEqual([true, false]);
  history.lost(now - 5000);
  expect([history.reaches(now - 4000), history.reaches(now - 6000)]).toEqual([true, false]);
  history.complete(0);
  expect(history.reaches(now - 61_000, now)).toBe(false);
  expect([history.reaches(now, now), history.reaches(now + 1, now)]).toEqual([true, false]);
});
