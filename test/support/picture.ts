import sharp from 'sharp';

/** A small red square, as a PNG. */
export const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 90, height: 90, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
