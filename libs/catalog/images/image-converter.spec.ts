import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { ImageConverter, type ImageKind } from './image-converter.js';
import type { ImageReason } from './images.errors.js';

const converter = new ImageConverter();
const convert = (bytes: Buffer, type = 'image/png', kind: ImageKind = 'screenshot') =>
  converter.convert('shop', async () => bytes, type, kind);
const plain = (width: number, height: number, background = '#f00') =>
  sharp({ create: { width, height, channels: 3, background } });
const png = (width: number, height: number) => plain(width, height).png().toBuffer();
/** Left half red, right half blue. */
const halves = (width: number, height: number): Promise<Sharp> =>
  plain(width / 2, height, '#00f')
    .png()
    .toBuffer()
    .then((input) => plain(width, height).composite([{ input, left: width / 2, top: 0 }]));

async function shape(bytes: Buffer | undefined) {
  const { format, width, height, space, exif, icc, xmp, iptc, pages } = await sharp(bytes).metadata();
  return { format, width, height, space, metadata: exif ?? icc ?? xmp ?? iptc, pages };
}
/** Red, green, blue and, where there is one, alpha of a pixel. */
async function colour(bytes: Buffer | undefined, left: number, top: number): Promise<number[]> {
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}
const webp = (width: number, height: number) =>
  expect.objectContaining({ format: 'webp', width, height, space: 'srgb', metadata: undefined });

describe('a screenshot', () => {
  it('becomes a WebP of each width', async () => {
    const { files, ...size } = await convert(await png(3000, 1500));
    expect(await Promise.all(files.map(shape))).toEqual([webp(320, 160), webp(960, 480), webp(1920, 960)]);
    expect(size).toEqual({ width: 1920, height: 960 });
  });

  it('is never enlarged', async () => {
    const { files } = await convert(await png(500, 20));
    expect(await Promise.all(files.map(shape))).toEqual([webp(320, 13), webp(500, 20), webp(500, 20)]);
  });

  it('is at most four times as tall as wide could be', async () => {
    const { files } = await convert(await png(100, 16_000));
    expect(await Promise.all(files.map(shape))).toEqual([webp(8, 1280), webp(24, 3840), webp(48, 7680)]);
  });

  it('stands upright, and says nothing of where it was made', async () => {
    const exif = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '48/1 51/1 0/1', GPSLatitudeRef: 'N' } };
    const sideways = (await halves(400, 200)).withExif(exif).withMetadata({ orientation: 6 });
    const jpeg = await sideways.jpeg().toBuffer();
    expect((await sharp(jpeg).metadata()).exif).toBeDefined();
    const { files } = await convert(jpeg, 'image/jpeg');
    expect(await shape(files[2])).toEqual(webp(200, 400));
    const [top, bottom] = [await colour(files[2], 100, 50), await colour(files[2], 100, 350)];
    expect([(top[0] ?? 0) > 200, (bottom[2] ?? 0) > 200]).toEqual([true, true]);
    for (const file of files) expect(file.includes('Camera')).toBe(false);
  });

  it('of another colour space is shown in sRGB', async () => {
    const green = plain(40, 40, '#0f0');
    // Its green has some red in that space, and none in sRGB.
    const wide = await green.clone().withIccProfile('p3').png().toBuffer();
    const [red = 255] = await colour((await convert(wide)).files[2], 20, 20);
    expect(red).toBeLessThan(40);
    for (const [bytes, type] of [
      [await green.clone().toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg'],
      [await green.clone().toColourspace('rgb16').png().toBuffer(), 'image/png'],
      [await green.clone().greyscale().png().toBuffer(), 'image/png'],
    ] as const) {
      expect(await shape((await convert(bytes, type)).files[0])).toEqual(webp(40, 40));
    }
  });

  it('of an animation is its first frame', async () => {
    const frames = await Promise.all(['#f00', '#00f'].map((background) => plain(40, 40, background).png().toBuffer()));
    const animated = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(2);
    const { files } = await convert(animated, 'image/webp');
    expect((await shape(files[2])).pages).toBeUndefined();
    expect((await colour(files[2], 20, 20))[0]).toBeGreaterThan(200);
  });
});

it('an icon is centred on a transparent square of each size', async () => {
  const { files, ...size } = await convert(await png(200, 100), 'image/png', 'icon');
  expect(await Promise.all(files.map(shape))).toEqual([webp(64, 64), webp(128, 128), webp(512, 512)]);
  expect(size).toEqual({ width: 512, height: 512 });
  expect((await colour(files[2], 256, 20))[3]).toBe(0);
  expect((await colour(files[2], 256, 256))[3]).toBe(255);
});

describe('a picture of a camera, a phone or an editor is shown', () => {
  const jpeg = async () => (await halves(400, 200)).jpeg({ quality: 95 }).toBuffer();
  const followed = (picture: () => Promise<Buffer>, more: string | Buffer) => async () =>
    Buffer.concat([await picture(), Buffer.from(more as string, 'latin1')]);
  const thumbnail = Buffer.from('ffe1000affd8ffd900000000', 'hex');
  const ofHalves = async (format: 'png' | 'webp', options = {}) =>
    (await halves(400, 200)).toFormat(format, options).toBuffer();

  it.each<[string, string, () => Promise<Buffer>]>([
    ['a JPEG', 'image/jpeg', jpeg],
    ['with the trailer of Samsung', 'image/jpeg', followed(jpeg, '\0\0\x01\x0a\x0e\0\0\0Image_UTC_DataSEFH____SEFT')],
    ['with a film', 'image/jpeg', followed(jpeg, '\0\0\0\x18ftypmp42 \xff\xd8\xff\xda')],
    ['with zeros', 'image/jpeg', followed(jpeg, Buffer.alloc(16))],
    [
      'with a second picture, of its brightness',
      'image/jpeg',
      async () => followed(jpeg, await plain(9, 9).jpeg().toBuffer())(),
    ],
    ['without its end', 'image/jpeg', async () => (await jpeg()).subarray(0, -2)],
    ['with half of its end', 'image/jpeg', async () => (await jpeg()).subarray(0, -1)],
    [
      'progressive, without its end',
      'image/jpeg',
      async () => (await (await halves(400, 200)).jpeg({ progressive: true, quality: 95 }).toBuffer()).subarray(0, -2),
    ],
    [
      'with a thumbnail that has an end',
      'image/jpeg',
      async () => Buffer.concat([(await jpeg()).subarray(0, 2), thumbnail, (await jpeg()).subarray(2)]),
    ],
    ['before a script', 'image/jpeg', followed(jpeg, '<script>')],
    ['a PNG with a line feed', 'image/png', followed(() => ofHalves('png'), '\n')],
    ['a PNG before a ZIP', 'image/png', followed(() => ofHalves('png'), 'PK\x05\x06')],
    ['a PNG of a palette', 'image/png', () => ofHalves('png', { palette: true })],
    ['a WebP with zeros', 'image/webp', followed(() => ofHalves('webp', { lossless: true }), Buffer.alloc(3))],
  ])('%s', async (_, type, read) => {
    const { files, ...size } = await convert(await read(), type);
    expect(size).toEqual({ width: 400, height: 200 });
    const [left, right] = [await colour(files[2], 100, 100), await colour(files[2], 300, 195)];
    expect([(left[0] ?? 0) > 200, (right[2] ?? 0) > 200]).toEqual([true, true]);
    expect(files.some((file) => /SEFT|ftyp|script/.test(file.toString('latin1')))).toBe(false);
  });
});

describe('what is no image that can be shown', () => {
  /** A PNG of one bit a pixel, all white, in a few kilobytes. */
  function bomb(width: number, height: number): Buffer {
    const part = (type: string, data: Buffer) => {
      const [length, checksum, body] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), data])];
      length.writeUInt32BE(data.length);
      checksum.writeUInt32BE(crc32(body));
      return Buffer.concat([length, body, checksum]);
    };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head[8] = 1;
    const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
    const signature = Buffer.from('89504e470d0a1a0a', 'hex');
    return Buffer.concat([signature, part('IHDR', head), part('IDAT', rows), part('IEND', Buffer.alloc(0))]);
  }
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
  const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
  const jpeg = async () => (await halves(400, 400)).jpeg().toBuffer();
  const end = Buffer.from('0000000049454e44ae426082', 'hex');

  it.each<[string, string, ImageReason, () => Buffer | Promise<Buffer>]>([
    ['nothing', 'image/png', 'unknown_format', () => Buffer.alloc(0)],
    ['a text', 'image/png', 'unknown_format', () => Buffer.from('no image')],
    ['an SVG', 'image/png', 'unknown_format', () => svg],
    ['a GIF', 'image/png', 'unknown_format', () => plain(9, 9).gif().toBuffer()],
    ['a TIFF', 'image/png', 'unknown_format', () => plain(9, 9).tiff().toBuffer()],
    ['an AVIF', 'image/png', 'unknown_format', () => plain(9, 9).avif().toBuffer()],
    [
      'a PDF before a PNG',
      'image/png',
      'unknown_format',
      async () => Buffer.concat([Buffer.from('%PDF-1.4\n'), await png(9, 9)]),
    ],
    ['a PNG sent as JPEG', 'image/jpeg', 'other_type', () => png(9, 9)],
    ['half a PNG', 'image/png', 'incomplete', async () => cut(await png(900, 900))],
    ['half a JPEG', 'image/jpeg', 'incomplete', async () => cut(await jpeg())],
    ['a JPEG without its last bytes', 'image/jpeg', 'incomplete', async () => (await jpeg()).subarray(0, -20)],
    [
      'half a progressive JPEG',
      'image/jpeg',
      'incomplete',
      async () => cut(await (await halves(400, 400)).jpeg({ progressive: true }).toBuffer()),
    ],
    ['the head of a JPEG', 'image/jpeg', 'incomplete', () => Buffer.from('ffd8ffe0', 'hex')],
    ['a PNG without its last byte', 'image/png', 'incomplete', async () => (await png(9, 9)).subarray(0, -1)],
    [
      'a WebP without its last byte',
      'image/webp',
      'incomplete',
      async () => (await plain(9, 9).webp().toBuffer()).subarray(0, -1),
    ],
    ['the head of a WebP', 'image/webp', 'incomplete', () => Buffer.from('RIFF\xff\xff\xff\xffWEBP', 'latin1')],
    ['half a WebP', 'image/webp', 'incomplete', async () => cut(await plain(90, 90).webp().toBuffer())],
    ['half a PNG with its end', 'image/png', 'incomplete', async () => Buffer.concat([cut(await png(900, 900)), end])],
    [
      'a head of a PNG alone',
      'image/png',
      'damaged',
      () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), end]),
    ],
    [
      'an SVG in the clothes of a WebP',
      'image/webp',
      'damaged',
      () => {
        const head = Buffer.from('RIFF0000WEBP');
        head.writeUInt32LE(4 + svg.length, 4);
        return Buffer.concat([head, svg]);
      },
    ],
    ['400 million pixels', 'image/png', 'too_large', () => bomb(20_000, 20_000)],
    ['a side of 16,384 pixels', 'image/png', 'too_large', () => bomb(16_384, 1)],
  ])('is refused: %s', async (_name, type, reason, make) => {
    await expect(convert(await make(), type)).rejects.toMatchObject({
      code: 'image_refused',
      status: 422,
      detail: { en: expect.stringMatching(/^Nothing .+\. .+\.$/), fr: expect.stringMatching(/^Rien .+\. .+\.$/) },
      options: { extensions: { reason } },
    });
  });

  it('may be as large as the limit', async () => {
    expect((await convert(bomb(5000, 5000))).width).toBe(1920);
  });
});

/** A progressive JPEG, and the bytes of its scans. */
async function progressive(width: number, height: number) {
  const bytes = await (await halves(width, height)).jpeg({ progressive: true }).toBuffer();
  const first = bytes.indexOf(Buffer.from('ffda', 'hex'));
  return { head: bytes.subarray(0, first), scans: bytes.subarray(first, -2), end: bytes.subarray(-2) };
}
/** A segment of a JPEG. */
const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

describe('a JPEG of many scans', () => {
  /** A scan that refines nothing: each block takes its time, and no byte. */
  const idle = segment(0xda, Buffer.from('0101000101' + '00', 'hex'));

  it.each<[string, (scan: Buffer) => Buffer]>([
    ['one after the other', (scan) => scan],
    ['behind bytes that fill', (scan) => Buffer.concat([Buffer.from('ffffff', 'hex'), scan])],
    [
      'behind what is no marker, and looks like a long segment',
      (scan) => Buffer.concat([Buffer.from('ff02ffff', 'hex'), scan]),
    ],
    ['behind a restart', (scan) => Buffer.concat([Buffer.from('ffd0ffff', 'hex'), scan])],
  ])('is refused before it is decoded: %s', async (_name, place) => {
    const { head, scans, end } = await progressive(64, 64);
    const many = Buffer.concat([head, scans, ...Array(60).fill(place(idle)), end]);
    await expect(convert(many, 'image/jpeg')).rejects.toMatchObject({
      code: 'image_refused',
      status: 422,
      options: { extensions: { reason: 'too_many_scans' } },
    });
  });

  it('is converted where it has as many as usual, and others in a thumbnail', async () => {
    const { head, scans, end } = await progressive(400, 200);
    const thumbnail = segment(0xe1, Buffer.concat(Array(100).fill(Buffer.from('ffda0008', 'hex'))));
    const start = head.subarray(0, 2);
    const jpeg = Buffer.concat([start, thumbnail, head.subarray(2), scans, end]);
    expect((await convert(jpeg, 'image/jpeg')).width).toBe(400);
  });
});

describe('where images come faster than they are converted,', () => {
  /** Conversions that wait for `letGo`; `begun` names their tenants, in their order. */
  async function waiting() {
    const bytes = await png(9, 9);
    const queue = new ImageConverter();
    const begun: string[] = [];
    const reading = { now: 0, most: 0 };
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    const read = (tenantId: string) => async () => {
      begun.push(tenantId);
      reading.now += 1;
      reading.most = Math.max(reading.most, reading.now);
      await promise;
      reading.now -= 1;
      return bytes;
    };
    const ask = (tenantId = 'shop') => queue.convert(tenantId, read(tenantId), 'image/png', 'icon');
    return { queue, ask, begun, letGo, reading };
  }

  it('one is converted at a time, twenty of a store wait, and others are asked to come again', async () => {
    const { queue, ask, reading, letGo } = await waiting();
    const asked = Array.from({ length: 21 }, () => ask());
    await expect(ask()).rejects.toMatchObject({
      code: 'images_busy',
      status: 503,
      options: { headers: { 'retry-after': '11' } },
    });
    letGo();
    expect(await Promise.all(asked)).toHaveLength(21);
    expect(reading.most).toBe(1);
    // Neither does a failure hold up the next.
    const failing = queue.convert('shop', () => Promise.reject(new Error('gone')), 'image/png', 'icon');
    await expect(failing).rejects.toThrow('gone');
    expect((await ask()).width).toBe(512);
  });

  it('another store’s comes after one of a store, and not after all', async () => {
    const { ask, begun, letGo } = await waiting();
    const asked = [...Array.from({ length: 21 }, () => ask()), ask('other')];
    letGo();
    await Promise.all(asked);
    expect(begun.indexOf('other')).toBeLessThanOrEqual(2);
  });
});
