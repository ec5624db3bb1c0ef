// Real: the counting. Faked: tracks, which are empty memory.
import { once } from 'node:events';
import { UnreadTracks } from './unread-tracks.js';

it('keeps so much of a tenant, and of all, until clients have read it or left', async () => {
  const tracks = new UnreadTracks();
  const track = new Uint8Array(50 * 2 ** 20);
  const busy = expect.objectContaining({ code: 'recordings_busy', status: 503 });
  const [left, read] = [tracks.send('a', track), tracks.send('a', track)];
  expect(() => tracks.send('a', track)).toThrow(busy);
  const others = [tracks.send('b', track), tracks.send('b', track), tracks.send('c', track)];
  expect(() => tracks.send('d', track)).toThrow(busy);
  await once(left.destroy(), 'close');
  const again = tracks.send('d', track);
  expect(() => tracks.send('a', track)).toThrow(busy);
  const closed = once(read, 'close');
  expect((await read.toArray())[0]).toHaveLength(track.length);
  await closed;
  for (const each of [...others, again, tracks.send('a', track)]) each.destroy();
});

it('sends the part that is asked for', async () => {
  const part = new UnreadTracks().send('a', Buffer.from('0123456789'), { start: 2, end: 4 });
  expect(Buffer.concat(await part.toArray()).toString()).toBe('234');
});
