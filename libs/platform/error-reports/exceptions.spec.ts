import { exceptionsOf } from './exceptions.js';
import { framesOf } from './stack-frames.js';

/** Of an error with this stack, in which `<here>` is the folder of the installation. */
const frames = (message: string, stack: string) =>
  framesOf(Object.assign(new Error(message), { stack: stack.replaceAll('<here>', process.cwd()) }));
const places = (message: string, stack: string) => frames(message, stack).map(({ filename }) => filename);

/** Of a function that stands in its file. */
const here = 'libs/platform/error-reports/exceptions.ts';
const call = `    at exceptionOf (file://<here>/${here}:3:9)`;

describe('the frames of a stack', () => {
  it('are those of the installation, the latest call last', () => {
    const library = 'node_modules/commander/lib/command.js';
    const stack = ['Error: a', call, `    at new Command (<here>/${library}:1:2)`, '    at node:internal/d:4:5'];
    expect(frames('a', stack.join('\n'))).toEqual([
      { function: 'Command', filename: library, lineno: 1, colno: 2, in_app: false },
      { function: 'exceptionOf', filename: here, lineno: 3, colno: 9, in_app: true },
    ]);
  });

  it.each([
    ['a message without text', '', `Error\n${call}`],
    ['a message of several lines', 'a\nb', `Error: a\nb\n${call}`],
    ['a code of Node beside the name', 'a', `TypeError [ERR_A]: a\n${call}`],
  ])('stand behind %s', (_, message, stack) => {
    expect(places(message, stack)).toEqual([here]);
  });

  it.each([
    ['the message was shortened', 'a', `Error: ab${call}\n${call}`],
    ['the message was replaced', 'b', `Error: a\n${call}`],
    ['the message was emptied', '', `Error: colibri\n${call}`],
    ['the stack begins with the message', 'a', `a\n${call}`],
    ['the stack begins with another text', 'a', `To colibri: a\n${call}`],
    ['there is no stack', 'a', ''],
  ])('are none where %s', (_, message, stack) => {
    expect(places(message, stack)).toEqual([]);
  });

  it('end at the first line that is none', () => {
    expect(places('a', `Error: a\n${call}\ncolibri\n${call}`)).toHaveLength(1);
  });

  it.each([
    ['outside the installation', '    at open (/home/colibri/a.js:1:1)'],
    ['with other characters', '    at open (<here>/a colibri.js:1:1)'],
    ['of code in a URL', '    at open (data:text/javascript,colibri:1:1)'],
    ['without a place', '    at colibri'],
    ['with a name of 301 characters', `    at open (<here>/${'a'.repeat(301)}:1:1)`],
  ])('leave out a call %s', (_, line) => {
    expect(places('a', `Error: a\n${line}\n${call}`)).toEqual([here]);
  });

  it.each([
    ['colibri@example.org', '<anonymous>'],
    ['of colibri', '<anonymous>'],
    ['Shop.colibri', '<anonymous>'],
    ['Object.colibri', '<anonymous>'],
    ['exceptionOf [as colibri]', 'exceptionOf'],
    ['async exceptionOf', 'exceptionOf'],
  ])('have the name of a function alone: of %s, %s', (name, expected) => {
    expect(frames('a', `Error: a\n    at ${name} (<here>/${here}:1:1)`)).toMatchObject([{ function: expected }]);
  });

  it('are fifty at most, of the latest calls', () => {
    const calls = Array.from({ length: 60 }, (_, i) => `    at exceptionOf (<here>/${here}:${i + 1}:1)`);
    const lines = frames('a', `Error: a\n${calls.join('\n')}`).map(({ lineno }) => lineno);
    expect(lines).toEqual(Array.from({ length: 50 }, (_, i) => 50 - i));
  });
});

describe('the exceptions of an error', () => {
  const types = (error: unknown) => exceptionsOf(error).map(({ type }) => type);

  it('are its causes and those that it gathers, each before what it caused', () => {
    const gathered = new AggregateError([new RangeError('a', { cause: new TypeError('b') }), 'c'], 'd', {
      cause: new SyntaxError('e'),
    });
    expect(types(gathered)).toEqual(['TypeError', 'a thrown string', 'RangeError', 'SyntaxError', 'AggregateError']);
  });

  it('are each sent once where errors cause each other', () => {
    const error = new RangeError('a');
    error.cause = new TypeError('b', { cause: error });
    expect(types(error)).toEqual(['TypeError', 'RangeError']);
  });

  it('are eight at most, of which the error itself is the last', () => {
    const errors = Array.from({ length: 20 }, () => new TypeError('a'));
    expect(types(new AggregateError(errors))).toEqual([...Array(7).fill('TypeError'), 'AggregateError']);
  });

  it.each([
    ['a text', 'colibri'],
    ['an object', { length: 1, 0: 'colibri' }],
    ['nothing', null],
  ])('are none of %s that is called errors', (_, errors) => {
    expect(types(Object.assign(new RangeError('a'), { errors }))).toEqual(['RangeError']);
  });

  it('are none of what is no error', () => {
    expect(types({ cause: new Error('a') })).toEqual(['a thrown object']);
    expect(types(null)).toEqual(['a thrown null']);
  });
});
