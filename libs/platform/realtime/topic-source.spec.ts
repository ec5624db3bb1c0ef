// Real: topics, history. Faked: the transport.
import { idAt, newId } from '#platform/ids';
import { RealtimeMetrics } from './realtime-metrics.js';
import { topicOf } from './topic.js';
import { TopicSource } from './topic-source.js';
import { Topics } from './topics.js';
import { Transport } from './transport.js';

let known: number;
class Fake extends Transport {
  override readonly keptMs = 120_000;
  override publish(): void {}
  override follow = () => Promise.resolve(0);
  override knownUntil = () => known;
}

const metrics = new RealtimeMetrics();
const topic = topicOf.tenant(newId());
let topics: Topics;
beforeEach(async () => {
  known = Date.now();
  topics = new Topics(new Fake(), metrics);
  await topics.start();
});

/** Has a message arrive that was made and sent at a time. */
function receive(at: number): string {
  const id = idAt(at);
  topics.received({ id, topic, name: 'x.y', data: '{}' }, at);
  return id;
}
/** The ids, of a `reset` its name, that a client gets which has the event `seen`. */
function got(seen: string): string[] {
  const source = new TopicSource(topics, [topic], seen, metrics.resets);
  const all: string[] = [];
  for (let bytes = source.next(); bytes; bytes = source.next()) {
    const [id = '', event = ''] = String(bytes).split('\n');
    all.push(event === 'event: reset' ? 'reset' : id.slice('id: '.length));
  }
  return all;
}

it('gives a client that resumes what is up to two seconds older than what it has too, but not that again', () => {
  const now = known - 10_000;
  receive(now - 2500);
  const late = receive(now - 1500);
  const seen = receive(now);
  const later = receive(now + 1000);
  expect(got(seen)).toEqual([late, later]);
});

it('resets a client whose last id is of a time to come', () => {
  receive(known);
  expect(got(idAt(known + 60_000))).toEqual(['reset']);
});

it('gives the id of now without an event, the same for a second', () => {
  const first = topics.beat();
  known += 999;
  expect(topics.beat()).toBe(first);
  known += 1;
  expect(topics.beat()).not.toBe(first);
});
