/** The least contrast of text on its background by WCAG 2.2 AA (success criterion 1.4.3). */
export const leastContrast = 4.5;

/**
 * The contrast of white text on a colour, 1 to 21, by WCAG 2.2's formula.
 *
 * @param colour `#rrggbb`
 */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16)));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
