import { ApiModule } from '../../apps/api/api.module.js';
import { declaredForms, faultsOf } from './forms.js';

describe('the form of a text', () => {
  it('is told in words by each DTO that asks for one', () => {
    expect(ApiModule).toBeDefined();
    expect(declaredForms().length).toBeGreaterThan(15);
    expect(declaredForms().flatMap(faultsOf)).toEqual([]);
  });

  const words = { code: 'bad_format', detail: { en: 'must be digits, as in {example}', fr: 'doit être {example}' } };
  it.each([
    ['without words', undefined, 'Dto.code has no code and words in its context.'],
    [
      'in English alone',
      { ...words, detail: { en: 'must be digits' } },
      'Dto.code has no code and words in its context.',
    ],
    [
      'as an expression',
      { ...words, detail: { en: 'must match /^\\d+$/', fr: 'chiffres' } },
      'Dto.code shows an expression.',
    ],
    ['with an example of another form', { ...words, example: 'x' }, 'The example of Dto.code does not have its form.'],
  ])('is missed %s', (_, context, fault) => {
    const rule = { target: { name: 'Dto' }, propertyName: 'code', constraints: [/^\d+$/], context };
    expect(faultsOf(rule)).toEqual([fault]);
  });
});
