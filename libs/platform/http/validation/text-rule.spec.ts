import { IsOptional, type ValidationOptions, validateSync } from 'class-validator';
import { Length, MaxLength } from './text-rule.js';

/** The constraints of a decorator that a value breaks, with the context of each. */
function broken(rule: PropertyDecorator, value: unknown): [string, unknown][] {
  class Dto {
    value = value;
  }
  IsOptional()(Dto.prototype, 'value');
  rule(Dto.prototype, 'value');
  return validateSync(new Dto()).flatMap(({ constraints = {}, contexts }) =>
    Object.keys(constraints).map((name): [string, unknown] => [name, contexts?.[name]]),
  );
}

describe('the length of a text', () => {
  // One code point of one unit, one of two, two with a variation selector, and three that are shown as one.
  it.each([
    ['é', 1],
    ['😀', 1],
    ['❤️', 2],
    ['👩‍🚀', 3],
    ['\ud800', 1],
  ])('of %j is counted in code points: %d', (text, length) => {
    const four = text.repeat(4);
    const accepted = (least: number, most: number) => [
      broken(Length(least, most), four).length === 0,
      broken(MaxLength(most), four).length === 0,
    ];
    expect(accepted(4 * length, 4 * length)).toEqual([true, true]);
    expect(accepted(4 * length + 1, 4 * length - 1)).toEqual([false, false]);
    expect(accepted(1, 100)).toEqual([true, true]);
    expect(accepted(100, 1)).toEqual([false, false]);
  });

  it.each([
    ['isLength', (options?: ValidationOptions) => Length(2, 3, options)],
    ['maxLength', (options?: ValidationOptions) => MaxLength(0, options)],
  ])('is refused under the name %s, with a context, and of each text of an array', (name, rule) => {
    const context = { code: 'own' };
    expect(broken(rule(), 'a')).toEqual([[name, undefined]]);
    expect(broken(rule({ context }), 'a')).toEqual([[name, context]]);
    expect(broken(rule({ each: true }), ['a'])).toEqual([[name, undefined]]);
    expect(broken(rule({ each: true }), [])).toEqual([]);
    for (const value of [1, {}, true, ['a']]) expect(broken(rule(), value)).toEqual([['isString', undefined]]);
  });
});
