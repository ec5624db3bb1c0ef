import { ValidateBy } from 'class-validator';

/**
 * Decorates an array that holds no item twice. That of class-validator compares each item with each, also where the
 * array is refused for its length.
 *
 * @param identify what makes an item the same as another; by default the item itself
 */
export const ArrayUnique = <Item>(identify?: (item: Item) => unknown): PropertyDecorator =>
  ValidateBy({
    name: 'arrayUnique',
    validator: { validate: (value: unknown) => Array.isArray(value) && areUnique(value, identify) },
  });

function areUnique<Item>(items: readonly Item[], identify: (item: Item) => unknown = (item) => item): boolean {
  return new Set(items.map((item) => (item == null ? item : identify(item)))).size === items.length;
}
