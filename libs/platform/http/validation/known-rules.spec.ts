import { IsInt, IsString, Min, validateSync } from 'class-validator';
import { rememberRules } from './known-rules.js';

rememberRules();

const brokenIn = (dto: object) => validateSync(dto).flatMap(({ constraints = {} }) => Object.keys(constraints));

describe('remembered rules', () => {
  it('are those of the class and of those that it extends, each time', () => {
    class Parent {
      @IsString()
      name: unknown = 1;
    }
    class Child extends Parent {
      @IsInt()
      count: unknown = 'two';
    }
    for (let time = 0; time < 2; time += 1) {
      expect(brokenIn(new Child())).toEqual(['isInt', 'isString']);
      expect(brokenIn(new Parent())).toEqual(['isString']);
    }
  });

  it('take in a rule that is declared once they are known', () => {
    class Dto {
      @IsInt()
      count = 1;
    }
    class Child extends Dto {}
    expect(brokenIn(new Child())).toEqual([]);
    Min(2)(Dto.prototype, 'count');
    expect(brokenIn(new Child())).toEqual(['min']);
  });

  it('do not stand for those of a group', () => {
    class Dto {
      @IsInt({ groups: ['strict'] })
      count: unknown = 'one';
    }
    expect(brokenIn(new Dto())).toEqual(['isInt']);
    expect(validateSync(new Dto(), { groups: ['other'], forbidUnknownValues: false })).toEqual([]);
    expect(brokenIn(new Dto())).toEqual(['isInt']);
  });
});
