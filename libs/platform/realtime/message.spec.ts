import { newId } from '#platform/ids';
import { contentOf, decode, encode, messageOf } from './message.js';
import { topicOf } from './topic.js';

const data = (bytes: number) => ({ text: 'é'.repeat((bytes - 11) / 2) });

it('travels as text, whatever its data holds', () => {
  const content = contentOf({ name: 'app.changed', data: { slug: 'a\nb "é" \u2028' } });
  for (const topic of [topicOf.tenant(newId()), topicOf.user(newId(), newId())]) {
    const message = messageOf(topic, content);
    expect(decode(encode(message))).toEqual(message);
  }
  expect(decode('gap')).toBeUndefined();
});

it('has at most 4 KB', () => {
  expect(contentOf({ name: 'a', data: data(4095) }).data).toHaveLength(2053);
  expect(() => contentOf({ name: 'a', data: data(4099) })).toThrow('exceeds 4096 bytes');
});

it.each(['', 'App', 'a b', 'a\nid: 1', 'a.'])('is not named %j', (name) => {
  expect(() => contentOf({ name, data: {} })).toThrow('cannot be named');
});

it('is about a topic of ids, which no other text can become', () => {
  expect(() => topicOf.user(newId(), `x ${newId()}`)).toThrow('UUIDs');
  expect(() => topicOf.tenant('shop')).toThrow('UUIDs');
});
